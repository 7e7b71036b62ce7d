// Single-letter keys, only outside fields; <body data-keys="off"> turns them off.
//
// data-key="c" on a link or button: that letter presses it.
// data-rows on a list or table: J and K move, Enter opens the row's first link, X ticks the row.

import { inField, open } from "./lib.js";

const rows = () => [...document.querySelectorAll("[data-rows] > .row, [data-rows] tbody > tr")].filter((row) => row.offsetParent);

function move(by) {
  const all = rows();
  if (all.length === 0) return;
  const at = all.findIndex((row) => row.hasAttribute("data-picked"));
  const next = all[Math.min(Math.max(at + by, 0), all.length - 1)];
  all[at]?.removeAttribute("data-picked");
  next.setAttribute("data-picked", "");
  (next.querySelector("a[href], button") ?? next).focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

function press(letter) {
  if (letter === "j") return move(1);
  if (letter === "k") return move(-1);
  if (letter === "?") return open("keys");
  const picked = document.querySelector("[data-rows] [data-picked]");
  if (letter === "x") return picked?.querySelector('input[type="checkbox"]')?.click();
  const wanted = document.querySelector(`[data-key="${CSS.escape(letter)}"]`);
  if (!wanted?.matches("input")) return wanted?.click();
  wanted.focus();
  return "typing";
}

document.addEventListener("keydown", (event) => {
  if (document.body.dataset.keys !== "on" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (inField(event.target) || document.querySelector("dialog[open]") || event.key.length !== 1) return;
  if (press(event.key.toLowerCase()) === "typing") event.preventDefault();
});

for (const list of document.querySelectorAll("[data-rows]")) {
  list.addEventListener("focusin", (event) => {
    const row = event.target.closest(".row, tr");
    for (const other of list.querySelectorAll("[data-picked]")) if (other !== row) other.removeAttribute("data-picked");
  });
}
