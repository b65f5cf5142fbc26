"use strict";
{% include "search.js" %}
{% include "copy.js" %}
let closed = [];
// A printed page holds everything; style alone unfolds it where the browser knows how to.
addEventListener("beforeprint", () => { closed = [...document.querySelectorAll("details:not([open])")]; closed.forEach(details => details.open = true); });
addEventListener("afterprint", () => closed.forEach(details => details.open = false));
