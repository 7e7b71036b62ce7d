// Toasts: what happened, with Undo; they stay at least ten seconds, and for as long as they are pointed at or focused.

const STAY = 12000;
const known = new WeakSet();

function leave(toast) {
  if (known.has(toast)) return;
  known.add(toast);
  let timer = 0;
  const start = () => {
    clearTimeout(timer);
    timer = setTimeout(() => toast.remove(), STAY);
  };
  const hold = () => clearTimeout(timer);
  toast.addEventListener("pointerenter", hold);
  toast.addEventListener("focusin", hold);
  toast.addEventListener("pointerleave", start);
  toast.addEventListener("focusout", start);
  start();
}

const place = document.querySelector("[data-toasts]");

if (place) {
  // A region speaks of what comes into it, not of what it was born with: what the page brought along comes once more.
  const brought = [...place.children];
  setTimeout(() => brought.filter((toast) => toast.isConnected).forEach((toast) => place.append(toast)), 500);
  // What can be undone stays for as long as the reader stays on the page.
  for (const toast of place.querySelectorAll("[data-toast]")) if (!toast.querySelector("form")) leave(toast);
  new MutationObserver((changes) => {
    for (const change of changes) for (const node of change.addedNodes) {
      if (node instanceof Element && node.matches("[data-toast]") && !node.querySelector("form")) leave(node);
    }
  }).observe(place, { childList: true });
}
