// What script adds; every task can be finished without it.

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// After a failed submit the summary is what should be read first.
document.querySelector("[data-errors]")?.focus();

for (const form of document.querySelectorAll("[data-working]")) {
  const button = form.querySelector("button[type=submit]");
  const words = button.textContent;
  const status = form.querySelector("[role=status]");
  form.addEventListener("submit", () => {
    button.disabled = true;
    status.textContent = form.dataset.working;
  });
  // The page may be taken from the browser's memory when the reader goes back.
  window.addEventListener("pageshow", () => {
    button.disabled = false;
    button.setAttribute("aria-label", words.trim());
    status.textContent = "";
  });
}

// Paper has nothing to click: what is folded is printed, and folded again afterwards.
let opened = [];
window.addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll("details.fold:not([open])")];
  for (const part of opened) part.open = true;
});
window.addEventListener("afterprint", () => {
  for (const part of opened) part.open = false;
  opened = [];
});

// One more on the day's number for this column; who reads is neither sent nor kept (see the accessibility page).
// A beacon would carry the site's cookies; this carries none, nor the page's query.
if (!document.prerendering) {
  const body = new URLSearchParams({ p: location.pathname });
  fetch("/visit", { method: "POST", body, keepalive: true, credentials: "omit", referrerPolicy: "no-referrer" }).catch(() => {});
}

for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  const words = button.querySelector("span");
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    words.textContent = button.dataset.done;
  });
}

// Words offered while somebody types: arrow keys, Enter, Escape; without script the field is a plain one.
for (const [place, input] of document.querySelectorAll("input[data-suggest]").entries()) {
  const list = document.createElement("ul");
  list.id = `offered-${place}`;
  list.className = "offered";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.labels[0]?.textContent ?? "");
  input.parentElement.append(list);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false", autocomplete: "off" })) input.setAttribute(name, value);
  let at = -1;
  let asked = 0;
  let typed = "";
  const close = () => {
    list.hidden = true;
    at = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const point = (to) => {
    const options = [...list.children];
    at = (to + options.length + 1) % (options.length + 1);
    for (const [number, option] of options.entries()) option.setAttribute("aria-selected", String(number === at));
    if (at === options.length) {
      at = -1;
      input.value = typed;
      input.removeAttribute("aria-activedescendant");
    } else {
      input.value = options[at].textContent;
      input.setAttribute("aria-activedescendant", options[at].id);
    }
  };
  const show = (words) => {
    list.replaceChildren(...words.map((word, number) => {
      const option = document.createElement("li");
      option.id = `${list.id}-${number}`;
      option.textContent = word;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.addEventListener("pointerdown", (event) => {
        event.preventDefault();
        input.value = word;
        close();
        input.form.requestSubmit();
      });
      return option;
    }));
    list.hidden = words.length === 0;
    at = -1;
    input.setAttribute("aria-expanded", String(words.length > 0));
    input.removeAttribute("aria-activedescendant");
  };
  let wait;
  input.addEventListener("input", () => {
    clearTimeout(wait);
    typed = input.value;
    const mine = ++asked;
    if (!typed.trim()) return close();
    wait = setTimeout(async () => {
      try {
        const answer = await fetch(`${input.dataset.suggest}?${new URLSearchParams({ q: typed })}`);
        const { words } = await answer.json();
        if (mine === asked && document.activeElement === input) show(words);
      } catch {
        close();
      }
    }, 150);
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || list.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      point(event.key === "ArrowDown" ? at + 1 : at === -1 ? list.children.length - 1 : at - 1);
    } else if (event.key === "Escape") {
      event.preventDefault();
      input.value = typed;
      close();
    }
  });
  input.addEventListener("blur", close);
}

// A list of units is shortened by what is typed; without script it is read as it stands.
for (const list of document.querySelectorAll("[data-filter]")) {
  const input = list.querySelector("input");
  const said = list.querySelector("[data-said]");
  input.closest("p").hidden = false;
  input.addEventListener("input", () => {
    const words = input.value.trim();
    let count = 0;
    for (const item of list.querySelectorAll("li")) {
      item.hidden = !item.textContent.includes(words);
      if (!item.hidden) count += 1;
    }
    for (const part of list.querySelectorAll("section")) part.hidden = !part.querySelector("li:not([hidden])");
    said.textContent = words ? said.dataset.said + count : "";
  });
}
for (const choice of document.querySelectorAll(".unit-switch")) {
  choice.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !choice.open) return;
    choice.open = false;
    choice.querySelector("summary").focus();
  });
  document.addEventListener("click", (event) => {
    if (!choice.contains(event.target)) choice.open = false;
  });
}
