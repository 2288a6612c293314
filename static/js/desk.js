// The ingest desk. Everything here is a convenience: every page of it works without.

const desk = document.querySelector("[data-desk]");
const start = document.querySelector("[data-start]");

// Unsaved changes: kept in this browser under the draft and its version, put back after a reload.

function fieldsOf(form) {
  return [...form.elements].filter((field) => field.name && field.type !== "hidden" && field.type !== "submit");
}

function valueOf(field) {
  return field.type === "checkbox" || field.type === "radio" ? field.checked : field.value;
}

// As the page came: somebody may have typed before this script ran.
function sentValueOf(field) {
  if (field.type === "checkbox" || field.type === "radio") return field.defaultChecked;
  if (field.tagName !== "SELECT") return field.defaultValue;
  const chosen = [...field.options].find((option) => option.defaultSelected) ?? field.options[0];
  return chosen?.value ?? "";
}

function keyOf(field) {
  return field.type === "radio" ? `${field.name}=${field.value}` : field.name;
}

function restore(form, typed) {
  for (const field of fieldsOf(form)) {
    const value = typed[keyOf(field)];
    if (value === undefined) continue;
    if (typeof value === "boolean") field.checked = value;
    else field.value = value;
    field.closest("details")?.setAttribute("open", "");
  }
}

function forgetOlder(prefix, name) {
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith(prefix) && key !== name) localStorage.removeItem(key);
  }
}

function guard(form) {
  const [draft] = form.dataset.desk.split("-");
  const name = `desk-${form.dataset.desk}`;
  const note = form.querySelector("[data-unsaved-note]");
  const saved = new Map(fieldsOf(form).map((field) => [keyOf(field), sentValueOf(field)]));
  let sending = false;
  forgetOlder(`desk-${draft}-`, name);

  const changes = () =>
    Object.fromEntries(
      fieldsOf(form)
        .filter((field) => saved.get(keyOf(field)) !== valueOf(field))
        .map((field) => [keyOf(field), valueOf(field)]),
    );
  const look = () => {
    const typed = changes();
    const any = Object.keys(typed).length > 0;
    note.hidden = !any && !("unsaved" in form.dataset);
    if (any) localStorage.setItem(name, JSON.stringify(typed));
    else localStorage.removeItem(name);
    return any;
  };

  // What the server sent back unsaved is newer than what this browser remembers.
  if (!("unsaved" in form.dataset)) restore(form, JSON.parse(localStorage.getItem(name) ?? "{}"));
  look();
  form.addEventListener("input", look);
  form.addEventListener("submit", () => (sending = true));
  window.addEventListener("beforeunload", (event) => {
    if (!sending && look()) event.preventDefault();
  });
  return look;
}

// A selection in the text: its passages, and the fewest words that stand once at each edge.

const FEWEST_WORDS = 3;
const WORD = /\p{Script=Han}{1,4}|[^\s\p{Script=Han}]+/gu;

function wordsOf(passage) {
  const copy = passage.cloneNode(true);
  copy.querySelectorAll("[data-mark]").forEach((mark) => mark.remove());
  return copy.textContent;
}

function offsetIn(passage, node, offset) {
  const before = document.createRange();
  before.setStart(passage, 0);
  before.setEnd(node, offset);
  const holder = document.createElement("p");
  holder.append(before.cloneContents());
  holder.querySelectorAll("[data-mark]").forEach((mark) => mark.remove());
  return holder.textContent.length;
}

function shortest(text, choices) {
  const unique = (words) => text.indexOf(words) === text.lastIndexOf(words);
  return choices.slice(FEWEST_WORDS - 1).find(unique) ?? choices.at(-1) ?? "";
}

function beginning(text, at) {
  const choices = [...text.slice(at).matchAll(WORD)].map((word) => text.slice(at, at + word.index + word[0].length));
  return text.slice(0, at).trim() ? shortest(text, choices).trim() : "";
}

function ending(text, at) {
  const choices = [...text.slice(0, at).matchAll(WORD)].map((word) => text.slice(word.index, at)).reverse();
  return text.slice(at).trim() ? shortest(text, choices).trim() : "";
}

function placeOf(range, pane) {
  const passages = [...pane.querySelectorAll("[data-passage]")].filter((each) => range.intersectsNode(each));
  if (!passages.length) return null;
  const [first, last] = [passages[0], passages.at(-1)];
  const [firstText, lastText] = [wordsOf(first), wordsOf(last)];
  const from = first.contains(range.startContainer) ? offsetIn(first, range.startContainer, range.startOffset) : 0;
  const to = last.contains(range.endContainer) ? offsetIn(last, range.endContainer, range.endOffset) : lastText.length;
  const begin = from + firstText.slice(from).search(/\S|$/);
  return {
    first: first.dataset.passage,
    last: last.dataset.passage,
    begins: beginning(firstText, begin),
    ends: ending(lastText, lastText.slice(0, to).trimEnd().length),
  };
}

function takeSelections(form, look) {
  const pane = form.querySelector("#text");
  const buttons = form.querySelectorAll("[data-take-selection]");
  let place = null;
  const remember = () => {
    const selection = document.getSelection();
    if (selection.isCollapsed || !pane.contains(selection.anchorNode)) return;
    place = placeOf(selection.getRangeAt(0), pane);
    buttons.forEach((button) => (button.disabled = place === null));
  };
  buttons.forEach((button) => {
    button.hidden = false;
    button.disabled = true;
    button.addEventListener("click", () => {
      for (const field of button.closest("[data-place]").querySelectorAll("input")) {
        field.value = place[field.name.split("-").at(-1)];
      }
      look();
    });
  });
  document.addEventListener("selectionchange", remember);
  remember(); // somebody may have been quicker than this script
}

// The first page: files by drag and drop, and the source of what is pasted when HTML is asked for.

function dropFiles(zone) {
  const field = zone.querySelector("input[type=file]");
  zone.querySelector("[data-dropzone-hint]").hidden = false;
  zone.addEventListener("dragover", (event) => {
    event.preventDefault();
    zone.classList.add("dropzone--over");
  });
  zone.addEventListener("dragleave", () => zone.classList.remove("dropzone--over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("dropzone--over");
    if (event.dataTransfer.files.length) field.files = event.dataTransfer.files;
  });
}

function pasteSource(form) {
  const area = form.querySelector("textarea");
  area.addEventListener("paste", (event) => {
    const html = event.clipboardData.getData("text/html");
    if (!html || form.elements.pasted_as.value !== "text/html") return;
    event.preventDefault();
    area.setRangeText(html, area.selectionStart, area.selectionEnd, "end");
  });
}

if (desk) takeSelections(desk, guard(desk));
if (start) {
  dropFiles(start.querySelector("[data-dropzone]"));
  pasteSource(start);
}
