"""Budgets of the payers as tables for an analyst: every figure, the stages of each year, doubts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from analyysi.analyst.frames import EUROS, plain
from analyysi.comparison.burden.budget_doubts import doubts_of_case
from analyysi.comparison.burden.budget_stages import YearStages, budget_stages
from analyysi.comparison.case import Case
from analyysi.languages.language_table import MAIN_LANGUAGE
from analyysi.project import Project
from analyysi.report.language.wording import Wording
from analyysi.report.language.words import Words
from analyysi.report.pieces.shared_sentences import licence
from analyysi.sources.budget_words import measure_name, stage_name
from analyysi.sources.budgets import NET_EXPENSES, BudgetBook
from analyysi.sources.odd_figures.plausibility import TITLES, Doubt

if TYPE_CHECKING:
    from pandas import DataFrame

_FIGURES = (
    "code",
    "payer",
    "year",
    "stage",
    "stage_name",
    "measure",
    "name",
    EUROS,
    "document",
    "phase",
    "approved",
    "comment",
    "finding",
    "publisher",
    "licence",
    "file",
)
_STAGES = (
    "code",
    "payer",
    "year",
    "measure",
    "name",
    "planned_later",
    "planned",
    "decided",
    "amended",
    "change",
)
_DOUBTS = (
    "code",
    "payer",
    "year",
    "stage",
    "stage_name",
    "document",
    "measure",
    "name",
    "what",
    "doubt",
)


@dataclass(frozen=True, repr=False)
class WithBudgets:
    """The tables of a case that are about its payers' budgets. A table is empty if the terms name
    no budgets.
    """

    exact: Case
    project: Project
    language: str = MAIN_LANGUAGE

    @property
    def budgets(self) -> DataFrame:
        """Every budget figure that the terms name, one a row.

        Columns: payer's code and name; the year of the figure; its stage ("budget",
        "prior_amended", "plan_1", "plan_2") in code and in words; the measure in code and in words;
        euros; the year, phase and day of approval of its document; what the municipality says of it
        and what the State Treasury found in it, each in its own language; publisher, licence and
        snapshot. The euros are the nearest float64; `exact.budgets` has them as fractions.

        >>> import analyysi
        >>> budgets = analyysi.load("kainuu-ict", 2027).budgets
        >>> budgets[budgets["finding"] != ""].shape
        (15, 16)
        """
        return figures_table(self.exact, Wording(self.language, self.exact))

    @property
    def budget_stages(self) -> DataFrame:
        """Each year's budget as planned two years and one year before, as decided and as amended
        since, side by side in euros: a row for each payer, year and measure.

        `change` is amended less decided. What stands in no document is NaN.

        >>> import analyysi
        >>> stages = analyysi.load("kainuu-ict", 2027).budget_stages
        >>> margins = stages[stages["measure"] == "annual_contribution_margin_eur"]
        >>> margins.set_index(["payer", "year"]).loc[("Sotkamo", 2024), "change"]
        np.float64(-3059282.0)
        """
        return stages_table(self.exact, Wording(self.language, self.exact))

    @property
    def doubts(self) -> DataFrame:
        """What looks odd in the budgets, one figure a row, with the reason in a sentence.

        Columns: payer's code and name; year of the figure; its stage in code and in words;
        document; the measure in code and in words; what is odd in short; the doubt. A figure may
        be right and look odd: nothing stops by it, and no figure is changed.

        >>> import analyysi
        >>> doubts = analyysi.load("kainuu-ict", 2027, language="en").doubts
        >>> doubts["what"].value_counts()["Loans doubled"]
        np.int64(2)
        """
        return case_doubts_table(self.exact, self.project, Wording(self.language, self.exact))


def figures_table(case: Case, words: Wording) -> DataFrame:
    """Return every budget figure of a case, as `WithBudgets.budgets` says."""
    rows = []
    for line in case.budgets.lines if case.budgets is not None else ():
        manifest = case.manifests[line.snapshot]
        for measure, amount in line.figures.items():
            rows.append(
                (
                    line.code,
                    words.payer(line.code),
                    line.year,
                    line.stage,
                    plain(words.of(stage_name(line))),
                    measure,
                    words.of(measure_name(measure)),
                    float(amount),
                    line.document_year,
                    line.phase,
                    date.fromisoformat(line.approved) if line.approved else None,
                    line.comments.get(measure, ""),
                    line.findings.get(measure, ""),
                    manifest.publisher,
                    licence(manifest, words),
                    line.snapshot,
                )
            )
    return _of_euros(rows, _FIGURES)


def stages_table(case: Case, words: Wording) -> DataFrame:
    """Return the stages of each year side by side, as `WithBudgets.budget_stages` says."""
    rows = []
    for stages in _stages_of(case.budgets):
        amounts = (
            stages.planned_later,
            stages.planned,
            stages.decided,
            stages.amended,
            stages.change,
        )
        rows.append(
            (
                stages.code,
                words.payer(stages.code),
                stages.year,
                stages.measure,
                words.of(measure_name(stages.measure)),
                *map(_nearest, amounts),
            )
        )
    return _of_euros(rows, _STAGES)


def _stages_of(book: BudgetBook | None) -> list[YearStages]:
    """Return the stages of every reported measure, and of the net operating expenses."""
    if book is None:
        return []
    measures = dict.fromkeys(measure for line in book.lines for measure in line.figures)
    return budget_stages(book, measures=(NET_EXPENSES, *measures))


def case_doubts_table(case: Case, project: Project, words: Wording) -> DataFrame:
    """Return what looks odd in the budgets of a case, as `doubts_table` does; stored accounts are
    looked at too.
    """
    # Not above: it reads recipes too, and a report asks for no stored doubts.
    from analyysi.sources.odd_figures.stored_doubts import stored_accounts

    doubts = doubts_of_case(case, stored_accounts(project))
    names = {doubt.code: words.payer(doubt.code) for doubt in doubts}
    return doubts_table(doubts, names, words)


def doubts_table(doubts: Iterable[Doubt], names: Mapping[str, str], words: Words) -> DataFrame:
    """Return doubts in the reader's language, one a row; no rows if there are none.

    Columns: payer's code and name, year of the figure, its stage in code and in words, its
    document, the measure in code and in words, what is odd in short, and the doubt in a sentence.

    Parameters
    ----------
    names
        Payers' names by code.
    """
    import pandas as pd

    rows = [
        (
            doubt.code,
            names.get(doubt.code, doubt.code),
            doubt.year,
            doubt.stage,
            plain(words.of(stage_name(doubt))),
            doubt.document_year,
            doubt.measure,
            words.of(measure_name(doubt.measure)),
            words.of(TITLES[doubt.check]),
            plain(words.of(doubt.message)),
        )
        for doubt in doubts
    ]
    frame = pd.DataFrame(rows, columns=list(_DOUBTS))
    return frame.astype({"year": "int64", "document": "int64"})


def _of_euros(rows: Sequence[tuple[object, ...]], columns: tuple[str, ...]) -> DataFrame:
    import pandas as pd

    frame = pd.DataFrame(rows, columns=list(columns)).astype({"year": "int64"})
    frame.attrs["unit"] = EUROS
    return frame


def _nearest(amount: Fraction | None) -> float:
    return float("nan") if amount is None else float(amount)
