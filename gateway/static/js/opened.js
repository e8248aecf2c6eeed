// @ts-check
/** What was told of a file is read once the file itself is on the screen; without scripts there is a button. */
import { call } from "./api.js";

/** @param {HTMLElement} button  of the form that marks it */
export function start(button) {
  const mark = async () => {
    if (document.visibilityState !== "visible") return; // a preview opens it too
    document.removeEventListener("visibilitychange", mark);
    const { unread } = await call(button.dataset.portal ?? "", "POST", `/notifications/read/${button.dataset.opened}`);
    const counter = document.querySelector("[data-count]");
    if (counter instanceof HTMLElement) {
      counter.textContent = String(unread);
      counter.hidden = !unread;
    }
  };
  document.addEventListener("visibilitychange", mark);
  mark().catch(() => {}); // the notifications page has a button for each
}
