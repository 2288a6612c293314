// The form of an annotation: kinds by one letter, suggestions while typing, and words that survive a reload.

const LETTERS = { claim: "c", leak: "l", vendor: "v", technology: "t", agency: "g", place: "p", note: "n" };
const PATIENCE = 120; // milliseconds without a key before the server is asked
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

// Keys that were quicker than the server: a kind's letter, then the note, then perhaps the order to save.
export function replay(form, keys) {
  for (const { key: pressed, isOrder } of keys) {
    const kind = Object.keys(LETTERS).find((each) => LETTERS[each] === pressed);
    if (isOrder && pressed === "Enter") form.requestSubmit(form.querySelector("[name=state]"));
    else if (kind && !form.elements.kind.value) form.elements.kind.value = kind;
    else if (pressed.length === 1) form.elements.note.value += pressed;
  }
  if (form.elements.kind.value) form.elements.note.focus();
  keep(form, JSON.parse(form.dataset.place));
}

// Tags stand behind each other in one field: what is suggested is the field with its last tag completed.
function options(names, typed) {
  const cut = typed.lastIndexOf(",") + 1;
  const before = cut ? `${typed.slice(0, cut).trimEnd()} ` : "";
  return names.map((name) => before + name);
}

function suggest(field, address, isList) {
  const list = field.list;
  let timer = 0;
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const typed = isList ? field.value.slice(field.value.lastIndexOf(",") + 1).trim() : field.value;
      const url = new URL(address, location.href);
      url.searchParams.set("q", typed);
      if (!isList) url.searchParams.set("kind", field.form.elements.kind.value || "note");
      const answer = await fetch(url);
      if (!answer.ok) return;
      const names = (await answer.json()).results.map((each) => each.name);
      const values = isList ? options(names, field.value) : names;
      list.replaceChildren(...values.map((value) => Object.assign(document.createElement("option"), { value })));
    }, PATIENCE);
  });
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
