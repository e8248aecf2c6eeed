// @ts-check
/** One key for the officer's next item: `data-keys` is the key. Never while typing.
 * @param {HTMLElement} link
 */
export function start(link) {
  document.addEventListener("keydown", (event) => {
    const typing = event.target instanceof Element && event.target.closest("input, textarea, select, dialog[open]");
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === link.dataset.keys) link.click();
  });
}
