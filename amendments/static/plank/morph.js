// Brings what stands on the page to what the server drew, node by node, so that whoever works there is not disturbed: what has not
// changed is not touched; what is typed, ticked, focused or opened stays.

const FIELDS = new Set(["INPUT", "TEXTAREA", "SELECT"]);
const drawn = new WeakMap(); // what the server drew last, by the node that shows it; what scripts have added to it is theirs

const keyOf = (node) => (node.nodeType === Node.ELEMENT_NODE ? node.id || node.dataset.key || "" : "");
const same = (old, next) => old.nodeType === next.nodeType && old.nodeName === next.nodeName && keyOf(old) === keyOf(next);

const isDirty = (field) => {
  if (field.type === "hidden") return false;
  if (field.nodeName === "SELECT") return [...field.options].some((one) => one.selected !== one.defaultSelected);
  if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
  return field.value !== field.defaultValue;
};
const holdsWork = (node) =>
  node.nodeType === Node.ELEMENT_NODE && [node, ...node.querySelectorAll("input, textarea, select")].some((one) => FIELDS.has(one.nodeName) && isDirty(one));

// Note what the server drew, before scripts add to it.
export const remember = (place) => {
  for (const one of [place, ...place.querySelectorAll("[id], [data-key]")]) if (keyOf(one)) drawn.set(one, one.cloneNode(true));
};

const attributes = (old, next) => {
  for (const { name } of [...old.attributes]) if (!next.hasAttribute(name) && name !== "open") old.removeAttribute(name);
  for (const { name, value } of next.attributes) if (name !== "open" && old.getAttribute(name) !== value) old.setAttribute(name, value);
};

const morphNode = (old, next) => {
  const before = drawn.get(old);
  if (keyOf(old)) drawn.set(old, next.cloneNode(true));
  if (before ? before.isEqualNode(next) : old.isEqualNode(next)) return;
  if (old.nodeType !== Node.ELEMENT_NODE) {
    if (old.data !== next.data) old.data = next.data;
    return;
  }
  if (FIELDS.has(old.nodeName) && isDirty(old)) return;
  attributes(old, next);
  if (old.nodeName === "TEXTAREA") old.value = old.defaultValue = next.defaultValue;
  else children(old, next);
};

// A row that has gone to another part of the list takes along what somebody has begun to write in it.
const elsewhere = (fresh) => {
  const found = fresh.id ? document.getElementById(fresh.id) : null;
  return found?.closest(".livepart") ? found : null;
};
const onward = (at, fresh) => {
  let found = at;
  while (found && !same(found, fresh)) found = found.nextSibling;
  return found;
};

function children(old, next) {
  const keyed = new Map(); // two places may bear one key: the first goes to the first
  for (const one of [...old.children].filter(keyOf)) keyed.set(keyOf(one), [...(keyed.get(keyOf(one)) ?? []), one]);
  let at = old.firstChild;
  for (const fresh of [...next.childNodes]) {
    const mine = keyOf(fresh) ? keyed.get(keyOf(fresh))?.shift() ?? elsewhere(fresh) : onward(at, fresh);
    if (!mine || !same(mine, fresh)) {
      const added = document.importNode(fresh, true);
      old.insertBefore(added, at);
      if (added.nodeType === Node.ELEMENT_NODE) remember(added);
    } else {
      if (mine === at) at = at.nextSibling;
      else old.insertBefore(mine, at);
      morphNode(mine, fresh);
    }
  }
  while (at) {
    const gone = at;
    at = at.nextSibling;
    if (holdsWork(gone)) gone.classList.add("livekept"); // somebody is writing here: it goes when they reload
    else gone.remove();
  }
}


// Bring a place to the HTML that the server drew for it. Gives whether anything is different.
export const morph = (place, html) => {
  const next = new DOMParser().parseFromString(html, "text/html").body;
  const before = place.innerHTML;
  const focused = place.contains(document.activeElement) ? document.activeElement : null;
  const [from, to] = focused && "selectionStart" in focused ? [focused.selectionStart, focused.selectionEnd] : [null, null];
  children(place, next);
  if (focused && document.activeElement !== focused) {
    const again = focused.isConnected ? focused : document.getElementById(focused.id) ?? place;
    if (again === place) place.tabIndex = -1;
    again.focus({ preventScroll: true });
    if (from !== null && again === focused) again.setSelectionRange(from, to);
  }
  return place.innerHTML !== before;
};
