// Drafts: text typed in <form data-draft="key" data-draft-url="/drafts/key/"> is on the server within a second.
//
// Nothing is written to the browser's own storage: on a shared machine it would outlive the person. Until the server
// answers, the text lives in the page, and the page asks before it is closed.
//
// Asks:    POST data-draft-url   fields: data (JSON of every changed field), base (version last seen), page (a name for
//          this open page: the server finds a conflict only when another page wrote since base), label (data-draft-label
//          or the page's title) and url (where the form goes on), for the list of drafts
// Answers: 200 {"version": 4, "saved_at": "09:52:14"}   409 {"version": 5, "data": {...}, "saved_at": ".."}
//          401 or 403 signed out   422 {"message": "..."} cannot be kept as it is
// Events:  alongside:draft {key, state: waiting|saved|offline|signed-out|conflict|refused, at}

import { announce, dialog, hear, open, post, words } from "./lib.js";

const QUIET = 700; // milliseconds after the last key; with the way to the server this stays within a second
const WAITS = [1000, 2000, 5000, 10000, 20000, 30000];
const KEPT_ALIVE = 60000; // bytes a browser still carries when the page is gone
const PAGE = crypto.getRandomValues(new Uint32Array(2)).join("-");
const SKIPPED = new Set(["csrfmiddlewaretoken", "idempotency_key", "password", "code"]);

class Draft {
  constructor(form) {
    this.form = form;
    this.key = form.dataset.draft;
    this.url = form.dataset.draftUrl;
    this.version = form.dataset.draftBase || "0";
    this.sent = this.read();
    this.timer = 0;
    this.tries = 0;
    this.busy = false;
    this.done = false;
    form.addEventListener("input", (event) => this.touch(event.target));
    form.addEventListener("change", (event) => this.touch(event.target));
    form.addEventListener("submit", (event) => this.finish(event));
    addEventListener("pageshow", (event) => { if (event.persisted) this.done = false; });
  }

  read() {
    const fields = {};
    for (const [name, value] of new FormData(this.form)) {
      if (SKIPPED.has(name) || typeof value !== "string") continue;
      fields[name] = name in fields ? [].concat(fields[name], value) : value;
    }
    return fields;
  }

  difference() {
    const now = this.read();
    const names = new Set([...Object.keys(now), ...Object.keys(this.sent)]);
    const fields = {};
    for (const name of names) {
      if (JSON.stringify(now[name] ?? null) !== JSON.stringify(this.sent[name] ?? null)) fields[name] = now[name] ?? "";
    }
    return fields;
  }

  body(fields) {
    return {
      data: JSON.stringify(fields),
      base: this.version,
      page: PAGE,
      label: this.form.dataset.draftLabel ?? document.title.split(" · ")[0],
      url: location.pathname + location.search,
    };
  }

  get unsent() {
    return !this.done && Object.keys(this.difference()).length > 0;
  }

  // Whether closing the page would lose text: the server cannot be reached, or does not take it.
  get atRisk() {
    if (!this.unsent) return false;
    const large = JSON.stringify(this.difference()).length > KEPT_ALIVE;
    return large || ["offline", "signed-out", "conflict", "refused"].includes(this.state) || !navigator.onLine;
  }

