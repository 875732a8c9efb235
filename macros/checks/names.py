"""Rules about the names in a claim's text and in its passages."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from ..briefing import parties, voices
from ..cache import digest, shelf
from ..evidence.desk import Cited, Desk
from ..evidence.passage import Passage
from ..records.problems import Severity, nearest
from ..records.references import references
from . import lexicon
from .rule import Finding, Rule, Subject, language, rule

SHORTEST_HEAD = 4
"""Letters of a name that its adjective keeps."""
_ENDING = re.compile(r"(?:i|e|i?a|ea)?ns?|is?|s|ish|es[ei]|e?rs?|ics?")


@language(
    "name-left-out",
    bad="via: []   # the passage: “…, the League report said, quoting traders”",
    good="via: [league-report-2030]",
    of=("claim",),
)
def name_left_out(desk: Desk) -> Iterator[Finding]:
    """Whoever a passage names has a part in, speaks in, or is named by a claim that cites it."""
    used: dict[tuple[str, int], set[str]] = {}
    first: dict[tuple[str, int], tuple[Cited, Passage]] = {}
    for cited in desk.passages:
        if cited.passage is None:
            continue
        key = (cited.cite.source, cited.passage.start)
        place = used.setdefault(key, set())
        if cited.claim is None:  # a lasting property of an entity, with the entity it names
            place |= {text for _, _, text, _ in references(cited.filed.record)}
            place.add(getattr(cited.filed.record, "id", ""))
            continue
        first.setdefault(key, (cited, cited.passage))
        place |= {*parties(cited.claim), *voices(cited.claim)}
        place |= mentioned(desk, cited.claim.text + " " + (cited.claim.note or ""))
    starts: dict[str, list[int]] = {}
    for source, start in sorted(used):
        starts.setdefault(source, []).append(start)
    for key, (cited, passage) in first.items():
        near = starts[key[0]]
        within = near[bisect_left(near, passage.start) : bisect_left(near, passage.end)]
        around = {who for start in within for who in used[key[0], start]}
        for who in sorted(named_in(desk, passage) - used[key] - around):
            yield Finding(
                cited.filed,
                (*cited.steps[:2], "cite"),
                f"the passage names {_name(desk, who)}, but no claim that cites it does",
                "give them their part in roles, by, for or via, or a claim of their own",
                key=True,
            )


@rule(
    "name-without-part",
    Severity.WARNING,
    Subject.LANGUAGE,
    bad="text: Norland has shipped oil to Sudmark\n  roles: {supplier: [norland]}",
    good="roles: {supplier: [norland], recipient: [sudmark]}",
)
def name_without_part(desk: Desk) -> Iterator[Finding]:
    """Every entity whose name stands in a claim's text has a part in the claim."""
    names = desk.names
    for filed in desk.claims:
        claim = filed.record
        known = {*parties(claim), *voices(claim)}
        left = [one.bearers for one in names.find(claim.text) if known.isdisjoint(one.bearers)]
        for who in tuple(known) if left else ():  # a namesake's text bears the other's name
            entity = desk.entity(who)
            if entity:
                others = (*entity.distinct_from, *(t.entity for t in entity.possibly_same_as))
                known |= {other for other in others if _namesakes(desk, entity.name, other)}
        for who in sorted(min(bearers) for bearers in left if known.isdisjoint(bearers)):
            yield Finding(
                filed,
                ("text",),
                f"the text names {_name(desk, who)}, who has no part in roles",
                f"add {who} to roles, or name the one who is meant",
            )


@rule(
    "misspelling",
    bad="text: Südmark has bought lamp oil",
    good="text: Sudmark has bought lamp oil",
)
def misspelling(desk: Desk) -> Iterator[Finding]:
    """A claim's text uses an entity's name, not another spelling that a source prints."""
    names = {name for kind, _, name, *_ in desk.called if kind == "entity"}
    for filed in desk.claims:
        for named in desk.forms.find(filed.record.text):
            if named.form not in names:
                one = len(named.bearers) == 1
                right = " or ".join(f"“{_name(desk, who)}”" for who in sorted(named.bearers))
                yield Finding(
                    filed,
                    ("text",),
                    f"“{named.form}” is a spelling met in a source, not the name",
                    f"write {right}",
                    write=_name(desk, min(named.bearers)) if one else "",
                    for_words=named.form,
                )


