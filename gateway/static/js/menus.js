// @ts-check
/** A menu that is open closes by Escape, which gives the focus back to its button, and when the focus goes elsewhere.
 * A tap beside it closes it without us: its button reaches over the whole window while it is open.
 */
export function closeMenus() {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = openMenu();
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary")?.focus();
  });
  document.addEventListener("focusin", (event) => {
    const menu = openMenu();
    if (menu && event.target instanceof Node && !menu.contains(event.target)) menu.open = false;
  });
}

function openMenu() {
  return /** @type {HTMLDetailsElement | null} */ (document.querySelector("details.menu[open]"));
}
