// @ts-check
import { Transfer, TransferFailed } from "./transfer.js";

/** @typedef {{upload: import("./transfer.js").Target, through_gateway: import("./transfer.js").Target, complete: string}} Begun */

/** Sends a file as soon as it is chosen: straight to the store, else through the gateway, else with the form.
 * @param {HTMLElement} field  a `.file-field`; `data-begin` is where to ask for an address, `data-words` its texts
 */
export function start(field) {
  const input = field.querySelector("input[type=file]");
  const panel = field.querySelector(".progress");
  const begin = field.dataset.begin;
  if (!(input instanceof HTMLInputElement) || !(panel instanceof HTMLElement) || !begin) return;
  const bar = /** @type {HTMLProgressElement} */ (panel.querySelector("progress"));
  const status = /** @type {HTMLElement} */ (panel.querySelector("[role=status]"));
  /** @type {Record<string, string>} */
  const words = JSON.parse(field.dataset.words ?? "{}");
  const button = (/** @type {string} */ name) =>
    /** @type {HTMLButtonElement} */ (panel.querySelector(`[data-do=${name}]`));
  /** @type {Transfer | undefined} */
  let transfer;
  /** @type {Begun | undefined} */
  let begun;

  /** @param {number} share */
  const progress = (share) => {
    const percent = Math.round(share * 100);
    // Screen readers hear every quarter, not every packet.
    if (Math.floor(percent / 25) !== Math.floor(bar.value / 25)) status.textContent = `${percent} %`;
    bar.value = percent;
  };

  /** @param {import("./transfer.js").Target} target @param {File} file */
  const send = (target, file) => {
    transfer = new Transfer(target, file, progress);
    return transfer.run();
  };

  async function run() {
    const file = input.files?.[0];
    if (!file) return;
    if (file.size > Number(field.dataset.maxBytes)) return refuse(words.too_large);
    if (input.accept && !input.accept.split(",").some((suffix) => file.name.toLowerCase().endsWith(suffix))) {
      return refuse(words.wrong_type);
    }
    panel.hidden = false;
    toggle(true);
    status.textContent = words.sending;
    try {
      begun ??= await post(begin, { filename: file.name, size: String(file.size), content_type: file.type });
      const sent = await send(begun.upload, file).catch((error) => {
        if (!begun || !(error instanceof TransferFailed)) throw error;
        return send(begun.through_gateway, file);
      });
      if (!sent) return;
      await post(begun.complete, {});
      input.value = "";
      field.dispatchEvent(new CustomEvent("uploaded", { bubbles: true }));
      status.textContent = words.sent;
      window.location.reload();
    } catch (error) {
      begun = undefined;
      refuse(error instanceof Refused ? error.message : words.failed);
    }
  }

  /** Says why, and leaves the file chosen: the form's own button still sends it. @param {string} text */
  function refuse(text) {
    panel.hidden = false;
    bar.value = 0;
    status.textContent = text;
    toggle(false);
    button("resume").textContent = words.retry;
  }

  /** @param {boolean} sending */
  function toggle(sending) {
    button("pause").hidden = !sending;
    button("resume").hidden = sending;
  }

  input.addEventListener("change", () => {
    begun = undefined;
    run();
  });
  button("pause").addEventListener("click", () => {
    transfer?.stop();
    toggle(false);
    button("resume").textContent = words.resume;
    status.textContent = words.paused;
  });
  button("resume").addEventListener("click", run);
  button("cancel").addEventListener("click", () => {
    transfer?.stop();
    begun = undefined;
    input.value = "";
    panel.hidden = true;
    bar.value = 0;
    input.focus();
  });
}

class Refused extends Error {}

/** @param {string} url @param {Record<string, string>} fields */
async function post(url, fields) {
  const token = /** @type {HTMLInputElement | null} */ (document.querySelector("[name=csrf_token]"))?.value ?? "";
  const answer = await fetch(url, {
    method: "POST",
    headers: { Accept: "application/json", "X-CSRF-Token": token },
    body: new URLSearchParams({ ...fields, csrf_token: token, idempotency_key: crypto.randomUUID() }),
  });
  const content = await answer.json().catch(() => ({}));
  if (!answer.ok) throw content.detail ? new Refused(content.detail) : new Error(String(answer.status));
  return content;
}
