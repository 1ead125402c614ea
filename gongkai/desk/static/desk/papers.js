// One paper: keys lead to the verdict and the words beside it; a verdict is never given by a key alone.

const typing = (target) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches("input:not([type=checkbox], [type=radio], [type=submit]), textarea, select"));
document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;
  if (document.querySelector("dialog[open]")) return;
  let place = null;
  if (event.key === "a") place = document.querySelector("[data-pass]") ?? document.getElementById("do-h");
  else if (event.key === "r") place = document.getElementById("reason");
  if (place) {
    event.preventDefault();
    place.focus();
    place.scrollIntoView({ block: "center" });
  }
});
