"""YAML as the project writes it: plain words where nobody could take them for anything else."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

Written = str | Mapping[str, "Written"] | Sequence["Written"]
_PLAIN = re.compile(r"[A-Za-z(][A-Za-z0-9 .'()/-]*[A-Za-z0-9.')]|[A-Za-z]")
_DAY = re.compile(r"[12]\d{3}-\d\d(?:-\d\d)?")
_ADDRESS = re.compile(r"https?://[A-Za-z0-9./_~%?=&+-]+")
_OTHER_WORDS = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})
_FLAGS = frozenset({"true", "false"})


def scalar(text: str) -> str:
    """Write a text plain where nobody could take it for anything else, else in quotes."""
    plain = _PLAIN.fullmatch(text) and text.lower() not in _OTHER_WORDS
    if plain or _DAY.fullmatch(text) or text in _FLAGS:
        return text
    return json.dumps(text, ensure_ascii=False)


def plain_address(text: str) -> str:
    """Write a web address plain where YAML takes it for a text anyway."""
    return text if _ADDRESS.fullmatch(text) else scalar(text)


def lines(value: Mapping[str, Written], indent: int = 0) -> list[str]:
    """Write a mapping as the lines of a block, lists of texts in brackets."""
    found: list[str] = []
    for key, item in value.items():
        lead = " " * indent + key + ":"
        if isinstance(item, str):
            found.append(f"{lead} {scalar(item)}")
        elif isinstance(item, Mapping):
            found += [lead, *lines(item, indent + 2)]
        elif all(isinstance(one, str) for one in item):
            found.append(f"{lead} [{', '.join(scalar(str(one)) for one in item)}]")
        else:
            found.append(lead)
            for one in item:
                assert isinstance(one, Mapping)
                found += items(lines(one), indent + 2)
    return found


def items(block: Sequence[str], indent: int = 0) -> list[str]:
    """Write the lines of a mapping as an item of a list."""
    first, *rest = block
    lead = " " * indent
    return [f"{lead}- {first}", *(f"{lead}  {line}" if line else "" for line in rest)]
