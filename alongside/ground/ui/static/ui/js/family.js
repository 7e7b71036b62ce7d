// Drawings of families: arrow keys go from person to person, Enter opens the record, buttons and the wheel with
// Ctrl come closer, and what is large is pushed with the pointer. Where a family is drawn together
// (data-family="tap"), one tap on somebody is enough. Without this script each person is reached by Tab.

const STEP = 1.25;
const NEAREST = 4;
const WAYS = { ArrowUp: "parents", ArrowDown: "children" };

class Family {
  constructor(root) {
    this.root = root;
    this.svg = root.querySelector("svg");
    this.people = [...this.svg.querySelectorAll("[data-person]")];
    this.whole = this.svg.viewBox.baseVal;
    this.home = [this.whole.x, this.whole.y, this.whole.width, this.whole.height];
    this.at = this.svg.querySelector("[data-tapped]") ?? this.people[0];
    this.people.forEach((one) => one.setAttribute("tabindex", one === this.at ? "0" : "-1"));
    this.svg.addEventListener("keydown", (event) => this.press(event));
    this.svg.addEventListener("focusin", (event) => this.keep(event.target.closest("[data-person]")));
    this.svg.addEventListener("dblclick", (event) => this.open(event.target.closest("[data-person]")));
    this.svg.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    this.svg.addEventListener("pointerdown", (event) => this.push(event));
    if (root.dataset.family === "tap") {
      this.svg.addEventListener("click", (event) => this.open(event.target.closest("[data-person]")));
    }
    this.tools();
  }

  named(ids) {
    const wanted = new Set((ids ?? "").split(" ").filter(Boolean));
    return this.people.filter((one) => wanted.has(one.dataset.person));
  }

  /** Parents above, children below; partner, brothers and sisters, then whoever stands beside, to either side. */
  towards(key) {
    const here = this.at;
    if (WAYS[key]) return this.named(here.dataset[WAYS[key]])[0];
    const x = (one) => one.getBoundingClientRect().left;
    const side = key === "ArrowLeft" ? -1 : 1;
    const beyond = (all) =>
      all.filter((one) => (x(one) - x(here)) * side > 0).sort((a, b) => (x(a) - x(b)) * side)[0];
    const near = [...this.named(here.dataset.partner), ...this.named(here.dataset.siblings)];
    return beyond(near) ?? beyond(this.people.filter((one) => one.dataset.row === here.dataset.row));
  }

  press(event) {
    if (event.key === "Enter" && event.target.closest("[data-person]")) return this.open(this.at);
    if (event.key === "Escape") return this.show(...this.home);
    if (event.key === "+" || event.key === "-") {
      event.preventDefault();
      return this.closer(event.key === "+" ? 1 / STEP : STEP);
    }
    if (!event.key.startsWith("Arrow") || event.altKey || event.ctrlKey || event.metaKey) return undefined;
    event.preventDefault();
    event.stopPropagation();
    return this.towards(event.key)?.focus();
  }

  keep(person) {
    if (!person) return;
    this.at.setAttribute("tabindex", "-1");
    this.at = person;
    person.setAttribute("tabindex", "0");
  }

  open(person) {
    if (person?.dataset.href) window.location.assign(person.dataset.href);
  }

  wheel(event) {
    if (!event.ctrlKey) return;
    event.preventDefault();
    const box = this.svg.getBoundingClientRect();
    const share = [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
    this.closer(event.deltaY > 0 ? STEP : 1 / STEP, share);
  }

  closer(factor, share = [0.5, 0.5]) {
    const width = Math.min(this.home[2], Math.max(this.home[2] / NEAREST, this.whole.width * factor));
    const height = (width / this.home[2]) * this.home[3];
    const left = this.whole.x + (this.whole.width - width) * share[0];
    const top = this.whole.y + (this.whole.height - height) * share[1];
    this.show(left, top, width, height);
  }

  show(left, top, width, height) {
    const within = (value, least, most) => Math.min(Math.max(value, least), most);
    const x = within(left, this.home[0], this.home[0] + this.home[2] - width);
    const y = within(top, this.home[1], this.home[1] + this.home[3] - height);
    this.svg.setAttribute("viewBox", `${x} ${y} ${width} ${height}`);
    this.root.toggleAttribute("data-near", width < this.home[2]);
  }

  push(event) {
    if (!this.root.hasAttribute("data-near") || event.button !== 0) return;
    const scale = this.whole.width / this.svg.getBoundingClientRect().width;
    const from = [event.clientX, event.clientY, this.whole.x, this.whole.y];
    const move = (now) =>
      this.show(
        from[2] - (now.clientX - from[0]) * scale,
        from[3] - (now.clientY - from[1]) * scale,
        this.whole.width,
        this.whole.height,
      );
    const end = () => this.svg.removeEventListener("pointermove", move);
    this.svg.setPointerCapture(event.pointerId);
    this.svg.addEventListener("pointermove", move);
    for (const name of ["pointerup", "pointercancel"]) this.svg.addEventListener(name, end, { once: true });
  }

  tools() {
    const tools = this.root.parentElement.querySelector("[data-family-tools]");
    if (!tools) return;
    tools.hidden = false;
    const does = { closer: () => this.closer(1 / STEP), further: () => this.closer(STEP), whole: () => this.show(...this.home) };
    for (const [name, act] of Object.entries(does)) {
      tools.querySelector(`[data-does="${name}"]`)?.addEventListener("click", act);
    }
  }
}

for (const root of document.querySelectorAll("[data-family]")) {
  if (root.querySelector("svg [data-person]")) new Family(root);
}
