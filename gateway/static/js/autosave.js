// @ts-check
import { fields, isUntouched, typed } from "./answers.js";
import { isOvertaken, show } from "./merged.js";

const AFTER = 1200; // ms without a key before saving
const AGAIN = 5000; // ms before another try where the last one did not arrive
const KEPT_ALIVE = 60_000; // bytes that a browser still sends for a page that is being left

/** Saves the draft while it is being filled in, says when it last did, and shows what was changed elsewhere.
 * @param {HTMLFormElement} form
 */
export function start(form) {
  const place = document.querySelector("[data-saved]");
  if (!(place instanceof HTMLElement)) return;
  const words = place.dataset;
  const clock = new Intl.DateTimeFormat(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
  let timer = 0;
  let saved = isUntouched(form) ? typed(fields(form)) : ""; // else typed before this module was there
  let running = false;

  const tell = (/** @type {string | undefined} */ text) => {
    const told = (text ?? "").replace("{time}", clock.format(new Date()));
    if (place.textContent !== told) place.textContent = told;
  };

  async function save() {
    const sent = fields(form);
    if (running || typed(sent) === saved || form.dataset.sent) return;
    running = true;
    let wait = AFTER;
    try {
      const told = await send(form, sent);
      if (!isOvertaken(form, sent, told)) {
        const more = typed(fields(form)) !== typed(sent); // typed while it was on its way
        show(form, told);
        saved = more ? "" : typed(fields(form));
        if (told.clashes.length) tell(words.both);
        else if (Object.keys(told.errors).length) tell(words.wrong);
        else tell(told.changed.length ? words.merged : words.saved);
      }
    } catch (error) {
      wait = AGAIN;
      tell((error instanceof Error && words[error.message]) || words.failed);
    } finally {
      running = false;
      if (typed(fields(form)) !== saved) schedule(wait);
    }
  }

  function schedule(wait = AFTER) {
    clearTimeout(timer);
    timer = setTimeout(save, wait);
  }

  if (!saved) schedule();
  form.addEventListener("input", () => schedule());
  form.addEventListener("change", () => schedule());
  window.addEventListener("online", save);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") save();
  });
}

/** @param {HTMLFormElement} form @param {URLSearchParams} sent @returns {Promise<import("./merged.js").Saved>} */
async function send(form, sent) {
  const body = new URLSearchParams(sent);
  body.set("idempotency_key", crypto.randomUUID());
  const answer = await fetch(form.action, {
    method: "POST",
    headers: { "X-Autosave": "1", Accept: "application/json" },
    body,
    keepalive: String(body).length < KEPT_ALIVE,
  });
  const told = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : {};
  if (told.parts === undefined) throw new Error(answer.status === 401 || answer.status === 403 ? "ended" : "failed");
  return told;
}
