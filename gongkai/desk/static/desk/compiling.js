// A figure is put where the cursor stood last. Without this the names can be typed as they are shown.
let last = null;

document.addEventListener("focusin", (event) => {
  if (event.target instanceof HTMLTextAreaElement) last = event.target;
});

for (const code of document.querySelectorAll("[data-chip]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = code.textContent;
  button.addEventListener("click", () => {
    const field = last ?? document.querySelector("textarea");
    field.setRangeText(code.textContent, field.selectionStart, field.selectionEnd, "end");
    field.focus();
  });
  code.replaceWith(button);
}
