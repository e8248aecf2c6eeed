// @ts-check
/** One key for what is done all day: `data-keys` is the key. Never while typing. The frames of a page, which run no
 * script, have theirs pressed from here; whoever types in one presses those of the page. */

/** @param {HTMLElement} element  a link or button, which is looked for when its key is pressed; or a frame */
export function start(element) {
  if (!(element instanceof HTMLIFrameElement)) return;
  const listen = () => element.contentDocument?.addEventListener("keydown", onKey);
  element.addEventListener("load", listen);
  listen();
}

/** @param {KeyboardEvent} event */
function onKey(event) {
  const at = /** @type {Element | null} */ (event.target); // of a frame's document it is no Element of this one's
  const typing = at?.closest?.("input, textarea, select, dialog[open]");
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "?") showKeys();
  else pressed().find((each) => each.dataset.keys === event.key)?.click();
}

/** @returns {HTMLElement[]} */
function pressed() {
  const frames = [...document.querySelectorAll("iframe")].map((each) => each.contentDocument);
  return [document, ...frames].flatMap((each) => [.../** @type {NodeListOf<HTMLElement>} */ (each?.querySelectorAll("[data-keys]") ?? [])]);
}

/** "?" tells which keys this page has, each by the words of what it presses. */
function showKeys() {
  const dialog = document.getElementById("keys-help");
  const list = dialog?.querySelector("dl");
  if (!(dialog instanceof HTMLDialogElement) || !list) return;
  list.replaceChildren(
    ...pressed().flatMap((each) => {
      const [key, does] = [document.createElement("dt"), document.createElement("dd")];
      const sign = document.createElement("kbd");
      sign.textContent = each.dataset.keys ?? "";
      key.append(sign);
      does.textContent = each.getAttribute("aria-label") ?? each.textContent;
      return [key, does];
    }),
  );
  dialog.showModal();
}

document.addEventListener("keydown", onKey);
