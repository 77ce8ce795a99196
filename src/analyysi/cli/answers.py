"""Answers for programs: `--json`, one shape for every command that answers something.

An answer is one object on standard output: `ok`, whether the command did what it was asked;
`language`, that of the words in it; `result`, what the command found, null where it could not; and
`faults`, the sentences of what is wrong. Amounts are whole cents and end in `_cents`, ratios and
exact numbers are texts, and days are in ISO 8601. The exit code is as without `--json`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Any

import typer

from analyysi.cli.screen import hand_over
from analyysi.cli.speech import in_words, spoken
from analyysi.errors import sentence_of

_asked = [False]


def _ask(wanted: bool) -> bool:
    _asked[0] = wanted
    return wanted


JsonOption = Annotated[
    bool, typer.Option("--json", help="Answer as JSON, for programs.", callback=_ask)
]


def is_asked() -> bool:
    """Return whether the command was asked for JSON, so that a fault is told in it too."""
    return _asked[0]


def forget() -> None:
    """Forget what the command before asked for."""
    _asked[0] = False


def print_answer(result: Any, faults: Iterable[object] = ()) -> None:
    """Print an answer; sentences in it are said in the language that the commands speak."""
    sentences = [in_words(fault) for fault in faults]
    answer = {"ok": not sentences, "language": spoken(), "result": result, "faults": sentences}
    written = json.dumps(_plain(answer), ensure_ascii=False, indent=2, default=_text)
    hand_over(f"{written}\n")


def _plain(value: Any) -> Any:
    """Return a value with its sentences said: JSON itself would write them in English."""
    if isinstance(value, dict):
        return {str(name): _plain(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return value if sentence_of(value) is None else in_words(value)


def _text(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Path):
        return value.as_posix()
    if isinstance(value, Fraction):
        return str(value)
    return in_words(value)
