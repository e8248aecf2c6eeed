// @ts-check
/** What a draft's form holds. */

const OURS = ["csrf_token", "idempotency_key", "expected_version", "seen"]; // not the reader's answers

/** The fields without files and buttons.
 * @param {HTMLFormElement} form
 */
export function fields(form) {
  const found = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string") found.append(name, value);
  }
  return found;
}

/** What was typed, to compare; of one question where `question` names it.
 * @param {URLSearchParams} found
 * @param {string} [question]
 */
export function typed(found, question) {
  const answers = [...found].filter(([name]) => !OURS.includes(name));
  const mine = question ? answers.filter(([name]) => name === question || name.startsWith(`${question}/`)) : answers;
  return new URLSearchParams(mine).toString();
}

/** Whether it holds what the server wrote into it.
 * @param {HTMLFormElement} form
 */
export function isUntouched(form) {
  return [...form.elements].every((field) => {
    if (field instanceof HTMLSelectElement) {
      return field.selectedIndex === Math.max(0, [...field.options].findIndex((each) => each.defaultSelected));
    }
    if (field instanceof HTMLTextAreaElement) return field.value === field.defaultValue;
    if (!(field instanceof HTMLInputElement) || field.type === "file") return true;
    return field.checked === field.defaultChecked && field.value === field.defaultValue;
  });
}
