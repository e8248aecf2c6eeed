// @ts-check
const SHOWN = 8000; // ms; what it said stays on the notifications page
const SEEN = 1500; // ms that it has on a phone, before it leaves with the first thing that somebody does
const phone = matchMedia("(max-width: 719px)");

/** A short message at the edge of the window. On a phone that edge is in the way: there is one at a time, none over what
 * is being typed, and it makes way as soon as somebody goes on.
 * @param {string} text @param {string} href
 */
export function toast(text, href) {
  const place = document.querySelector(".toasts");
  const template = document.getElementById("toast");
  if (!place || !(template instanceof HTMLTemplateElement)) return;
  if (phone.matches && document.activeElement?.matches("input, select, textarea")) return;
  const copy = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
  const shown = copy.firstElementChild;
  const link = copy.querySelector("a");
  if (!shown || !link) return;
  link.textContent = text;
  link.href = href;

  const over = new AbortController();
  const close = () => {
    over.abort();
    shown.remove();
  };
  const goOn = (/** @type {Event} */ event) => {
    if (!(event.target instanceof Node && shown.contains(event.target))) close();
  };
  if (phone.matches) place.replaceChildren();
  place.append(copy);
  shown.querySelector("button")?.addEventListener("click", close);
  setTimeout(close, SHOWN);
  if (!phone.matches) return;
  setTimeout(() => {
    for (const doing of ["scroll", "pointerdown", "keydown"]) {
      window.addEventListener(doing, goOn, { signal: over.signal, passive: true });
    }
  }, SEEN);
}
