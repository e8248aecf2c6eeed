// @ts-check
/** @typedef {{name: string, equals: unknown}} Condition  the field it hangs on, and the answer that shows it */

/** What is answered now, as the JSON value that the condition names.
 * @param {HTMLFormElement} form
 * @param {string} name
 * @returns {string[]}
 */
function answers(form, name) {
  const values = new FormData(form).getAll(name).map(String).filter(Boolean);
  return values.length ? values : ["false", ""];
}

/** Shows a question only where its condition holds; the server repeats the rule.
 * @param {HTMLElement} question
 */
export function start(question) {
  const form = question.closest("form");
  if (!form) return;
  /** @type {Condition} */
  const condition = JSON.parse(question.dataset.shownIf ?? "{}");
  const update = () => {
    question.hidden = !answers(form, condition.name).includes(String(condition.equals));
  };
  form.addEventListener("input", update);
  form.addEventListener("change", update);
  update();
}
