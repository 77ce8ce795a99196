"""The reader of one report: what a section, a picture or a paper needs to speak to them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from analyysi.comparison.case import Case
from analyysi.comparison.change import Change, change
from analyysi.comparison.compare import Comparison
from analyysi.comparison.history import SharedYear
from analyysi.comparison.report_context import ReportContext
from analyysi.comparison.results import fingerprint, results_csv
from analyysi.comparison.scenarios import Scenario, withdrawals
from analyysi.comparison.verdicts import SplitAssessment, assessments
from analyysi.report.language.wording import Wording


@dataclass(frozen=True)
class Reader:
    """A reader of one report: the splits, the words of the language, whose rows are marked.

    Parameters
    ----------
    comparison
        The year's splits.
    words
        The words and numbers of the reader's language.
    focus
        The code of the payer from whose seat the report is made; None in the joint report.
    context
        What the report states besides the year's own splits, such as earlier years.
    every_row
        Whether tables have a row for every payer, however many: so in the workbook.
    """

    comparison: Comparison
    words: Wording
    focus: str | None = None
    context: ReportContext = field(default_factory=ReportContext)
    every_row: bool = False

    @property
    def case(self) -> Case:
        """The year's case, which the splits share."""
        return self.comparison.case

    @property
    def say(self) -> Callable[..., str]:
        """Translate a text and fill its placeholders, as `Words.say` does."""
        return self.words.say

    @property
    def sign(self) -> str:
        """The sign of the agreement's currency, as a table's heading has it: "€"."""
        return self.words.sign

    @property
    def mark(self) -> str:
        """The mark that every sheet of a trial or a draft bears; empty for other reports."""
        return self.words.mark

    @property
    def assessments(self) -> tuple[SplitAssessment, ...]:
        """The assessment of every split, in the order of the splits."""
        return assessments(self.comparison)

    @property
    def changes(self) -> tuple[Change, ...]:
        """What led from each year of the agreement to the next, up to this one.

        Empty if this is the first year that the agreement has terms for.
        """
        return _changes(self.comparison, self.context)

    @property
    def results(self) -> str:
        """results.csv."""
        return results_csv(self.comparison)

    @property
    def fingerprint(self) -> str:
        """The fingerprint of the run."""
        return fingerprint(self.comparison)

    @property
    def withdrawals(self) -> tuple[Scenario, ...]:
        """What happens if each participant leaves."""
        return withdrawals(self.comparison)

    def payers_of(self, years: Iterable[Iterable[str]]) -> tuple[str, ...]:
        """Return this year's payers in the order of every table, then those of the other years by
        ascending code.

        Parameters
        ----------
        years
            The codes of the payers of each year.
        """
        all_codes = {code for payers in years for code in payers}
        payers = self.comparison.payers
        return (*payers, *sorted(all_codes.difference(payers)))


@lru_cache(maxsize=1)
def _changes(comparison: Comparison, context: ReportContext) -> tuple[Change, ...]:
    this_year = SharedYear(comparison.case, comparison.chosen.cents)
    return tuple(change(before, after) for before, after in pairwise((*context.history, this_year)))
