// @ts-check
const AFTER = 300; // ms without a key before searching
const MOST = 100;

/** The number request's lists follow what they hang on, and nothing that was typed is lost: professions the portal,
 * establishments what is searched for.
 * @param {HTMLFormElement} form
 */
export function start(form) {
  /** @type {Record<string, [string, string][]>} */
  const professions = JSON.parse(form.dataset.professions ?? "{}");
  /** @type {string[]} */
  const others = JSON.parse(form.dataset.others ?? "[]");
  const field = (/** @type {string} */ name) => /** @type {any} */ (form.elements.namedItem(name));
  const other = /** @type {HTMLElement} */ (form.querySelector("[data-other]"));
  const status = /** @type {HTMLElement} */ (form.querySelector("[data-found]"));
  const blank = form.dataset.blank ?? "";
  let timer = 0;

  const showOther = () => {
    other.hidden = !others.includes(field("profession").value);
  };
  const showProfessions = () => {
    const portal = field("portal").value;
    fill(field("profession"), professions[portal] ?? [], blank);
    field("shown_portal").value = portal;
    showOther();
  };
  const search = async () => {
    const q = field("q").value.trim();
    if (q === field("shown_q").value) return;
    const answer = await fetch(`/api/v1/establishments?${new URLSearchParams({ limit: String(MOST), ...(q && { q }) })}`);
    if (!answer.ok || q !== field("q").value.trim()) return; // the form's own button still searches
    const { items } = await answer.json();
    const found = items.map((/** @type {any} */ each) => [each.id, `${each.name}, ${each.city}`]);
    fill(field("establishment_id"), found, blank);
    field("shown_q").value = q;
    status.textContent = items.length ? (status.dataset.found ?? "").replace("{count}", items.length) : status.dataset.none ?? "";
  };

  form.addEventListener("change", (event) => {
    const { name } = /** @type {HTMLInputElement} */ (event.target);
    if (name === "portal") showProfessions();
    else if (name === "profession") showOther();
  });
  field("q").addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => search().catch(() => {}), AFTER);
  });
  field("q").addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    search().catch(() => {});
  });
  form.querySelectorAll("[data-plain-lists], [data-search]").forEach((plain) => {
    /** @type {HTMLElement} */ (plain).hidden = true;
  });
  showOther();
}

/** Keeps what is chosen where it is still there.
 * @param {HTMLSelectElement} list @param {[string, string][]} options @param {string} blank
 */
function fill(list, options, blank) {
  const chosen = list.value;
  const known = [["", blank], ...options];
  if (chosen && !options.some(([value]) => value === chosen) && list.name === "establishment_id") {
    known.push([chosen, list.selectedOptions[0].text]);
  }
  list.replaceChildren(...known.map(([value, text]) => new Option(text, value, false, value === chosen)));
}
