// @ts-check
import { say } from "./problems.js";

/** Says on entry what the server would refuse: a date still to come, an end before its start.
 * @param {HTMLInputElement} input  `max`, and the name of the field that is not after it in `data-not-before`
 */
export function start(input) {
  const { tooLate, tooEarly, notBefore } = input.dataset;
  const other = notBefore && input.form?.elements.namedItem(notBefore);
  const first = other instanceof HTMLInputElement ? other : undefined;
  const written = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long" });

  const wrong = () => {
    if (!input.value) return "";
    if (input.max && input.value > input.max) return tooLate;
    if (!first?.value || input.value >= first.value) return "";
    return tooEarly?.replace("{first}", written.format(new Date(`${first.value}T12:00`)));
  };
  const check = () => say(input, wrong());
  input.addEventListener("change", check);
  first?.addEventListener("change", check);
  if ([input, first].some((each) => each && each.value !== each.defaultValue)) check(); // typed before this module was there
}
