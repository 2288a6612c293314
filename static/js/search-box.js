// The box of the search, on every page: `/` goes there.

import { isTyping } from "./typing.js";

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (document.querySelector("dialog[open]")) return;
  const box = document.querySelector("[data-search-box]");
  box?.focus();
  box?.select();
  if (box) event.preventDefault();
});
