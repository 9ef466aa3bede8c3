// A page that follows what is done elsewhere: by events while they pass, else by asking every few seconds. Whatever was missed comes
// once, as it is now. Without this module the page has a link to load it again.
import { morph, remember } from "./morph.js";

const root = document.querySelector("[data-live]");
const words = root?.querySelector("[data-words]");
const refresh = root?.querySelector("a");
const ASK = 2000; // milliseconds between two questions where no events pass
const AGAIN = 30000; // until events are tried again
const CALM = 1500; // before a lost connection is worth a word: most come back at once
const SILENT = 40000; // without a sign of life the connection is dead, whatever the browser thinks
const SAYS = {
  on: "Follows by itself.",
  asking: "Follows by itself, every few seconds.",
  lost: "Connection lost. Trying again; what you see may be out of date.",
  back: "Connected again, and up to date.",
  gone: "This is not open to you any more. Load the page again to see where it stands.",
};

let source = null;
let has = root?.dataset.has ?? "";
let was = root?.dataset.was ?? "";
let tag = "";
let asking = 0;
let watching = 0;
let tried = 0;
let losing = 0;
let over = false;

const pause = (least) => least + Math.random() * least * 0.5;

const say = (state) => {
  const before = root.dataset.is;
  if (state === before || (before === "gone")) return;
  const shown = before === "lost" && state !== "gone" ? "back" : state;
  root.dataset.is = state;
  root.classList.toggle("lost", state === "lost" || state === "gone");
  words.textContent = SAYS[shown];
  refresh.hidden = state === "on" || state === "asking";
  if (shown === "lost" || shown === "back" || shown === "gone") root.querySelector("[data-said]").textContent = SAYS[shown];
};

const address = (more = {}) => {
  const url = new URL(root.dataset.live, location.href);
  url.search = location.search;
  for (const [name, value] of Object.entries(more)) url.searchParams.set(name, value);
  return url;
};

const show = ({ pieces, said }) => {
  let changed = false;
  for (const [id, html] of Object.entries(pieces)) {
    const place = document.getElementById(id);
    if (!place) continue;
    if ("tell" in place.dataset) {
      place.hidden = false;
      morph(place, html);
    } else if (morph(place, html)) changed = true;
  }
  if (!changed) return;
  if (said !== was) root.querySelector("[data-said]").textContent = said || "This page has changed.";
  was = said;
  document.dispatchEvent(new CustomEvent("plank:live"));
};

const calm = () => {
  clearTimeout(losing);
  losing = 0;
};

const close = () => {
  source?.close();
  source = null;
  clearTimeout(asking);
  clearTimeout(watching);
  calm();
};

const end = () => {
  over = true;
  close();
  say("gone");
};

// Fetch the part as it is for whoever reads. Gives whether the server answered.
const fetchOwn = async () => {
  let answer;
  try {
    answer = await fetch(address(), { headers: { Accept: "application/json", ...(tag && { "If-None-Match": tag }) }, cache: "no-store", redirect: "manual" });
  } catch {
    return false;
  }
  if (answer.status === 304) return true;
  if ([401, 403, 404].includes(answer.status) || answer.type === "opaqueredirect") {
    end();
    return true;
  }
  if (!answer.ok) return false;
  tag = answer.headers.get("ETag") ?? "";
  const digest = tag.replace(/^.*-|"$/g, "");
  const data = await answer.json();
  if (digest !== has) show(data);
  has = digest;
  return true;
};

const ask = async () => {
  clearTimeout(asking);
  const answered = await fetchOwn();
  if (over) return;
  say(answered ? "asking" : "lost");
  if (answered && window.EventSource && Date.now() - tried > AGAIN) open();
  else asking = setTimeout(ask, pause(ASK));
};

const alive = () => {
  clearTimeout(watching);
  watching = setTimeout(open, SILENT);
};

function open() {
  close();
  if (over) return;
  tried = Date.now();
  if (!window.EventSource) {
    ask();
    return;
  }
  source = new EventSource(address({ since: has, stamp: root.dataset.stamp }));
  source.addEventListener("open", () => {
    calm();
    say("on");
    alive();
  });
  source.addEventListener("error", () => {
    if (source?.readyState === EventSource.CLOSED) {
      close();
      ask();
    } else {
      losing ||= setTimeout(say, CALM, "lost"); // from the first failure: each further try fails too, maybe sooner than that
    }
  });
  source.addEventListener("here", alive);
  source.addEventListener("change", (event) => {
    alive();
    if (event.lastEventId !== has) show(JSON.parse(event.data));
    has = event.lastEventId;
  });
  source.addEventListener("own", (event) => document.dispatchEvent(new CustomEvent("plank:own", { detail: JSON.parse(event.data) })));
  source.addEventListener("yours", (event) => {
    alive();
    clearTimeout(asking);
    asking = setTimeout(fetchOwn, Math.random() * JSON.parse(event.data).within);
  });
  source.addEventListener("gone", end);
  source.addEventListener("full", () => {
    close();
    ask();
  });
}

if (root) {
  document.querySelectorAll(".livepart, #glance").forEach(remember);
  open();
  // A page that nobody sees holds no connection: browsers allow six to a site. It catches up when it is seen again.
  let hidden = 0;
  document.addEventListener("visibilitychange", () => {
    clearTimeout(hidden);
    if (document.hidden) hidden = setTimeout(close, 5000);
    else if (!source && !over) open();
  });
  addEventListener("pagehide", close);
  addEventListener("pageshow", (event) => event.persisted && open());
  addEventListener("online", open);
}
