"""The English words by which sources hedge, judge, attribute and count.

The lists are read by the language rules only. They are kept short on purpose: a word that is more
often harmless than not costs more waivers than it catches faults.
"""

from __future__ import annotations

import re

# Each hedge with the words that carry it, as whole words.
HEDGE_WORDS = {
    "alleged": r"allegedly|alleged|allegations?|accus\w+|purported\w*",
    "reported": r"reportedly|been reported|rumou?r\w*|it is said",
    "assessed": (
        r"believed?|believes|thought to|suggest\w*|(?:very |highly |un)?likely|probabl[ey]"
        r"|(?:widely )?considered|apparently|appears?|appeared|seems?|seemed|assess\w*|estimat\w+"
        r"|suspect\w*|presum\w+|expect(?:s|ed)"
    ),
    "possible": r"could|may|might|possibl[ey]|possibility|potential\w*|perhaps",
}
HEDGES = {
    kind: re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE)
    for kind, words in HEDGE_WORDS.items()
}
# “May” is a month when it is written with a capital inside a sentence, or before a number.
_MAY = re.compile(r"\bMay\b(?=\s\d|,?\s(?:19|20)\d\d)|(?<=[a-z\d,;]\s)May\b")

JUDGEMENTS = re.compile(
    r"(?<![\w-])(?:will(?! be remembered)|would be|(?:this|which) suggests|going to|bound to"
    r"|is set to|inevitabl\w+|scant"
    r"|little (?:evidence|doubt|sign)|far from|clearly|obviously|undoubtedly|iron(?:y|ic\w*)"
    r"|most (?:significant|important|worrying)|more (?:worrying|dangerous|important)|illegal"
    r"|dangerous|desperate\w*|reckless\w*|deplorabl\w+|cynical\w*|hazards?|should|must|ought"
    r"|worst|cheapest|strongest|weakest)"
    r"(?![\w-])",
    re.IGNORECASE,
)

ATTRIBUTIONS = re.compile(
    r"(?<![\w-])(?:said|says|saying|told|tells|according to|stated|claim(?:s|ed)|announced|argued"
    r"|thinks|writes|wrote|den(?:y|ies|ied)|adds|added|doubts|doubted"
    r"|argues|quoted|quoting|insist(?:s|ed)|warned|testified|declared|what it said|they said"
    r"|noted|remarked|highlight(?:s|ed)|point(?:s|ed) out|explain(?:s|ed)|conclud(?:es|ed)"
    r"|predict(?:s|ed)|asserted|cautioned|commented|acknowledged|admitted|conceded"
    # Not “developments suggest”, which is the author's own conclusion.
    r"|(?:analysis|report|stud(?:y|ies)|survey|investigation)s?(?=\b[^.;]{0,200}?\bsuggest(?:s|ed)))"
    r"(?![\w-])",
    re.IGNORECASE,
)

# An authority's act with its reason: the reason is the authority's word, not the author's.
RETOLD = re.compile(
    r"(?<![\w-])(?:sanctioned|designated|blacklisted|charged|indicted|accused|convicted|fined"
    r"|listed|blamed)\b[^.]{0,120}?\b(?:for|of|over|with)\s+(?:\w+\s+){0,3}?\w+ing\b",
    re.IGNORECASE,
)

# A sentence in which somebody denies: its denial belongs beside the accusation.
DENIALS = re.compile(
    r"(?<![\w-])(?:den(?:y|ies|ied|ying)|denials?|reject(?:s|ed)?|dismiss(?:es|ed)?)(?![\w-])",
    re.IGNORECASE,
)

# What a party's denial cannot have denied: what is to come, and the denial itself.
UNDENIED = re.compile(
    r"(?<![\w-])(?:will|would|shall|den(?:y|ies|ied|ying)|denials?)(?![\w-])", re.IGNORECASE
)

NAMESAKES = re.compile(
    r"\b(?:same[- ]name|namesake|shares? (?:a|the) name)|of that name|same name\b"
)

RELATIVE = re.compile(
    r"\b(?:today|yesterday|tomorrow|last|next|this (?:week|month|year|spring|summer|autumn|fall"
    r"|winter|morning)|earlier this|ago|monday|tuesday|wednesday|thursday|friday|saturday|sunday"
    r"|recently|past (?:week|month|year))\b",
    re.IGNORECASE,
)

