"use strict";
{% include "search.js" %}
{% include "copy.js" %}
let closed = [];
// A printed page shows what serves each control; of the resources, what a reader has opened.
addEventListener("beforeprint", () => { closed = [...document.querySelectorAll("#controls > details:not([open])")]; closed.forEach(details => details.open = true); });
addEventListener("afterprint", () => closed.forEach(details => details.open = false));
