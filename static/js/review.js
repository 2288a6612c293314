// One key for each decision in the queue. The buttons and links do the same without it.

const rows = [...document.querySelectorAll(".review__row")];
const ACTS = { y: "[data-accept]", p: "[data-publish]", r: "[data-return]" };
const STEPS = { j: 1, k: -1 };

function inHand() {
  return document.activeElement.closest(".review__row");
}

document.addEventListener("keydown", (event) => {
  const isTyping = ["INPUT", "TEXTAREA", "SELECT"].includes(event.target.tagName);
  if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key in STEPS) {
    const place = rows.indexOf(inHand());
    rows[Math.min(Math.max(place + STEPS[event.key], 0), rows.length - 1)].focus();
  } else if (event.key in ACTS) (inHand() ?? rows[0]).querySelector(ACTS[event.key])?.click();
  else return;
  event.preventDefault();
});
