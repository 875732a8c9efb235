"""Throws inputs at the targets, cuts down what fails, and keeps it."""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
import traceback
from pathlib import Path

from tests.fuzz.targets import TARGETS, Target

KEPT = Path(__file__).parent / "found.json"


def kept() -> dict[str, list[str]]:
    """Return every input that once failed, by target."""
    found: dict[str, list[str]] = json.loads(KEPT.read_text("utf-8"))
    return found


def fails(target: Target, text: str) -> str:
    """Throw one input; return what went wrong, or nothing."""
    try:
        target.hold(text)
    except Exception:
        return traceback.format_exc(limit=-3)
    return ""


def throw(name: str, inputs: int, seed: int) -> list[str]:
    """Throw inputs at a target; return the first of each kind that fail, cut down."""
    target, chance = TARGETS[name], random.Random(f"{name} {seed}")  # noqa: S311 - no secret
    found: dict[str, str] = {}
    for _ in range(inputs):
        text = target.make(chance)
        said = fails(target, text)
        if said:
            found.setdefault(kind(said), cut(target, text, kind(said)))
    return sorted(found.values())


def kind(said: str) -> str:
    """Return where it went wrong, which tells one fault from another."""
    return [line for line in said.splitlines() if line.startswith("  File ")][-1]


def cut(target: Target, text: str, wanted: str) -> str:
    """Leave out of an input whatever is not needed for it to fail in the same way."""
    size = max(1, len(text) // 2)
    while size:
        at = 0
        while at < len(text):
            less = text[:at] + text[at + size :]
            said = fails(target, less)
            if said and kind(said) == wanted:
                text = less
            else:
                at += size
        size //= 2
    return text


def main() -> int:
    """Throw as many inputs as asked, keep what fails, print the counts."""
    parser = argparse.ArgumentParser(prog="make fuzz")
    parser.add_argument("--inputs", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    options = parser.parse_args()
    corpus, failed, total = kept(), 0, 0
    for name, target in TARGETS.items():
        inputs, started = options.inputs * target.share // 100, time.process_time()
        found = throw(name, inputs, options.seed)
        total += inputs
        failed += len(found)
        corpus[name] = sorted({*corpus.get(name, []), *found})
        seconds = time.process_time() - started
        print(f"fuzz: {name}: {inputs:,} inputs, {len(found)} kinds of failure, {seconds:.0f} s")
        for text in found:
            print(f"  {text!r}\n{fails(target, text)}", file=sys.stderr)
    if failed:
        KEPT.write_text(json.dumps(corpus, indent=1) + "\n", "utf-8")
    print(f"fuzz: {total:,} inputs, {failed} kinds of failure (seed {options.seed})")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
