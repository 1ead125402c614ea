// A number whose hash begins with enough noughts, sought while the form is read; sending waits for it, never for long.

import { words } from "./sha256.js";

const AT_ONCE = 4000;
const LONGEST = 20000;
const encoder = new TextEncoder();

async function found(text, bits) {
  const began = Date.now();
  for (let answer = 0; Date.now() - began < LONGEST; ) {
    for (const end = answer + AT_ONCE; answer < end; answer += 1) {
      const [first] = words(encoder.encode(`${text}:${answer}`));
      if (first >>> (32 - bits) === 0) return String(answer);
    }
    await new Promise((next) => setTimeout(next));
  }
  // Too slow a device is no reason not to be heard: without an answer the form is sent like one without script.
  return "";
}

export function solve(form) {
  const bits = Number(form.dataset.bits);
  if (!bits || bits > 31) return;
  let ready = false;
  const working = found(form.dataset.puzzle, bits).then((answer) => {
    form.elements.answer.value = answer;
    ready = true;
  });
  form.addEventListener("submit", (event) => {
    if (ready || event.submitter?.value === "back") return;
    event.preventDefault();
    const { submitter } = event;
    working.then(() => {
      if (submitter) submitter.disabled = false;
      form.requestSubmit(submitter);
    });
  });
}
