/* Finds entries in an index that lies in many small files, as macros/shards.py writes them.
   A word of the question finds the words that begin with it, and its own other endings; an entry
   counts if it holds every word, or, where none does, as many as any. Answers are as the theme
   wants them: results by page, in HTML. Every text is escaped here, so that none is read as more. */
(function () {
  "use strict";

  var BEST = 24, MOST = 4;  // entries shown, and files of words that one beginning may load
  var ENDINGS = ["", "s", "es", "ed", "ing", "y", "ies", "ied"];
  var DENSE = "\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}";
  var PARTS = new RegExp("[" + DENSE + "]+|[^" + DENSE + "]+", "gu");
  var HAS_DENSE = new RegExp("[" + DENSE + "]", "u");
  var root = new URL("../../search/", location), start, files = new Map();

  function get(path, cache) {
    return fetch(new URL(path, root), { cache: cache || "default" }).then(function (answer) {
      if (!answer.ok) throw new Error(answer.status + " " + path);
      return answer.json();
    });
  }

  function file(path) {
    if (!files.has(path)) files.set(path, get(start.folder + path));
    return files.get(path);
  }

  function begin(cache) {
    files.clear();
    return get("start.json", cache).then(function (found) { start = found; });
  }

  /* As macros/shards.py cuts a text. */
  function wordsOf(text) {
    var bare = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
    return (bare.match(/[\p{L}\p{N}]+/gu) || []).flatMap(function (run) {
      if (!HAS_DENSE.test(run)) return [run];
      return run.match(PARTS).flatMap(function (part) {
        var all = Array.from(part);
        if (!HAS_DENSE.test(part)) return [part];
        return all.map(function (one, at) { return one + (all[at + 1] || ""); });
      });
    });
  }

  /* What a word of the question stands for: itself, and its stem if an ending could follow. */
  function asked(word) {
    var stem = word.replace(/(ies|ied|y)$/, "");
    if (stem === word) stem = word.replace(/(ing|ed|es|s)$/, "");
    return { word: word, stem: stem.length > 2 ? stem : word };
  }

  /* How well a word of the index answers: 0 is not at all. */
  function likeness(known, one) {
    if (known === one.word) return 3;
    if (known.startsWith(one.stem) && ENDINGS.includes(known.slice(one.stem.length))) return 2;
    if (!known.startsWith(one.word)) return 0;
    // One letter begins too many words, one character of a dense script begins few.
    return one.word.length > 1 || HAS_DENSE.test(one.word) ? one.word.length / known.length : 0;
  }

  /* The number of the file in which a word would stand. */
  function placeOf(word) {
    var at = 0;
    while (at + 1 < start.words.length && start.words[at + 1] <= word) at++;
    return at;
  }

  /* The rows of all words that may answer, as far as they are worth loading. */
  function rows(one) {
    var likely = [one.word].concat(ENDINGS.map(function (end) { return one.stem + end; }));
    var wanted = new Set(likely.map(placeOf)), first = placeOf(one.word);
    for (var at = first + 1; at < first + MOST && at < start.words.length; at++)
      if (start.words[at].startsWith(one.word)) wanted.add(at);
    var all = Array.from(wanted, function (number) { return file("words-" + number + ".json"); });
    return Promise.all(all).then(function (found) { return found.flat(); });
  }

  /* The entries that one word finds, each with what that is worth. */
  function hits(one) {
    return rows(one).then(function (all) {
      var found = new Map(), completed = "", often = 0;
      all.forEach(function (row) {
        var like = likeness(row[0], one);
        if (!like) return;
        [3, 1].forEach(function (weight, field) {
          var steps = row[field + 1], number = 0;
          var worth = weight * like * Math.log(1 + start.entries / (1 + steps.length));
          steps.forEach(function (step) {
            number += step;
            if (!(found.get(number) >= worth)) found.set(number, worth);
          });
        });
        if (row[0].startsWith(one.word) && row[1].length > often) {
          often = row[1].length;
          completed = row[0];
        }
      });
      return { entries: found, completed: completed };
    });
  }

  /* Numbers of entries, best first: of those that hold the most words asked for. */
  function ranked(found, counts) {
    var worth = new Map(), held = new Map(), most = 0;
    found.forEach(function (one, at) {
      one.entries.forEach(function (more, number) {
        worth.set(number, (worth.get(number) || 0) + more);
        held.set(number, (held.get(number) || 0) + (counts[at] ? 1 : 0));
      });
    });
    held.forEach(function (count) { most = Math.max(most, count); });
    function value(number) { return worth.get(number) * (number < start.pages ? 1.5 : 1); }
    var best = Array.from(worth.keys()).filter(function (one) { return held.get(one) === most; });
    best.sort(function (a, b) { return value(b) - value(a) || a - b; });
    return best.map(function (number) { return { number: number, score: value(number) }; });
  }

  function entry(number) {
    return file("entries-" + Math.floor(number / start.each) + ".json").then(function (all) {
      return all[number % start.each];
    });
  }

  function escaped(text) {
    return text.replace(/[&<>"'`]/g, function (mark) { return "&#" + mark.charCodeAt(0) + ";"; });
  }

  /* Where a text holds words asked for, as [start, end, which]. */
  function matches(text, wanted) {
    return Array.from(text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)).flatMap(function (run) {
      var known = wordsOf(run[0]);
      var which = wanted.findIndex(function (one) {
        return known.some(function (word) { return likeness(word, one) > 0; });
      });
      return which < 0 ? [] : [[run.index, run.index + run[0].length, which]];
    });
  }

  function marked(text, found, from, to) {
    var html = "", at = from;
    found.forEach(function (one) {
      if (one[0] < from || one[1] > to) return;
      html += escaped(text.slice(at, one[0]));
      html += "<mark data-md-highlight>" + escaped(text.slice(one[0], one[1])) + "</mark>";
      at = one[1];
    });
    return html + escaped(text.slice(at, to));
  }

  /* The part of a text that shows why it was found, cut between words. */
  function excerpt(text, found) {
    var from = found.length ? Math.max(0, found[0][0] - 80) : 0, to = from + 320;
    if (from) from = text.indexOf(" ", from) + 1 || from;
    if (to < text.length) to = Math.max(text.lastIndexOf(" ", to), from + 1);
    else to = text.length;
    return (from ? "… " : "") + marked(text, found, from, to) + (to < text.length ? " …" : "");
  }

  function shown(row, score, wanted) {
    var inTitle = matches(row[1], wanted), inText = matches(row[2], wanted), terms = {};
    wanted.forEach(function (one, at) {
      terms[one.word] = inTitle.concat(inText).some(function (match) { return match[2] === at; });
    });
    return {
      location: row[0],
      title: marked(row[1], inTitle, 0, row[1].length),
      text: row[2] && "<p>" + excerpt(row[2], inText) + "</p>",
      score: score,
      terms: terms,
    };
  }

  /* Results by page, each page with its own entry: the theme asks for one. */
  function byPage(found, entries) {
    var pages = new Map();
    found.forEach(function (one, at) {
      var page = one.location.split("#")[0];
      if (!pages.has(page)) pages.set(page, []);
      pages.get(page).push(one);
      one.page = entries[at][3];
    });
    return Array.from(pages, function (pair) {
      if (pair[1].some(function (one) { return one.location === pair[0]; })) return pair[1];
      var title = escaped(pair[1][0].page);
      return pair[1].concat({ location: pair[0], title: title, text: "", score: 0, terms: {} });
    });
  }

  function search(question) {
    var wanted = Array.from(new Set(wordsOf(question)), asked);
    return Promise.all(wanted.map(hits)).then(function (found) {
      // A word that stands everywhere tells nothing, unless nothing else is asked for.
      var counts = wanted.map(function (one) { return !start.common.includes(one.word); });
      var all = ranked(found, counts), best = all.slice(0, BEST);
      return Promise.all(best.map(function (one) { return entry(one.number); })).then(
        function (entries) {
          var items = entries.map(function (row, at) { return shown(row, best[at].score, wanted); });
          var last = found.length && found[found.length - 1].completed;
          return {
            items: byPage(items, entries),
            suggest: last ? [last] : [],
            total: all.length,
            shown: best.length,
          };
        },
      );
    });
  }

  /* Where a file is gone, the site was built anew since we began: so do we, once. */
  self.find = function (question) {
    return (start ? Promise.resolve() : begin())
      .then(function () { return search(question); })
      .catch(function () {
        return begin("reload").then(function () { return search(question); });
      });
  };
})();
