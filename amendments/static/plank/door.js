// A code or a link comes in the part of the address that no server is sent. It goes into its field, and out of the address.

const hash = decodeURIComponent(location.hash.slice(1));
const link = document.getElementById("id_link");
const [number, code] = [document.getElementById("id_number"), document.getElementById("id_code")];

if (hash.includes(":") && number && code) {
  const at = hash.lastIndexOf(":");
  number.value = hash.slice(0, at);
  code.value = hash.slice(at + 1);
} else if (hash.includes(".") && link) {
  link.value = hash;
}
if (hash.match(/[:.]/)) {
  history.replaceState(null, "", location.pathname + location.search);
  (link ?? code)?.form.querySelector("button").focus();
}
