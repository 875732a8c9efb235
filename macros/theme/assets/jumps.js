/* Leaves a jump within a page to the browser, until the theme has swapped the page for another.
   The theme would fetch the same page anew at the first jump, and where that takes longer than the
   scrolling, the row that was jumped to loses its mark. Runs before the theme's script, as the
   listeners of a window are called in the order in which they came. */
(function () {
  "use strict";

  var first = document.querySelector("[data-md-component=container]"), last = new URL(location);
  window.addEventListener("popstate", function (event) {
    var before = last;
    last = new URL(location);
    if (first.isConnected && last.pathname === before.pathname && last.hash !== before.hash)
      event.stopImmediatePropagation();
  });
})();
