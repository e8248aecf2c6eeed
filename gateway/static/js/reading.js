// @ts-check
/** New messages are marked as read once the end of their thread has been on the screen; without scripts there is a
 * button. Opening the page alone marks nothing: a preview opens it too. */
import { call } from "./api.js";

/** @param {HTMLElement} button  of the form that marks them; `data-read` is where the API does */
export function start(button) {
  const seen = new IntersectionObserver(async ([entry]) => {
    if (!entry.isIntersecting) return;
    seen.disconnect();
    const marked = call(button.dataset.portal ?? "", "POST", button.dataset.read ?? "");
    // Where that fails the button stays for the reader to press.
    await marked.then(() => button.closest("form")?.remove()).catch(() => {});
  });
  seen.observe(button);
}
