// What just happened, in words at the foot of the window: said by screen readers, too.

const toast = document.createElement("div");
toast.className = "toast";
toast.setAttribute("role", "status");
document.querySelector(".reader").append(toast);

// Words and elements; nothing to take it away.
export function say(...parts) {
  toast.replaceChildren(...parts);
}

export function button(label, work) {
  const made = Object.assign(document.createElement("button"), { type: "button", textContent: label });
  made.addEventListener("click", () => {
    say();
    work();
  });
  return made;
}
