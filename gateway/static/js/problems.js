// @ts-check
/** What is wrong with a field, beside it: as the server writes it (templates/components/field.html). */

/** Says it, or takes back what was said by a script where `text` is empty.
 * @param {Element} control
 * @param {string} [text]
 */
export function say(control, text) {
  const field = control.closest(".field, .section") ?? control.parentElement;
  if (!field) return;
  const before = field.querySelector(":scope > .problem[data-said]");
  if (!text && !before) return;
  const id = `${control.id || field.id}-said`;
  before?.remove();
  field.classList.toggle("wrong", Boolean(text));
  const described = (control.getAttribute("aria-describedby") ?? "").split(" ").filter((each) => each && each !== id);
  if (text) {
    const problem = document.createElement("p");
    problem.className = "problem";
    problem.id = id;
    problem.dataset.said = "";
    problem.textContent = text;
    field.querySelectorAll(":scope > .problem").forEach((old) => old.remove()); // the server's, which it replaces
    const top = field.querySelector(":scope > legend, :scope > label:not(.choice)");
    if (top) top.after(problem);
    else field.prepend(problem);
    described.push(id);
    control.setAttribute("aria-invalid", "true");
  } else {
    control.removeAttribute("aria-invalid");
  }
  if (described.length) control.setAttribute("aria-describedby", described.join(" "));
  else control.removeAttribute("aria-describedby");
}
