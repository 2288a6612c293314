// What a field suggests while somebody types, in the list that it has. The lists have the recent ones without it.

const PATIENCE = 120; // milliseconds without a key before the server is asked

// Tags stand behind each other in one field: what is suggested is the field with its last tag completed.
function completed(names, typed) {
  const cut = typed.lastIndexOf(",") + 1;
  const before = cut ? `${typed.slice(0, cut).trimEnd()} ` : "";
  return names.map((name) => before + name);
}

export function suggest(field, address, isList) {
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
      const values = isList ? completed(names, field.value) : names;
      list.replaceChildren(...values.map((value) => Object.assign(document.createElement("option"), { value })));
    }, PATIENCE);
  });
}
