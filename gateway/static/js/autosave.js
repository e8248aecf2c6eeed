// @ts-check
const AFTER = 1200; // ms without a key before saving

/** Saves the draft while it is being filled in and says when it last did.
 * @param {HTMLFormElement} form
 */
export function start(form) {
  const place = document.querySelector("[data-saved]");
  if (!(place instanceof HTMLElement)) return;
  const words = place.dataset;
  const clock = new Intl.DateTimeFormat(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
  let timer = 0;
  let saved = isUntouched(form) ? snapshot(form) : ""; // else typed before this module was there
  let running = false;

  const say = (/** @type {string | undefined} */ text) => {
    place.textContent = text ?? "";
  };

  async function save() {
    const now = snapshot(form);
    if (running || now === saved || form.dataset.sent) return;
    running = true;
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        headers: { "X-Autosave": "1", Accept: "application/json" },
        body: body(form),
        keepalive: true,
      });
      if (answer.ok) {
        saved = now;
        const { version } = await answer.json();
        const field = form.elements.namedItem("expected_version");
        if (field instanceof HTMLInputElement && version) field.value = version;
        say(words.saved?.replace("{time}", clock.format(new Date())));
      } else if (answer.status === 401 || answer.status === 403) {
        say(words.ended);
      } else {
        say(answer.status === 422 ? words.wrong : words.failed);
      }
    } catch {
      say(words.failed);
    } finally {
      running = false;
      if (snapshot(form) !== saved) schedule();
    }
  }

  function schedule() {
    clearTimeout(timer);
    timer = setTimeout(save, AFTER);
  }

  if (!saved) schedule();
  form.addEventListener("input", schedule);
  form.addEventListener("change", schedule);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") save();
  });
}

/** The answers, without files and buttons.
 * @param {HTMLFormElement} form
 */
function body(form) {
  const fields = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string") fields.append(name, value);
  }
  fields.set("idempotency_key", crypto.randomUUID());
  return fields;
}

/** @param {HTMLFormElement} form */
function snapshot(form) {
  const fields = body(form);
  fields.delete("idempotency_key");
  fields.delete("expected_version");
  return fields.toString();
}

/** Whether it holds what the server wrote into it.
 * @param {HTMLFormElement} form
 */
function isUntouched(form) {
  return [...form.elements].every((field) => {
    if (field instanceof HTMLSelectElement) {
      return field.selectedIndex === Math.max(0, [...field.options].findIndex((each) => each.defaultSelected));
    }
    if (field instanceof HTMLTextAreaElement) return field.value === field.defaultValue;
    if (!(field instanceof HTMLInputElement) || field.type === "file") return true;
    return field.checked === field.defaultChecked && field.value === field.defaultValue;
  });
}
