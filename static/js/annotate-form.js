// The form of an annotation: kinds by one letter, suggestions while typing, and words that survive a reload.

import { suggest } from "./suggest.js";

const LETTERS = { claim: "c", leak: "l", vendor: "v", technology: "t", agency: "g", place: "p", note: "n" };
const KEPT = ["kind", "note", "tags", "subject", "make_subject", "stance"];

export function key() {
  return `annotate:${location.pathname}`;
}

export function unsaved() {
  return JSON.parse(localStorage.getItem(key()) ?? "null");
}

export function forget() {
  localStorage.removeItem(key());
}

function valuesOf(form) {
  const data = new FormData(form);
  return Object.fromEntries(KEPT.map((name) => [name, data.get(name) ?? ""]));
}

function fill(form, values) {
  for (const name of KEPT) {
    const field = form.elements[name];
    if (!field) continue;
    if (field.type === "checkbox") field.checked = Boolean(values[name]);
    else field.value = values[name]; // of a group of radio buttons, too
  }
}

// Words typed are kept with their place until they are saved.
function keep(form, place) {
  const values = valuesOf(form);
  if (values.note || values.tags || values.subject) localStorage.setItem(key(), JSON.stringify({ place, values }));
}

function chooseKind(form, event) {
  const kind = Object.keys(LETTERS).find((each) => LETTERS[each] === event.key.toLowerCase());
  if (!kind || event.ctrlKey || event.metaKey || event.altKey) return;
  form.elements.kind.value = kind;
  form.elements.note.focus();
  event.preventDefault();
}

// Keys that were quicker than the server: a kind's letter, the note, Tab and what comes behind it, perhaps the order to
// save. Each goes where it would have gone.
export function replay(form, keys) {
  const fields = [form.elements.note, form.elements.tags, form.elements.subject];
  let at = 0;
  for (const { key: pressed, isOrder, isBack } of keys) {
    const kind = Object.keys(LETTERS).find((each) => LETTERS[each] === pressed);
    if (isOrder && pressed === "Enter") form.requestSubmit(form.querySelector("[name=state]"));
    if (isOrder) continue;
    if (pressed === "Tab") at = Math.min(Math.max(at + (isBack ? -1 : 1), 0), fields.length - 1);
    else if (kind && !form.elements.kind.value) form.elements.kind.value = kind;
    else if (pressed === "Backspace") fields[at].value = [...fields[at].value].slice(0, -1).join("");
    else if (pressed === "Enter" && at === 0) fields[at].value += "\n";
    else if ([...pressed].length === 1) fields[at].value += pressed;
  }
  if (form.elements.kind.value) fields[at].focus();
  keep(form, JSON.parse(form.dataset.place));
}

// Makes a form that the server sent work in place. `place`: { start, end, exact }.
export function enliven(form, place, addresses) {
  for (const hint of form.querySelectorAll("[data-letter]")) hint.textContent = LETTERS[hint.dataset.letter];
  form.elements.exact.value = place.exact;
  form.dataset.place = JSON.stringify(place);
  const begun = unsaved();
  if (begun && begun.place.start === place.start && begun.place.end === place.end) fill(form, begun.values);
  form.querySelector("[data-kinds]").addEventListener("keydown", (event) => chooseKind(form, event));
  form.addEventListener("input", () => keep(form, place));
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit(form.querySelector("[name=state]"));
    }
  });
  suggest(form.elements.tags, addresses.tags, true);
  suggest(form.elements.subject, addresses.subjects, false);
}
