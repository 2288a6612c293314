// "Add to a list" laid over the page where it was pressed. What it shows is the page that the link leads to.

const dialog = document.createElement("dialog");
dialog.className = "add-dialog";
dialog.setAttribute("aria-labelledby", "list-add-title");
let opener = null;

// The part of the page that is laid over this one. What cannot be fetched is opened by the browser itself.
async function show(address, options = {}) {
  try {
    const answer = await fetch(address, { ...options, headers: { "HX-Request": "true" } });
    if (!answer.ok || answer.redirected) throw new Error(answer.status);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    dialog.replaceChildren(...page.body.childNodes);
  } catch {
    location.assign(address);
    return;
  }
  if (!dialog.isConnected) document.body.append(dialog);
  if (!dialog.open) dialog.showModal();
  document.getElementById("list-add-title").focus();
}

function isPlain(event) {
  return event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-add-to-list]");
  if (!link || !isPlain(event)) return;
  event.preventDefault();
  opener = link;
  show(link.href);
});

dialog.addEventListener("click", (event) => {
  if (event.target !== dialog && !event.target.closest("[data-close]")) return;
  event.preventDefault();
  dialog.close();
});

dialog.addEventListener("submit", (event) => {
  event.preventDefault();
  show(event.target.action, { method: "POST", body: new FormData(event.target) });
});

dialog.addEventListener("close", () => opener?.focus());
