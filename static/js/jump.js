// The quick jump: Ctrl-K (or Command-K) opens it on any page, typing fills it, Enter goes to what is chosen.

const sheet = document.getElementById("jump");
const box = sheet.querySelector("input");
const list = sheet.querySelector("[role=listbox]");
const said = sheet.querySelector("[role=status]");
const PAUSE = 80; // milliseconds without a key before it asks
let asking = new AbortController();
let pause = 0;

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
  event.preventDefault();
  if (sheet.open) sheet.close();
  else if (!document.querySelector("dialog[open]")) open();
});

function open() {
  sheet.showModal();
  box.select();
  box.focus();
}

function options() {
  return [...list.querySelectorAll("[role=option]")];
}

function choose(option) {
  for (const each of options()) each.setAttribute("aria-selected", String(each === option));
  box.setAttribute("aria-activedescendant", option?.id ?? "");
  option?.scrollIntoView({ block: "nearest" });
}

function chosen() {
  return list.querySelector("[aria-selected=true]");
}

function step(by) {
  const all = options();
  if (all.length) choose(all.at((all.indexOf(chosen()) + by) % all.length));
}

function go(option) {
  if (!option) return;
  sheet.close();
  location.assign(option.dataset.address);
}

async function ask() {
  asking.abort();
  asking = new AbortController();
  const typed = box.value.trim();
  list.dataset.for = typed;
  if (!typed) return show("");
  try {
    const answer = await fetch(`${sheet.dataset.address}?q=${encodeURIComponent(typed)}`, { signal: asking.signal });
    if (answer.ok) show(await answer.text());
  } catch (error) {
    if (error.name !== "AbortError") throw error;
  }
}

function show(html) {
  list.innerHTML = html; // from this site, escaped by its template
  const all = options();
  box.setAttribute("aria-expanded", String(all.length > 0));
  choose(all[0]);
  said.textContent = all.length === 1 ? said.dataset.none : "";
}

function askSoon() {
  clearTimeout(pause);
  pause = setTimeout(ask, PAUSE);
}

// Half a Chinese word is no question: what is being composed is asked for when it stands.
box.addEventListener("input", (event) => {
  if (!event.isComposing) askSoon();
});
box.addEventListener("compositionend", askSoon);

box.addEventListener("keydown", async (event) => {
  // The keys belong to whoever writes Chinese with them. 229: so Safari says of the Enter that ends a word.
  if (event.isComposing || event.keyCode === 229) return;
  if (event.key === "ArrowDown") step(1);
  else if (event.key === "ArrowUp") step(-1);
  else if (event.key === "Enter") {
    event.preventDefault();
    clearTimeout(pause);
    if (!chosen() || list.dataset.for !== box.value.trim()) await ask();
    go(chosen());
    return;
  } else return;
  event.preventDefault();
});

sheet.addEventListener("click", (event) => {
  if (event.target === sheet) sheet.close();
  else go(event.target.closest("[role=option]"));
});
