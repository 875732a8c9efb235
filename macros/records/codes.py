"""What a record must be by itself: each rule of the models and of the folder with an example."""

from __future__ import annotations

from .problems import Code
from .reader import CODES as OF_FILES

OF_RECORDS: dict[str, Code] = {
    "to-be-filled-in": Code(
        "What a stub leaves open is filled in before it is published.",
        "title: TODO",
        "title: Lamps are lit again",
    ),
    "unknown-field": Code(
        "A record holds the fields of its kind and no others.", "nane: Norland", "name: Norland"
    ),
    "missing-field": Code(
        "Every field without a default is there.",
        "id: norland\ntype: Country",
        "id: norland\ntype: Country\nname: Norland",
    ),
    "wrong-form": Code(
        "Lists are lists, mappings are mappings, text is text.",
        "when: 2031-06",
        "when: {date: 2031-06}",
    ),
    "unknown-value": Code(
        "A field with a closed choice of words holds one of them.", "type: State", "type: Country"
    ),
    "too-long": Code(
        "A text keeps within the length of its field.",
        "short: Lamp oil that Norland has shipped to Sudmark",
        "short: Lamp oil to Sudmark",
    ),
    "empty": Code(
        "A text or list that must say something is not empty.", "by: []", "by: [norland]"
    ),
    "bad-id": Code(
        "An id is lower-case ASCII letters and digits joined by single hyphens.",
        "id: Norland",
        "id: norland",
    ),
    "reserved-id": Code(
        "An id is none of the names that the site keeps for itself.",
        "id: index",
        "id: price-index",
    ),
    "untrimmed": Code(
        "A text has no space at its beginning or end.", 'name: "Norland "', 'name: "Norland"'
    ),
    "address": Code(
        "A web address is complete and has http or https.",
        "URL: gazette.example/lamps",
        "URL: https://gazette.example/lamps",
    ),
    "number": Code("A count is a whole number.", "votes: {for: nine}", "votes: {for: 9}"),
    "flag": Code("A flag is true or false.", "definite: yes", "definite: true"),
    "null": Code(
        "`null` stands only where the model says what it means.",
        "side: null",
        "(no side, where none is known)",
    ),
    "date": Code(
        "A date is on the calendar and in the project's notation.",
        "date: 30 June 2031",
        "date: 2031-06-30",
    ),
    "date-basis": Code(
        "Words without a year cannot state a date.",
        "when: {date: 2031-05, words: last month}",
        "when: {date: 2031-05, words: last month, basis: resolved}",
    ),
    "locator": Code(
        "A locator is three to five words.",
        "start: Norland has",
        "start: Norland has allegedly shipped",
    ),
    "cite-form": Code(
        "A cite is a passage or an entry of a register.",
        "cite: {source: gazette-2031-doe}",
        "cite: {source: gazette-2031-doe, start: Norland has allegedly shipped}",
    ),
    "quotation-length": Code(
        "A quotation has at most 25 words.",
        "quote: the whole paragraph as printed",
        "quote: Our barrels stay at home",
    ),
    "clause": Code(
        "A claim's text can follow “according to …, ”.",
        "text: Norland has shipped lamp oil.",
        "text: Norland has shipped lamp oil",
    ),
    "unnamed-speaker": Code(
        "An unnamed speaker has the source's words for them.",
        "by: [unnamed]",
        "by: [unnamed]\nby_words: traders",
    ),
    "hedge-words": Code(
        "A hedge comes with its words from the passage.",
        "hedge: alleged",
        "hedge: alleged\nhedge_words: allegedly",
    ),
    "nobody-asserts": Code(
        "Somebody asserts every claim.",
        "assertions: [{by: [norland], stance: denies, cite: …}]",
        "type: denial\nassertions: [{by: [norland], cite: …}]",
    ),
    "id-is-file-name": Code(
        "The id of a record that has a file of its own is the file's name.",
        "id: norland   # in data/entities/nor-land.yml",
        "id: norland   # in data/entities/norland.yml",
    ),
    "duplicate-id": Code(
        "An id belongs to one record only, over all kinds.",
        "id: norland   # a claim, beside the entity of that id",
        "id: norland-denies-oil",
    ),
    "no-data": Code("The data folder is there.", "brief check --data nowhere", "brief check"),
    "stray-file": Code(
        "Only records lie in the data folder, each in its kind's place and ending in .yml.",
        "data/entities/norland.yaml",
        "data/entities/norland.yml",
    ),
    "wrong-folder": Code(
        "A record lies in the folder of its kind.",
        "data/sources/norland.yml   # an entity",
        "data/entities/norland.yml",
    ),
    "unreadable": Code(
        "Every folder and file of records can be read.",
        "a folder that its owner alone may open",
        "a folder that everybody may open",
    ),
}

CODES = OF_FILES | OF_RECORDS
