// Entering a long list takes a while: say so, and let one press be enough.

document.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-busy]");
  if (!form) return;
  form.querySelector(".busy").hidden = false;
  for (const button of form.querySelectorAll("button")) button.disabled = true;
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("[data-busy]")) {
    form.querySelector(".busy").hidden = true;
    for (const button of form.querySelectorAll("button")) button.disabled = false;
  }
});
