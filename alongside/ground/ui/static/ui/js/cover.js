// F9 covers the screen when someone walks by; F9 again shows it. Nothing can be pressed or read while it is covered.

import { words } from "./lib.js";

let cover = null;
let focused = null;

function toggle() {
  if (cover) {
    cover.close();
    return;
  }
  focused = document.activeElement;
  cover = document.createElement("dialog");
  cover.className = "cover-dialog";
  cover.setAttribute("aria-label", words("covered"));
  const sheet = document.createElement("div");
  sheet.className = "cover";
  const text = document.createElement("p");
  text.className = "strong";
  text.textContent = words("covered");
  sheet.append(text);
  cover.append(sheet);
  cover.addEventListener("cancel", (event) => event.preventDefault());
  cover.addEventListener("close", () => {
    cover.remove();
    cover = null;
    focused?.focus({ preventScroll: true });
  });
  document.body.append(cover);
  cover.showModal();
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "F9") return;
  event.preventDefault();
  toggle();
});
