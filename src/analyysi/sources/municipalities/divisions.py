"""Municipal divisions: figures of different divisions are joined through a table of mergers, or not
at all.

A municipality's figure of an older division is carried to a newer one by adding those of the
municipalities that have merged into it since. That holds for what can be added (inhabitants, euros)
and for nothing else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Self

from pydantic import Field, model_validator

from analyysi.agreement.reading import validate
from analyysi.agreement.strict_data import UnreadableError, read_toml
from analyysi.agreement.toml_text import toml_text
from analyysi.agreement.values import Frozen, LocalText, Words
from analyysi.errors import ParameterError, Sentence, SourceError, joined
from analyysi.file_system.reading import read_file
from analyysi.project import Project

MERGERS = "mergers.toml"
_Code = Annotated[str, Field(pattern=r"^\d{3}$")]


class Merger(Frozen):
    """A municipality that became part of another, from the first day of a division on."""

    in_force: date
    absorbed: _Code
    absorbed_name: Words
    into: _Code
    into_name: Words
    source: Words


class MergerTable(Frozen):
    """Every merger between two divisions. Outside them nothing is claimed."""

    complete_from: date
    complete_to: date
    source: LocalText
    mergers: tuple[Merger, ...] = ()

    @model_validator(mode="after")
    def _within(self) -> Self:
        faults = []
        if self.complete_from > self.complete_to:
            faults.append(Sentence("complete_from is after complete_to"))
        faults += [
            Sentence(
                "the merger of {code} on {day} lies outside the span",
                code=m.absorbed,
                day=m.in_force,
            )
            for m in self.mergers
            if not self.complete_from < m.in_force <= self.complete_to
        ]
        faults += [
            Sentence("{code} is absorbed by itself", code=m.absorbed)
            for m in self.mergers
            if m.absorbed == m.into
        ]
        gone = {m.absorbed: m.in_force for m in self.mergers}
        faults += [
            Sentence(
                "{code} merges into {into} on {day}, which is part of another municipality by then",
                code=m.absorbed,
                into=m.into,
                day=m.in_force,
            )
            for m in self.mergers
            if m.into != m.absorbed and m.into in gone and gone[m.into] <= m.in_force
        ]
        times = Counter(merger.absorbed for merger in self.mergers)
        twice = sorted(code for code, count in times.items() if count > 1)
        faults += [Sentence("{code} is absorbed twice", code=code) for code in twice]
        if faults:
            raise ValueError(joined(faults, "; "))
        return self

    def between(self, older: date, newer: date) -> tuple[Merger, ...]:
        """Return the mergers that lie between two divisions, by their day."""
        between = (merger for merger in self.mergers if older < merger.in_force <= newer)
        return tuple(sorted(between, key=lambda merger: (merger.in_force, merger.absorbed)))


@dataclass(frozen=True)
class Join:
    """How the snapshots of one case were brought to one division."""

    division: date
    """The newest division among them: the others are carried to it."""
    older: Mapping[str, date]
    """The snapshots that were carried, and the division of each."""
    mergers: tuple[Merger, ...]
    """Every merger on the way."""
    source: LocalText

    def merged_into(self, payer: str, snapshot: str) -> tuple[str, ...]:
        """Return the payer's code and those of the municipalities that its figure of the older
        division lacks.
        """
        if snapshot not in self.older:
            return (payer,)
        codes = [payer]
        for merger in reversed(self.mergers):
            if merger.in_force > self.older[snapshot] and merger.into in codes:
                codes.append(merger.absorbed)
        return tuple(codes)

    def absorbed(self, payer: str) -> Merger | None:
        """Return the merger by which a payer ceased to be a municipality, or None."""
        return next((merger for merger in self.mergers if merger.absorbed == payer), None)


def read_mergers(project: Project) -> MergerTable:
    """Read and check the table of mergers.

    Raises
    ------
    SourceError
        If it is missing or wrong; names every fault.
    """
    path = project.municipalities / MERGERS
    where = project.relative(path)
    try:
        content = read_toml(toml_text(read_file(path), where))
        return validate(content, MergerTable, where)
    except FileNotFoundError as error:
        raise SourceError(
            "{where} is missing: figures of different municipal divisions are joined by it. "
            "Bring it back: {command}",
            where=where,
            command="analyysi update --restore",
        ) from error
    except UnreadableError as error:
        raise SourceError(
            "{where} is not valid TOML: {fault}.", where=where, fault=error
        ) from error
    except ParameterError as error:
        raise SourceError("{fault}", fault=error) from error


def join_divisions(project: Project, divisions: Mapping[str, str], where: str) -> Join | None:
    """Decide how the figures of these snapshots come to one division; None if they follow one
    already.

    Parameters
    ----------
    divisions
        Snapshot to the first day of the division it follows.
    where
        The terms' file for messages.

    Raises
    ------
    SourceError
        If they follow different divisions and the table of mergers does not cover the time between
        them.
    """
    if len(set(divisions.values())) < 2:
        return None
    days = {}
    for name, text in divisions.items():
        try:
            days[name] = date.fromisoformat(text)
        except ValueError as error:
            raise SourceError(
                "{where}: {name} follows no single municipal division ('{division}'), so "
                "its figures cannot be joined with those of {others}. Use a snapshot of "
                "one division.",
                where=where,
                name=name,
                division=text,
                others=", ".join(sorted(set(divisions) - {name})),
            ) from error
    oldest, newest = min(days.values()), max(days.values())
    table = read_mergers(project)
    if oldest < table.complete_from or newest > table.complete_to:
        listed = [
            Sentence("{snapshot} of {day}", snapshot=name, day=day)
            for name, day in sorted(days.items())
        ]
        raise SourceError(
            "{where} joins figures of different municipal divisions ({divisions}), and "
            "{mergers} knows every merger only from {complete_from} to {complete_to}. "
            "Add what is missing there, with its source, or use snapshots of one "
            "division.",
            where=where,
            divisions=joined(listed, "; "),
            mergers=project.relative(project.municipalities / MERGERS),
            complete_from=table.complete_from,
            complete_to=table.complete_to,
        )
    return Join(
        division=newest,
        older={name: day for name, day in days.items() if day < newest},
        mergers=table.between(oldest, newest),
        source=table.source,
    )


def touched(join: Join, payers: Iterable[str]) -> list[str]:
    """Return the payers whose figure is the sum of several older municipalities."""
    summed = []
    for payer in payers:
        if any(len(join.merged_into(payer, name)) > 1 for name in join.older):
            summed.append(payer)
    return summed
