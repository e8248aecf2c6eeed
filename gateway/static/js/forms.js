// @ts-check
/** Moves the reader to the error summary, where the page has one. */
export function focusErrors() {
  const summary = document.getElementById("errors");
  if (!summary) return;
  summary.focus();
  summary.addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest("a");
    if (!(link instanceof HTMLAnchorElement)) return;
    const field = document.getElementById(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    const control = field.matches("input, select, textarea") ? field : field.querySelector("input");
    field.scrollIntoView({ block: "center" });
    if (control instanceof HTMLElement) control.focus();
  });
}

/** A form is sent once: the second click of a double click is dropped. The server would bear it too. */
export function guardForms() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.method === "dialog" || event.defaultPrevented) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "true";
    const pressed = event.submitter;
    if (pressed) pressed.setAttribute("aria-busy", "true");
  });
  // The page comes back from the browser's cache as it was left.
  window.addEventListener("pageshow", () => {
    for (const form of document.forms) delete form.dataset.sent;
    document.querySelectorAll("[aria-busy]").forEach((busy) => busy.removeAttribute("aria-busy"));
  });
}
