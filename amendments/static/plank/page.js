// What every page shares: a printed copy at a click, and a plain sentence when the server did not answer.

const say = (words) => {
  let place = document.getElementById("said");
  if (!place) {
    place = document.createElement("div");
    place.id = "said";
    place.className = "message";
    place.dataset.kind = "refused";
    place.setAttribute("role", "alert");
    document.getElementById("main").prepend(place);
  }
  const line = document.createElement("p");
  line.textContent = words;
  place.replaceChildren(line);
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-print]");
  if (button) {
    event.preventDefault();
    window.print();
  }
});

document.addEventListener("htmx:sendError", () => say("The server does not answer. What you typed is still here; try again in a moment."));
document.addEventListener("htmx:responseError", (event) => {
  const status = event.detail.xhr.status;
  say(status === 404 ? "This is not open to you any more. Load the page again to see where it stands." : "The server refused this. Load the page again; what you typed is still here.");
});
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.successful) document.getElementById("said")?.remove();
});

// A changed word, or a mark in the margin, opens where it stands: the address is the page's own, of which one paragraph is asked for.
document.addEventListener("click", async (event) => {
  const link = event.target.closest("a.prov, a[data-part]");
  const para = link?.closest("section.para");
  if (!para || !window.htmx || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  const alike = [...para.querySelectorAll("a.prov, a[data-part]")];
  const [at, id] = [alike.indexOf(link), para.id];
  const url = new URL(link.href);
  url.searchParams.set("at", id.replace(/^p-/, ""));
  await window.htmx.ajax("GET", url.pathname + url.search, { target: para, swap: "outerHTML" });
  const fresh = document.getElementById(id);
  const again = link.matches("[data-at]") ? fresh?.querySelector("[data-part]") : [...(fresh?.querySelectorAll("a.prov, a[data-part]") ?? [])][at];
  again?.focus({ preventScroll: true });
});

// The contents of a text stay at hand on a phone, folded: whoever has chosen a place there wants to read it.
document.addEventListener("click", (event) => event.target.closest(".contents a")?.closest("details")?.removeAttribute("open"));

// Words typed into the draft are kept by saving alone: ask before they go with the tab.
let leaving = false;
document.addEventListener("submit", () => { leaving = true; });
document.addEventListener("htmx:afterRequest", () => { leaving = false; });
window.addEventListener("beforeunload", (event) => {
  const typed = [...document.querySelectorAll("form.editpart textarea")].some((area) => area.value !== area.defaultValue);
  if (typed && !leaving) event.preventDefault();
});
