"""A worker without a mouse: only keys, and every place where the focus comes to rest is looked at.

``Keys`` never clicks, fills or goes to an address: it presses Tab, Shift Tab, arrows, Enter and Space, types, and gives
the key commands of the list behind ``?``. At every stop it holds the page to four promises: the focus is marked by an
outline, what has it stands in the window, nothing lies over it (WCAG 2.4.7, 2.4.11), and within a form the next stop
is further on for whoever reads (2.4.3).
"""

from __future__ import annotations

import re
import time
from typing import Any

from playwright.sync_api import ElementHandle, Locator, Page, expect

STOPS = 160
"""Presses of Tab after which a place counts as out of reach."""

LOOK = r"""
(wanted) => {
  const at = document.activeElement;
  const gone = Boolean(wanted && !wanted.isConnected);
  if (!at || at === document.body || at === document.documentElement) return {where: "", nowhere: true, gone};
  const style = (node) => getComputedStyle(node);
  const ringed = (node) => {
    const {outlineStyle, outlineWidth, outlineColor} = style(node);
    return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2 && !/, 0\)$|transparent/.test(outlineColor);
  };
  const family = [at, ...(at.labels ?? []), at.nextElementSibling, at.parentElement, at.parentElement?.parentElement,
                  at.parentElement?.parentElement?.parentElement].filter(Boolean);
  const marked = family.find(ringed);
  const shown = marked ?? at;
  const box = shown.getClientRects()[0] ?? shown.getBoundingClientRect();
  const faults = [];
  if (!marked && !("arrived" in at.dataset)) faults.push("no outline");
  if (box.width < 2 || box.height < 2) faults.push("no size");
  const high = innerHeight - 2 * 96;
  const below = box.bottom > innerHeight + 1 && box.height < high;
  if (box.top < -1 || box.left < -1 || box.right > innerWidth + 1 || below)
    faults.push(`outside the window: ${[box.left, box.top, box.right, box.bottom].map(Math.round)}`);
  const points = [[0.5, 0.5], [0.1, 0.5], [0.9, 0.5], [0.5, 0.15], [0.5, 0.85]];
  for (const [x, y] of points) {
    const down = Math.min(box.top + box.height * y, innerHeight - 1);
    const hit = document.elementFromPoint(box.left + box.width * x, down);
    if (hit && !shown.contains(hit) && !hit.contains(shown) && !family.some((node) => node === hit)) {
      faults.push(`under ${hit.tagName.toLowerCase()}.${hit.className}`);
      break;
    }
  }
  let afloat = false;
  for (let node = at; node; node = node.parentElement)
    if (["fixed", "sticky"].includes(style(node).position)) afloat = true;
  const words = (at.getAttribute("aria-label") || [...(at.labels ?? [])].map((label) => label.textContent).join(" ")
                 || at.textContent || at.name || "").trim().replace(/\s+/g, " ").slice(0, 60);
  at.dataset.walked ||= String((window.walkedSoFar = (window.walkedSoFar ?? 0) + 1));
  return {
    where: `${at.tagName.toLowerCase()}${at.type ? "[" + at.type + "]" : ""} ‘${words}’`,
    id: at.dataset.walked, faults, afloat, gone, there: wanted === at,
    news: "arrived" in at.dataset || at.matches("main [autofocus]"),
    form: at.form ? (at.form.id || at.form.action) : "",
    left: box.left + scrollX, top: box.top + scrollY, right: box.right + scrollX, bottom: box.bottom + scrollY,
  };
}
"""

LEFT_OUT = r"""
() => {
  const groups = new Set();
  const all = 'a[href], button, input:not([type="hidden"]), select, textarea, summary, [tabindex]';
  const open = [...document.querySelectorAll("dialog[open]")].at(-1);
  return [...(open ?? document).querySelectorAll(all)].filter((node) => {
    if (node.disabled || node.tabIndex < 0 || node.dataset.walked || node.closest("[inert]")) return false;
    if (!open && node.closest("dialog")) return false;
    if (!node.checkVisibility({visibilityProperty: true}) || node.getClientRects().length === 0) return false;
    if (node.type !== "radio") return true;
    const mates = document.querySelectorAll(`input[type=radio][name="${CSS.escape(node.name)}"]`);
    return ![...mates].some((mate) => mate.dataset.walked);
  }).map((node) => `${node.tagName.toLowerCase()} ‘${(node.getAttribute("aria-label") || node.textContent || node.name)
    .trim().replace(/\s+/g, " ").slice(0, 50)}’`);
}
"""


