"""The causes why a published year does not come out as it was, each with what differs and with its
effect on the shares.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from analyysi.agreement.strict_data import read_toml
from analyysi.archive.anchor import NO_ANCHOR, Anchor
from analyysi.archive.edition import Edition
from analyysi.errors import AnalyysiError, Sentence
from analyysi.money import parse_cents

_SHOWN = 12
"""So many changes of one cause are listed."""

_COLUMNS = ("split", "payer_code", "payer", "amount_eur", "chosen")
"""Those of a results.csv that are looked at here."""

Kind = Literal[
    "data",
    "terms",
    "rounding",
    "method",
    "library",
    "archive",
    "notebook",
    "template",
    "paper",
    "record",
    "missing",
    "path",
    "code",
    "list",
    "signature",
]
"""What moved: figures, the year's terms (rounding apart), the program, the libraries, the notebook,
a Word template; or a published paper, the record itself, or a file that is no longer there. Of an
archive: what is in it does not belong together, though every checksum agrees. A library is blamed
only where it is shown, by the archived program itself. Of what was handed over: a path that leads
out of its folder, code that is on no list, a list of checksums that is not the committed one, a
signature that is not by whom it should be."""


@dataclass(frozen=True)
class Cause:
    """One cause of a difference, found by swapping it alone from what was published to what is
    there now.
    """

    kind: Kind
    where: str
    """The file, the library or the program, as seen from the project's root or within the edition.
    """
    what: tuple[str, ...]
    """What differs, in words: "578 Paltamo, year 2021, population: 3183 → 3184"."""
    effect: Mapping[str, int] | None = field(default_factory=dict)
    """Cents more (or, negative, less) per payer in the chosen split, those of nought left out;
    None: not worked out.
    """
    fails: bool = True
    """Whether the year is not as it was because of it; False for what is only worth knowing."""
    others: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """The same of every other split that it moves, by the split's name in results.csv."""


@dataclass(frozen=True)
class Reproduction:
    """The outcome of recomputing an edition."""

    edition: Edition
    results_equal: bool | None
    """Whether results.csv came out byte for byte, by the archived and by the present program; None:
    not to be had.
    """
    papers: Mapping[str, bool]
    """Each paper that was made again ("fi/report.html"), and whether its bytes are those published.
    """
    causes: tuple[Cause, ...]
    anchor: Anchor = NO_ANCHOR
    """What stands for the edition's list outside of its folder."""

    @property
    def faults(self) -> tuple[Cause, ...]:
        """Return the causes for which the year is not as it was."""
        return tuple(cause for cause in self.causes if cause.fails)

    @property
    def equal(self) -> bool:
        """Return whether the year came out as it was."""
        return self.results_equal is True and all(self.papers.values()) and not self.faults

    @property
    def only_code_lacks(self) -> bool:
        """Return whether nothing differs, and it is only that code did not run which is on no list:
        what it makes is not known.
        """
        kinds = {cause.kind for cause in self.faults}
        return kinds == {"code"} and self.results_equal is True and all(self.papers.values())

    @property
    def answer(self) -> Sentence:
        """Return in words how far the year is as it was published. It is called so only where
        something outside of its folder says what was published.
        """
        if not self.equal:
            return Sentence("NOT ALL WAS CHECKED" if self.only_code_lacks else "NOT AS PUBLISHED")
        if self.anchor.kind == "none":
            return Sentence("agrees with its own list, which anyone could have made")
        return Sentence("as published ({anchor})", anchor=self.anchor.name)


def is_results(text: str) -> bool:
    """Return whether a text is a results.csv, which whoever changed an archive may have made of
    anything.
    """
    try:
        rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
        for row in rows:
            parse_cents(row["amount_eur"])
    except (csv.Error, KeyError, TypeError, ValueError, AnalyysiError):
        return False
    return bool(rows) and all(rows[0].get(column) is not None for column in _COLUMNS)


def chosen_cents(results: str) -> dict[str, int]:
    """Return what each payer pays by the chosen split of a results.csv, in cents."""
    rows = csv.DictReader(io.StringIO(results, newline=""))
    return {
        row["payer_code"]: parse_cents(row["amount_eur"]) for row in rows if row["chosen"] == "yes"
    }


