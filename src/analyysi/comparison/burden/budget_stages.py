"""A year's budget at every stage, side by side: as planned before, as decided, as amended since."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from fractions import Fraction

from analyysi.sources.budgets import (
    AMENDED,
    DECIDED,
    PLANNED,
    PLANNED_LATER,
    BudgetBook,
    BudgetLine,
)


@dataclass(frozen=True)
class YearStages:
    """One measure of one municipality's one year. Amounts are exact, in euros; None is not known.

    Each stage stands in a document of its own, so all four need four documents.
    """

    code: str
    year: int
    """To which the figures refer."""
    measure: str
    planned_later: Fraction | None
    """As planned two years before, in the document of `year` - 2."""
    planned: Fraction | None
    """As planned one year before, in the document of `year` - 1."""
    decided: Fraction | None
    """As decided, in the document of `year`."""
    amended: Fraction | None
    """As amended by the end of the year, in the document of `year` + 1. Of loans it is in places
    the forecast of the year's end.
    """

    @property
    def change(self) -> Fraction | None:
        """Return amended less decided; None where one of them is not known."""
        if self.decided is None or self.amended is None:
            return None
        return self.amended - self.decided


def changes_sign(decided: Fraction, amended: Fraction) -> bool:
    """Return whether two amounts lie on two sides of zero: then their change is no per cent of
    anything.
    """
    return decided * amended < 0


def budget_stages(
    book: BudgetBook,
    codes: Collection[str] | None = None,
    measures: Collection[str] | None = None,
) -> list[YearStages]:
    """Set the stages of every year side by side.

    Parameters
    ----------
    codes
        The municipalities, in the order wanted; None: all that the book has.
    measures
        The measures, `NET_EXPENSES` among them if wanted, in the order wanted; None: every one that
        stands in a document, in the documents' order.

    Returns
    -------
    By municipality, year (ascending) and measure; each has an amount at one stage at least.
    """
    return [
        stages
        for code in (book.codes if codes is None else codes)
        for stages in _of_municipality(book, code, measures)
    ]


def _of_municipality(
    book: BudgetBook, code: str, measures: Collection[str] | None
) -> Iterator[YearStages]:
    lines = [line for line in book.lines if line.code == code]
    reported = dict.fromkeys(measure for line in lines for measure in line.figures)
    for year in sorted({line.year for line in lines}):
        at = {
            stage: book.line(code, year, stage)
            for stage in (PLANNED_LATER, PLANNED, DECIDED, AMENDED)
        }
        for measure in reported if measures is None else measures:
            stages = YearStages(
                code=code,
                year=year,
                measure=measure,
                planned_later=_amount(at[PLANNED_LATER], measure),
                planned=_amount(at[PLANNED], measure),
                decided=_amount(at[DECIDED], measure),
                amended=_amount(at[AMENDED], measure),
            )
            if _is_known(stages):
                yield stages


def _amount(line: BudgetLine | None, measure: str) -> Fraction | None:
    return None if line is None else line.amount(measure)


def _is_known(stages: YearStages) -> bool:
    amounts = (stages.planned_later, stages.planned, stages.decided, stages.amended)
    return any(amount is not None for amount in amounts)
