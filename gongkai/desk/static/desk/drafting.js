// The draft form: shows what goes with the chosen mark, keeps what is typed, takes dropped files.

const form = document.querySelector("[data-draft]");
const status = form?.querySelector("[data-kept]");
const EVERY = 15000;

// Only what the chosen mark and ground ask for; hidden parts keep their values.
const arrange = () => {
  const mark = form.querySelector("[name=mark]:checked")?.value ?? "";
  const ground = form.querySelector("[name=ground]:checked")?.value ?? "";
  for (const part of form.querySelectorAll("[data-for-marks]")) {
    part.hidden = !part.dataset.forMarks.split(" ").includes(mark) && !part.querySelector(".bad");
  }
  for (const part of form.querySelectorAll("[data-ground]")) part.hidden = part.dataset.ground !== ground;
};

const told = (words) => { status.textContent = words; };

// What is typed goes to the site every while, so that a closed window costs nothing.
let dirty = false;
let sending = false;
let leaving = false;
const keep = async () => {
  if (!dirty || sending || leaving) return;
  sending = true;
  dirty = false;
  const data = new FormData(form);
  data.delete("attach");
  data.delete("do");
  try {
    const answer = await fetch(form.dataset.keep, { method: "POST", body: data, headers: { "HX-Request": "true" } });
    if (answer.ok && answer.headers.get("Content-Type")?.includes("json")) {
      told(form.dataset.said.replace("%s", (await answer.json()).at));
    } else {
      dirty = true;
      told(form.dataset.unsaid);
    }
  } catch {
    dirty = true;
    told(form.dataset.offline);
  }
  sending = false;
};

// Dropped files join those chosen; the same limits hold as on the site, and are said at once.
const drop = (area) => {
  const input = area.querySelector("input[type=file]");
  const fault = area.querySelector("[data-drop-fault]");
  const limit = Number(area.dataset.limit) * 1024 * 1024;
  const check = () => {
    const large = [...input.files].filter((file) => file.size > limit).map((file) => file.name);
    const all = [...input.files].reduce((sum, file) => sum + file.size, 0);
    fault.hidden = !large.length && all <= limit;
    fault.textContent = large.length
      ? area.dataset.large.replace("%s", large.join("、"))
      : all > limit ? area.dataset.together : "";
  };
  input.addEventListener("change", check);
  for (const kind of ["dragover", "dragleave", "drop"]) {
    area.addEventListener(kind, (event) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      area.classList.toggle("over", kind === "dragover");
      if (kind !== "drop") return;
      const files = new DataTransfer();
      for (const file of [...input.files, ...event.dataTransfer.files]) files.items.add(file);
      input.files = files.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }
};

if (form) {
  arrange();
  form.addEventListener("change", arrange);
  for (const kind of ["input", "change"]) form.addEventListener(kind, () => { dirty = true; });
  form.addEventListener("submit", () => { leaving = true; });
  window.addEventListener("pageshow", () => { leaving = false; });
  setInterval(keep, EVERY);
  document.addEventListener("visibilitychange", () => { if (document.hidden) keep(); });
  for (const area of form.querySelectorAll("[data-drop]")) drop(area);
  window.addEventListener("beforeunload", (event) => {
    if (dirty && !leaving) event.preventDefault();
  });
}
