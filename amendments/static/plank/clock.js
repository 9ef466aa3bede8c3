// The time that a speaker has left, or a recess: counted down in the page, by the clock of the server. Without this module the page
// says until when.
const clock = document.querySelector("[data-clock]");
const ahead = clock ? Date.now() - Number(clock.dataset.clock) * 1000 : 0; // how far this machine's clock is before the server's
const said = new Set();

const length = (seconds) => {
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)];
  const rest = String(seconds % 60).padStart(2, "0");
  return hours ? `${hours}:${String(minutes).padStart(2, "0")}:${rest}` : `${minutes}:${rest}`;
};

const tick = () => {
  for (const one of document.querySelectorAll("[data-ends]")) {
    const left = Math.round((Date.parse(one.dataset.ends) - (Date.now() - ahead)) / 1000);
    const place = one.querySelector("[data-left]");
    const words = left >= 0 ? `${length(left)} left` : `${length(-left)} over`;
    if (place.textContent !== words) place.textContent = words;
    one.classList.toggle("over", left < 0);
    if (left <= 0 && !said.has(one.id)) {
      said.add(one.id);
      const live = document.querySelector("[data-said]");
      if (live && left > -3) live.textContent = "The time is over.";
    }
  }
};

if (clock) {
  tick();
  setInterval(tick, 500);
  // What comes in says until when. It is counted before it is seen, so that no screen in the hall flickers.
  new MutationObserver(tick).observe(document.querySelector("main"), { childList: true, characterData: true, subtree: true });
}
