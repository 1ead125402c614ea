// What script adds to every page of the desk; every task can be finished without it.

const typing = (target) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches("input:not([type=checkbox], [type=radio], [type=submit]), textarea, select"));

// After a failed submit the summary is what should be read first.
document.querySelector("[data-errors]")?.focus();

for (const toast of document.querySelectorAll("[data-toast]")) {
  let timer = 0;
  const start = () => { timer = setTimeout(() => toast.remove(), 6000); };
  toast.addEventListener("pointerenter", () => clearTimeout(timer));
  toast.addEventListener("pointerleave", start);
  start();
}

// Menus: one open at a time, closed by Esc (the focus goes back) and by a click elsewhere.
const menus = [...document.querySelectorAll("details.menu")];
const closeMenus = (but) => {
  for (const menu of menus) if (menu !== but) menu.open = false;
};
document.addEventListener("click", (event) => closeMenus(event.target.closest("details.menu")));
for (const menu of menus) {
  menu.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu.open) {
      menu.open = false;
      menu.querySelector("summary").focus();
      event.stopPropagation();
    }
  });
}

// A link to a page that asks for confirmation opens its dialog on this page where there is one.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog]");
  const dialog = opener && document.getElementById(opener.dataset.dialog);
  if (dialog) {
    event.preventDefault();
    dialog.showModal();
    (dialog.querySelector("[data-cancel]") ?? dialog).focus();
  }
  if (event.target.closest("[data-cancel]")) {
    const open = event.target.closest("dialog");
    if (open) {
      event.preventDefault();
      open.close();
    }
  }
});

// A form is sent once, however often the button is pressed; the words stay for a reader that looks again.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || form.hasAttribute("hx-post")) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "1";
  form.setAttribute("aria-busy", "true");
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    form.removeAttribute("aria-busy");
  }
});

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// Paper has nothing to click: what is folded is printed, and folded again afterwards.
let unfolded = [];
window.addEventListener("beforeprint", () => {
  unfolded = [...document.querySelectorAll("details.fold:not([open])")];
  for (const part of unfolded) part.open = true;
});
window.addEventListener("afterprint", () => {
  for (const part of unfolded) part.open = false;
});

// "Tick all" of a list: shown only where script can do it.
for (const all of document.querySelectorAll("[data-tick-all]")) {
  const boxes = [...document.querySelectorAll(`input[name="${all.dataset.tickAll}"]:not(:disabled)`)];
  all.closest("label")?.removeAttribute("hidden");
  all.addEventListener("change", () => {
    for (const box of boxes) {
      box.checked = all.checked;
      box.dispatchEvent(new Event("change", { bubbles: true }));
    }
  });
}

// Keys: g and a letter go somewhere, j and k walk the rows, n writes, / searches, ? explains.
const doors = { h: "home", r: "records", l: "ledger", v: "reviews", p: "publishing" };
let before = "";
let since = 0;

const rowsOf = () => [...document.querySelectorAll(".table tbody tr, .rows > li")].filter((row) => row.querySelector("a[href]"));
const walk = (step) => {
  const rows = rowsOf();
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  const next = rows[Math.min(Math.max(at + step, 0), rows.length - 1)];
  const link = next?.querySelector(".what a[href], a[href]");
  link?.focus();
  next?.scrollIntoView({ block: "nearest" });
  return Boolean(link);
};
const go = (address) => {
  if (address) location.assign(address);
  return Boolean(address);
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;
  if (document.querySelector("dialog[open]")) return;
  const key = event.key;
  const second = before === "g" && event.timeStamp - since < 1500;
  before = key;
  since = event.timeStamp;
  let done = false;
  if (second) {
    done = key in doors && go(document.querySelector(`[data-door="${doors[key]}"]`)?.href);
  } else if (key === "j" || key === "k") {
    done = walk(key === "j" ? 1 : -1);
  } else if (key === "n") {
    done = go(document.querySelector("[data-new]")?.href ?? document.body.dataset.new);
  } else if (key === "?") {
    done = go(document.body.dataset.keys);
  } else if (key === "/") {
    const find = document.getElementById("find");
    find?.focus();
    done = Boolean(find);
  }
  if (done) event.preventDefault();
});

// What htmx brings in is spoken where it lands; the region says that it is being fetched.
document.addEventListener("htmx:beforeRequest", (event) => event.detail.target?.setAttribute("aria-busy", "true"));
document.addEventListener("htmx:afterRequest", (event) => event.detail.target?.removeAttribute("aria-busy"));
