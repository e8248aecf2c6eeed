// @ts-check
/** Shows a password to whoever types it, for as long as they want; it is hidden again before it is sent, so that no
 * browser keeps it among the texts that it offers.
 * @param {HTMLElement} place
 */
export function start(place) {
  const input = place.querySelector("input");
  const button = place.querySelector("button");
  const word = button?.querySelector("span");
  const told = /** @type {HTMLElement | null} */ (place.querySelector("[role=status]"));
  if (!input || !button || !word || !told) return;
  const words = [word.textContent, word.dataset.hide ?? ""];

  const show = (/** @type {boolean} */ shown) => {
    input.type = shown ? "text" : "password";
    word.textContent = words[Number(shown)];
    told.textContent = (shown ? told.dataset.shown : told.dataset.hidden) ?? "";
  };
  button.hidden = false;
  button.addEventListener("click", () => show(input.type === "password"));
  input.form?.addEventListener("submit", () => show(false));
}
