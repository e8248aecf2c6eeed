// @ts-check
/** A link with `data-dialog` opens that dialog here instead of the page that asks the same. */
export function openDialogs() {
  document.addEventListener("click", (event) => {
    const opener = event.target instanceof Element && event.target.closest("[data-dialog]");
    if (!(opener instanceof HTMLElement)) return;
    const dialog = document.getElementById(opener.dataset.dialog ?? "");
    if (!(dialog instanceof HTMLDialogElement)) return;
    event.preventDefault();
    dialog.showModal();
  });
}
