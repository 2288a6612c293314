// Moving the entries of a list with pointer and arrow keys. Every move is the form that works without this, too; what
// stands on the page afterwards comes from the server.

const acts = document.getElementById("acts");
const said = document.getElementById("list-said");
const STEPS = { ArrowUp: "up", ArrowDown: "down", Home: "first", End: "last" };
let dragged = null;
let goal = null;
let held = "";

function work() {
  return document.getElementById("list-work");
}

function enliven() {
  for (const grip of work().querySelectorAll(".work-entry__grip")) grip.hidden = false;
}

// The same answer as a pressed button gets.
function send(values) {
  window.htmx.ajax("POST", acts.action, { source: acts, target: "#list-work", swap: "outerHTML", values });
}

// The focus stays on what had it; on the list as a whole where that is gone.
document.addEventListener("htmx:beforeSwap", () => {
  const { activeElement } = document;
  held = work().contains(activeElement) ? activeElement.id || "list-work" : "";
});

document.addEventListener("htmx:afterSettle", () => {
  enliven();
  said.textContent = work().dataset.said ?? "";
  if (held) (document.getElementById(held) ?? work()).focus({ preventScroll: true });
});

document.addEventListener("keydown", (event) => {
  const grip = event.target.closest?.(".work-entry__grip");
  if (!grip || !(event.key in STEPS) || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  send({ act: `${STEPS[event.key]}:${grip.closest("[data-entry]").dataset.entry}` });
});

// Dragging: from the grip, over entries and empty sections, to the gap before or after one.

function unmark() {
  for (const each of work().querySelectorAll(".is-goal, .is-end")) each.classList.remove("is-goal", "is-end");
}

function entriesOf(section) {
  return [...section.querySelectorAll("[data-entry]")].filter((each) => each !== dragged);
}

// Where the entry would come to stand with the pointer at this height of this section.
function spot(section, y) {
  const entries = entriesOf(section);
  const next = entries.find((each) => y < each.getBoundingClientRect().top + each.offsetHeight / 2);
  const before = next ? entries[entries.indexOf(next) - 1] : entries.at(-1);
  return { section: section.dataset.section, after: before?.dataset.entry ?? "", next, last: before ?? section };
}

function nearest(y) {
  const sections = [...work().querySelectorAll(".work-entries")];
  return sections.find((each) => y <= each.getBoundingClientRect().bottom) ?? sections.at(-1);
}

function follow(event) {
  const room = 60;
  if (event.clientY < room) window.scrollBy(0, -12);
  if (event.clientY > window.innerHeight - room) window.scrollBy(0, 12);
  goal = spot(nearest(event.clientY), event.clientY);
  unmark();
  (goal.next ?? goal.last).classList.add(goal.next ? "is-goal" : "is-end");
}

function drop(isKept) {
  const { entry } = dragged.dataset;
  const place = goal;
  dragged.classList.remove("is-dragged");
  unmark();
  dragged = goal = null;
  document.removeEventListener("pointermove", follow);
  if (isKept && place) send({ act: `place:${entry}`, section: place.section, after: place.after });
}

document.addEventListener("pointerdown", (event) => {
  const grip = event.target.closest(".work-entry__grip");
  if (!grip || event.button !== 0) return;
  dragged = grip.closest("[data-entry]");
  dragged.classList.add("is-dragged");
  document.addEventListener("pointermove", follow);
});

document.addEventListener("pointerup", () => dragged && drop(true));
document.addEventListener("pointercancel", () => dragged && drop(false));
document.addEventListener("keydown", (event) => event.key === "Escape" && dragged && drop(false));

enliven();
