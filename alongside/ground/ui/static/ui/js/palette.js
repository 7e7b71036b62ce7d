// Command palette: Ctrl K or / opens it; it lists only what the server says this person may open.
//
// Asks: GET data-palette?q=words -> HTML of options (template ui/parts/palette.html)

import { inField } from "./lib.js";

const box = document.querySelector("dialog[data-palette]");
const input = box?.querySelector("[data-palette-input]");
const list = box?.querySelector("[data-palette-list]");
let asked = 0;
let timer = 0;

const options = () => [...list.querySelectorAll('[role="option"]')];

function choose(at) {
  const all = options();
  if (all.length === 0) return input.removeAttribute("aria-activedescendant");
  const next = all[(at + all.length) % all.length];
  for (const option of all) option.setAttribute("aria-selected", String(option === next));
  input.setAttribute("aria-activedescendant", next.id);
  next.scrollIntoView({ block: "nearest" });
}

async function ask() {
  const mine = ++asked;
  const url = new URL(box.dataset.palette, location.href);
  url.searchParams.set("q", input.value.trim());
  const answer = await fetch(url, { credentials: "same-origin", headers: { "X-Requested-With": "fetch" } }).catch(() => null);
  if (!answer?.ok || mine !== asked) return;
  const text = await answer.text();
  if (mine !== asked) return;
  list.innerHTML = text;
  choose(0);
}

function show(start = "") {
  if (box.open) return;
  box.showModal();
  input.value = start;
  input.focus();
  ask();
}

if (box) {
  document.addEventListener("keydown", (event) => {
    const slash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !inField(event.target);
    const command = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.shiftKey;
    if (!command && !(slash && document.body.dataset.keys === "on")) return;
    event.preventDefault();
    show();
  });
  for (const field of document.querySelectorAll("[data-palette-open]")) {
    field.addEventListener("click", (event) => {
      event.preventDefault();
      show(field.value);
    });
    field.addEventListener("input", () => {
      show(field.value);
      field.value = "";
    });
  }
  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, 120); });
  input.addEventListener("keydown", (event) => {
    const all = options();
    const at = all.findIndex((option) => option.getAttribute("aria-selected") === "true");
    if (event.key === "ArrowDown") choose(at + 1);
    else if (event.key === "ArrowUp") choose(at - 1);
    else if (event.key === "Enter" && all[at]) all[at].click();
    else return;
    event.preventDefault();
  });
  box.addEventListener("click", (event) => { if (event.target === box) box.close(); });
}
