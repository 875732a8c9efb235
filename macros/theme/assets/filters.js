/* Keeps the chronology's choice of rows in the address, so that it can be shared and come back to.
   The choice itself works without this file. */
(function () {
  "use strict";

  function read(form) {
    var asked = new URLSearchParams(location.search);
    form.querySelectorAll("input").forEach(function (input) {
      if (!asked.has(input.name)) return;
      var values = asked.get(input.name).split(",");
      input.checked = values.includes(input.value);
    });
    form.querySelectorAll("fieldset").forEach(function (set) {
      var all = set.querySelector("[type=radio][value='']");
      if (all && !set.querySelector(":checked")) all.checked = true;
    });
    var more = form.querySelector("details");
    if (more && more.querySelector(":checked:not([value=''])")) more.open = true;
  }

  function write(form) {
    var address = new URL(location.href), chosen = {};
    form.querySelectorAll("input").forEach(function (input) {
      var one = chosen[input.name] || (chosen[input.name] = { values: [], all: true });
      if (input.checked) one.values.push(input.value);
      else if (input.type === "checkbox") one.all = false;
      if (input.type === "radio" && input.checked) one.all = input.value === "";
    });
    Object.keys(chosen).forEach(function (name) {
      if (chosen[name].all) address.searchParams.delete(name);
      else address.searchParams.set(name, chosen[name].values.join(","));
    });
    address.search = address.search.replace(/%2C/g, ",");
    history.replaceState(history.state, "", address);
  }

  function start() {
    var form = document.querySelector("form.filters");
    if (!form) return;
    read(form);
    form.addEventListener("change", function () { write(form); });
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    form.addEventListener("reset", function () { setTimeout(function () { write(form); }); });
  }

  // The theme swaps pages without loading them anew, and says so here.
  if (window.document$) window.document$.subscribe(start);
  else start();
})();
