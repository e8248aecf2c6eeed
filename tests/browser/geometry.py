"""What is wrong with where a page puts things: beyond the window, under another, too small to be tapped."""

from typing import Any

from playwright.sync_api import Page

PHONE = 720
"""Pixels under which the layout is a phone's, and whatever is tapped is 44 pixels at least."""

MEASURE = """
([phone, touch]) => {
  const root = document.documentElement;
  const found = [];
  const name = (e) => (e.outerHTML.match(/^<[^>]*>/) || [""])[0].slice(0, 150);
  const say = (what, e) => found.push(what + ": " + name(e));
  if (root.scrollWidth > root.clientWidth) found.push("scrolls sideways by " + (root.scrollWidth - root.clientWidth));
  const words = (e) => e.textContent.replace(/\\s+/g, "").length;
  const inSentence = (link) => {
    if (getComputedStyle(link).display !== "inline") return false;
    return words(link.closest("p, li, dd, dt, td, div")) > words(link) + 2;
  };
  const controls = document.querySelectorAll(
    "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']");
  for (const control of controls) {
    if (!control.checkVisibility({visibilityProperty: true, contentVisibilityAuto: true})) continue;
    if (control.closest(".skip, .off-screen, [aria-hidden=true]")) continue;
    // What is tapped is the label around a box to tick, the whole card around its title.
    const target = control.closest("label.choice, :is(.card, .glance > li):has(:is(h2, h3, .figure) > a)") || control;
    // A link in a sentence is as tall as its line (WCAG 2.5.8, inline).
    const inline = control === target && control.matches("a") && inSentence(control);
    control.scrollIntoView({block: "center", inline: "nearest"});
    const box = target.getBoundingClientRect();
    if (box.left < -0.5 || box.right > root.clientWidth + 0.5) say("beyond the window", control);
    if (phone && !inline && (box.height < touch - 0.5 || box.width < touch - 0.5)) {
      say("only " + Math.round(box.width) + " x " + Math.round(box.height), control);
    }
    for (const rect of inline ? [control.getClientRects()[0]] : [box]) {
      if (!rect) continue;
      const x = Math.min(Math.max(rect.left + rect.width / 2, 1), root.clientWidth - 1);
      const y = rect.top + rect.height / 2;
      if (y < 0 || y > innerHeight) continue;
      const top = document.elementFromPoint(x, y);
      const own = top && (target.contains(top) || top.contains(control) && !top.closest("dialog, .toast"));
      if (!own) say("under " + (top ? name(top) : "nothing"), control);
    }
  }
  scrollTo(0, 0);
  return found;
}
"""


def problems(page: Page) -> list[str]:
    width: Any = page.viewport_size and page.viewport_size["width"]
    found: list[str] = page.evaluate(MEASURE, [width < PHONE, 44])
    return sorted(set(found))
