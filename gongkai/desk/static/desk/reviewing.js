// Reviewing: the focus goes from one finding to the next, phrases go into the words, keys lead to the verdict.

const card = (number) => document.getElementById(`c-${number}`);
const show = (place) => {
  if (!place) return;
  place.focus({ preventScroll: true });
  place.scrollIntoView({ block: "center" });
};
const nextOpen = (after) => {
  const open = [...document.querySelectorAll(".card[data-open]")];
  return open.find((one) => Number(one.dataset.number) > after) ?? open[0];
};

// Come back from a finding without script, or from a mark in the text: the card itself takes the focus.
const arrive = () => {
  const found = /^#c-(\d+)$/.exec(location.hash);
  if (found) show(card(found[1]));
  else if (location.hash === "#decision") show(document.getElementById("decision-h"));
};
window.addEventListener("hashchange", arrive);
arrive();

// One finding handled: on to the next open one, else to the verdict. A refusal is read first.
let handled = 0;
let begun = new Map();
const boxes = () => document.querySelectorAll("#findings input[name=reason]");
document.addEventListener("htmx:beforeSwap", () => {
  begun = new Map([...boxes()].map((box) => [box.id, box.value]));
});
document.addEventListener("htmx:beforeRequest", (event) => {
  handled = Number(event.target.dataset?.finding ?? 0);
});
document.addEventListener("htmx:afterSettle", () => {
  if (!handled) return;
  // What was begun on the other cards is still there.
  for (const box of boxes()) if (begun.get(box.id)) box.value = begun.get(box.id);
  const refusal = document.getElementById("refused");
  const reopened = card(handled)?.hasAttribute("data-open") ? card(handled) : null;
  show(refusal ?? reopened ?? nextOpen(handled) ?? document.getElementById("decision-h"));
  handled = 0;
});

// A phrase goes into the words, where it can be changed; without script the server joins the two.
for (const choice of document.querySelectorAll("select[data-into]")) {
  choice.addEventListener("change", () => {
    const words = document.getElementById(choice.dataset.into);
    if (!choice.value || !words) return;
    words.value = words.value.trim() ? `${words.value.trim().replace(/；$/, "")}；${choice.value}` : choice.value;
    choice.value = "";
    words.focus();
  });
}

// Changes: from one to the next.
const changes = [...document.querySelectorAll("[data-change]")];
let at = -1;
const nextChange = () => {
  at = (at + 1) % changes.length;
  show(changes[at]);
};
for (const button of document.querySelectorAll("[data-next-change]")) {
  button.hidden = changes.length < 2;
  button.addEventListener("click", nextChange);
}

const typing = (target) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches("input:not([type=checkbox], [type=radio], [type=submit]), textarea, select"));
document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;
  if (document.querySelector("dialog[open]")) return;
  const pass = document.querySelector("[data-pass]");
  const from = Number(document.activeElement?.closest(".card")?.dataset.number ?? 0);
  let place = null;
  if (event.key === "f") place = nextOpen(from);
  else if (event.key === "a") place = pass?.disabled ? (nextOpen(0) ?? document.getElementById("decision-h")) : pass;
  else if (event.key === "r") place = document.getElementById("reason");
  else if (event.key === "c" && changes.length) nextChange();
  if (place) {
    event.preventDefault();
    show(place);
  }
});
