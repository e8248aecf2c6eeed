// @ts-check
/** Everything here is added to pages that work without it. */
import { activate } from "./activate.js";
import { openDialogs } from "./dialogs.js";
import { focusErrors, guardForms } from "./forms.js";
import { closeMenus } from "./menus.js";
import { staySafeOffline } from "./offline.js";

focusErrors();
staySafeOffline();
guardForms();
openDialogs();
closeMenus();
activate(document);
