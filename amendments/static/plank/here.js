// The code at the door comes in the part of the address that no server is sent. It goes into its field, and out of the address.

const typed = decodeURIComponent(location.hash.slice(1));
const code = document.getElementById("id_code");

if (code && /^[A-Z0-9-]{6,9}$/i.test(typed)) {
  code.value = typed;
  history.replaceState(null, "", location.pathname + location.search);
  code.form.querySelector("button").focus();
}
