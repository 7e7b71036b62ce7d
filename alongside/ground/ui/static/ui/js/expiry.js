// The end of a session: two minutes' warning, and signing in again on the same page without losing a letter.
//
// Reads <meta name="session-expires" content="unix seconds" data-now="the server's clock">, moved by the answer header
// X-Session-Expires. How far this machine's clock is off is taken out.
// Asks: POST data-expiry-stay (stay signed in) -> 204 with X-Session-Expires
//       POST form[data-again] password, code -> 200 {"csrf": "..."} with X-Session-Expires; 400 {"message": "..."}

import { announce, dialog, hear, open, post, renew, words } from "./lib.js";

const WARNING = 120;
const STILL = 60000; // milliseconds without a key after which somebody may have gone away
const FRESH = 20000; // milliseconds for which an answer of the server is proof enough that somebody is signed in
const meta = document.querySelector('meta[name="session-expires"]');
const astray = meta?.dataset.now ? Date.now() / 1000 - Number(meta.dataset.now) : 0;
let until = Number(meta?.content ?? 0) + astray;
let heard = Date.now();
let typed = 0;
let waiting = null;

const stay = () => post(dialog("expiry").querySelector("[data-expiry-stay]").dataset.expiryStay, {}).catch(() => null);

const secondsLeft = () => until - Date.now() / 1000;
const figure = new Intl.NumberFormat(document.documentElement.lang || "en", { minimumIntegerDigits: 2 });

function look() {
  const left = Math.max(0, Math.round(secondsLeft()));
  const warning = dialog("expiry");
  if (left <= 0) {
    announce("session:ended");
  } else if (left <= WARNING && !warning?.open && Date.now() - typed < STILL) {
    typed = 0; // whoever writes is not still; nothing comes between the words
    stay();
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

// A form that keeps no draft is sent when the server still knows who sends it; else it waits for signing in again.
async function askFirst(event) {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || form.matches("[data-draft]") || !form.closest("main")) return;
  if (Date.now() - heard < FRESH && navigator.onLine) return;
  event.preventDefault();
  if (waiting) return;
  waiting = { form, button: event.submitter };
  const answer = await stay();
  if (answer?.ok) return send();
  if (answer) return announce("session:ended");
  waiting = null;
  for (const place of document.querySelectorAll("[data-saved-words]")) place.textContent = words("offline");
}

function send() {
  const { form, button } = waiting ?? {};
  waiting = null;
  heard = Date.now();
  form?.requestSubmit(button);
}

if (meta) {
  setInterval(look, 1000);
  hear("session:extended", ({ until: later }) => { until = later + astray; heard = Date.now(); look(); });
  document.addEventListener("input", () => { typed = Date.now(); });
  document.addEventListener("submit", askFirst);
  hear("session:again", send);
  dialog("again")?.addEventListener("close", () => { waiting = null; });
  hear("session:ended", () => { dialog("expiry")?.close(); open("again"); });
  dialog("expiry")?.querySelector("[data-expiry-stay]")?.addEventListener("click", async () => {
    const answer = await stay();
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
