// Forms and dialogs: one press is one send, Ctrl Enter, boxes that grow, dialogs that open.

import "./arrive.js";
import { open } from "./lib.js";

function grow(box) {
  if (CSS.supports("field-sizing", "content")) return;
  box.style.blockSize = "auto";
  box.style.blockSize = `${box.scrollHeight + 2}px`;
}

document.addEventListener("input", (event) => {
  if (event.target.matches?.("textarea[data-autosize]")) grow(event.target);
});

// A browser is content when a part of what has the focus is seen; whoever comes by Tab sees the whole, under nothing.
document.addEventListener("keyup", (event) => {
  if (event.key !== "Tab" || !(event.target instanceof Element) || event.target === document.body) return;
  (event.target.closest("label") ?? event.target).scrollIntoView({ block: "nearest", inline: "nearest" });
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  const asking = form.id && document.querySelector(`button.htmx-request[form="${CSS.escape(form.id)}"]`);
  if (asking) { // what that button answers belongs to the form; it is sent when the answer stands there
    event.preventDefault();
    document.addEventListener("htmx:afterRequest", () => form.requestSubmit(event.submitter), { once: true });
    return;
  }
  if (form.getAttribute("aria-busy") === "true" && form.method === "post") {
    event.preventDefault();
    return;
  }
  if (form.method === "post") setTimeout(() => { if (!event.defaultPrevented) form.setAttribute("aria-busy", "true"); });
});

// A page taken back from the browser's memory can be sent again.
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll('form[aria-busy="true"]')) form.removeAttribute("aria-busy");
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  const form = event.target.closest?.("form") ?? document.querySelector("form:has([data-primary])");
  const button = form?.querySelector("[data-primary]");
  if (!button) return;
  event.preventDefault();
  form.requestSubmit(button);
});

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  if (opener && open(opener.dataset.opens)) event.preventDefault();
  if (event.target.closest("[data-closes]")) event.target.closest("dialog")?.close();
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

// A dialog gives the focus back and, in some browsers, not the caret: the next letters would go nowhere.
const carets = new WeakMap();
document.addEventListener("focusout", ({ target }) => {
  if (typeof target.selectionStart === "number") carets.set(target, [target.selectionStart, target.selectionEnd]);
});
document.addEventListener("close", (event) => {
  const caret = carets.get(document.activeElement);
  if (caret && event.target.matches?.("dialog")) document.activeElement.setSelectionRange(...caret);
}, true);

document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && document.querySelector("details[data-menu][open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
