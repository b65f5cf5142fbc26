// What a search finds: each thing that unfolds, and each row and point that stands alone.
const bar = document.querySelector(".filter"), search = document.getElementById("search");
const outcome = document.getElementById("outcome"), shown = document.getElementById("shown");
const plain = element => element.textContent.toLowerCase().replace(/\s+/g, " ");
const units = [...document.querySelectorAll("main .item, main tbody tr, main section > ul > li, main .group > ul > li")]
  .filter(unit => !unit.parentElement.closest(".item")).map(unit => ({ unit, text: plain(unit) }));
// A heading goes with all that stands below it.
const holders = [...document.querySelectorAll("main section, main .group, main section > details, main table")]
  .filter(holder => !holder.closest(".item"));
let wanted = [], hits = [], at = -1, unfolded = [];

// A rule or a control by its number is no other whose number begins or ends alike: 3.5.1, not 3.5.10 or 13.5.1.
function pattern(word) {
  const whole = /^[a-z_]\w*_\d+$|^\d+(\.\d+)+$/.test(word);
  const text = word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(whole ? `(?<![\\w.])${text}(?!\\w)` : text);
}

function filter() {
  wanted = search.value.toLowerCase().split(/\s+/).filter(Boolean).map(pattern);
  const asked = wanted.length > 0 || outcome.value !== "";
  leave();
  for (const known of units) {
    known.unit.hidden = !wanted.every(word => word.test(known.text)) || (outcome.value && known.unit.dataset.outcome !== outcome.value);
  }
  hits = asked ? units.filter(({ unit }) => !unit.hidden).map(({ unit }) => unit) : [];
  for (const holder of holders) holder.hidden = asked && !hits.some(hit => holder.contains(hit));
  shown.textContent = !asked ? "" : hits.length ? `${hits.length} found` : "Nothing found";
  if (wanted.length && hits.length) go(0);
}

// What the last hit has unfolded folds again.
function leave() {
  at = -1;
  document.querySelector(".hit")?.classList.remove("hit");
  unfolded.forEach(details => details.open = false);
  unfolded = [];
}

function unfold(element) {
  const closed = [];
  for (let details = element.closest("details"); details; details = details.parentElement.closest("details")) {
    if (!details.open) closed.push(details);
    details.open = true;
  }
  return closed;
}

function go(number) {
  leave();
  at = (number + hits.length) % hits.length;
  const has = element => wanted.every(word => word.test(plain(element)));
  const hit = [...hits[at].querySelectorAll(":scope > summary, tr")].find(has) ?? hits[at];
  unfolded = unfold(hit);
  hit.classList.add("hit");
  hit.scrollIntoView();
  shown.textContent = `${at + 1} of ${hits.length} found`;
}

function clear() {
  search.value = outcome.value = "";
  filter();
}

// report.html#search=10.3.2 shows just that, and can be sent to somebody; #at-... leads to one resource.
function fromAddress() {
  const asked = new URLSearchParams(location.hash.slice(1));
  if (asked.has("search") || asked.has("outcome")) {
    search.value = asked.get("search") ?? "";
    outcome.value = asked.get("outcome") ?? "";
    return filter();
  }
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  if (target.closest("[hidden]")) clear();
  unfold(target);
  target.scrollIntoView();
}

search.addEventListener("input", filter);
outcome.addEventListener("change", filter);
search.addEventListener("keydown", event => {
  if (event.key === "Enter" && hits.length) go(at + (event.shiftKey ? -1 : 1));
  if (event.key === "Escape") clear();
  if (event.key === "Enter" || event.key === "Escape") event.preventDefault();
});
document.addEventListener("keydown", event => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select")) return;
  event.preventDefault();
  search.select();
  search.focus({ preventScroll: true });
});
addEventListener("hashchange", fromAddress);
bar.hidden = false;
fromAddress();
