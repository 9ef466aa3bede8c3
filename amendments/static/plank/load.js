// The loading page: a warning or a paragraph of the outline leads to its line of the source, selected and in view.

const source = document.getElementById("id_text");

const startOf = (text, line) => {
  let at = 0;
  for (let number = 1; number < line; number += 1) {
    const end = text.indexOf("\n", at);
    if (end < 0) return at;
    at = end + 1;
  }
  return at;
};

const show = (line) => {
  const start = startOf(source.value, line);
  const end = source.value.indexOf("\n", start);
  source.focus();
  source.setSelectionRange(start, start);
  source.blur(); // browsers bring the caret into view when they focus a field, not when the caret moves
  source.focus();
  source.setSelectionRange(start, end < 0 ? source.value.length : end);
};

if (source) {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-line]");
    if (!link) return;
    event.preventDefault();
    show(Number(link.dataset.line));
  });
}
