"""`brief new`: the stub of a source, an entity, a claim or a designation, never of a duplicate."""

from __future__ import annotations

import argparse
import datetime
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..drafting.questions import QUESTIONS, Question
from .outcome import FINE, FOUND, USAGE, data_option
from .questions import agree, answers_of, ask, confirmed, terminal

if TYPE_CHECKING:
    from ..briefing import Briefing
    from ..drafting.record import New
    from ..drafting.resemblance import Like

EXAMPLES = {
    "source": "brief new source --text ~/lamps.txt --url https://gazette.example/lamps",
    "entity": 'brief new entity "Ann Roe" --type Person',
    "claim": 'brief new claim --thread lamp-oil --source gazette-2031-doe --text "Norland has …"',
    "designation": "brief new designation --target ann-roe --authority the-league",
}
Fields = dict[str, Any]


def options(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    kinds = parser.add_subparsers(dest="kind", required=True, metavar="KIND")
    for kind, questions in QUESTIONS.items():
        article = "an" if kind == "entity" else "a"
        one = kinds.add_parser(
            kind, help=f"write the stub of {article} {kind}", epilog=f"example: {EXAMPLES[kind]}"
        )
        for question in questions:
            _flag(one, question)
        if kind == "source":
            one.add_argument(
                "--text", type=Path, metavar="FILE",
                help="the article's plain text: read for proposals, kept out of the project",
            )  # fmt: skip
            one.add_argument(
                "--accept", action="store_true", help="take what the text proposes without asking"
            )
        one.add_argument("--id", help="the permanent id (one is proposed)")
        one.add_argument(
            "--distinct-from", action="append", default=[], metavar="ID",
            help="a record that it looks like and is not",
        )  # fmt: skip
        one.add_argument("--no-comments", action="store_true", help="leave the optional fields out")
        data_option(one)


def _flag(parser: argparse.ArgumentParser, question: Question) -> None:
    if question.flag == "name":
        parser.add_argument("name", nargs="?", help=question.text)
        return
    parser.add_argument(
        f"--{question.flag}",
        dest=f"answer_{question.flag}",
        action="append" if question.many else "store",
        metavar=question.flag.upper(),
        help=question.text,
    )


def run(root: Path, options: argparse.Namespace) -> int:
    """Write the stub of a record."""
    from ..briefing import open_briefing
    from ..drafting.record import Refused

    briefing = open_briefing(root / options.data, drafts=True)
    try:
        return _make(root, options, briefing)
    except Refused as why:
        print(f"brief new {options.kind}: nothing was written: {why}", file=sys.stderr)
        return FOUND
    except EOFError:
        print(f"\nbrief new {options.kind}: stopped; nothing was written", file=sys.stderr)
        return FOUND


def _make(root: Path, options: argparse.Namespace, briefing: Briefing) -> int:
    from ..drafting.fields import fields_of
    from ..drafting.record import free_id, hold_id, new_file
    from .own_text import keep_text, read_text, show_proposals

    kind, text = options.kind, getattr(options, "text", None)
    raw, found = read_text(text) if text else ("", {})
    if found and not terminal() and not options.accept:
        show_proposals(found)
        print(
            "brief new source: nothing was written: --accept takes what you do not give yourself",
            file=sys.stderr,
        )
        return USAGE
    answers = answers_of(options, briefing, found)
    if isinstance(answers, list):
        print(f"brief new {kind}: missing: {', '.join(answers)}", file=sys.stderr)
        return USAGE
    if found.get("boilerplate") and not options.accept:
        found["boilerplate"] = confirmed(found["boilerplate"], raw)
    fields, proposed = fields_of(kind, answers, datetime.date.today().isoformat(), found)
    likes = _unlike(options, briefing, fields)
    if likes:
        return FOUND
    record_id = options.id or free_id(briefing, proposed)
    if not options.id and terminal():
        record_id = ask("its permanent id", record_id)
    hold_id(briefing, record_id)
    fields = {"id": record_id, **fields}
    name = _file_name(kind, record_id, answers, briefing)
    new = new_file(root / options.data, kind, fields, name, comments=not options.no_comments)
    if raw:
        keep_text(root, record_id, raw)
    return _write(root, options, new, record_id)


def _unlike(options: argparse.Namespace, briefing: Briefing, fields: Fields) -> list[Like]:
    """Return what the record resembles and was not said to differ from; note what was said."""
    from ..drafting.record import resembles, told

    kind = options.kind
    likes = list({like.id: like for like in resembles(briefing, kind, fields)}.values())
    open_ = [one for one in likes if one.same or one.id not in options.distinct_from]
    if open_:
        print("It looks like what is there already:\n" + told(open_, briefing, kind))
        sure = any(one.same for one in open_)
        if not sure and terminal() and agree("Is it another one all the same?", otherwise=False):
            options.distinct_from += [one.id for one in open_]
            open_ = []
        if open_:
            again = " ".join(f"--distinct-from {one.id}" for one in open_)
            fix = "use that record" if any(one.same for one in open_) else _instead(kind, again)
            print(f"brief new {kind}: nothing was written; {fix}", file=sys.stderr)
    field = {"entity": "distinct_from", "claim": "compare"}.get(kind)
    if field and options.distinct_from:
        fields[field] = list(dict.fromkeys(options.distinct_from))
    return open_


def _instead(kind: str, again: str) -> str:
    use = {
        "entity": "if it is the same, use it and add the form to its spellings",
        "claim": "if it is the same, add an assertion to it",
    }.get(kind, "if it is the same, use it")
    return f"{use}; if not, add  {again}"


def _file_name(kind: str, record_id: str, answers: dict[str, Any], briefing: Briefing) -> str:
    from ..drafting.record import sanctions_file

    if kind == "claim":
        return str(answers["thread"])
    return sanctions_file(briefing, answers["authority"]) if kind == "designation" else record_id


def _write(root: Path, options: argparse.Namespace, new: New, record_id: str) -> int:
    """Write the file, and show what is still to be filled in."""
    from ..checks import inspect
    from ..evidence.text import texts_folder
    from ..records.problems import report
    from ..records.schema import write

    data = root / options.data
    file = data / new.path
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(new.text.encode())
    shown = f"{data.name}/{new.path}"
    print(f"wrote {shown}, line {new.line}\n")
    # With the text at hand, a record is held against it at once.
    found = inspect(data, texts_folder(root), root=data.parent)
    if (data / "schema").is_dir():
        write(data / "schema", found.desk.briefing.library)  # editors offer the new id at once
    here = [
        one
        for one in found.problems
        # That nothing uses a record which is a minute old is no news.
        if one.place.path == shown and one.place.line >= new.line and one.code != "orphan"
    ]
    if here:
        print(report(here) + "\n")
    source = {"source": record_id, "claim": getattr(options, "answer_source", None)}
    text = source.get(options.kind)
    then = f"brief draft {text} --left" if text else "brief check"
    print(f"brief new {options.kind}: {record_id}; {len(here)} left to do; then  {then}")
    return FINE
