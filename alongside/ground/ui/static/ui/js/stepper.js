// Level stepper: minus and plus beside the ladder set the native choice, which stays the one that is sent.

const SIGN = { "-2": "−2", "-1": "−1", 0: "0", 1: "+1", 2: "+2" };

class Stepper {
  constructor(root) {
    this.root = root;
    this.select = root.querySelector("select");
    this.face = root.querySelector(".stepper");
    this.ladder = root.querySelector(".ladder");
    this.words = root.dataset.words.split("|");
    this.was = root.dataset.was === "" ? null : Number(root.dataset.was);
    this.select.closest(".box").hidden = true;
    this.face.hidden = false;
    this.face.setAttribute("role", "group");
    this.face.setAttribute("aria-label", root.closest(".level")?.querySelector("label")?.textContent ?? "");
    this.face.addEventListener("click", (event) => {
      const step = event.target.closest("[data-step]");
      if (step) this.move(Number(step.dataset.step));
    });
    this.face.addEventListener("keydown", (event) => {
      if (event.key === "+" || event.key === "ArrowUp") this.move(1);
      else if (event.key === "-" || event.key === "ArrowDown") this.move(-1);
      else return;
      event.preventDefault();
    });
    this.select.addEventListener("alongside:filled", () => this.show());
    this.show();
  }

  get level() {
    return this.select.value === "" ? this.was : Number(this.select.value);
  }

  move(by) {
    const now = this.level;
    const next = now === null ? 0 : Math.min(Math.max(now + by, -2), 2);
    if (next === now && this.select.value !== "") return;
    const blank = [...this.select.options].some((option) => option.value === "");
    this.select.value = next === this.was && blank ? "" : String(next);
    const tick = this.root.closest(".ticked")?.querySelector(":scope > input");
    if (tick && this.select.value !== "") tick.checked = true;
    this.select.dispatchEvent(new Event("change", { bubbles: true }));
    this.show();
    this.root.querySelector("[data-stepper-status]").textContent = `${SIGN[next]} ${this.words[next + 2]}`;
  }

  show() {
    const level = this.level;
    const place = this.root.querySelector("[data-stepper-words]");
    const ask = this.root.querySelector("[data-stepper-ask]");
    if (level === null) {
      this.ladder.removeAttribute("data-level");
      return;
    }
    this.ladder.dataset.level = String(level);
    const number = this.ladder.querySelector(".ladder-number") ?? this.ladder.appendChild(document.createElement("bdi"));
    number.className = "ladder-number";
    number.textContent = SIGN[level];
    this.ladder.querySelector(".ladder-words").textContent = this.words[level + 2];
    place.textContent = this.words[level + 2] + (level === this.was ? `, ${this.root.dataset.same}` : "");
    const far = this.was !== null && Math.abs(level - this.was) >= 2;
    ask.hidden = !far;
    ask.textContent = far ? this.root.dataset.ask : "";
    for (const button of this.face.querySelectorAll("[data-step]")) {
      const atEnd = (button.dataset.step === "1" && level === 2) || (button.dataset.step === "-1" && level === -2);
      button.setAttribute("aria-disabled", String(atEnd));
    }
  }
}

for (const root of document.querySelectorAll("[data-stepper]")) new Stepper(root);
