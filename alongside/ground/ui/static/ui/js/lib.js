// What the small scripts share: words of the page's language, requests, dialogs.

const WORDS = "template[data-words]";

/** Return the translated words for `name`, with %NAME% places filled from `values`. */
export function words(name, values = {}) {
  const source = document.querySelector(WORDS)?.content.querySelector(`[data-word="${name}"]`);
  let text = source?.textContent ?? "";
  for (const [place, value] of Object.entries(values)) text = text.replace(`%${place}%`, value);
  return text;
}

let token = "";

/** Return the token that proves a request comes from this page. */
export function csrf() {
  return token || (document.querySelector('meta[name="csrf-token"]')?.content ?? "");
}

/** Take a fresh token, after signing in again on the page. */
export function renew(fresh) {
  if (!fresh) return;
  token = fresh;
  for (const input of document.querySelectorAll('input[name="csrfmiddlewaretoken"]')) input.value = fresh;
  if (document.body.hasAttribute("hx-headers")) {
    document.body.setAttribute("hx-headers", JSON.stringify({ "X-CSRFToken": fresh }));
  }
}

/** Send a form-encoded POST; tell the page about the new end of the session. Rejects only without a connection. */
export async function post(url, fields, options = {}) {
  const answer = await fetch(url, {
    method: "POST",
    headers: { "X-CSRFToken": csrf(), "X-Requested-With": "fetch", Accept: "application/json" },
    body: new URLSearchParams(fields),
    credentials: "same-origin",
    redirect: "manual",
    ...options,
  });
  const until = answer.headers.get("X-Session-Expires");
  if (until) announce("session:extended", { until: Number(until) });
  return answer;
}

/** Send an event of the page; other scripts listen on `document`. */
export function announce(name, detail = {}) {
  document.dispatchEvent(new CustomEvent(`alongside:${name}`, { detail }));
}

/** Listen to an event of the page. */
export function hear(name, handler) {
  document.addEventListener(`alongside:${name}`, (event) => handler(event.detail));
}

/** Return the dialog called `name`. */
export function dialog(name) {
  return document.querySelector(`dialog[data-dialog="${name}"]`);
}

/** Open the dialog called `name`, once. */
export function open(name) {
  const found = dialog(name);
  if (found && !found.open) found.showModal();
  return found;
}

/** Tell whether the caret stands in a field, where letters are text and not commands. */
export function inField(target) {
  return target instanceof Element && target.closest("input, textarea, select, [contenteditable], [role=textbox]") !== null;
}
