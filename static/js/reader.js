// Keys that move from passage to passage, and a button that copies a passage's link. The page reads without it.

const text = document.querySelector(".text");
const keys = document.getElementById("keys");
const said = document.getElementById("said");
const STEPS = { j: 1, n: 1, k: -1, p: -1 };

function passages() {
  return [...text.querySelectorAll(".passage")];
}

// The passage in hand: focused, else the target of the address, else the first that is in view.
function current(all) {
  const focused = document.activeElement.closest(".passage");
  const target = location.hash && document.getElementById(location.hash.slice(1));
  const held = focused ?? (target && all.includes(target) && isInView(target) ? target : null);
  return held ? { place: all.indexOf(held), isHeld: true } : { place: all.findIndex(isInView), isHeld: false };
}

function isInView(element) {
  const box = element.getBoundingClientRect();
  return box.bottom > 0 && box.top < window.innerHeight;
}

function move(step) {
  const all = passages();
  const { place, isHeld } = current(all);
  const next = all[Math.min(Math.max(isHeld ? place + step : Math.max(place, 0), 0), all.length - 1)];
  if (!next) return;
  location.replace(`#${next.id}`);
  next.querySelector(".pilcrow").focus();
}

function isTyping(target) {
  return target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName);
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (document.querySelector("dialog[open]")) return;
  if (event.key === "?") keys.showModal();
  else if (event.key in STEPS) move(STEPS[event.key]);
  else return;
  event.preventDefault();
});

const help = document.querySelector("[data-keys]");
help.closest("li").hidden = false;
help.addEventListener("click", () => keys.showModal());

// One button for all passages: it goes to the one that is pointed at or focused.
const button = document.createElement("button");
button.type = "button";
button.className = "copy-link screen-only";
button.title = text.dataset.copy;
button.setAttribute("aria-label", text.dataset.copy);

function attach(event) {
  const passage = event.target.closest(".passage");
  if (passage && button.parentElement !== passage) passage.querySelector(".pilcrow").after(button);
}

async function copy() {
  const address = new URL(`#${button.closest(".passage").id}`, location.href).href;
  await navigator.clipboard.writeText(address);
  said.textContent = "";
  said.textContent = `${text.dataset.copied}: ${address}`;
  button.classList.add("is-done");
  setTimeout(() => button.classList.remove("is-done"), 1500);
}

if (navigator.clipboard) {
  text.addEventListener("pointerover", attach);
  text.addEventListener("focusin", attach);
  button.addEventListener("click", copy);
}
