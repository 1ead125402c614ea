// A draft of a form on this device: saved as it is typed, filled in again, forgotten after sending or after a week.

const WEEK = 7 * 24 * 3600 * 1000;
const place = (kind) => `gongkai-draft-${kind}`;

function read(kind) {
  try {
    const kept = JSON.parse(localStorage.getItem(place(kind)));
    return kept && Date.now() - kept.at < WEEK ? kept : null;
  } catch {
    return null;
  }
}

export function forgetDraft(kind) {
  try {
    localStorage.removeItem(place(kind));
  } catch {
    // Where nothing may be kept there is nothing to forget.
  }
}

export function keepDraft(form) {
  const kind = form.dataset.intake;
  const unkept = new Set(form.dataset.unkept.split(","));
  const status = form.querySelector("[data-status]");
  const fields = [...form.elements].filter((one) => one.name && !unkept.has(one.name) && !["hidden", "file", "submit"].includes(one.type));
  const value = (one) => (["radio", "checkbox"].includes(one.type) ? one.checked : one.value);
  const empty = () => fields.every((one) => one.name === "unit" || one.tagName === "SELECT" || !value(one));

  const kept = read(kind);
  if (kept && empty()) {
    for (const one of fields) {
      const key = one.type === "radio" ? `${one.name}=${one.value}` : one.name;
      if (!(key in kept.values) || (one.name === "unit" && one.value)) continue;
      if (["radio", "checkbox"].includes(one.type)) one.checked = kept.values[key];
      else one.value = kept.values[key];
    }
    form.querySelector("[data-draft]").hidden = false;
  }
  form.querySelector("[data-forget]").addEventListener("click", () => {
    forgetDraft(kind);
    location.replace(location.pathname + location.search);
  });

  let wait;
  form.addEventListener("input", () => {
    clearTimeout(wait);
    wait = setTimeout(() => {
      const values = {};
      for (const one of fields) values[one.type === "radio" ? `${one.name}=${one.value}` : one.name] = value(one);
      try {
        localStorage.setItem(place(kind), JSON.stringify({ at: Date.now(), values }));
        status.textContent = form.dataset.saved + new Date().toTimeString().slice(0, 5);
      } catch {
        status.textContent = "";
      }
    }, 400);
  });
}
