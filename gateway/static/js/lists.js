// @ts-check
const AFTER = 300; // ms without a key before searching
const MOST = 100;

/** The number request's lists follow what they hang on, and nothing that was typed is lost: professions the portal and
 * the words that are searched for, establishments what is searched for.
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
  const matched = /** @type {HTMLElement} */ (form.querySelector("[data-matched]"));
  const blank = form.dataset.blank ?? "";

  const showOther = () => {
    other.hidden = !others.includes(field("profession").value);
  };
  const showProfessions = () => {
    const portal = field("portal").value;
    fill(field("profession"), professions[portal] ?? [], blank);
    field("shown_portal").value = portal;
    matched.textContent = "";
    showOther();
  };
  const offer = async () => {
    const words = field("words").value.trim();
    if (words === field("shown_words").value) return;
    const answer = await fetch(`/api/v1/portals?${new URLSearchParams({ ...(words && { profession: words }) })}`);
    if (!answer.ok || words !== field("words").value.trim()) return; // the form's own button still searches
    const { matches } = await answer.json();
    const there = (/** @type {string} */ portal) => matches.filter((/** @type {any} */ each) => each.portal === portal);
    if (matches.length && !there(field("portal").value).length) field("portal").value = matches[0].portal;
    showProfessions();
    field("shown_words").value = words;
    const portal = field("portal").value;
    const found = there(portal).map((/** @type {any} */ each) => each.code);
    if (found.length) {
      const named = new Map(professions[portal]);
      const wanted = [...found, ...others].filter((code, at, all) => named.has(code) && all.indexOf(code) === at);
      fill(field("profession"), wanted.map((code) => [code, named.get(code) ?? code]), blank);
      if (found.length === 1) field("profession").value = found[0];
      showOther();
      const space = /** @type {HTMLElement} */ (form.querySelector(`[name="portal"][value="${portal}"]`)?.closest("label"));
      const elsewhere = matches.length - found.length;
      matched.textContent = [
        (matched.dataset.matched ?? "").replace("{portal}", space.textContent?.trim() ?? "").replace("{count}", String(found.length)),
        elsewhere ? (matched.dataset.elsewhere ?? "").replace("{count}", String(elsewhere)) : "",
      ].join(" ");
    } else if (words) matched.textContent = matched.dataset.unmatched ?? "";
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
  for (const [name, ask] of /** @type {const} */ ([["q", search], ["words", offer]])) {
    let timer = 0;
    field(name).addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => ask().catch(() => {}), AFTER);
    });
    field(name).addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      ask().catch(() => {});
    });
  }
  form.querySelectorAll("[data-search]").forEach((plain) => {
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
