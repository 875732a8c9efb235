"""What a file must be before anyone asks what it says: each rule with an example."""

from __future__ import annotations

from ..problems import Code, Severity

CODES: dict[str, Code] = {
    "missing-file": Code(
        "A file that is named exists.", "data/ without briefing.yml", "data/briefing.yml"
    ),
    "unreadable-file": Code(
        "A file can be opened for reading.",
        "a file that its owner alone may read",
        "a file that everybody may read",
    ),
    "folder": Code(
        "A record is a file, not a folder.",
        "data/entities/norland.yml/  (a folder)",
        "data/entities/norland.yml",
    ),
    "symlink": Code(
        "A record is a file of its own, never a link to another place.",
        "data/entities/norland.yml -> ../../elsewhere.yml",
        "data/entities/norland.yml",
    ),
    "special-file": Code(
        "A record is an ordinary file, not a device, pipe or socket.",
        "data/entities/norland.yml  (a pipe)",
        "data/entities/norland.yml",
    ),
    "too-large": Code("A file holds at most 1 MiB.", "a thread of 5,000 claims", "several threads"),
    "too-many": Code(
        "A file holds at most 200,000 keys, values and brackets.",
        "a list of 300,000 numbers",
        "several files",
    ),
    "not-utf-8": Code(
        "A file is encoded in UTF-8.", "saved as ISO 8859-1 or “ANSI”", "saved as UTF-8"
    ),
    "utf-16": Code(
        "A file is encoded in UTF-8, not in the UTF-16 of some Windows programs.",
        "saved as “Unicode”",
        "saved as UTF-8",
    ),
    "empty-file": Code(
        "A file holds at least one record.", "# nothing but a comment", "name: Norland"
    ),
    "tab": Code(
        "Spaces, not tabs, stand between words and before lines.",
        "name:\tNorland",
        "name: Norland",
    ),
    "control-character": Code(
        "No control characters stand in a file, nor are they written as escapes.",
        'name: "Norland\\x07"',
        "name: Norland",
    ),
    "line-separator": Code(
        "Lines end with LF or CR LF and with nothing else.",
        "name: Nor\u2028land",
        "name: Norland",
    ),
    "bidi-control": Code(
        "No character changes the direction in which the text around it is shown.",
        "name: \u202eNorland",
        "name: Norland",
    ),
    "hidden-character": Code(
        "No invisible tag characters or byte order marks stand inside a file.",
        "name: Nor\ufeffland",
        "name: Norland",
    ),
    "noncharacter": Code(
        "No code point stands in a file that Unicode reserves as no character.",
        "name: Norland\ufdd0",
        "name: Norland",
    ),
    "lone-surrogate": Code(
        "No half of a surrogate pair stands in a file.",
        'name: "Norland\\ud800"',
        "name: Norland",
    ),
    "conflict-marker": Code(
        "A merge is finished before its file is read.",
        "<<<<<<< HEAD\nname: Norland\n=======\nname: Sudmark\n>>>>>>> branch",
        "name: Norland",
    ),
    "duplicate-key": Code(
        "A key stands once in its map.", "name: Norland\nname: Sudmark", "name: Norland"
    ),
    "anchor": Code(
        "Values are written out: there are no anchors (&name).", "name: &n Norland", "name: Norland"
    ),
    "alias": Code(
        "Values are written out: there are no aliases (*name).", "name: *n", "name: Norland"
    ),
    "merge-key": Code(
        "Maps are written out: there are no merge keys (<<).",
        "<<: {name: Norland}",
        "name: Norland",
    ),
    "tag": Code("Values carry no tags (!name).", "name: !!str Norland", "name: Norland"),
    "directive": Code(
        "A file has no directives (lines that start with %).",
        "%YAML 1.1\n---\nname: Norland",
        "name: Norland",
    ),
    "no-value": Code("A key and a list item have a value.", "name:", "name: Norland"),
    "null-spelling": Code(
        "What is not known is written null, in this one spelling.", "list: ~", "list: null"
    ),
    "key-not-text": Code(
        "A key is a word, not a list, a map or null.", "[name]: Norland", "name: Norland"
    ),
    "empty-key": Code("A key has at least one character.", '"": Norland', "name: Norland"),
    "root-is-text": Code("A file holds a list or a map.", "Norland", "name: Norland"),
    "several-documents": Code(
        "A file holds one document.", "name: Norland\n---\nname: Sudmark", "name: Norland"
    ),
    "too-deep": Code(
        "Lists and maps are nested at most 20 deep.", "name: " + "[" * 21 + "]" * 21, "name: [x]"
    ),
    "typographic-quotes": Code(
        "Values are quoted with straight quotes.", "name: “Norland”", 'name: "Norland"'
    ),
    "cut-by-comment": Code(
        "A comment has a space after its #; a # that belongs to a value is quoted.",
        "name: Berth #4",
        'name: "Berth #4"',
        Severity.WARNING,
    ),
    "tight-comment": Code(
        "A comment has a space before its #.",
        "by: [norland]# its office",
        "by: [norland] # its office",
    ),
    "unfinished-line": Code(
        "A text that | or > begins ends with a line break.",
        "note: |\n  The last line of the file",
        "note: |\n  The last line of the file\n",
    ),
    "colon-in-value": Code(
        "A value with “: ” in it is quoted.", "name: Norland: a land", 'name: "Norland: a land"'
    ),
    "reserved-start": Code(
        "A value that starts with a sign that YAML uses is quoted.",
        "name: @norland",
        'name: "@norland"',
    ),
    "unclosed-quote": Code(
        "A quote that is opened is closed.", 'name: "Norland', 'name: "Norland"'
    ),
    "text-after-quote": Code(
        "Nothing but a comment follows a closing quote.",
        'name: "Grey" Gull',
        "name: '\"Grey\" Gull'",
    ),
    "unclosed-bracket": Code(
        "Items in brackets have commas between them, and the bracket is closed.",
        "formerly: [nor, nord",
        "formerly: [nor, nord]",
    ),
    "bad-escape": Code(
        "A backslash in double quotes starts an escape that YAML knows.",
        'name: "Nor\\land"',
        "name: 'Nor\\land'",
    ),
    "missing-colon": Code(
        "A key is followed by a colon and a space.",
        "id: norland\nname:Norland",
        "id: norland\nname: Norland",
    ),
    "bad-indentation": Code(
        "Lines of one list or map start in the same column.",
        "id: norland\n  name: Norland",
        "id: norland\nname: Norland",
    ),
    "mixed-list-and-map": Code(
        "Siblings are all list items or all keys.",
        "- norland\nname: Norland",
        "- norland\n- sudmark",
    ),
    "list-beside-key": Code(
        "A list starts on the line below its key.",
        "formerly: - nor",
        "formerly:\n  - nor",
    ),
    "yaml-syntax": Code("A file is YAML.", "[a]\nb", "name: Norland"),
    "more-problems": Code(
        "A file with very many problems is reported in parts.",
        "a file with 51 problems",
        "a file with fewer",
        Severity.HINT,
    ),
}
