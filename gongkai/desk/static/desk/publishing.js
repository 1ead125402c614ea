// Bulk publishing, one record at a time, so that the page says how far it is; without script one form does it all.

const form = document.querySelector("[data-bulk]");
const status = form?.querySelector("[data-progress]");
const bar = form?.querySelector("[data-bar]");

const send = async (row) => {
  const body = new URLSearchParams({
    csrfmiddlewaretoken: form.querySelector("[name=csrfmiddlewaretoken]").value,
    confirmed: "1",
    one: "1",
    record: row.dataset.record,
    [`edition-${row.dataset.record}`]: row.dataset.edition,
  });
  const answer = await fetch(form.action, { method: "POST", body, credentials: "same-origin" });
  const made = document.createElement("template");
  made.innerHTML = await answer.text();
  const fresh = answer.ok && !answer.redirected && made.content.querySelector("tr");
  if (fresh) row.replaceWith(fresh);
  return Boolean(fresh);
};

const run = async (rows, button) => {
  let number = 0;
  for (const row of rows) {
    number += 1;
    status.textContent = form.dataset.words.replace("{n}", number).replace("{all}", rows.length);
    // Whatever cannot be done here is left to the plain form, which says why.
    if (!(await send(row).catch(() => false))) return form.submit();
    bar.value = number;
  }
  button.remove();
  form.removeAttribute("aria-busy");
  status.focus();
  return undefined;
};

form?.addEventListener("submit", (event) => {
  event.preventDefault();
  const button = form.querySelector("button");
  if (button.disabled) return;
  button.disabled = true;
  status.hidden = false;
  status.tabIndex = -1;
  bar.hidden = false;
  run([...form.querySelectorAll("tr[data-record]")], button);
});
