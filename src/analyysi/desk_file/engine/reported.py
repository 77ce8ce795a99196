"""What the program would report of a trial: the case of its report, its other ways of sharing, its
front page.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from analyysi.comparison.case import Case, load_year
from analyysi.comparison.compare import (
    Comparison,
    Omitted,
    Split,
    compare_methods,
    left_for_methods,
    other_split,
    ways_of_method,
)
from analyysi.comparison.trial.loading import load_case
from analyysi.desk.run_of_trial import Asked, run_parameters, shares_as
from analyysi.desk.trial import known
from analyysi.desk_file.engine.choices import as_choices
from analyysi.desk_file.engine.shares_table import shown_amounts
from analyysi.desk_file.engine.shown_trial import Tried
from analyysi.report.language.wording import Wording

_CHEAP = ("plain", "claims", "game")
"""The kinds of method by how long they take: rules for claims and games may take seconds."""


@dataclass(frozen=True)
class Reported:
    """A trial as the program would report it: the year itself where nothing differs; the trial of
    a run where parameters say it; else the year by the draft that the desk would write.
    """

    tried: Tried

    @cached_property
    def case(self) -> Case:
        """The case of the report."""
        opened, year = self.tried.opened, self.tried.year
        if shares_as(opened.base, year):
            return opened.base
        asked = Asked(opened.language, opened.focus or "", (), opened.base.terms.year)
        parameters = run_parameters(opened.project, opened.base, year, asked)
        if parameters is not None:
            return load_case(opened.project, parameters)
        from analyysi.desk.draft import draft

        agreement, number = opened.base.agreement.id, opened.base.terms.year
        text = draft(opened.project, opened.case, year, number)
        return load_year(opened.project, agreement, number, terms_text=text, surveys=opened.surveys)

    @cached_property
    def comparison(self) -> Comparison:
        """Every split of the report."""
        opened = self.tried.opened
        return opened.comparison if self.case is opened.base else compare_methods(self.case)

    @cached_property
    def words(self) -> Wording:
        """The reader's words for the terms of the report."""
        return Wording(self.tried.opened.language, self.case)

    def front(self) -> str:
        """Return the front page as HTML."""
        # What writes it is a sixth of the program: a browser starts without it.
        from analyysi.comparison.report_context import report_context
        from analyysi.report.page import Page
        from analyysi.report.sections.head import front_page

        opened = self.tried.opened
        is_base = self.case is opened.base
        context = opened.context if is_base else report_context(opened.project, self.case)
        page = Page(self.comparison, opened.language, opened.focus or "", context)
        return str(front_page(page.reader))

    def methods(self) -> list[str]:
        """Return the names of the methods, those that take no time first."""
        rows = self.tried.year.case.methods.values()
        return [row.name for row in sorted(rows, key=lambda row: _CHEAP.index(row.kind))]

    def others(self, method: str = "") -> dict[str, Any]:
        """Return the other ways of sharing, and those that do not apply, with why.

        Parameters
        ----------
        method
            Whose ways are worked out; empty: those of every method.
        """
        if not method:
            return self._shown(self.comparison.others, self.comparison.omitted)
        known(method, self.case.methods, "method")
        problem = left_for_methods(self.case)
        ways = ways_of_method(self.case, self.case.methods[method], problem)
        outcomes = [other_split(self.case, variant) for variant in ways.variants]
        splits = [outcome for outcome in outcomes if isinstance(outcome, Split)]
        omitted = [outcome for outcome in outcomes if isinstance(outcome, Omitted)]
        return self._shown(splits, [ways.omitted, *omitted] if ways.omitted else omitted)

    def _shown(self, splits: Any, omitted: Any) -> dict[str, Any]:
        return {
            "splits": [self._split(split) for split in splits],
            "omitted": [
                {
                    "method": left_out.name,
                    "title": self.words.title(left_out.title),
                    "reason": self.words.of(left_out.reason),
                }
                for left_out in omitted
            ],
        }

    def _split(self, split: Split) -> dict[str, Any]:
        cents, words = self.tried.year.cents, self.words
        codes = {*split.cents, *cents}
        return {
            "id": split.id,
            "method": split.variant.method.name,
            "title": words.title(split.title),
            "rule": words.of(split.rule),
            "choices": as_choices(split.variant, words),
            "cents": dict(split.cents),
            "shown": shown_amounts(split.shown, words),
            "changes": {
                code: split.cents.get(code, 0) - cents.get(code, 0) for code in sorted(codes)
            },
        }
