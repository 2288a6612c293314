// Notes beside their words, and keys from mark to mark. Without it they stand in order, with a number each.

const text = document.querySelector(".text");
const reader = text.closest(".reader");
const WIDE = window.matchMedia("(min-width: 1100px)");
const GAP = 12; // pixels between two notes
const FAR = 400; // pixels between words and note, where the eye loses one over the other

function notes() {
  return [...reader.querySelectorAll(".note")];
}

function anchorOf(note) {
  return document.getElementById(note.id.replace("note-", "a-"));
}

// Where each note stands: at the height of its words, or as near below as the notes before it let it.
function places(list) {
  const top = list.getBoundingClientRect().top;
  let free = 0;
  return notes().map((note) => {
    const at = (anchorOf(note) ?? note).getBoundingClientRect().top - top;
    const place = Math.max(at, free);
    free = place + note.offsetHeight + GAP;
    return { note, place, isFar: place - at > FAR, end: free };
  });
}

// Puts the notes beside their words. Where they crowd each other away from them, they show their beginnings only, until one
// is wanted.
export function align() {
  const section = reader.querySelector(".notes");
  const list = section.querySelector(".notes__list");
  section.classList.toggle("notes--aligned", WIDE.matches && Boolean(list));
  section.classList.remove("notes--crowded");
  if (!list) return;
  if (!WIDE.matches) {
    list.style.blockSize = "";
    return;
  }
  let found = places(list);
  if (found.some((each) => each.isFar)) {
    section.classList.add("notes--crowded");
    found = places(list);
  }
  for (const { note, place } of found) note.style.insetBlockStart = `${place}px`;
  list.style.blockSize = `${found.at(-1)?.end ?? 0}px`;
}

// Words and note light up together.
function light(id) {
  for (const each of reader.querySelectorAll(".is-on")) each.classList.remove("is-on");
  if (!id) return;
  for (const mark of text.querySelectorAll(`[id="a-${id}"], [data-of="a-${id}"]`)) mark.classList.add("is-on");
  document.getElementById(`note-${id}`)?.classList.add("is-on");
}

function idOf(element) {
  const mark = element.closest?.(".m, .m__place");
  if (mark) return (mark.id || mark.dataset.of).slice(2, 38);
  return element.closest?.(".note")?.id.slice(5) ?? "";
}

function lightFrom(event) {
  light(idOf(event.target) || idOf(document.activeElement));
}

function move(by) {
  const ways = [...text.querySelectorAll(":not(.m--suggestion) > .m__to")];
  if (!ways.length) return;
  const here = ways.indexOf(document.activeElement);
  const inView = ways.findIndex((way) => way.parentElement.getBoundingClientRect().bottom > 0);
  const next = here < 0 ? Math.max(inView, 0) : (here + by + ways.length) % ways.length;
  ways[next].focus({ preventScroll: true });
  ways[next].parentElement.scrollIntoView({ block: "center" });
}

function isBusy(event) {
  const isTyping = ["INPUT", "TEXTAREA", "SELECT"].includes(event.target.tagName);
  return isTyping || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]");
}

document.addEventListener("keydown", (event) => {
  if (isBusy(event) || event.key.toLowerCase() !== "m") return;
  move(event.shiftKey ? -1 : 1);
  event.preventDefault();
});

// A click on marked words that leads nowhere else leads to the note.
text.addEventListener("click", (event) => {
  const mark = event.target.closest(".m");
  if (!mark || event.target.closest("a, button") || !document.getSelection().isCollapsed) return;
  if (WIDE.matches) light(idOf(mark));
  else location.hash = `note-${idOf(mark)}`;
});

for (const name of ["pointerover", "focusin"]) reader.addEventListener(name, lightFrom);
new ResizeObserver(align).observe(text);
WIDE.addEventListener("change", align);
document.fonts.ready.then(align);
