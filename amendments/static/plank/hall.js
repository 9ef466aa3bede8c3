// A delegate's own part of the floor comes with the event that says what there is to do. Where it does not, it is fetched, and not by
// everybody at once.
// On the projector, the count of votes asks by itself: what came with the live part is shown to htmx.
const SPREAD = 700; // milliseconds within which a thousand phones ask
const own = document.getElementById("mine");
const wall = document.getElementById("wall");
let asking = 0;

const late = () => document.querySelector("[data-turn]")?.dataset.turn !== own.querySelector("[data-mine]")?.dataset.mine;

// What comes to all at once was drawn without this page's token.
document.addEventListener("plank:own", ({ detail: html }) => {
  const mine = new DOMParser().parseFromString(html, "text/html").querySelector("[data-mine]").dataset.mine;
  if (!own || !window.htmx || mine === own.querySelector("[data-mine]")?.dataset.mine) return;
  clearTimeout(asking);
  window.htmx.swap(own, html, { swapStyle: "innerHTML" });
  for (const form of own.querySelectorAll("form")) {
    const token = Object.assign(document.createElement("input"), { type: "hidden", name: "csrfmiddlewaretoken", value: own.dataset.token });
    form.append(token);
  }
});

// What was asked for and came by itself meanwhile would take away what is chosen on it already.
own?.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (detail.requestConfig.elt === own && !late()) detail.shouldSwap = false;
});

document.addEventListener("plank:live", () => {
  if (wall) window.htmx?.process(wall);
  if (!own || !late()) return;
  clearTimeout(asking);
  asking = setTimeout(() => late() && window.htmx?.trigger(own, "plank:mine"), Math.random() * SPREAD);
});

// A ballot that is not answered may be counted or not: whoever presses again counts once, and is told so.
for (const lost of ["htmx:sendError", "htmx:responseError", "htmx:timeout"])
  document.addEventListener(lost, (event) => event.target.querySelector?.("[data-unanswered]")?.removeAttribute("hidden"));
