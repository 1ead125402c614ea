// The body is written in rich text where script is at hand; the textarea stays what is sent, and serves without script.
// The editor's own package is imported by its address, so that no import map and no inline script is needed.

import {
  Bold, BulletList, Document, Editor, Gapcursor, HardBreak, Heading, History, Link, ListItem, OrderedList, Paragraph,
  Subscript, Superscript, Table, TableCell, TableHeader, TableRow, Text,
} from "../django_prose_editor/editor.js";

const words = (area) => JSON.parse(document.getElementById(area.dataset.words).textContent);

// What office programs put on the clipboard is cleaned by the site, with the rules by which it will be saved; where the
// site does not answer, the words alone are put in.
const cleaned = async (area, html, text) => {
  const data = new FormData();
  data.set("html", html);
  data.set("csrfmiddlewaretoken", area.form.elements.csrfmiddlewaretoken.value);
  try {
    const answer = await fetch(area.dataset.clean, { method: "POST", body: data });
    if (answer.ok) return (await answer.json()).html;
  } catch {
    // The line is down; what follows serves.
  }
  const holder = document.createElement("div");
  for (const line of text.split(/\r?\n/)) holder.append(Object.assign(document.createElement("p"), { textContent: line }));
  return holder.innerHTML;
};

const COMMANDS = [
  ["h2", (chain) => chain.toggleHeading({ level: 2 }), (editor) => editor.isActive("heading", { level: 2 })],
  ["h3", (chain) => chain.toggleHeading({ level: 3 }), (editor) => editor.isActive("heading", { level: 3 })],
  ["bold", (chain) => chain.toggleBold(), (editor) => editor.isActive("bold")],
  ["sup", (chain) => chain.toggleSuperscript(), (editor) => editor.isActive("superscript")],
  ["sub", (chain) => chain.toggleSubscript(), (editor) => editor.isActive("subscript")],
  null,
  ["ol", (chain) => chain.toggleOrderedList(), (editor) => editor.isActive("orderedList")],
  ["ul", (chain) => chain.toggleBulletList(), (editor) => editor.isActive("bulletList")],
  ["link", null, (editor) => editor.isActive("link")],
  null,
  ["table", (chain) => chain.insertTable({ rows: 3, cols: 3, withHeaderRow: true })],
  ["row", (chain) => chain.addRowAfter(), null, "table"],
  ["column", (chain) => chain.addColumnAfter(), null, "table"],
  ["norow", (chain) => chain.deleteRow(), null, "table"],
  ["nocolumn", (chain) => chain.deleteColumn(), null, "table"],
  ["merge", (chain) => chain.mergeOrSplit(), null, "table"],
  ["notable", (chain) => chain.deleteTable(), null, "table"],
  null,
  ["undo", (chain) => chain.undo()],
  ["redo", (chain) => chain.redo()],
];

const safe = (address) => /^(https?:\/\/|mailto:)\S+$/i.test(address);

// Asking for a link's address on the page itself: no prompt, and keys work.
const askLink = (box, editor, say) => {
  box.querySelector(".editor-link")?.remove();
  const row = document.createElement("div");
  row.className = "editor-link";
  const input = Object.assign(document.createElement("input"), {
    className: "input", type: "url", value: editor.getAttributes("link").href ?? "https://",
  });
  input.setAttribute("aria-label", say.address);
  const close = () => { row.remove(); editor.commands.focus(); };
  const button = (text, act) => {
    const made = Object.assign(document.createElement("button"), { type: "button", className: "btn s", textContent: text });
    made.addEventListener("click", act);
    return made;
  };
  const set = () => {
    if (!safe(input.value)) {
      input.setAttribute("aria-invalid", "true");
      input.focus();
      return;
    }
    editor.chain().focus().extendMarkRange("link").setLink({ href: input.value }).run();
    close();
  };
  row.append(input, button(say.set, set), button(say.unset, () => {
    editor.chain().focus().extendMarkRange("link").unsetLink().run();
    close();
  }));
  row.addEventListener("keydown", (event) => {
    if (event.key === "Enter") { event.preventDefault(); set(); }
    if (event.key === "Escape") close();
  });
  box.querySelector(".editor-bar").after(row);
  input.focus();
  input.select();
};

