// Selecting by keyboard: a passage, then a sentence of it, then words. The browser's own selection shows what is chosen.

import { rangeIn, textOf } from "./ranges.js";

const UNITS = ["passage", "sentence", "word"];
let state = null; // { words, unit, parts, from, to }: parts `from` to `to` are chosen, both included

function partsOf(words, unit) {
  const text = textOf(words);
  if (unit === "passage") return [{ start: 0, end: text.length }];
  const segmenter = new Intl.Segmenter(words.closest("[lang]").lang, { granularity: unit });
  return [...segmenter.segment(text)]
    .filter((part) => part.isWordLike ?? part.segment.trim())
    .map((part) => ({ start: part.index, end: part.index + part.segment.trimEnd().length }));
}

function show() {
  const { words, parts, from, to } = state;
  const range = rangeIn(words, parts[from].start, parts[to].end);
  const selection = document.getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
  words.closest(".passage").scrollIntoView({ block: "nearest" });
}

function begin(words, unit, last = false) {
  const parts = partsOf(words, unit);
  if (!parts.length) return;
  const place = last ? parts.length - 1 : 0;
  state = { words, unit, parts, from: place, to: place };
  show();
}

// Narrower: from the passage to its first sentence, to its first word; then round again. A narrower unit starts where the
// wider one stood.
function narrow() {
  const { words, unit, parts, from } = state;
  const next = UNITS[(UNITS.indexOf(unit) + 1) % UNITS.length];
  const at = parts[from].start;
  begin(words, next);
  const place = state.parts.findIndex((part) => part.start >= at);
  if (place > 0) state = { ...state, from: place, to: place };
  show();
}

function step(by) {
  const place = state.from + by;
  if (place >= 0 && place < state.parts.length) state = { ...state, from: place, to: place };
  else {
    const all = [...document.querySelectorAll(".text .words")];
    const next = all[all.indexOf(state.words) + by];
    if (next) begin(next, state.unit, by < 0);
  }
  show();
}

function stretch(by) {
  const to = Math.min(Math.max(state.to + by, state.from), state.parts.length - 1);
  state = { ...state, to };
  show();
}

// Takes a key when it is one of these; `passage` is the one in hand. True when something was done.
export function takeKey(event, passage) {
  const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (event.key === "s") {
    if (state && !document.getSelection().isCollapsed) narrow();
    else begin(passage.querySelector(".words"), "passage");
  } else if (!state || document.getSelection().isCollapsed) return false;
  else if (by) (event.shiftKey ? stretch : step)(by);
  else if (event.key === "Escape") leave();
  else return false;
  return true;
}

export function leave() {
  state = null;
  document.getSelection().removeAllRanges();
}
