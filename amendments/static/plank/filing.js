// The toolbar of an editing area: marks around the chosen words, or at the beginning of the chosen lines. The text computed
// from it, and its redline, are the server's work.

const around = (area, sign) => {
  const { selectionStart: from, selectionEnd: to, value } = area;
  const chosen = value.slice(from, to);
  const bare = chosen.trim();
  const lead = chosen.length - chosen.trimStart().length;
  const on = bare.startsWith(sign) && bare.endsWith(sign) && bare.length >= 2 * sign.length;
  const next = on ? bare.slice(sign.length, bare.length - sign.length) : sign + bare + sign;
  put(area, from + lead, from + lead + bare.length, next, bare ? [0, next.length] : [sign.length, sign.length]);
};

const link = (area) => {
  const { selectionStart: from, selectionEnd: to, value } = area;
  const words = value.slice(from, to) || "words";
  const next = `[${words}](https://)`;
  put(area, from, to, next, [next.length - 1, next.length - 1]);
};

const list = (area) => {
  const { selectionStart: from, selectionEnd: to, value } = area;
  const start = value.lastIndexOf("\n", from - 1) + 1;
  const lines = value.slice(start, to).split("\n");
  const on = lines.every((line) => !line || line.startsWith("- "));
  const next = lines.map((line) => (line ? (on ? line.slice(2) : `- ${line}`) : line)).join("\n");
  put(area, start, to, next, [0, next.length]);
};

// execCommand keeps the browser's own undo; setRangeText is for browsers that have lost it.
const put = (area, from, to, words, [first, last]) => {
  area.focus();
  area.setSelectionRange(from, to);
  if (!document.execCommand("insertText", false, words)) {
    area.setRangeText(words, from, to, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }
  area.setSelectionRange(from + first, from + last);
};

const forms = { em: (area) => around(area, "*"), strong: (area) => around(area, "**"), list, link };

const dress = (bar) => {
  const area = document.getElementById(bar.dataset.for);
  const buttons = [...bar.querySelectorAll("button")];
  bar.hidden = false;
  bar.setAttribute("aria-controls", area.id);
  bar.addEventListener("click", (event) => forms[event.target.closest("button")?.dataset.form]?.(area));
  // One stop for the Tab key; the arrows go from button to button.
  buttons.forEach((button, at) => (button.tabIndex = at ? -1 : 0));
  bar.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = buttons[(buttons.indexOf(document.activeElement) + step + buttons.length) % buttons.length];
    buttons.forEach((button) => (button.tabIndex = button === next ? 0 : -1));
    next.focus();
    event.preventDefault();
  });
  area.addEventListener("keydown", (event) => {
    const form = (event.ctrlKey || event.metaKey) && !event.altKey && { b: "strong", i: "em" }[event.key];
    if (!form) return;
    event.preventDefault();
    forms[form](area);
  });
};

const dressAll = (part) => {
  for (const bar of part.querySelectorAll("[role=toolbar][data-for][hidden]")) dress(bar);
};

dressAll(document);
document.addEventListener("htmx:load", (event) => dressAll(event.detail.elt));

// Where the page was opened for a paragraph, one writes there at once; and the keys file what is typed.
const form = document.querySelector("form[data-focus]");
if (form) document.getElementById(form.dataset.focus)?.focus({ preventScroll: false });
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  const button = event.target.closest("form")?.querySelector("button[data-send]");
  if (!button) return;
  event.preventDefault();
  button.click();
});
