// Where a page begins for whoever cannot see it whole: at what went wrong, at what an address points to, or, when
// something was just done, at the heading. A page without news begins where the browser begins it, or at its autofocus.

const wrong = document.querySelector("[data-error-summary], main .notice[role='status'], main section[role='alert']");
const named = location.hash.length > 1 ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
const done = document.querySelector("[data-toast]") && !document.querySelector("main [autofocus]");
const place = wrong ?? named ?? (done ? document.querySelector("main h1") ?? document.querySelector("main") : null);
let busy = false;

// Keys pressed before this script had come leave the focus somewhere that the page did not choose: there it stays.
function chosen() {
  const at = document.activeElement;
  return Boolean(at?.closest("body *")) && at !== place && !at.matches("[autofocus]");
}

function begin() {
  if (!place || busy || chosen()) return;
  const field = place.querySelector("[autofocus]");
  if (!field && !place.matches("a[href], button, input, select, textarea, summary, [tabindex]")) place.tabIndex = -1;
  if (!field) place.dataset.arrived = "";
  (field ?? place).focus();
}

// A browser that goes to the place of an address takes the focus along, and does so as late as when all has come.
for (const sign of ["keydown", "pointerdown"]) addEventListener(sign, () => { busy = true; }, { once: true, capture: true });
begin();
if (document.readyState !== "complete") addEventListener("load", () => setTimeout(begin), { once: true });
