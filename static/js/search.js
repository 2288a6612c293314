// Results in place: the same addresses as without it, fetched, and the part below the box replaced.

import { isTyping } from "./typing.js";

const results = document.getElementById("search-results");
const said = document.getElementById("search-said");
const form = document.querySelector(".search-form");
const box = document.getElementById("search-box");
const STEPS = { j: 1, k: -1, ArrowDown: 1, ArrowUp: -1 };
let asking = new AbortController();

// The page of `address`, unless another is asked for meanwhile. What cannot be fetched is opened by the browser itself.
async function page(address) {
  asking.abort();
  asking = new AbortController();
  results.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(address, { signal: asking.signal });
    if (!answer.ok) throw new Error(answer.status);
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch (error) {
    if (error.name !== "AbortError") location.assign(address);
    return null;
  }
}

async function show(address, { isNew = true } = {}) {
  const fresh = await page(address);
  if (!fresh) return;
  const held = results.contains(document.activeElement) ? document.activeElement : null;
  const label = held?.closest("[aria-label]")?.getAttribute("aria-label");
  const isUnfolded = results.querySelector(".fold")?.open;
  results.replaceChildren(...fresh.getElementById("search-results").childNodes);
  results.querySelector(".fold")?.toggleAttribute("open", Boolean(isUnfolded));
  results.removeAttribute("aria-busy");
  if (isNew) history.pushState(null, "", address);
  document.title = fresh.title;
  takeOver(fresh.querySelector(".search-form"), isNew);
  said.textContent = document.getElementById("search-count")?.textContent.trim() ?? "";
  if (held) settle(label);
}

// The box keeps what is being typed in it, unless one goes back; tab and order are those of the page.
function takeOver(fresh, isNew) {
  for (const old of form.querySelectorAll("input[type=hidden]")) old.remove();
  form.append(...fresh.querySelectorAll("input[type=hidden]"));
  if (document.activeElement !== box || !isNew) box.value = fresh.querySelector("#search-box").value;
}

// The focus goes where it was: to what is chosen now in the same row of links, else to the head of the results.
function settle(label) {
  const row = label && results.querySelector(`[aria-label="${CSS.escape(label)}"]`);
  const chosen = row?.querySelector("[aria-current]") ?? document.getElementById("search-count");
  chosen?.focus({ preventScroll: true });
  if (results.getBoundingClientRect().top < 0) form.scrollIntoView();
}

function isPlain(event) {
  return event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
}

results.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (!link || !isPlain(event) || link.origin !== location.origin || link.pathname !== location.pathname) return;
  if (new URLSearchParams(link.search).has("format")) return; // a file
  event.preventDefault();
  show(link.href);
});

form.addEventListener("submit", (event) => {
  event.preventDefault();
  show(`${form.action}?${new URLSearchParams(new FormData(form))}`);
});

window.addEventListener("popstate", () => show(location.href, { isNew: false }));

// From result to result, and back into the box. Arrows scroll the page unless a result or the box has the focus.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || !(event.key in STEPS) || event.isComposing) return;
  const links = [...results.querySelectorAll(".hit__title a")];
  const at = links.indexOf(document.activeElement);
  const isArrow = event.key.startsWith("Arrow");
  const inBox = event.target === box;
  if ((isTyping(event.target) && !(inBox && event.key === "ArrowDown")) || (isArrow && at < 0 && !inBox)) return;
  const next = at + STEPS[event.key];
  const goal = next < 0 ? box : links[Math.min(next, links.length - 1)];
  goal?.focus();
  if (goal) event.preventDefault();
});
