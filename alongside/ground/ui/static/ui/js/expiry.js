// The end of a session: two minutes' warning, and signing in again on the same page without losing a letter.
//
// Reads <meta name="session-expires" content="unix seconds">, moved by the answer header X-Session-Expires.
// Asks: POST data-expiry-stay (stay signed in) -> 204 with X-Session-Expires
//       POST form[data-again] password, code -> 200 {"csrf": "..."} with X-Session-Expires; 400 {"message": "..."}

import { announce, dialog, hear, open, post, renew, words } from "./lib.js";

const WARNING = 120;
let until = Number(document.querySelector('meta[name="session-expires"]')?.content ?? 0);

const secondsLeft = () => until - Date.now() / 1000;
const figure = new Intl.NumberFormat(document.documentElement.lang || "en", { minimumIntegerDigits: 2 });

function look() {
  const left = Math.max(0, Math.round(secondsLeft()));
  const warning = dialog("expiry");
  if (left <= 0) {
    announce("session:ended");
  } else if (left <= WARNING && !dialog("again")?.open) {
    open("expiry");
    const place = warning?.querySelector("[data-expiry-left]");
    if (place) place.textContent = words("left", { LEFT: `${Math.floor(left / 60)}:${figure.format(left % 60)}` });
  } else if (warning?.open) {
    warning.close();
  }
}

async function signInAgain(event) {
  event.preventDefault();
  const form = event.target;
  const problem = form.querySelector("[data-again-problem]");
  const answer = await post(form.action, new FormData(form)).catch(() => null);
  const body = await answer?.json().catch(() => ({})) ?? {};
  if (!answer?.ok) {
    problem.querySelector("[data-again-words]").textContent = body.message || words(answer ? "again" : "offline");
    problem.hidden = false;
    form.elements.password.select();
    return;
  }
  renew(body.csrf);
  form.reset();
  problem.hidden = true;
  dialog("again").close();
  announce("session:again");
}

if (until) {
  setInterval(look, 1000);
  hear("session:extended", ({ until: later }) => { until = later; look(); });
  hear("session:ended", () => { dialog("expiry")?.close(); open("again"); });
  dialog("expiry")?.querySelector("[data-expiry-stay]")?.addEventListener("click", async (event) => {
    const answer = await post(event.currentTarget.dataset.expiryStay, {}).catch(() => null);
    if (answer?.ok) dialog("expiry").close();
    else if (answer) announce("session:ended");
  });
  document.querySelector("form[data-again]")?.addEventListener("submit", signInAgain);
  document.addEventListener("htmx:afterRequest", (event) => {
    const later = event.detail.xhr?.getResponseHeader("X-Session-Expires");
    if (later) announce("session:extended", { until: Number(later) });
    if (event.detail.xhr?.status === 401) announce("session:ended");
  });
}
