"use strict";
const items = [...document.querySelectorAll(".item")].map(item => [item, item.textContent.toLowerCase()]);
const groups = [...document.querySelectorAll(".group")];
const search = document.getElementById("search"), outcome = document.getElementById("outcome"), shown = document.getElementById("shown");
function filter() {
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  let count = 0;
  for (const [item, text] of items) {
    item.hidden = !words.every(word => text.includes(word)) || (outcome.value && item.dataset.outcome !== outcome.value);
    count += !item.hidden;
  }
  for (const group of groups) group.hidden = !group.querySelector(".item:not([hidden])");
  // A search that leaves a few opens them.
  if (words.length && count <= 3) items.forEach(([item]) => { if (!item.hidden) item.open = true; });
  shown.textContent = `${count} of ${items.length} shown`;
}
search.addEventListener("input", filter);
outcome.addEventListener("change", filter);
let closed = [];
// A printed page shows what serves each control; of the resources, what a reader has opened.
addEventListener("beforeprint", () => { closed = [...document.querySelectorAll("#controls > details:not([open])")]; closed.forEach(details => details.open = true); });
addEventListener("afterprint", () => closed.forEach(details => details.open = false));
// report.html#search=10.3.2 shows just that, and can be sent to somebody.
function fromAddress() {
  const asked = new URLSearchParams(location.hash.slice(1));
  if (asked.has("search")) search.value = asked.get("search");
  if (asked.has("outcome")) outcome.value = asked.get("outcome");
  filter();
  if (asked.has("search")) document.querySelector(".item:not([hidden])")?.scrollIntoView({ block: "center" });
}
addEventListener("hashchange", fromAddress);
fromAddress();