class Keys:
    """Hands on a keyboard, and an eye on the focus."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.stops = 0
        self.before: dict[str, Any] | None = None

    def press(self, keys: str) -> None:
        """Press one key, or a documented combination."""
        self.page.keyboard.press(keys)

    def type(self, words: str) -> None:
        """Type into whatever has the focus."""
        self.page.keyboard.type(words)

    def look(self, wanted: ElementHandle | None = None) -> dict[str, Any]:
        """What has the focus, and what is wrong with it; a page that is still moving gets a moment to rest."""
        until = time.monotonic() + 1
        while True:
            seen: dict[str, Any] = self.page.evaluate(LOOK, wanted)
            if seen.get("nowhere") or not seen["faults"] or time.monotonic() > until:
                return seen
            self.page.wait_for_timeout(50)

    def tab(self, wanted: ElementHandle | None = None, *, back: bool = False) -> dict[str, Any]:
        """One stop further (or back), with everything that a stop promises."""
        self.press("Shift+Tab" if back else "Tab")
        self.stops += 1
        seen = self.look(wanted)
        if not seen.get("nowhere"):
            assert not seen["faults"], f"{self.page.url}: {seen['where']}: {seen['faults']}"
            if not back:
                self._further_on(seen)
        self.before = None if seen.get("nowhere") else seen
        return seen

    def _further_on(self, seen: dict[str, Any]) -> None:
        """Within one form nobody is sent back up or to the left."""
        before = self.before
        if before is None or not seen["form"] or before["form"] != seen["form"] or before["id"] == seen["id"]:
            return
        if before["afloat"] or seen["afloat"]:
            return
        above = seen["bottom"] <= before["top"] + 1 and seen["left"] < before["right"]
        beside = min(seen["bottom"], before["bottom"]) - max(seen["top"], before["top"])
        level = beside > 0.6 * min(seen["bottom"] - seen["top"], before["bottom"] - before["top"])
        assert not above, f"{self.page.url}: from {before['where']} up to {seen['where']}"
        assert not (level and seen["right"] <= before["left"]), f"from {before['where']} left to {seen['where']}"

    def lap(self, *, back: bool = False) -> int:
        """Once around the page: whatever can be used is reached, and nothing keeps the focus. The number of stops.

        What a script put there while the lap was on its way is looked for in a second one.
        """
        self.page.wait_for_load_state("load")  # until then a page may still be deciding where it begins
        self.page.evaluate("() => document.querySelectorAll('[data-walked]').forEach((n) => delete n.dataset.walked)")
        started = self.stops
        self._around(back=back)
        if self.page.evaluate(LEFT_OUT):
            self._around(back=back)
        left_out = self.page.evaluate(LEFT_OUT)
        assert not left_out, f"{self.page.url}: Tab never comes to {left_out}"
        return self.stops - started

    def _around(self, *, back: bool) -> None:
        """Tab until the first stop comes again."""
        started, first, last, same = self.stops, "", "", 0
        while self.stops - started < 2 * STOPS:
            seen = self.tab(back=back)
            here = seen.get("id", "")  # none past the last stop, before the first
            same = same + 1 if here and here == last else 0
            assert same < 8, f"{self.page.url}: the focus does not leave {seen['where']}"
            if here and here == first and last != first:
                break
            first, last = first or here, here

    def to(self, place: Locator, *, back: bool = False) -> None:
        """Tab until ``place`` has the focus; from the top of a page the skip link shortens the way."""
        place.first.wait_for(state="attached")
        wanted = place.first.element_handle()
        seen = self.look(wanted)
        if seen.get("nowhere") and place.first.evaluate("(node) => Boolean(node.closest('#main'))"):
            self.skip()
        for _stop in range(STOPS):
            if seen.get("there"):
                return
            seen = self.tab(wanted, back=back)
            if seen["gone"]:
                wanted = place.first.element_handle()
                seen = self.look(wanted)
        raise AssertionError(f"{self.page.url}: Tab never comes to {place}")

    def skip(self) -> None:
        """Go past the places and the search, by the link that comes first on every page."""
        first = self.tab()
        assert "Skip to the page" in first["where"], f"{self.page.url}: the first stop is {first['where']}"
        self.press("Enter")
        self.before = None

    def write(self, place: Locator, words: str) -> None:
        """Tab to a field and type; what stood there is replaced."""
        self.to(place)
        self.press("Control+a")
        self.type(words)

    def date(self, place: Locator, day: Any) -> None:
        """Tab to a date and type its figures in the order that the field shows."""
        for order in ("%m%d%Y", "%d%m%Y", "%Y%m%d"):
            self.to(place)
            self.type(f"{day:{order}}")
            if place.first.input_value() == f"{day:%Y-%m-%d}":
                return
            while self.look(place.first.element_handle()).get("there"):
                self.tab(back=True)
        raise AssertionError(f"the field holds {place.first.input_value()!r} and not {day}")

    def tick(self, box: Locator) -> None:
        """Tab to a box and tick it."""
        self.to(box)
        if not box.first.is_checked():
            self.press("Space")
        assert box.first.is_checked()

    def choose(self, group: Locator, answer: str) -> None:
        """Tab into a question that shows its answers, and move with the arrows."""
        wanted = group.get_by_role("radio", name=re.compile(f"^{re.escape(answer)}")).first
        radios = group.get_by_role("radio")
        checked = group.locator("input:checked")
        self.to(checked if checked.count() else radios)
        if not checked.count():
            self.press("Space")
        for _answer in range(radios.count()):
            if wanted.is_checked():
                return
            self.press("ArrowDown")
            assert not self.look().get("faults"), self.look()
        raise AssertionError(f"the arrows never come to {answer}")

    def pick(self, field: Locator, words: str) -> None:
        """Tab to a list that opens, and go down to the first line with these words."""
        self.to(field)
        lines = [line.inner_text() for line in field.first.locator("option").all()]
        place = next(at for at, line in enumerate(lines) if words in line)
        self.press("Home")
        for _line in range(place):
            self.press("ArrowDown")
        assert words in field.first.locator("option:checked").inner_text()

    def enter(self, place: Locator, *, says: str = "") -> None:
        """Tab to a link or button and press it; the page that follows is waited for, and ``says`` what was done."""
        self.to(place)
        self.send("Enter", says=says)

    def send(self, keys: str = "Control+Enter", *, says: str = "") -> None:
        """Give a documented command (the form's main action, if none is named); a page follows, and ``says`` so.

        After something was done the focus is at the news: at a heading, at the part of the page where it stands, or in
        the next field.
        """
        with self.page.expect_navigation():
            self.press(keys)
        self.before = None
        if says:
            expect(self.page.locator("[data-toasts]")).to_contain_text(says)
            seen = self.look()
            assert seen.get("news"), f"{self.page.url}: after ‘{says}’ the focus is at {seen['where'] or 'nothing'}"
