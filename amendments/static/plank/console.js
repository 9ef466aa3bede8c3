// The console's keys: outside fields, a key presses the button that shows it. They can be switched off, and the browser remembers
// that. Whatever is sent is sent once: a second press does nothing until the page has answered.
const off = "plank-keys-off";
const box = document.getElementById("keys");
let sent = false;

document.addEventListener("submit", (event) => {
  if (sent) event.preventDefault();
  sent = true;
});
addEventListener("pageshow", () => { sent = false; });

if (box) {
  box.closest("label").hidden = false;
  box.checked = localStorage.getItem(off) !== "1";
  const show = () => document.body.classList.toggle("nokeys", !box.checked);
  show();
  box.addEventListener("change", () => {
    localStorage.setItem(off, box.checked ? "0" : "1");
    show();
  });
  document.addEventListener("keydown", (event) => {
    if (!box.checked || sent || event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.key.length !== 1) return;
    if (event.target.closest("input:not([type=radio], [type=checkbox]), textarea, select")) return;
    const one = document.querySelector(`.desk button[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (!one) return;
    event.preventDefault();
    one.click();
  });
}

// What the address or a link names is opened where it stands.
const open = () => {
  const named = location.hash.length > 1 ? document.getElementById(location.hash.slice(1)) : null;
  if (named?.matches("details")) {
    named.open = true;
    named.querySelector("textarea, input:not([type=hidden])")?.focus();
  }
};
addEventListener("hashchange", open);
open();
document.addEventListener("click", (event) => { if (event.target.closest('a[href^="#"]')) setTimeout(open); });
document.addEventListener("plank:live", () => window.htmx?.process(document.getElementById("deskbar")));