MONTHS = {
    name: index
    for index, name in enumerate(
        [
            "january", "february", "march", "april", "may", "june", "july", "august",
            "september", "october", "november", "december",
        ],
        1,
    )
}  # fmt: skip

NUMBER_WORDS = {
    word: str(value)
    for value, words in {
        0: "zero", 2: "two twice second", 3: "three third", 4: "four fourth", 5: "five fifth",
        6: "six sixth", 7: "seven seventh", 8: "eight eighth", 9: "nine ninth", 10: "ten tenth",
        11: "eleven", 12: "twelve", 13: "thirteen", 14: "fourteen", 15: "fifteen",
        16: "sixteen", 17: "seventeen", 18: "eighteen", 19: "nineteen", 20: "twenty",
        30: "thirty", 40: "forty", 50: "fifty", 60: "sixty", 70: "seventy", 80: "eighty",
        90: "ninety",
    }.items()
    for word in words.split()
}  # fmt: skip
SCALES = ("dozen", "hundred", "thousand", "million", "billion", "trillion", "per cent", "half")
_SCALE_FORMS = {f"{scale}s": scale for scale in SCALES} | {"percent": "per cent", "%": "per cent"}


def _day(*names: str) -> re.Pattern[str]:
    """Return the pattern of a day with one of the months, in full or cut short."""
    name = "|".join(f"{name}|{name[:4]}|{name[:3]}" for name in names)
    return re.compile(
        rf"\b(\d{{1,2}})(?:st|nd|rd|th)?(?: of)?\s+(?:{name})\b"
        rf"|\b(?:{name})\b\.?\s+(\d{{1,2}})\b(?!\d)",
        re.IGNORECASE,
    )


_ANY_DAY = _day(*MONTHS)
_NUMBER = re.compile(r"\d[\d,.]*\d|\d|%")
_WORD = re.compile(r"[^\W\d_]+")
_STOP = frozenset(
    """
    a about above after again all also among an and any are as at be been before between both
    but by can did do does during each for from further had has have having he her his if in
    into is it its may more most much no nor not of off on once one only onto or other others
    out over own said same she since so some such than that the their them then there these
    they this those through to too under until up upon very was were what when where which
    while who whom whose will with within without would
    """.split()
)


def hedges(text: str) -> dict[str, str]:
    """Return the hedges in a text: kind → the first word that carries it."""
    plain = _MAY.sub("month", text)
    return {kind: match.group() for kind, words in HEDGES.items() if (match := words.search(plain))}


def numbers(text: str) -> dict[str, str]:
    """Return the figures in a text, each as a value → as it is written."""
    found = {}
    for match in _NUMBER.finditer(text):
        written = match.group()
        value = _SCALE_FORMS.get(written) or written.replace(",", "").rstrip(".")
        found[value] = written
    for match in _WORD.finditer(text):
        word = match.group().lower()
        value = NUMBER_WORDS.get(word) or _SCALE_FORMS.get(word) or (word if word in SCALES else "")
        if value:
            found.setdefault(value, match.group())
    return found


def months(text: str) -> set[int]:
    """Return the months that a text names."""
    plain = re.findall(r"\b[A-Z][a-z]+\b", text)
    named = {MONTHS[word.lower()] for word in plain if word.lower() in MONTHS and word != "May"}
    if _MAY.search(text):
        named.add(5)
    return named


def days(text: str, month: str) -> set[int]:
    """Return the days of a month that a text names: “30 August”, “August 30”."""
    return {int(match[1] or match[2]) for match in _day(month).finditer(text)}


def without_days(text: str) -> str:
    """Return a text without the days of its dates: “on June 7” counts no seven."""
    return _ANY_DAY.sub(" ", text)


def content(text: str) -> set[str]:
    """Return the stems of a text's content words."""
    words = {match.group().lower() for match in _WORD.finditer(text)}
    return {stem(word) for word in words if word not in _STOP and len(word) > 2}


def stem(word: str) -> str:
    """Return a rough stem: enough to match “supplied” with “supplying”."""
    for ending in (
        "ations", "ation", "ments", "ment", "ings", "ing", "ies", "ied", "ers", "ed",
                   "es", "er", "ly", "s", "y", "e",
    ):  # fmt: skip
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)][:6]
    return word[:6]
