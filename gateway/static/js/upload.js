// @ts-check
import { Refused, call, credentials } from "./api.js";
import { say } from "./problems.js";
import { swap } from "./slots.js";
import { Transfer, TransferFailed } from "./transfer.js";

/** Sends a file as soon as it is chosen: straight to the store, else through the gateway. Where neither works the
 * file stays chosen, and the form's own button sends it. The store takes a file as a whole, so there is no pause.
 * @param {HTMLElement} field  a `.file-field`; its data-* say whose, and for which slot of which application if any
 */
export function start(field) {
  const input = /** @type {HTMLInputElement} */ (field.querySelector("input[type=file]"));
  const panel = /** @type {HTMLElement} */ (field.querySelector(".progress"));
  const bar = /** @type {HTMLProgressElement} */ (panel.querySelector("progress"));
  const status = /** @type {HTMLElement} */ (panel.querySelector("[role=status]"));
  const { slot, application, portal } = field.dataset;
  if (!portal) return;
  /** @type {Record<string, string>} */
  const words = JSON.parse(field.closest("form")?.dataset.words ?? "{}");
  /** @type {Transfer | undefined} */
  let transfer;
  /** @type {{id: string, upload: import("./transfer.js").Target} | undefined} */
  let created;

  /** What the document is: the slot's, or what the form's own list says. */
  const kind = () => field.dataset.kind ?? field.closest("form")?.querySelector("select")?.value;

  const button = (/** @type {string} */ name) =>
    /** @type {HTMLButtonElement} */ (panel.querySelector(`[data-do=${name}]`));

  const percents = new Intl.NumberFormat(document.documentElement.lang, { style: "percent" });
  const progress = (/** @type {number} */ share) => {
    const percent = Math.round(share * 100);
    // A screen reader hears every quarter, not every packet.
    if (Math.floor(percent / 25) !== Math.floor(bar.value / 25)) status.textContent = `${words.sending} ${percents.format(percent / 100)}`;
    bar.value = percent;
  };

  const send = (/** @type {import("./transfer.js").Target} */ target, /** @type {File} */ file) => {
    transfer = new Transfer(target, file, progress);
    return transfer.run();
  };

  /** Also what "retry" does: an upload that has begun is carried on with, not begun again. */
  async function run() {
    const file = input.files?.[0];
    if (!file || !portal || !kind()) return; // without its kind, the form's button and its own error
    const wrong = refusal(file);
    if (wrong) return refuse(wrong);
    say(input);
    panel.hidden = false;
    status.textContent = words.sending;
    button("retry").hidden = true;
    try {
      const facts = { kind: kind(), filename: file.name, size: file.size, content_type: file.type };
      const begun = (created ??= await call(portal, "POST", "/documents", facts));
      const through = { method: "PUT", url: `/api/v1/documents/${begun.id}/content`, headers: credentials(portal) };
      const sent = await send(begun.upload, file).catch((error) => {
        if (error instanceof TransferFailed) return send(through, file);
        throw error;
      });
      if (!sent) return; // cancelled
      await call(portal, "POST", `/documents/${begun.id}/complete`);
      if (slot) await call(portal, "PUT", `/applications/${application}/documents/${slot}`, { document_id: begun.id });
      status.textContent = words.sent;
      if (field.dataset.into) return hand(begun.id);
      const next = field.closest("form")?.dataset.next;
      if (next) location.assign(next);
      else if (slot) await swap(`slot-${slot}`);
    } catch (error) {
      if (error instanceof Refused && error.status === 401) stop(words.ended);
      else if (error instanceof Refused && error.message) stop(error.message);
      else stop(navigator.onLine ? words.failed : words.offline);
    }
  }

  /** The form sends on what the document is known by, and not the file again. @param {string} id */
  function hand(id) {
    const sent = /** @type {HTMLInputElement | null} */ (field.closest("form")?.querySelector(`[name="${field.dataset.into}"]`));
    if (sent) sent.value = id;
    input.disabled = true;
    button("cancel").hidden = true;
  }

  /** The server's rules, told before a byte is sent. @param {File} file */
  function refusal(file) {
    const known = input.accept.split(",").some((suffix) => file.name.toLowerCase().endsWith(suffix));
    if (!known) return words.wrong_type;
    if (!file.size) return words.empty;
    return file.size > Number(field.dataset.maxBytes) ? words.too_large : "";
  }

  /** A file that cannot do: another one is to be chosen. @param {string} text */
  function refuse(text) {
    const file = input.files?.[0];
    /** @type {Record<string, string | undefined>} */
    const facts = { name: file?.name, size: megabytes(file?.size ?? 0), most: field.dataset.most, formats: field.dataset.formats };
    say(input, text.replace(/{(\w+)}/g, (place, fact) => facts[fact] ?? place));
    panel.hidden = true;
    input.value = "";
  }

  /** It did not arrive: the same may be tried again. @param {string} text */
  function stop(text) {
    say(input, text);
    panel.hidden = false;
    bar.value = 0;
    status.textContent = "";
    button("retry").hidden = false;
  }

  input.addEventListener("change", () => {
    created = undefined;
    run();
  });
  button("retry").addEventListener("click", run);
  button("cancel").addEventListener("click", () => {
    transfer?.stop();
    created = undefined;
    input.value = "";
    panel.hidden = true;
    bar.value = 0;
    say(input);
    input.focus();
  });
  if (input.files?.length) run(); // chosen before this module was there
}

/** Rounded up, so that no file of "10 MB" is over "10 MB". @param {number} bytes */
function megabytes(bytes) {
  const format = new Intl.NumberFormat(document.documentElement.lang, { style: "unit", unit: "megabyte", maximumFractionDigits: 1 });
  return format.format(Math.ceil((bytes / 2 ** 20) * 10) / 10);
}
