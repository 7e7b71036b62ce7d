// A field to draw in: lines go into a hidden input as numbers, so that nothing but numbers is sent.
// Without this script the field stays hidden and a typed name signs.

const NEAR = 3;
const MOST = 5000;

class Drawing {
  constructor(root) {
    this.field = root.querySelector("[data-drawing-field]");
    this.input = root.querySelector("input");
    this.pen = this.field.getContext("2d");
    this.strokes = this.input.value ? this.input.value.split(";").map((one) => one.split(" ").map((at) => at.split(",").map(Number))) : [];
    this.drawing = false;
    root.hidden = false;
    this.field.addEventListener("pointerdown", (event) => this.begin(event));
    this.field.addEventListener("pointermove", (event) => this.go(event));
    for (const end of ["pointerup", "pointercancel"]) this.field.addEventListener(end, () => this.end());
    root.querySelector("[data-drawing-clear]").addEventListener("click", () => {
      this.strokes = [];
      this.end();
    });
    this.show();
  }

  at(event) {
    const box = this.field.getBoundingClientRect();
    const x = Math.round(((event.clientX - box.left) / box.width) * this.field.width);
    const y = Math.round(((event.clientY - box.top) / box.height) * this.field.height);
    return [Math.min(Math.max(x, 0), this.field.width), Math.min(Math.max(y, 0), this.field.height)];
  }

  begin(event) {
    if (event.button > 0) return;
    event.preventDefault();
    this.field.setPointerCapture(event.pointerId);
    this.drawing = true;
    this.strokes.push([this.at(event)]);
    this.show();
  }

  go(event) {
    const count = this.strokes.reduce((sum, stroke) => sum + stroke.length, 0);
    if (!this.drawing || count >= MOST) return;
    const stroke = this.strokes.at(-1);
    const [x, y] = this.at(event);
    const [lastX, lastY] = stroke.at(-1);
    if (Math.hypot(x - lastX, y - lastY) < NEAR) return;
    stroke.push([x, y]);
    this.show();
  }

  end() {
    this.drawing = false;
    this.input.value = this.strokes.map((stroke) => stroke.map((at) => at.join(",")).join(" ")).join(";");
    this.show();
  }

  show() {
    this.pen.clearRect(0, 0, this.field.width, this.field.height);
    this.pen.lineWidth = 2.5;
    this.pen.lineCap = this.pen.lineJoin = "round";
    this.pen.strokeStyle = getComputedStyle(this.field).color;
    for (const stroke of this.strokes) {
      this.pen.beginPath();
      this.pen.moveTo(...stroke[0]);
      for (const at of stroke.length > 1 ? stroke.slice(1) : stroke) this.pen.lineTo(...at);
      this.pen.stroke();
    }
  }
}

for (const root of document.querySelectorAll("[data-drawing]")) new Drawing(root);
