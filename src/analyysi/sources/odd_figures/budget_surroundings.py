"""What a figure of a budget is held against: the municipality's other lines, its accounts, and what
the others have for each inhabitant.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from operator import itemgetter

from analyysi.messages import Message
from analyysi.sources.budget_words import stage_name
from analyysi.sources.budgets import (
    MARGIN,
    RESULT,
    BudgetLine,
)

_FEWEST = 3
"""A median of fewer municipalities than these says nothing about what is usual."""

_OF_BOTH_SIGNS = (MARGIN, RESULT)
"""Measures that lie about zero: their median for each inhabitant says nothing of one of them."""


@dataclass(frozen=True)
class Accounts:
    """Stored accounts of one year, in euros: what has been, beside what is planned."""

    year: int
    amounts: Mapping[str, Mapping[str, Fraction]]
    """By the measure of the budgets, the amount of each municipality by code."""


@dataclass(frozen=True)
class Neighbour:
    """An amount that a figure is held against, and where it stands."""

    amount: Fraction
    stands: Message | BudgetLine

    @property
    def place(self) -> Message:
        """Say where it stands."""
        return stage_name(self.stands) if isinstance(self.stands, BudgetLine) else self.stands


@dataclass(frozen=True)
class Surroundings:
    """All that the checks of plausibility see."""

    lines: tuple[BudgetLine, ...]
    heads: Mapping[str, Fraction | int] = field(default_factory=dict)
    """Inhabitants by municipality, of any recent year; empty if not known."""
    accounts: tuple[Accounts, ...] = ()

    def line(self, code: str, document_year: int, stage: str) -> BudgetLine | None:
        """Return the line of a document at a stage; None if there is none."""
        return self._of_place.get((code, document_year, stage))

    def document(self, line: BudgetLine) -> list[BudgetLine]:
        """Return the other lines of a line's document."""
        return [
            mate
            for mate in self._of_code[line.code]
            if mate.document_year == line.document_year and mate.stage != line.stage
        ]

    def other_documents(self, line: BudgetLine, measure: str) -> Iterator[Neighbour]:
        """Yield a measure as each other document of the municipality has it, of the year nearest to
        the line's; those nearest in time first.
        """
        nearest: dict[int, tuple[Fraction, BudgetLine]] = {}
        for mate in self._by_distance(line.code, line.year):
            amount = mate.amount(measure)
            if amount is not None and mate.document_year != line.document_year:
                nearest.setdefault(mate.document_year, (amount, mate))
        for amount, mate in nearest.values():
            yield Neighbour(amount, mate)

    def in_accounts(self, line: BudgetLine, measure: str) -> Iterator[Neighbour]:
        """Yield a measure as the accounts have it, newest year first."""
        for accounts in sorted(self.accounts, key=lambda accounts: -accounts.year):
            amount = accounts.amounts.get(measure, {}).get(line.code)
            if amount is not None:
                place = Message("accounts of {year}", {"year": str(accounts.year)})
                yield Neighbour(amount, place)

    def by_inhabitants(self, line: BudgetLine, measure: str) -> Iterator[Neighbour]:
        """Yield what the municipality would have by the median of the others for an inhabitant, at
        the same stage of the same year's documents; nothing for margins and results.
        """
        usual = self.median_per_head(line, measure)
        if usual is not None and measure not in _OF_BOTH_SIGNS:
            place = Message("by the median of the others for an inhabitant")
            yield Neighbour(usual * self.heads[line.code], place)

    def per_head(self, line: BudgetLine, measure: str) -> Fraction | None:
        """Return a measure for an inhabitant, in euros; None where either is not known."""
        amount, heads = line.amount(measure), self.heads.get(line.code)
        return None if amount is None or not heads else amount / heads

    def median_per_head(self, line: BudgetLine, measure: str) -> Fraction | None:
        """Return the median of the others for an inhabitant, in the documents of the same year at
        the same stage; None if the line's own inhabitants are not known or the others are fewer
        than three.
        """
        if not self.heads.get(line.code):
            return None
        by_code = self._all_per_head(line.document_year, line.stage, measure)
        others = [amount for code, amount in by_code.items() if code != line.code]
        if len(others) < _FEWEST:
            return None
        # Of figures in order: `statistics.median` would sort them again for every line.
        lower, upper = others[(len(others) - 1) // 2], others[len(others) // 2]
        return lower if lower is upper else (lower + upper) / 2

    def _by_distance(self, code: str, year: int) -> list[BudgetLine]:
        """Return the lines of a municipality, those of the years nearest to a year first."""
        if (code, year) not in self._nearest:
            self._nearest[code, year] = sorted(
                self._of_code[code], key=lambda line: (abs(line.year - year), line.year)
            )
        return self._nearest[code, year]

    def _all_per_head(self, document_year: int, stage: str, measure: str) -> dict[str, Fraction]:
        """Return a measure for an inhabitant of every municipality where it is known, ascending."""
        place = document_year, stage, measure
        if place not in self._per_head:
            lines = self._of_stage[document_year, stage]
            amounts = {line.code: self.per_head(line, measure) for line in lines}
            known = [(code, amount) for code, amount in amounts.items() if amount is not None]
            self._per_head[place] = dict(sorted(known, key=itemgetter(1)))
        return self._per_head[place]

    @cached_property
    def _per_head(self) -> dict[tuple[int, str, str], dict[str, Fraction]]:
        return {}

    @cached_property
    def _nearest(self) -> dict[tuple[str, int], list[BudgetLine]]:
        return {}

    @cached_property
    def _of_place(self) -> dict[tuple[str, int, str], BudgetLine]:
        return {(line.code, line.document_year, line.stage): line for line in self.lines}

    @cached_property
    def _of_code(self) -> dict[str, list[BudgetLine]]:
        of_code: dict[str, list[BudgetLine]] = {}
        for line in self.lines:
            of_code.setdefault(line.code, []).append(line)
        return of_code

    @cached_property
    def _of_stage(self) -> dict[tuple[int, str], list[BudgetLine]]:
        of_stage: dict[tuple[int, str], list[BudgetLine]] = {}
        for line in self.lines:
            of_stage.setdefault((line.document_year, line.stage), []).append(line)
        return of_stage
