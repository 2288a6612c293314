// Takes over what the server has drawn anew: passages whose marks differ, and the notes beside them.

import { align } from "./notes.js";

const notes = document.getElementById("notes");

// `page`: the document of this very address. What else stands on it stays, and so does the place in the text.
export function redraw(page) {
  for (const fresh of page.querySelectorAll(".passage")) {
    const old = document.getElementById(fresh.id);
    if (old.querySelector(".words").innerHTML !== fresh.querySelector(".words").innerHTML) old.replaceWith(fresh);
  }
  notes.replaceChildren(...page.getElementById("notes").childNodes);
  align();
}
