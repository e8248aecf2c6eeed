// @ts-check
/** @typedef {{id: string, title: string, text: string, link: string | null}} Notification */
import { toast } from "./toasts.js";

/** Live notifications: a toast, and one more on the counter. The browser reconnects by itself, except where a newer
 * window of the same person took this one's place: then when somebody comes back to it.
 * @param {HTMLElement} counter  `data-notifications` is the stream, `data-link` the page of all of them
 */
export function start(counter) {
  /** @param {MessageEvent<string>} event */
  const show = (event) => {
    /** @type {Notification} */
    const notification = JSON.parse(event.data);
    toast(notification.title, notification.link ?? counter.dataset.link ?? "");
    const number = counter.querySelector("[data-count]");
    if (number instanceof HTMLElement) {
      number.textContent = String(Number(number.textContent) + 1);
      number.hidden = false;
    }
  };
  const listen = () => {
    const source = new EventSource(counter.dataset.notifications ?? "");
    const leave = () => source.close();
    source.addEventListener("notification", show);
    source.addEventListener("displaced", () => {
      source.close();
      window.removeEventListener("pagehide", leave);
      onReturn(listen);
    });
    window.addEventListener("pagehide", leave);
  };
  listen();
}

/** Once, when somebody looks at this window again.
 * @param {() => void} then
 */
function onReturn(then) {
  const asked = new AbortController();
  const returned = () => {
    if (document.visibilityState !== "visible") return;
    asked.abort();
    then();
  };
  window.addEventListener("focus", returned, { signal: asked.signal });
  document.addEventListener("visibilitychange", returned, { signal: asked.signal });
}
