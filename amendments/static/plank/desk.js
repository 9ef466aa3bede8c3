// The desk's keys: outside fields, a key presses the button, follows the link, or chooses the reason that shows it. They can be
// switched off, and the browser remembers that.

const desk = document.getElementById("desk");
const off = "plank-keys-off";
const box = document.getElementById("keys");

if (desk && box) {
  box.closest("label").hidden = false;
  box.checked = localStorage.getItem(off) !== "1";
  box.addEventListener("change", () => localStorage.setItem(off, box.checked ? "0" : "1"));

  document.addEventListener("keydown", (event) => {
    if (!box.checked || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (event.target.closest("input:not([type=radio], [type=checkbox]), textarea, select")) return;
    const one = desk.parentElement.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (!one) return;
    event.preventDefault();
    if (one.matches("textarea")) one.focus();
    else one.click();
  });
  document.querySelector(".queue [aria-current]")?.scrollIntoView({ block: "nearest" });
}
