// @ts-check
/** Everything here is added to pages that work without it. */
import { activate } from "./activate.js";
import { openDialogs } from "./dialogs.js";
import { focusErrors, guardForms } from "./forms.js";

focusErrors();
guardForms();
openDialogs();
activate(document);
