// Toasts: what happened, with Undo; they stay at least ten seconds, and for as long as they are pointed at or focused.

const STAY = 12000;

function leave(toast) {
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
  // What can be undone stays for as long as the reader stays on the page.
  for (const toast of place.querySelectorAll("[data-toast]")) if (!toast.querySelector("form")) leave(toast);
  new MutationObserver((changes) => {
    for (const change of changes) for (const node of change.addedNodes) {
      if (node instanceof Element && node.matches("[data-toast]") && !node.querySelector("form")) leave(node);
    }
  }).observe(place, { childList: true });
}