def with_effects(cause: Cause, before: str | None, after: str | None) -> Cause:
    """Return the cause with what it does to every split, from one results.csv to another; not
    worked out where one of them is not to be had.
    """
    if before is None or after is None or not (is_results(before) and is_results(after)):
        return replace(cause, effect=None, others={})
    chosen = {*chosen_splits(before), *chosen_splits(after)}
    old, new = _cents(before), _cents(after)
    others = {}
    for split in dict.fromkeys([*old, *new]):
        changes = _changes(old.get(split, {}), new.get(split, {}))
        if changes and split not in chosen:
            others[split] = changes
    return replace(cause, effect=effect(before, after), others=others)


def chosen_splits(results: str) -> set[str]:
    """Return the names of the splits that a results.csv marks as chosen."""
    rows = csv.DictReader(io.StringIO(results, newline=""))
    return {row["split"] for row in rows if row["chosen"] == "yes"}


def by_split(results: str, column: str) -> dict[str, dict[str, str]]:
    """Return a column of a results.csv by split and payer code; "" where it is not there."""
    cells: dict[str, dict[str, str]] = {}
    for row in csv.DictReader(io.StringIO(results, newline="")):
        cells.setdefault(row["split"], {})[row["payer_code"]] = row.get(column) or ""
    return cells


def _cents(results: str) -> dict[str, dict[str, int]]:
    cents = {}
    for split, amounts in by_split(results, "amount_eur").items():
        cents[split] = {code: parse_cents(amount) for code, amount in amounts.items()}
    return cents


def _changes(old: Mapping[str, int], new: Mapping[str, int]) -> dict[str, int]:
    changes = {code: new.get(code, 0) - old.get(code, 0) for code in sorted({*old, *new})}
    return {code: change for code, change in changes.items() if change}


def effect(before: str, after: str) -> dict[str, int]:
    """Return by how many cents each payer's chosen share differs between two results.csv; equal
    ones are left out.
    """
    return _changes(chosen_cents(before), chosen_cents(after))


def first_of(changes: Sequence[str], counted: Sentence) -> tuple[str, ...]:
    """Return the first changes, and how many more there are.

    Parameters
    ----------
    counted
        What the changes are, in the plural: "amounts".
    """
    more = len(changes) - _SHOWN
    if more <= 0:
        return tuple(changes)
    return (*changes[:_SHOWN], Sentence("and {count} more {counted}", count=more, counted=counted))


def changed_results(before: str, after: str) -> tuple[str, ...]:
    """Return in words which amounts of two results.csv differ: split, payer, old and new."""
    if not is_results(before):
        return (Sentence("the old one is no table of results"),)
    if not is_results(after):
        return (Sentence("the new one is no table of results"),)
    old, new = _amounts(before), _amounts(after)
    changes = []
    for place in {**old, **new}:
        if old.get(place) != new.get(place):
            split, payer = place
            changes.append(_change(f"{split}, {payer}", old.get(place), new.get(place)))
    if not changes and before != after:
        changes.append(Sentence("no amount differs, but other cells do"))
    return tuple(changes)


def _change(name: str, old: object, new: object) -> Sentence:
    absent = Sentence("absent")
    return Sentence(
        "{name}: {old} → {new}",
        name=name,
        old=absent if old is None else old,
        new=absent if new is None else new,
    )


def _amounts(results: str) -> dict[tuple[str, str], str]:
    rows = csv.DictReader(io.StringIO(results, newline=""))
    return {
        (row["split"], f"{row['payer_code']} {row['payer']}"): row["amount_eur"] for row in rows
    }


def changed_entries(before: str, after: str) -> tuple[str, ...]:
    """Return which entries of two TOML texts differ, each by its dotted name: "rounding.unit: 0.01
    → 1.00".

    Raises
    ------
    UnreadableError
        If one of them is not TOML.
    """
    old, new = dict(_leaves("", parsed(before))), dict(_leaves("", parsed(after)))
    names = dict.fromkeys([*old, *new])
    return tuple(
        _change(name, old.get(name), new.get(name))
        for name in names
        if old.get(name) != new.get(name)
    )


def parsed(text: str) -> dict[str, Any]:
    """Read TOML as the agreement files are read: a fraction is a decimal number."""
    return read_toml(text)


def _leaves(name: str, content: Any) -> Iterator[tuple[str, str]]:
    if isinstance(content, dict):
        for key, entry in content.items():
            yield from _leaves(f"{name}.{key}" if name else key, entry)
    elif isinstance(content, list) and any(isinstance(member, dict) for member in content):
        for place, member in enumerate(content, start=1):
            yield from _leaves(f"{name}[{place}]", member)
    else:
        yield name, str(content)
