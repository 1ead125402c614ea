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
if (!document.prerendering) navigator.sendBeacon?.("/visit", new URLSearchParams({ p: location.pathname }));
