// Menus of the site's head: opened by a click as any disclosure; closed by Escape, by a click elsewhere, and by leaving.

for (const menu of document.querySelectorAll("[data-menu]")) {
  const summary = menu.querySelector("summary");

  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });

  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
  });

  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    summary.focus();
  });
}
