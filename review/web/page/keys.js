"use strict";
// j and k move through the list; any other key does what the element of that key does when it is clicked.
const cases = [...document.querySelectorAll("a[data-case]")];
const toggle = document.getElementById("keys");
const OFF = "single-keys-off";

function say() {
  const on = sessionStorage.getItem(OFF) === null;
  toggle.textContent = on ? "Turn single keys off" : "Turn single keys on";
}

function move(step) {
  const at = cases.indexOf(document.activeElement);
  const next = at < 0 ? (step > 0 ? 0 : cases.length - 1) : Math.min(Math.max(at + step, 0), cases.length - 1);
  if (cases.length) cases[next].focus();
}

document.addEventListener("keydown", (event) => {
  const meant = !event.ctrlKey && !event.metaKey && !event.altKey && !event.repeat;
  if (!meant || sessionStorage.getItem(OFF) !== null) return;
  if (event.key === "j" || event.key === "k") return move(event.key === "j" ? 1 : -1);
  const element = [...document.querySelectorAll("[data-key]")].find((each) => each.dataset.key === event.key);
  if (element) {
    event.preventDefault();
    element.click();
  }
});

toggle.hidden = false;
toggle.addEventListener("click", () => {
  if (sessionStorage.getItem(OFF) === null) sessionStorage.setItem(OFF, "");
  else sessionStorage.removeItem(OFF);
  say();
});
say();
