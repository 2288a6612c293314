// Copies a citation in the form that is asked for, and draws it anew when another style is chosen.

const said = () => document.querySelector("[data-said]");

async function copyRich() {
  const shown = document.querySelector("[data-copy-rich]");
  const plain = document.getElementById("cite-plain").textContent;
  await navigator.clipboard.write([
    new ClipboardItem({
      "text/html": new Blob([shown.innerHTML], { type: "text/html" }),
      "text/plain": new Blob([plain], { type: "text/plain" }),
    }),
  ]);
}

async function copy(button) {
  const { copy: name } = button.dataset;
  if (name === "rich") await copyRich();
  else await navigator.clipboard.writeText(document.getElementById(`cite-${name}`).textContent);
  said().textContent = "";
  said().textContent = document.getElementById("citation").dataset.copied;
  button.classList.add("is-done");
  setTimeout(() => button.classList.remove("is-done"), 1500);
}

function offer() {
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = button.dataset.copy === "rich" && !window.ClipboardItem;
  }
}

// A clipboard is there on addresses that browsers trust only: elsewhere the words can be marked and copied by hand.
if (navigator.clipboard) {
  offer();
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copy]");
    if (button) copy(button);
  });
}

const look = document.querySelector("[data-look]");
look.addEventListener("change", () => look.requestSubmit());
