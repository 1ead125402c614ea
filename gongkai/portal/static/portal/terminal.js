// The terminal: every step takes the place of the page before, keys on the screen, and a clock that forgets.

import { solve } from "./intake-puzzle.js";

const { start, again, idle, warning, visit, forget } = document.body.dataset;
const leave = (address) => location.replace(address);

if (forget !== undefined) {
  localStorage.clear();
  sessionStorage.clear();
  leave(start);
}

// No history: whoever comes next finds no way back to what was read before.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (!link) return;
  event.preventDefault();
  const target = new URL(link.href);
  if (target.origin !== location.origin || !target.pathname.startsWith("/terminal/")) return;
  if (target.pathname === location.pathname && target.search === location.search && target.hash) {
    const part = document.getElementById(decodeURIComponent(target.hash.slice(1)));
    part?.scrollIntoView();
    part?.focus({ preventScroll: true });
    return;
  }
  leave(target.href);
});
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method === "dialog" || event.defaultPrevented) return;
  event.preventDefault();
  if (form.method === "post") {
    handIn(form, event.submitter);
    return;
  }
  leave(`${form.action.split("?")[0]}?${new URLSearchParams(new FormData(form))}`);
});

// What is handed in leaves no entry in the history: the answer takes the place of the form on the same page.
async function handIn(form, submitter) {
  if (form.dataset.going) return;
  form.dataset.going = "1";
  const body = new URLSearchParams(new FormData(form, submitter));
  try {
    const answer = await fetch(location.href, { method: "POST", body, cache: "no-store" });
    const next = new DOMParser().parseFromString(await answer.text(), "text/html");
    const main = next.querySelector("main");
    if (!main) throw new TypeError("no page");
    document.querySelector("main").replaceWith(document.adoptNode(main));
    document.title = next.title;
    scrollTo(0, 0);
    begin();
    (main.querySelector("[data-errors]") ?? main).focus({ preventScroll: true });
  } catch {
    delete form.dataset.going;
    form.querySelector("[role=status]").textContent = form.dataset.lost;
  }
}
// A page taken from the browser's memory belongs to somebody who left.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) leave(again);
});
document.addEventListener("contextmenu", (event) => event.preventDefault());
document.addEventListener("dragstart", (event) => event.preventDefault());

function begin() {
  for (const form of document.querySelectorAll("form[data-puzzle]")) solve(form);
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const paper = button.closest("details");
      if (paper) paper.open = false;
      window.print();
    });
  }
}
begin();
let opened = [];
window.addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll("details.fold:not([open])")];
  for (const part of opened) part.open = true;
});
window.addEventListener("afterprint", () => {
  for (const part of opened) part.open = false;
});

const keys = document.querySelector("[data-keys]");
if (keys) {
  const input = document.getElementById("q");
  keys.hidden = false;
  // Our keys stand below: the system's own would cover the page.
  input.inputMode = "none";
  keys.addEventListener("click", (event) => {
    const key = event.target.closest("button");
    if (!key) return;
    const letters = [...input.value];
    if (key.dataset.erase !== undefined) letters.pop();
    else letters.push(key.dataset.key);
    input.value = letters.join("").slice(0, input.maxLength);
  });
}

if (visit !== undefined && !document.prerendering) {
  const body = new URLSearchParams({ p: location.pathname });
  fetch("/visit", { method: "POST", body, keepalive: true, credentials: "omit", referrerPolicy: "no-referrer" }).catch(() => {});
}

const still = document.getElementById("still");
if (still && Number(idle)) {
  const left = still.querySelector("[data-left]");
  const wait = Number(idle) * 1000;
  let touched = Date.now();
  const tick = () => {
    const rest = wait - (Date.now() - touched);
    if (rest <= 0) return leave(again);
    if (rest <= Number(warning) * 1000) {
      if (!still.open) still.showModal();
      left.textContent = Math.ceil(rest / 1000);
    }
  };
  setInterval(tick, 500);
  const go = () => {
    if (!still.open) touched = Date.now();
  };
  for (const kind of ["pointerdown", "keydown", "wheel", "touchmove", "scroll"]) document.addEventListener(kind, go, { passive: true, capture: true });
  still.addEventListener("close", () => {
    touched = Date.now();
  });
}
