/* The messages between the theme and a search, numbered as the theme numbers them. All that finds
   anything is loaded with the first question. */
"use strict";

var SETUP = 0, READY = 1, QUERY = 2, RESULT = 3;
var asked = 0;

function answer(turn, found) {
  if (turn === asked) postMessage({ type: RESULT, data: found });
}

onmessage = function (event) {
  if (event.data.type === SETUP) postMessage({ type: READY });
  if (event.data.type !== QUERY) return;
  var turn = ++asked, question = event.data.data;
  // Whoever types on asks something else in a moment.
  setTimeout(function () {
    if (turn !== asked) return;
    if (!question.trim()) return answer(turn, { items: [], total: 0, shown: 0 });
    try {
      if (!self.find) importScripts("find.js");
    } catch (error) {
      return answer(turn, { items: [], failed: true });
    }
    self.find(question).then(
      function (found) { answer(turn, found); },
      function () { answer(turn, { items: [], failed: true }); },
    );
  }, 120);
};