  touch(target) {
    if (target.closest?.("[data-draft-skip]") || this.done) return;
    if (this.state !== "offline") this.tell("waiting");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), QUIET);
  }

  async send() {
    clearTimeout(this.timer);
    if (this.busy || this.done || this.halted) return;
    const fields = this.difference();
    if (Object.keys(fields).length === 0) {
      if (this.state === "waiting") this.tell(this.at ? "saved" : "");
      if (this.leaving && navigator.onLine) this.go();
      else if (this.leaving) this.retry();
      return;
    }
    this.busy = true;
    const snapshot = this.read();
    try {
      const answer = await post(this.url, this.body(fields));
      await this.take(answer, snapshot);
    } catch {
      this.retry();
    } finally {
      this.busy = false;
    }
    if (this.leaving && this.state === "refused") this.go();
    else if (this.leaving && this.state === "saved") this.send();
    else if (this.state === "saved" && this.unsent) this.touch(this.form);
  }

  async take(answer, snapshot) {
    if (this.done) return;
    if (answer.ok) {
      const { version, saved_at: at } = await answer.json();
      this.version = String(version);
      this.sent = snapshot;
      this.tries = 0;
      this.at = at;
      this.tell("saved");
    } else if ([401, 403].includes(answer.status) || answer.type === "opaqueredirect") {
      this.tell("signed-out");
      announce("session:ended");
    } else if (answer.status === 409) {
      this.halted = true;
      this.theirs = await answer.json();
      this.tell("conflict");
      this.showBoth();
    } else if (answer.status === 422) {
      const { message } = await answer.json();
      this.tell("refused", message);
    } else {
      this.retry();
    }
  }

  retry() {
    this.tell("offline");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), WAITS[Math.min(this.tries++, WAITS.length - 1)]);
  }

  // A page that goes away sends what it still has; the browser carries the request on without the page.
  flush() {
    const fields = this.difference();
    if (this.done || this.halted || Object.keys(fields).length === 0) return;
    const snapshot = this.read();
    this.busy = true;
    post(this.url, this.body(fields), { keepalive: true })
      .then((answer) => this.take(answer, snapshot), () => this.retry())
      .finally(() => { this.busy = false; });
  }

  // The form itself is sent when all of its text is on the server: signed out, or without a connection, the answer
  // would be another page and the text lost. It goes by itself as soon as the text has arrived.
  finish(event) {
    if (event.defaultPrevented || this.done) return;
    if (!this.unsent && navigator.onLine) {
      this.end();
      return;
    }
    event.preventDefault();
    this.leaving = { by: event.submitter };
    this.send();
  }

  go() {
    const { by } = this.leaving;
    this.leaving = null;
    this.end();
    if (by?.isConnected) this.form.requestSubmit(by);
    else this.form.requestSubmit();
  }

  end() {
    this.done = true;
    clearTimeout(this.timer);
  }

  showBoth() {
    const box = open("conflict");
    if (!box) return;
    const show = (fields) => Object.values(fields).flat().filter(Boolean).join("\n\n");
    const names = Object.keys(this.theirs.data ?? {});
    const now = this.read();
    box.querySelector("[data-conflict-mine]").textContent = show(Object.fromEntries(names.map((name) => [name, now[name]])));
    box.querySelector("[data-conflict-theirs]").textContent = show(this.theirs.data ?? {});
    box.conflict = this;
  }

  settle(keep) {
    this.version = String(this.theirs.version);
    if (keep === "theirs") {
      this.fill(this.theirs.data);
      this.sent = this.read();
      this.at = this.theirs.saved_at;
      this.tell("saved");
    } else {
      this.sent = { ...this.sent, ...this.theirs.data };
    }
    this.halted = false;
    this.send();
  }

  fill(fields) {
    for (const [name, value] of Object.entries(fields ?? {})) {
      const chosen = new Set([].concat(value));
      for (const input of this.form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
        if (input.type === "radio" || input.type === "checkbox") input.checked = chosen.has(input.value);
        else input.value = [].concat(value)[0] ?? "";
        input.dispatchEvent(new Event("alongside:filled", { bubbles: true }));
      }
    }
  }

  tell(state, message = "") {
    this.state = state;
    announce("draft", { key: this.key, state, at: this.at });
    for (const place of document.querySelectorAll("[data-saved-indicator]")) {
      place.dataset.state = state;
      const text = place.querySelector("[data-saved-words]") ?? place;
      // While someone types nothing is said; only what the server answered, or that it did not.
      const say = state === "waiting" ? "" : message || words(state, { TIME: this.at ?? "" });
      if (text.textContent !== say) text.textContent = say;
    }
  }
}

const drafts = [...document.querySelectorAll("form[data-draft][data-draft-url]")].map((form) => new Draft(form));

if (drafts.length) {
  addEventListener("online", () => drafts.forEach((draft) => draft.send()));
  addEventListener("pagehide", () => drafts.forEach((draft) => draft.flush()));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") drafts.forEach((draft) => draft.flush());
  });
  addEventListener("beforeunload", (event) => {
    for (const draft of drafts) if (!draft.atRisk) draft.flush();
    if (drafts.some((draft) => draft.atRisk)) event.preventDefault();
  });
  hear("session:again", () => drafts.forEach((draft) => draft.send()));
  dialog("conflict")?.addEventListener("click", (event) => {
    const keep = event.target.closest("[data-conflict-keep]")?.dataset.conflictKeep;
    const box = event.currentTarget;
    if (!keep || !box.conflict) return;
    box.conflict.settle(keep);
    box.conflict = null;
    box.close();
  });
}
