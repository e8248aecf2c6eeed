// @ts-check
/** Which module serves which elements; each is loaded only where there is something for it. */
const MODULES = Object.entries({
  "[data-shown-if]": "./conditions.js",
  "form[data-autosave]": "./autosave.js",
  "input[data-too-late]": "./dates.js",
  "form[data-professions]": "./lists.js",
  ".file-field": "./upload.js",
  "[data-checking]": "./slots.js",
  "[data-notifications]": "./notifications.js",
  "[data-keys], iframe": "./keys.js",
  "select[data-motifs]": "./motifs.js",
  "[data-reveal]": "./reveal.js",
  "[data-read]": "./reading.js",
  "[data-opened]": "./opened.js",
});

/** @param {Document | Element} root */
export function activate(root) {
  for (const [selector, module] of MODULES) {
    const found = [...root.querySelectorAll(selector)];
    if (root instanceof Element && root.matches(selector)) found.push(root);
    if (found.length) import(module).then(({ start }) => found.forEach((element) => start(element)));
  }
}
