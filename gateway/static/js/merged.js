// @ts-check
/** A draft's page after a save: what the server says of it, put in its place. */
import { activate } from "./activate.js";
import { fields, typed } from "./answers.js";
import { say } from "./problems.js";

/** @typedef {{version: number, seen: string, errors: Record<string, string>, changed: string[], clashes: string[],
 * parts: string}} Saved  what drafts.py tells: fields by name; `parts` is what the page is to show now */

/** Whether what was changed elsewhere has been changed here too since this was sent: the next try tells.
 * @param {HTMLFormElement} form @param {URLSearchParams} sent @param {Saved} told
 */
export function isOvertaken(form, sent, told) {
  const now = fields(form);
  return told.changed.some((name) => typed(now, name) !== typed(sent, name));
}

/** @param {HTMLFormElement} form @param {Saved} told */
export function show(form, told) {
  const fresh = new DOMParser().parseFromString(told.parts, "text/html");
  for (const [name, value] of Object.entries({ expected_version: String(told.version), seen: told.seen })) {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLInputElement) field.value = value;
  }
  for (const name of told.changed) replace(question(form, name), question(fresh, name));
  form.querySelectorAll("[data-clash]").forEach((old) => {
    if (!told.clashes.includes(/** @type {HTMLElement} */ (old).dataset.clash ?? "")) old.remove();
  });
  for (const name of told.clashes) {
    const place = question(form, name);
    const block = question(fresh, name)?.querySelector("[data-clash]");
    if (place && block && !place.querySelector("[data-clash]")) {
      if (place.matches("fieldset")) place.querySelector("legend")?.after(block);
      else place.prepend(block);
    }
  }
  fresh.querySelectorAll("[data-follows]").forEach((part) => replace(document.getElementById(part.id), part));
  form.querySelectorAll("[data-question] .problem[data-said]").forEach((old) => {
    const control = document.querySelector(`[aria-describedby~="${old.id}"]`);
    if (control) say(control);
  });
  for (const [name, text] of Object.entries(told.errors)) {
    const control = form.querySelector(`[name="${CSS.escape(name)}"]`) ?? question(form, name);
    if (control) say(control, text);
  }
  if (told.changed.length) form.dispatchEvent(new Event("change")); // for the questions that hang on others
}

/** @param {ParentNode} root @param {string} name @returns {Element | null} */
function question(root, name) {
  return root.querySelector(`[data-question="${CSS.escape(name)}"]`);
}

/** The reader stays in the field that they were in.
 * @param {Element | null} old @param {Element | null} fresh
 */
function replace(old, fresh) {
  if (!old || !fresh || old.isEqualNode(fresh)) return;
  const focused = old.contains(document.activeElement) ? document.activeElement : null;
  old.replaceWith(fresh);
  activate(fresh);
  if (!focused) return;
  const same = focused.id && document.getElementById(focused.id);
  const next = same || fresh.querySelector("input:not([type=hidden]), select, textarea, a");
  if (next instanceof HTMLElement) next.focus();
}
