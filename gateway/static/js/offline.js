// @ts-check
/** Without a network nothing is sent, and nothing that was typed is lost: the page stays, says so, and offers to try
 * again. What a browser only finds out on the way is caught by the service worker (static/js/worker.js).
 */
export function staySafeOffline() {
  document.addEventListener(
    "submit",
    (event) => {
      const form = event.target;
      if (navigator.onLine || !(form instanceof HTMLFormElement) || form.method === "dialog") return;
      event.preventDefault();
      event.stopPropagation();
      tell(form, event.submitter);
    },
    true,
  );
  // Of this origin, small, and it keeps one page that is nobody's: gateway/pages/offline.py.
  navigator.serviceWorker?.register(`/worker.js?lang=${document.documentElement.lang}`).catch(() => {});
}

/** @param {HTMLFormElement} form @param {HTMLElement | null} pressed */
function tell(form, pressed) {
  const template = document.getElementById("offline");
  if (!(template instanceof HTMLTemplateElement)) return;
  document.querySelector(".offline")?.remove();
  const banner = /** @type {HTMLElement} */ (template.content.firstElementChild?.cloneNode(true));
  const retry = banner.querySelector("button");
  retry?.addEventListener("click", () => {
    banner.remove();
    form.requestSubmit(pressed?.isConnected ? pressed : undefined);
  });
  form.prepend(banner);
  banner.scrollIntoView({ block: "center" });
  retry?.focus();
}