@rule(
    "mistyped-name",
    Severity.WARNING,
    Subject.LANGUAGE,
    bad="text: Norlland has shipped lamp oil",
    good="text: Norland has shipped lamp oil",
)
def mistyped_name(desk: Desk) -> Iterator[Finding]:
    """A name in a claim's text is not nearly that of an entity."""
    words = {word for form, _ in desk.all_forms for word in re.findall(r"\w{4,}", form)}
    known = {word for word in words if not word.isupper()}
    folded = {word.lower() for word in words}
    looked_up: dict[str, list[str]] = {}
    for filed in desk.claims:
        text = desk.every_name.blank(filed.record.text)
        for match in re.finditer(r"(?<![\w-])[A-Z]\w{3,}", text):
            word = match.group()
            if word.lower() in folded:
                continue
            near = looked_up.get(word)
            if near is None:
                near = looked_up[word] = nearest(word, known, 0.8)
            if near and not _inflected(word, near):
                yield Finding(
                    filed,
                    ("text",),
                    f"“{word}” is nearly “{near[0]}”",
                    f"write “{near[0]}”, or make an entity of the other name",
                )


@rule(
    "unknown-name",
    Severity.HINT,
    Subject.LANGUAGE,
    bad="text: Norland has shipped oil to Westmark   # no such record",
    good="text: Norland has shipped oil to Sudmark",
)
def unknown_name(desk: Desk) -> Iterator[Finding]:
    """A name in a claim's text is that of an entity or a known word of the vocabulary, as far as
    capitals tell."""
    forms = [name for name, _ in desk.all_forms]
    known = set(desk.briefing.vocabulary.known_words)
    refused = desk.briefing.library.refused
    stems = {
        word[:4].lower()
        for form in forms
        for word in re.findall(r"\w+", form)
        if word[:1].isupper()
    }
    for filed in desk.claims:
        text = desk.every_name.blank(filed.record.text)
        for match in re.finditer(r"(?<![\w-])[A-Z]\w+(?: [A-Z]\w+)*", text):
            name = match.group()
            parts = name.split()
            if name in known or parts[0].lower() in lexicon.MONTHS:
                continue
            if "-".join(parts).lower() in refused:
                continue  # that its record was refused is told already
            if all(part[:4].lower() in stems for part in parts):
                continue
            yield Finding(
                filed, ("text",), f"“{name}” is the name of no entity",
                "make an entity of it if it plays a part, or add it to known_words in "
                "vocabulary.yml",
            )  # fmt: skip


@rule(
    "idle-word",
    Severity.WARNING,
    bad="known_words: [Westmark]   # no claim's text has it",
    good="(no such word)",
    of=("claim", "vocabulary"),
)
def idle_word(desk: Desk) -> Iterator[Finding]:
    """Every known word of the vocabulary stands in a claim's text."""
    filed = desk.briefing.library.vocabulary
    if filed is None:
        return
    claims, kept = desk.briefing.library.claims, shelf("idle-word")
    whole = not desk.briefing.library.problems
    files = {one.document.key for one in claims.values()} if whole else set()
    for index, word in enumerate(filed.record.known_words):
        alone, name = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)"), digest(word.encode())
        if kept.get(name) in files:  # the word stood there before
            continue
        has = next((one for one in claims.values() if alone.search(one.record.text)), None)
        if has is not None:
            kept.put(name, has.document.key)
        else:
            yield Finding(
                filed, ("known_words", index), f"no claim's text has “{word}”", "remove it",
            )  # fmt: skip


def mentioned(desk: Desk, text: str) -> set[str]:
    """Return the entities whose very name stands in a text of ours."""
    return {who for named in desk.names.find(text) for who in named.bearers}


def _namesakes(desk: Desk, name: str, other: str) -> bool:
    """Tell whether another record bears the same name, a word in brackets apart."""
    entity = desk.entity(other)
    return entity is not None and entity.name.split(" (")[0] == name.split(" (")[0]


def _inflected(word: str, names: list[str]) -> bool:
    """Tell whether a word is a name's adjective or plural: “Norlandic”, “Korean” of “Korea”.

    It begins as the name does, a letter or two left out, and goes on with an ending.
    """
    return any(
        word.startswith(head) and _ENDING.fullmatch(word, len(head))
        for name in names
        if len(word) > len(name)
        for head in (name, name[:-1], name[:-2])
        if head == name or len(head) >= SHORTEST_HEAD
    )


def named_in(desk: Desk, passage: Passage) -> set[str]:
    """Return the entities that a passage names, by any form met in a source.

    “Port of Norland” does not name Norland, and a form that several entities bear names none.
    """
    return {
        who
        for named in desk.forms.find(passage.text)
        if len(named.bearers) == 1
        for who in named.bearers
    }


def _name(desk: Desk, who: str) -> str:
    entity, source = desk.entity(who), desk.source(who)
    return entity.name if entity else source.short if source else who


NAME_RULES: tuple[Rule, ...] = (
    name_left_out,
    name_without_part,
    misspelling,
    mistyped_name,
    unknown_name,
    idle_word,
)
