// Files go ahead of the form in pieces with a hash each; after a lost connection only what is missing is sent again.

import { hex } from "./sha256.js";

const PAUSES = [500, 1000, 2000, 4000, 8000, 15000];
const pause = (time) => new Promise((done) => setTimeout(done, time));

function secret() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (one) => one.toString(16).padStart(2, "0")).join("");
}

class Refused extends Error {}

// The answer of the server, or the sentence with which it refuses. A lost connection is tried again for as long as it takes.
async function asked(address, given, told) {
  for (let tried = 0; ; tried += 1) {
    try {
      const answer = await fetch(address, { credentials: "same-origin", cache: "no-store", ...given });
      if (answer.status < 500) {
        const said = await answer.json();
        if (said.problem) throw new Refused(said.problem);
        return said;
      }
    } catch (problem) {
      if (problem instanceof Refused) throw problem;
    }
    told();
    await pause(PAUSES[Math.min(tried, PAUSES.length - 1)]);
  }
}

class Going {
  constructor(box, form, file) {
    Object.assign(this, { box, form, file, secret: secret(), done: false, stopped: false });
    this.row = document.createElement("li");
    this.row.innerHTML = '<span class="grow"></span><progress max="1" value="0"></progress><span class="quiet" role="status"></span><button type="button" class="btn"></button>';
    [this.name, this.bar, this.status, this.drop] = this.row.children;
    this.name.textContent = file.name;
    this.bar.setAttribute("aria-label", file.name);
    this.drop.textContent = box.dataset.drop;
    this.drop.setAttribute("aria-label", `${box.dataset.drop} ${file.name}`);
    this.drop.addEventListener("click", () => {
      this.stopped = true;
      this.row.remove();
      this.form.dispatchEvent(new CustomEvent("uploads"));
    });
    box.querySelector(".files").append(this.row);
  }

  async send() {
    const { box, file } = this;
    const size = Number(box.dataset.piece);
    const pieces = Math.ceil(file.size / size);
    const headers = { "X-Upload": this.secret, "X-CSRFToken": this.form.elements.csrfmiddlewaretoken.value };
    const broken = () => { this.status.textContent = box.dataset.broken; };
    try {
      if (!file.size || file.size > Number(box.dataset.largest)) throw new Refused(box.dataset.tooLarge);
      const bytes = new Uint8Array(await file.arrayBuffer());
      const whole = hex(bytes);
      const there = new Set((await asked(box.dataset.address, { headers }, broken)).positions);
      for (let at = 0; at < pieces; at += 1) {
        if (this.stopped) return;
        if (!there.has(at)) {
          const body = bytes.slice(at * size, (at + 1) * size);
          const own = { ...headers, "X-Position": String(at), "X-Digest": hex(body), "Content-Type": "application/octet-stream" };
          await asked(box.dataset.address, { method: "POST", headers: own, body }, broken);
        }
        this.bar.value = (at + 1) / pieces;
        this.status.textContent = box.dataset.part.replace("{part}", `${Math.round(((at + 1) / pieces) * 100)}%`);
      }
      if (this.stopped) return;
      const named = document.createElement("input");
      Object.assign(named, { type: "hidden", name: "upload", value: JSON.stringify([this.secret, box.dataset.field, file.name, file.size, pieces, whole]) });
      this.row.append(named);
      this.bar.hidden = true;
      this.status.textContent = box.dataset.whole;
    } catch (problem) {
      this.status.textContent = problem instanceof Refused ? problem.message : box.dataset.failed;
      this.status.className = "bad";
      this.bar.hidden = true;
    }
    this.done = true;
    this.form.dispatchEvent(new CustomEvent("uploads"));
  }
}

export function uploadAhead(form, boxes) {
  const going = [];
  for (const box of boxes) {
    const input = box.querySelector("input[type=file]");
    input.addEventListener("change", async () => {
      const files = [...input.files];
      // Once they are on their way the form need not carry them.
      input.value = "";
      for (const file of files) {
        const one = new Going(box, form, file);
        going.push(one);
        await one.send();
      }
    });
  }
  const waiting = () => going.some((one) => !one.done && !one.stopped);
  form.addEventListener("submit", (event) => {
    if (!waiting()) return;
    event.preventDefault();
    const status = form.querySelector("[data-status]");
    if (status) status.textContent = boxes[0].dataset.waiting;
    const { submitter } = event;
    const go = () => {
      if (waiting()) return;
      form.removeEventListener("uploads", go);
      form.requestSubmit(submitter);
    };
    form.addEventListener("uploads", go);
  });
}
