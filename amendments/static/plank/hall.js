// A delegate's own part of the floor is fetched when there is something else to do than it says, and not by everybody at once.
// On the projector, the count of votes asks by itself: what came with the live part is shown to htmx.
const SPREAD = 700; // milliseconds within which a thousand phones ask
const own = document.getElementById("mine");
const wall = document.getElementById("wall");
let asking = 0;

const late = () => document.querySelector("[data-turn]")?.dataset.turn !== own.querySelector("[data-mine]")?.dataset.mine;

document.addEventListener("plank:live", () => {
  if (wall) window.htmx?.process(wall);
  if (!own || !late()) return;
  clearTimeout(asking);
  asking = setTimeout(() => late() && window.htmx?.trigger(own, "plank:mine"), Math.random() * SPREAD);
});

// A ballot that is not answered may be counted or not: whoever presses again counts once, and is told so.
for (const lost of ["htmx:sendError", "htmx:responseError", "htmx:timeout"])
  document.addEventListener(lost, (event) => event.target.querySelector?.("[data-unanswered]")?.removeAttribute("hidden"));
