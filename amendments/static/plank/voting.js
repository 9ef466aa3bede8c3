// The chair's voting list: a question is dragged to its place, or moved there by Alt and an arrow key. Either way the place is filled
// in and the reason is asked for; nothing is sent before the chair has given it. Without this module the form does all of it.

const list = document.querySelector(".votinglist");
const rows = () => [...(list?.querySelectorAll("li[data-place]") ?? [])];
const said = document.createElement("p");
said.className = "vh";
said.setAttribute("role", "status");
document.getElementById("main").append(said);

const ask = (row, place, focus) => {
  const form = row.querySelector(".moveform");
  if (!form) return;
  form.open = true;
  form.querySelector("[name=to]").value = place;
  waiting.set(row, place);
  said.textContent = `${row.querySelector("h3 a").textContent}: to place ${place}. Give the reason and choose Move it there.`;
  if (focus) form.querySelector("[name=reason]").focus();
};

const waiting = new Map(); // the rows that were moved and not sent yet, with the place that was asked for

// Put a row where another one stands. Gives the place that it has there, or "" where there is none.
const put = (row, at) => {
  const all = rows();
  const from = all.indexOf(row);
  const places = all.map((one) => one.dataset.place);
  if (from < 0 || at < 0 || at >= all.length || at === from) return "";
  if (at < from) all[at].before(row);
  else all[at].after(row);
  rows().forEach((one, n) => (one.dataset.place = places[n]));
  return places[at];
};

// The server has drawn the list in its own order: what the chair has moved and not sent goes back to where they put it.
const again = () => {
  const focused = document.activeElement;
  const places = rows().map((one) => Number(one.dataset.place)).sort((a, b) => a - b);
  rows().forEach((one, n) => (one.dataset.place = places[n]));
  for (const [row, place] of waiting) {
    if (row.isConnected && row.querySelector(".moveform [name=to]")?.value === place) put(row, rows().findIndex((one) => one.dataset.place === place));
    else waiting.delete(row);
  }
  if (document.activeElement !== focused && focused?.isConnected) focused.focus({ preventScroll: true });
};

let held = null;

const known = new WeakSet();
const ready = (row) => {
  const summary = row.querySelector(".moveform summary");
  if (!summary) return;
  const handle = row.querySelector(".pos");
  handle.draggable = true;
  handle.classList.add("handle");
  if (known.has(row)) return;
  known.add(row);
  handle.addEventListener("dragstart", (event) => {
    held = row;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", row.id);
    row.classList.add("held");
  });
  handle.addEventListener("dragend", () => {
    row.classList.remove("held");
    held = null;
  });
  row.addEventListener("dragover", (event) => {
    if (!held || held === row) return;
    event.preventDefault();
    row.classList.add("target");
  });
  row.addEventListener("dragleave", () => row.classList.remove("target"));
  row.addEventListener("drop", (event) => {
    event.preventDefault();
    row.classList.remove("target");
    if (!held || held === row) return;
    const moved = held;
    const place = put(moved, rows().indexOf(row));
    if (place) ask(moved, place, true);
  });
  summary.addEventListener("keydown", (event) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!step || !event.altKey) return;
    event.preventDefault();
    const place = put(row, rows().indexOf(row) + step);
    if (!place) return;
    ask(row, place, false);
    summary.focus();
  });
};

rows().forEach(ready);
// The list follows what is done elsewhere.
document.addEventListener("plank:live", () => {
  again();
  rows().forEach(ready);
});
