// Marking: draw, move and resize with the pointer or the arrow keys. Everything is sent through the form beside the page,
// which works without this file.

const WHOLE = 10000;
const STEP = 50;
const SMALLEST = 20;
const HANDLE = 12;
const PAUSE = 700;
const AXES = { left: "x", top: "y", width: "width", height: "height" };

const layer = () => document.getElementById("marks");
const form = () => document.getElementById("mark-form");
const within = (value, low, high) => Math.min(high, Math.max(low, value));
const boxOf = (rect) => Object.fromEntries(Object.entries(AXES).map(([name, axis]) => [name, Number(rect.getAttribute(axis))]));
const put = (rect, box) => {
  for (const [name, axis] of Object.entries(AXES)) rect.setAttribute(axis, String(Math.round(box[name])));
};
const kept = (box) => {
  const width = within(box.width, SMALLEST, WHOLE);
  const height = within(box.height, SMALLEST, WHOLE);
  return { left: within(box.left, 0, WHOLE - width), top: within(box.top, 0, WHOLE - height), width, height };
};

// What is to have the focus once the answer stands in the page.
let awaited = "";
const send = (act, values = {}) => {
  const sent = form();
  if (!sent) return;
  const said = { act, mark: "", proposal: "", ...values };
  for (const [name, value] of Object.entries(said)) {
    const field = sent.elements[name];
    if (field) field.value = value;
  }
  sent.requestSubmit();
};
const percents = (box) => Object.fromEntries(Object.entries(box).map(([name, value]) => [name, (value / 100).toFixed(2)]));
const change = (rect) => {
  const id = rect.dataset.mark;
  awaited = `mark-${id}`;
  const marked = { ground: rect.dataset.ground, reason: rect.dataset.reason };
  send("change", { mark: id, ...percents(boxOf(rect)), ...marked });
};

// The pointer.
const at = (event) => {
  const frame = layer().getBoundingClientRect();
  return {
    x: within(((event.clientX - frame.left) / frame.width) * WHOLE, 0, WHOLE),
    y: within(((event.clientY - frame.top) / frame.height) * WHOLE, 0, WHOLE),
    fine: WHOLE / frame.width,
  };
};
let going = null;

document.addEventListener("pointerdown", (event) => {
  const here = layer();
  if (!here?.hasAttribute("data-may") || !here.contains(event.target) || event.button !== 0) return;
  const start = at(event);
  const rect = event.target.closest("[data-mark]");
  if (event.target.closest("[data-proposal]")) return;
  event.preventDefault();
  if (rect) {
    rect.focus();
    const box = boxOf(rect);
    const near = HANDLE * start.fine;
    const corner = box.left + box.width - start.x < near && box.top + box.height - start.y < near * 1.5;
    going = { rect, start, box, kind: corner ? "resize" : "move", moved: false };
  } else {
    const made = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    made.setAttribute("class", "drawing");
    here.append(made);
    going = { rect: made, start, box: null, kind: "draw", moved: false };
  }
  here.setPointerCapture(event.pointerId);
});

document.addEventListener("pointermove", (event) => {
  if (!going) return;
  const now = at(event);
  const across = now.x - going.start.x;
  const down = now.y - going.start.y;
  if (Math.abs(across) + Math.abs(down) > SMALLEST) going.moved = true;
  const { box } = going;
  if (going.kind === "draw") {
    put(going.rect, {
      left: Math.min(now.x, going.start.x), top: Math.min(now.y, going.start.y), width: Math.abs(across), height: Math.abs(down),
    });
  } else if (going.kind === "move") put(going.rect, kept({ ...box, left: box.left + across, top: box.top + down }));
  else put(going.rect, kept({ ...box, width: box.width + across, height: box.height + down }));
});

document.addEventListener("pointerup", () => {
  if (!going) return;
  const { rect, kind, moved } = going;
  going = null;
  if (kind !== "draw") {
    if (moved) change(rect);
    return;
  }
  const box = boxOf(rect);
  if (box.width >= SMALLEST && box.height >= SMALLEST) {
    awaited = "newest";
    send("add", percents(box));
  } else rect.remove();
});
document.addEventListener("pointercancel", () => {
  if (going?.kind === "draw") going.rect.remove();
  going = null;
});

// A proposal is taken over by a click or by Enter.
const accept = (rect) => {
  awaited = "newest";
  send("accept", { proposal: rect.dataset.proposal });
};
document.addEventListener("click", (event) => {
  const rect = event.target.closest?.("#marks [data-proposal]");
  if (rect && layer().hasAttribute("data-may")) accept(rect);
  // Added by the button: the new mark takes the focus, so that the keys move it.
  if (event.target.closest?.("#new-mark")) {
    for (const name of ["act", "mark", "proposal"]) form().elements[name].value = name === "act" ? "add" : "";
    awaited = "newest";
  }
});

// The keys: arrows move, with Shift they resize, Delete takes away. What was moved is sent after a short rest.
let rest = 0;
let resting = null;
const settle = () => {
  clearTimeout(rest);
  if (resting) change(resting);
  resting = null;
};
document.addEventListener("keydown", (event) => {
  const rect = event.target.closest?.("#marks [data-mark], #marks [data-proposal]");
  if (!rect) return;
  if (rect.dataset.proposal) {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      accept(rect);
    }
    return;
  }
  if (event.key === "Delete" || event.key === "Backspace") {
    event.preventDefault();
    clearTimeout(rest);
    resting = null;
    awaited = "new-mark";
    send("remove", { mark: rect.dataset.mark });
    return;
  }
  const arrow = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
  if (!arrow) return;
  event.preventDefault();
  const box = boxOf(rect);
  const [across, down] = arrow.map((way) => way * STEP);
  put(rect, kept(event.shiftKey ? { ...box, width: box.width + across, height: box.height + down } : { ...box, left: box.left + across, top: box.top + down }));
  clearTimeout(rest);
  resting = rect;
  rest = setTimeout(settle, PAUSE);
});
document.addEventListener("focusout", (event) => {
  if (resting && event.target === resting) settle();
});

document.addEventListener("htmx:afterSettle", () => {
  for (const left of document.querySelectorAll("#marks .drawing")) left.remove();
  if (!awaited) return;
  const marks = [...document.querySelectorAll("#marks [data-mark]")];
  const newest = marks.sort((one, other) => Number(one.dataset.mark) - Number(other.dataset.mark)).at(-1);
  (awaited === "newest" ? newest : document.getElementById(awaited))?.focus();
  awaited = "";
});