const barOf = (box, editor, say) => {
  const bar = document.createElement("div");
  bar.className = "editor-bar";
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", say.toolbar);
  const buttons = [];
  for (const entry of COMMANDS) {
    if (!entry) {
      const line = document.createElement("span");
      line.setAttribute("role", "separator");
      bar.append(line);
      continue;
    }
    const [name, run, active, where] = entry;
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: say[name] });
    button.addEventListener("click", () => (run ? run(editor.chain().focus()).run() : askLink(box, editor, say)));
    buttons.push([button, run, active, where]);
    bar.append(button);
  }
  // One stop for Tab; the arrows go from button to button.
  const list = buttons.map(([button]) => button);
  const focusOn = (at) => {
    list.forEach((button, place) => { button.tabIndex = place === at ? 0 : -1; });
    list[at].focus();
  };
  list.forEach((button, place) => { button.tabIndex = place ? -1 : 0; });
  bar.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    let at = list.indexOf(document.activeElement);
    do at = (at + step + list.length) % list.length; while (list[at].hidden || list[at].disabled);
    focusOn(at);
  });
  const update = () => {
    for (const [button, , active, where] of buttons) {
      if (active) button.setAttribute("aria-pressed", String(active(editor)));
      if (where) button.hidden = !editor.isActive(where);
    }
  };
  editor.on("transaction", update);
  update();
  return bar;
};

for (const area of document.querySelectorAll("textarea[data-editor]")) {
  const say = words(area);
  const box = document.createElement("div");
  box.className = "editor";
  const text = document.createElement("div");
  text.className = "editor-text";
  box.append(text);
  area.after(box);
  const label = document.querySelector(`label[for="${area.id}"]`)?.textContent ?? "";
  const editor = new Editor({
    element: text,
    injectCSS: false,
    extensions: [
      Document, Paragraph, Text, HardBreak, History, Gapcursor, Bold, Superscript, Subscript, BulletList, OrderedList,
      ListItem, Heading.configure({ levels: [2, 3, 4] }), Table.configure({ resizable: false }), TableRow, TableHeader,
      TableCell, Link.configure({ openOnClick: false, autolink: false, protocols: ["http", "https", "mailto"] }),
    ],
    content: area.value,
    editorProps: {
      attributes: { class: "doc", role: "textbox", "aria-multiline": "true", "aria-label": label, lang: "zh-Hans-CN" },
      // Before the editor reads it: reading markup with style attributes is what the page's policy forbids.
      handleDOMEvents: { paste: (_view, event) => {
        const html = event.clipboardData?.getData("text/html") ?? "";
        if (!html || html.includes("data-pm-slice")) return false;
        event.preventDefault();
        text.setAttribute("aria-busy", "true");
        cleaned(area, html, event.clipboardData.getData("text/plain")).then((given) => {
          text.removeAttribute("aria-busy");
          editor.chain().focus().insertContent(given).run();
        });
        return true;
      } },
    },
    onUpdate: () => {
      area.value = editor.isEmpty ? "" : editor.getHTML();
      area.dispatchEvent(new Event("input", { bubbles: true }));
    },
  });
  box.prepend(barOf(box, editor, say));
  area.hidden = true;
  // The fault summary and the label lead to what is seen.
  area.addEventListener("focus", () => editor.commands.focus());
  document.addEventListener("click", (event) => {
    if (event.target.closest(`a[href="#${area.id}"], label[for="${area.id}"]`)) {
      event.preventDefault();
      editor.commands.focus();
    }
  });
}
