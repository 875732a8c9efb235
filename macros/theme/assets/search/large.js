/* Gives the theme our search of a large site in the place of its own, and says how much was found.
   The theme takes any worker that speaks its messages; it counts the pages that it shows, but not
   all that there are. Runs before the theme's script. */
(function () {
  "use strict";

  var Theirs = window.Worker, ours = new URL("worker.js", document.currentScript.src);

  function said(found) {
    if (found.failed) return "The search index could not be loaded";
    if (found.total === 1) return "1 matching entry";
    var all = found.total.toLocaleString("en") + " matching entries";
    return found.shown < found.total ? all + ", the best " + found.shown + " shown" : all;
  }

  window.Worker = function () {
    var worker = new Theirs(ours);
    worker.addEventListener("message", function (event) {
      var found = event.data.data, line = document.querySelector(".md-search-result__meta");
      if (!found || !line) return;
      line.setAttribute("role", "status");
      line.closest("[role=dialog]").setAttribute("aria-label", "Search");
      // After the theme, which hears of it next.
      if (found.failed || found.total) setTimeout(function () { line.textContent = said(found); });
    });
    return worker;
  };
})();
