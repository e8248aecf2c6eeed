// @ts-check
import { activate } from "./activate.js";
import { call } from "./api.js";

const PATIENCE = 60_000; // ms; after that the page says what it said, and a reload tells
const PAUSE = 1500;

/** Puts the server's present version of a part of the page in its place, and of those that follow it (`data-follows`).
 * What is typed elsewhere is left alone.
 * @param {string} id
 */
export async function swap(id) {
  const answer = await fetch(location.pathname, { headers: { Accept: "text/html" } });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const places = [document.getElementById(id), ...document.querySelectorAll("[data-follows]")];
  for (const old of places) {
    const fresh = page.getElementById(old?.id ?? id);
    if (!fresh || !old) return location.reload();
    const focused = old.contains(document.activeElement);
    old.replaceWith(fresh);
    activate(fresh);
    if (focused && old.id === id) fresh.focus({ preventScroll: true }); // who works by keyboard goes on from here
  }
}

/** A document that is being checked: looks again until it is.
 * @param {HTMLElement} place  its element; `data-checking` is the document's id
 */
export function start(place) {
  const { checking, portal } = place.dataset;
  const until = Date.now() + PATIENCE;

  async function look() {
    const found = await call(portal ?? "", "GET", `/documents/${checking}`).catch(() => undefined);
    if (!place.isConnected || Date.now() > until) return;
    if (!found || found.state === "checking") setTimeout(look, PAUSE);
    else if (place.dataset.wholePage === undefined) await swap(place.id);
    else location.reload();
  }
  setTimeout(look, PAUSE);
}
