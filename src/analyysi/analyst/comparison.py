"""The ways of sharing of one year as an analyst looks at them: tables, charts, a report."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from analyysi.agreement.parameters import RunParameters, check_parameters
from analyysi.analyst.charts import Charts
from analyysi.analyst.frames import (
    CENTS,
    as_html,
    headings,
    in_currency,
    of_payers,
    plain,
)
from analyysi.analyst.report import Report
from analyysi.comparison.burden.weight_on_budgets import weights
from analyysi.comparison.compare import Comparison as ExactComparison
from analyysi.comparison.compare import Split
from analyysi.comparison.report_context import ReportContext
from analyysi.errors import ParameterError
from analyysi.project import Project
from analyysi.report.language.wording import Wording
from analyysi.report.pieces.shared_sentences import rules_of
from analyysi.run.worked_out import context_of

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True, repr=False)
class Comparison:
    """Every way of sharing that applies to a case. Made by `Case.compare`.

    Tables have a row for each payer, the largest share first, and a column for each way, the chosen
    one first.
    """

    exact: ExactComparison
    """The same as the program computes with it: exact shares and whole cents of each split."""
    project: Project
    """The folders that the case was read from."""
    language: str
    """In what language tables name things: "fi", "sv" or "en"."""

    @property
    def shares(self) -> DataFrame:
        """What each payer pays by each way, in euros (float64).

        Each share is whole cents, and each column sums to the total to the cent: the float sum,
        rounded to two decimals, is the total. For sums that are exact without rounding, use
        `cents`. `.attrs["splits"]` has for each heading the split's id in results.csv.

        >>> from analyysi import load
        >>> comparison = load("kainuu-ict", 2023).compare()
        >>> comparison.shares.loc["Paltamo", "Tasajako"]
        np.float64(11428.57)
        >>> set(comparison.shares.sum().round(2))
        {80000.0}
        """
        frame = self._table(
            lambda split, code: Fraction(split.cents.get(code, 0), 100), in_currency(self.exact)
        )
        return frame.astype(float)

    @property
    def cents(self) -> DataFrame:
        """What each payer pays by each way, in whole cents (int64): these sums are exact.

        >>> from analyysi import load
        >>> comparison = load("kainuu-ict", 2023).compare()
        >>> set(comparison.cents.sum())
        {8000000}
        """
        return self._table(lambda split, code: split.cents.get(code, 0), CENTS)

    @property
    def per_head(self) -> DataFrame:
        """What each payer pays per inhabitant by each way, in euros (float64, not rounded).

        NaN for a payer without inhabitants.

        Raises
        ------
        ParameterError
            If the terms count no inhabitants (`per_head` in the year's file).

        Examples
        --------
        >>> from analyysi import load
        >>> comparison = load("kainuu-ict", 2023).compare()
        >>> round(comparison.per_head.loc["Paltamo", "Tasajako"], 2)
        np.float64(3.59)
        """
        if self.exact.case.heads is None:
            raise ParameterError(
                "{agreement} {year} counts no inhabitants: name the key that does under "
                "per_head in the year's terms.",
                agreement=self.exact.case.agreement.id,
                year=self.exact.case.terms.year,
            )
        return self._table(self._head, in_currency(self.exact, per_head=True)).astype(float)

    @property
    def weights(self) -> DataFrame:
        """What each way weighs on the payers, in euros (float64, not rounded): per inhabitant, and
        for each 1 000 € of their budgets and taxes, as far as these are known.

        A column for each way and yardstick; NaN for a payer of which the yardstick is not known.

        >>> from analyysi import load
        >>> comparison = load("kainuu-ict", 2023, language="en").compare()
        >>> weights = comparison.weights["Population on 31 December 2021"]
        >>> round(weights.loc["Paltamo", "per €1,000 of net operating expenses"], 2)
        np.float64(0.93)
        """
        import pandas as pd

        return pd.concat(
            {heading: self._weights(split) for heading, split in self._headings.items()}, axis=1
        ).astype(float)

    @property
    def differences(self) -> DataFrame:
        """What each payer would pay more (or, negative, less) by every other way than by the
        chosen one, in euros (float64). Each column sums to zero.

        >>> from analyysi import load
        >>> comparison = load("kainuu-ict", 2023).compare()
        >>> comparison.differences.loc["Paltamo", "Tasajako"]
        np.float64(4103.33)
        """
        frame = self._table(
            lambda split, code: Fraction(self.exact.difference(split, code), 100),
            in_currency(self.exact),
        )
        return frame.astype(float).drop(columns=self.chosen)

    @property
    def chosen(self) -> str:
        """The heading of the chosen way's column.

        >>> from analyysi import load
        >>> load("kainuu-ict", 2023).compare().chosen
        'Asukasluku 31.12.2021'
        """
        return next(iter(self._headings))

    @property
    def leading(self) -> list[str]:
        """The headings of the few ways that a report shows first, the chosen one among them.

        >>> from analyysi import load
        >>> comparison = load("kainuu-ict", 2023).compare()
        >>> comparison.shares[comparison.leading].shape
        (7, 4)
        """
        leading = {split.id for split in self.exact.leading}
        return [heading for heading, split in self._headings.items() if split.id in leading]

    @property
    def rules(self) -> DataFrame:
        """What each way is: its rule in words, and its id in results.csv (column `id`).

        >>> from analyysi import load
        >>> load("kainuu-ict", 2023).compare().rules.loc["Tasajako", "rule"]
        'Jokainen maksaa saman summan koosta riippumatta.'
        """
        import pandas as pd

        rows = {
            heading: {"rule": rules_of(split, self._words), "id": split.id}
            for heading, split in self._headings.items()
        }
        return pd.DataFrame.from_dict(rows, orient="index")

    @cached_property
    def chart(self) -> Charts:
        """The report's own pictures as figures of matplotlib.

        >>> from analyysi import load
        >>> figure = load("kainuu-ict", 2023).compare().chart.shares()
        """
        return Charts(self.report())

    def report(self, language: str = "", municipality: str | int = "") -> Report:
        """Return the report of the comparison, to be shown section by section.

        Parameters
        ----------
        language
            "fi", "sv" or "en"; empty means the case's own.
        municipality
            A participant's name or code (as text or a number), from whose seat the report is made;
            empty: of all.

        Raises
        ------
        ParameterError
            If there is no such language or participant; names the nearest.

        Examples
        --------
        >>> from analyysi import load
        >>> report = load("kainuu-ict", 2023).compare().report("en", "Paltamo")
        """
        case = self.exact.case
        asked = RunParameters(agreement=case.agreement.id, year=case.terms.year)
        if case.asked is not None:
            asked = case.asked
        parameters = check_parameters(
            {
                **asked.model_dump(),
                "language": language or self.language,
                "municipality": municipality,
            }
        )
        return Report(self.exact, parameters, self.project, self._context)

    @cached_property
    def _context(self) -> ReportContext:
        return context_of(self.project, self.exact.case)

    @cached_property
    def _words(self) -> Wording:
        return Wording(self.language, self.exact.case)

    @cached_property
    def _headings(self) -> dict[str, Split]:
        return headings(self.exact, self._words)

    def _table(self, number: Callable[[Split, str], Fraction | int | None], unit: str) -> DataFrame:
        """Return the frame of a number of each payer in each split."""
        columns: dict[str, dict[str, Fraction | int | None]] = {}
        for heading, split in self._headings.items():
            columns[heading] = {code: number(split, code) for code in self.exact.payers}
        frame = of_payers(self.exact.payers, columns, self._words, unit)
        frame.attrs["splits"] = {heading: split.id for heading, split in self._headings.items()}
        return frame

    def _weights(self, split: Split) -> DataFrame:
        columns = {}
        for measured in weights(self.exact, split):
            heading = plain(self._words.of(measured.title))
            columns[heading] = {code: cents / 100 for code, cents in measured.of_payer.items()}
        return of_payers(self.exact.payers, columns, self._words, in_currency(self.exact))

    def _head(self, split: Split, code: str) -> Fraction | None:
        cents = self.exact.per_head(split, code)
        return None if cents is None else cents / 100

    def __repr__(self) -> str:
        case = self.exact.case
        return f"<Comparison {case.agreement.id} {case.terms.year}: {len(self.exact.splits)} ways>"

    def _repr_html_(self) -> str:
        """Show the shares as a table of the report."""
        caption = self._words.say("What each would pay, in euros")
        return as_html(self.shares, self._words, caption)
