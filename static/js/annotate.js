// From selected words to a saved annotation, without leaving the text. What is shown comes from the server: the form, the
// marks and the notes are those of the pages that work without scripts.

import { enliven, forget, replay, unsaved } from "./annotate-form.js";
import { leave, takeKey } from "./keyboard-select.js";
import { readRange } from "./ranges.js";
import { redraw } from "./redraw.js";
import { button, say } from "./toast.js";

const text = document.querySelector(".text");
const reader = text.closest(".reader");
const section = document.getElementById("notes");
const words = section.dataset;
const parser = new DOMParser();

const dialog = document.createElement("dialog");
dialog.className = "annotate-dialog";
dialog.setAttribute("aria-label", words.annotateLabel);
dialog.tabIndex = -1; // keeps the focus while the form is on its way
const bar = document.createElement("button");
bar.type = "button";
bar.className = "button button--primary select-bar screen-only";
bar.textContent = words.annotateLabel;
bar.hidden = true;
reader.append(bar, dialog);

let place = null;

// What is selected

// Without white space at its edges: one code unit a character, as every white space is.
function trimmed({ start, end, exact }) {
  const lead = exact.length - exact.trimStart().length;
  const tail = exact.length - exact.trimEnd().length;
  return lead < exact.length ? { start: start + lead, end: end - tail, exact: exact.trim() } : null;
}

function selected() {
  const selection = document.getSelection();
  if (selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  const found = range.intersectsNode(text) && readRange(range, text);
  return found ? trimmed(found) : null;
}

function showBar() {
  const found = dialog.open ? null : selected();
  bar.hidden = !found;
  if (!found) return;
  place = found;
  const boxes = document.getSelection().getRangeAt(0).getClientRects();
  const [box, home] = [boxes[boxes.length - 1], reader.getBoundingClientRect()];
  if (!box) return;
  bar.style.insetBlockStart = `${box.bottom - home.top + 8}px`;
  bar.style.insetInlineStart = `${Math.min(Math.max(box.right - home.left - 60, 0), home.width - 130)}px`;
}

// The form

async function ask(address, options = {}) {
  try {
    const answer = await fetch(address, options);
    if (answer.status < 500) return { answer, page: parser.parseFromString(await answer.text(), "text/html") };
  } catch {
    // Said below: nobody is there.
  }
  say(words.failed);
  return null;
}

// The dialog is there at once, and takes keys until the form has come.
async function open(where) {
  place = where;
  const early = [];
  const take = (event) => {
    if (event.key === "Escape") return;
    event.preventDefault();
    early.push({ key: event.key, isOrder: event.ctrlKey || event.metaKey, isBack: event.shiftKey });
  };
  dialog.replaceChildren();
  dialog.addEventListener("keydown", take);
  dialog.showModal();
  bar.hidden = true;
  const address = `${words.create}?start=${where.start}&end=${where.end}`;
  const got = await ask(address);
  dialog.removeEventListener("keydown", take);
  if (!got) return dialog.close();
  if (!dialog.open) return;
  showForm(got.page, address);
  if (early.length) replay(dialog.querySelector("form"), early);
}

function showForm(page, address) {
  const form = document.adoptNode(page.querySelector("[data-annotate]"));
  form.action = address;
  dialog.replaceChildren(form);
  enliven(form, place, words);
  form.addEventListener("submit", save);
  form.querySelector("[data-cancel]").addEventListener("click", (event) => {
    event.preventDefault();
    forget();
    dialog.close();
  });
  (form.querySelector("[aria-invalid]") ?? form.querySelector("[name=kind]:checked") ?? form.elements.kind[0]).focus();
}

async function save(event) {
  event.preventDefault();
  const form = event.currentTarget;
  const got = await ask(form.action, { method: "POST", body: new FormData(form, event.submitter) });
  if (!got) return;
  if (got.page.querySelector("[data-annotate]")) return showForm(got.page, form.action);
  forget();
  dialog.close();
  leave();
  show(got.page);
}

// What became of the page

function show(page) {
  const known = new Set([...reader.querySelectorAll(".note")].map((note) => note.id));
  redraw(page);
  say(...[...page.querySelectorAll(".messages li")].flatMap((each) => [...each.childNodes]));
  const made = [...reader.querySelectorAll(".note")].find((note) => !known.has(note.id));
  const link = made && document.getElementById(made.id.replace("note-", "a-"))?.querySelector(".m__to");
  history.replaceState(null, "", made ? `${location.pathname}#${made.id.replace("note-", "a-")}` : location.pathname);
  link?.focus();
}

async function undo(link) {
  const body = new FormData(document.getElementById("note-acts"));
  body.set("next", location.pathname);
  body.set("reason", new URL(link.href).searchParams.get("reason"));
  const got = await ask(link.pathname, { method: "POST", body });
  if (got?.page.getElementById("notes")) show(got.page);
  else if (got) say(got.page.querySelector(".errorlist")?.textContent ?? words.failed);
}

function offerUnsaved() {
  const begun = unsaved();
  if (!begun || dialog.open) return;
  say(words.unsaved, button(words.continue, () => open(begun.place)), button(words.discard, forget));
}

// Keys and clicks

function passageInHand() {
  const focused = document.activeElement.closest(".passage");
  const target = location.hash && document.getElementById(location.hash.slice(1))?.closest(".passage");
  const inView = (each) => each.getBoundingClientRect().bottom > 0;
  return focused || target || [...text.querySelectorAll(".passage")].find(inView);
}

function openPassage(passage) {
  const range = document.createRange();
  range.selectNodeContents(passage.querySelector(".words"));
  open(trimmed(readRange(range, text)));
}

document.addEventListener("keydown", (event) => {
  const isTyping = ["INPUT", "TEXTAREA", "SELECT"].includes(event.target.tagName);
  if (isTyping || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (document.activeElement.closest(".m--suggestion, .suggestion")) return; // they have keys of their own
  if (event.key === "a") {
    const found = selected();
    if (found) open(found);
    else openPassage(passageInHand());
  } else if (!takeKey(event, passageInHand())) return;
  event.preventDefault();
});

document.addEventListener("click", (event) => {
  const passageAct = event.target.closest("[data-passage-act]");
  const undoing = event.target.closest("[data-undo]");
  if (event.ctrlKey || event.metaKey || event.shiftKey || !(passageAct || undoing)) return;
  event.preventDefault();
  if (passageAct) openPassage(passageAct.closest(".passage"));
  else undo(undoing);
});

bar.addEventListener("pointerdown", (event) => event.preventDefault()); // the selection stays
bar.addEventListener("click", () => open(place));
dialog.addEventListener("close", offerUnsaved);
document.addEventListener("selectionchange", showBar);
showBar(); // somebody may have been quicker than this script
offerUnsaved();
