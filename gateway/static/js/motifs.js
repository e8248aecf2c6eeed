// @ts-check
/** A usual reason goes into the text as it is chosen, to be changed there; what was typed stays above it.
 * @param {HTMLSelectElement} list
 */
export function start(list) {
  /** @type {Record<string, string>} */
  const texts = JSON.parse(list.dataset.motifs ?? "{}");
  const form = /** @type {HTMLFormElement} */ (list.form);
  const field = /** @type {HTMLTextAreaElement} */ (form.elements.namedItem(list.dataset.into ?? ""));
  const plain = /** @type {HTMLButtonElement | null} */ (form.querySelector("button[name=take_over]"));
  if (plain) {
    plain.hidden = true;
    plain.disabled = true; // nor is it what Enter presses
  }
  list.addEventListener("change", () => {
    const text = texts[list.value];
    const typed = field.value.trim();
    if (!text || typed.includes(text)) return;
    const untouched = !typed || Object.values(texts).includes(typed);
    field.value = untouched ? text : `${typed}\n${text}`;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
}
