// Answers suggestions where they stand: `g` to the next, `a` accepts, `x` dismisses. The panel's form does it without.

import { redraw } from "./redraw.js";
import { button, say } from "./toast.js";

const panel = document.querySelector("[data-suggestions]");
const form = panel.querySelector("form");
const count = panel.querySelector("[data-count]");
let inHand = null;
let isBusy = false;
let turns = 0;
let isBehind = false; // what was accepted is not among the notes yet

function links() {
  return [...document.querySelectorAll(".m--suggestion > .m__to")];
}

function itemOf(element) {
  const mark = element.closest?.(".m--suggestion");
  if (mark) return document.getElementById(`offer-${mark.dataset.of ?? mark.id}`);
  return element.closest?.(".suggestion") ?? null;
}

// The answers stand at the foot of the window while the words of a suggestion are focused.
function hold(item) {
  inHand?.classList.remove("suggestion--in-hand");
  inHand = item;
  if (!item) return;
  panel.open = true;
  item.classList.add("suggestion--in-hand");
}

document.addEventListener("focusin", (event) => {
  if (event.target.closest(".m--suggestion")) hold(itemOf(event.target));
  else if (!inHand?.contains(event.target) && !event.target.closest(".toast")) hold(null);
});

// A click on the words shows the answers here instead of going down to the panel. Before other clicks on marked words.
document.addEventListener(
  "click",
  (event) => {
    const mark = event.target.closest(".m");
    if (!mark?.matches(".m--suggestion") || !document.getSelection().isCollapsed) return;
    event.preventDefault();
    event.stopPropagation();
    document.getElementById(mark.dataset.of ?? mark.id).querySelector(".m__to").focus();
  },
  true,
);

function step(by) {
  const all = links();
  if (!all.length) return;
  const now = document.activeElement;
  const held = all.findIndex((link) => link === now || (inHand && itemOf(link) === inHand));
  let next = held + by;
  if (held < 0) {
    // None in hand: the first one from here on, or the last before.
    const ahead = all.findIndex((link) => link.getBoundingClientRect().top >= 0);
    next = by > 0 ? ahead : (ahead < 0 ? all.length : ahead) - 1;
  }
  const link = all[(next + all.length) % all.length];
  link.focus();
  link.scrollIntoView({ block: "center" });
}

function isTyping(target) {
  return target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName);
}

function press(key, item) {
  if (key === "g") return step(1);
  if (key === "G") return step(-1);
  const name = { a: "accept", x: "dismiss" }[key];
  if (!name || !item) return false;
  const choices = [...item.querySelectorAll(`button[name=${name}]`)];
  if (name === "accept" && choices.length > 1) {
    say(panel.dataset.choose);
    choices[0].focus();
  } else answer(item, name, choices.map((each) => each.value));
}

// Before all other keys of the page: `a` means something else where no suggestion is focused.
document.addEventListener(
  "keydown",
  (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (document.querySelector("dialog[open]")) return;
    if (press(event.key, itemOf(event.target)) === false) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  },
  true,
);

form.addEventListener("submit", (event) => {
  const { submitter } = event;
  event.preventDefault();
  answer(submitter.closest(".suggestion"), submitter.name, [submitter.value]);
});

async function send(name, values) {
  const data = new FormData(form);
  for (const value of values) data.append(name, value);
  const headers = { Accept: "application/json" };
  try {
    const response = await fetch(form.action, { method: "POST", body: data, headers });
    if (response.ok && !response.redirected) return await response.json();
  } catch {
    // Said below: nobody is there, or the answer is not ours.
  }
  return { isLost: true, said: panel.dataset.failed };
}

async function answer(item, name, values) {
  if (isBusy) return;
  isBusy = true;
  turns += 1;
  const wasInText = item === inHand;
  const result = await send(name, values);
  isBusy = false;
  tell(result);
  if (result.isLost) return;
  const after = nextOf(item, wasInText);
  for (const value of values) item.querySelector(`[value="${value}"]`)?.closest(".suggestion__choice").remove();
  // Refused: somebody else has answered it meanwhile.
  if (name === "accept" || result.is_refused || !item.querySelector(".suggestion__choice")) settle(item);
  after?.focus();
  after?.scrollIntoView({ block: wasInText ? "center" : "nearest" });
  isBehind ||= name === "accept" && !result.is_refused;
  if (isBehind) await catchUp();
}

// The new annotation among the others. Given up when the next answer is quicker: that one brings both.
async function catchUp() {
  const turn = turns;
  const response = await fetch(location.href).catch(() => null);
  const page = response?.ok && new DOMParser().parseFromString(await response.text(), "text/html");
  if (!page || turn !== turns) return;
  isBehind = false;
  const held = inHand?.dataset.mark;
  redraw(page);
  const isLost = document.activeElement === document.body;
  if (held && isLost) document.getElementById(held)?.querySelector(".m__to")?.focus({ preventScroll: true });
}

// What is to be answered next: in the text if this one was answered there, else in the panel.
function nextOf(item, isInText) {
  if (!isInText) return (item.nextElementSibling ?? item.previousElementSibling ?? panel).querySelector("button, summary");
  const all = links();
  const place = all.findIndex((link) => itemOf(link) === item);
  return all[place + 1] ?? all.find((link) => itemOf(link) !== item) ?? panel.querySelector("summary");
}

// It is no suggestion any more: its words are plain again.
function settle(item) {
  const { mark } = item.dataset;
  for (const element of document.querySelectorAll(`#${mark}, [data-of="${mark}"]`)) {
    element.querySelector(":scope > .m__to")?.remove();
    element.replaceWith(...element.childNodes);
  }
  if (inHand === item) hold(null);
  item.remove();
  count.textContent = Number(count.textContent) - 1;
}

function tell(result) {
  const parts = [result.said];
  if (result.address) parts.push(linkTo(result.address));
  if (result.undo) parts.push(button(panel.dataset.undoLabel, () => undo(result.undo)));
  say(...parts);
}

function linkTo(address) {
  return Object.assign(document.createElement("a"), { href: address, textContent: panel.dataset.open });
}

async function undo(dismissals) {
  const result = await send("undismiss", dismissals);
  if (result.isLost || result.is_refused) tell(result);
  else location.reload();
}
