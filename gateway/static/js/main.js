// @ts-check
/** Everything here is added to pages that work without it. */
import { openDialogs } from "./dialogs.js";
import { guardForms, focusErrors } from "./forms.js";

/** Loads a module only on the pages that have something for it.
 * @param {string} selector
 * @param {string} module
 */
async function when(selector, module) {
  const found = document.querySelectorAll(selector);
  if (!found.length) return;
  const { start } = await import(module);
  found.forEach((element) => start(element));
}

focusErrors();
guardForms();
openDialogs();
when("[data-shown-if]", "./conditions.js");
when("form[data-autosave]", "./autosave.js");
when(".file-field", "./upload.js");
when("[data-notifications]", "./notifications.js");
when("[data-keys]", "./keys.js");
