"""A year's survey in a notebook: who answered what, who has not, and what that could change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from math import floor

import pandas as pd

from analyysi.agreement.parameters import refuse_undeclared
from analyysi.analyst.notebook_names import cells_run
from analyysi.comparison.uncertain.missing_answers import MissingEffect, missing_effect
from analyysi.drafting.surveys.asked_survey import (
    AskedSurvey,
    asked_survey,
    missing_answers,
    stored_by_file,
)
from analyysi.languages.language_table import MAIN_LANGUAGE
from analyysi.messages import Number
from analyysi.project import Project, find_project
from analyysi.report.language.words import Words
from analyysi.sources.surveys.answer_table import Answers

_ANSWERS = ("code", "payer", "question", "answer", "estimated", "words", "source")
_MISSING = ("code", "payer", "question", "label", "unit", "day")
_ASSUMED = ("code", "payer", "question", "low", "high")


@dataclass(frozen=True)
class SurveyAnswers:
    """The answers to one year's survey, also where some are missing and no case can be loaded yet.

    Shown in a notebook, it says who has not answered. Every table is a new `DataFrame`.

    Examples
    --------
    They need a year whose keys name a survey, which no agreement of the project has yet.

    >>> import analyysi
    >>> survey = analyysi.survey("kainuu-ict", 2028)  # doctest: +SKIP
    >>> survey.answers, survey.missing  # doctest: +SKIP
    >>> survey.assumed, survey.effect()  # doctest: +SKIP
    """

    asked: AskedSurvey
    """What is asked, and whom."""
    stored: Mapping[str, Answers] = field(repr=False)
    """The answers by the survey's file."""
    language: str
    """In what language tables name things: "fi", "sv" or "en"."""
    _project: Project = field(repr=False)

    @property
    def answers(self) -> pd.DataFrame:
        """The answers, one a row: code and name of the payer, the question's column, the answer
        (exact), whether it is an estimate, the words of one that was put in words ("n. 520"), and
        its source.
        """
        rows = [
            (
                given.payer,
                self._name(given.payer),
                given.column,
                given.answer.number,
                given.estimated,
                given.answer.words,
                given.source,
            )
            for answers in self.stored.values()
            for given in answers.given
            if given.answer is not None
        ]
        return pd.DataFrame(rows, columns=list(_ANSWERS))

    @property
    def missing(self) -> pd.DataFrame:
        """What is missing, one a row: code and name of the payer, the question's column, what is
        asked, the unit and the day. No rows where everybody has answered.
        """
        words = Words(self.language, self.asked.agreement.currency)
        rows = []
        for code, questions in missing_answers(self.asked, self.stored).items():
            for question in questions:
                label = question.label.or_main(self.language)
                unit, day = words.of(question.unit.words), question.day
                rows.append((code, self._name(code), question.column, label, unit, day))
        return pd.DataFrame(rows, columns=list(_MISSING))

    @property
    def assumed(self) -> pd.DataFrame:
        """Between which figures each missing one is taken to lie: the lowest and the highest per
        inhabitant that others answered, times its own inhabitants.

        Raises
        ------
        SourceError
            If nobody has answered a question.
        """
        rows = [
            (figure.payer, self._name(figure.payer), figure.column, figure.low, figure.high)
            for figure in self._effect().figures
        ]
        return pd.DataFrame(rows, columns=list(_ASSUMED))

    def effect(self, *, exact: bool = False) -> pd.DataFrame:
        """Return everybody's smallest and largest share when the missing figures lie as in
        `assumed`.

        Where a cost is shared in proportion to figures, these are the bounds: a share rises with
        the payer's own figure and falls with those of others. By any other rule they are the
        smallest and the largest of the combinations that were worked out.

        Parameters
        ----------
        exact
            Whether the shares are exact fractions of euros; otherwise `Decimal` to the nearest
            cent.

        Returns
        -------
        One row a payer: ``smallest``, ``largest`` and ``difference``, in euros.

        Raises
        ------
        SourceError
            If nobody has answered a question.
        """
        rows: dict[str, tuple[Fraction | Decimal, ...]] = {}
        for code, (low, high) in self._effect().shares.items():
            smallest, largest = low / 100, high / 100
            if exact:
                rows[self._name(code)] = (smallest, largest, largest - smallest)
            else:
                shown = (_to_cents(smallest), _to_cents(largest))
                rows[self._name(code)] = (*shown, shown[1] - shown[0])
        names = ["smallest", "largest", "difference"]
        header = Words(self.language, self.asked.agreement.currency).say("Payer")
        frame = pd.DataFrame.from_dict(rows, orient="index", columns=names)
        return frame.rename_axis(header)

    def __repr__(self) -> str:
        """Say how many have answered, and who has not."""
        words = Words(self.language, self.asked.agreement.currency)
        missing = missing_answers(self.asked, self.stored)
        count, everybody = len(self.asked.payers) - len(missing), len(self.asked.payers)
        said = words.say(
            "{count} of {all} payers have answered.", count=Number(count), all=Number(everybody)
        )
        if not missing:
            return said
        names = words.numbers.listing([self._name(code) for code in missing])
        return f"{said} {words.say('Missing: {payers}.', payers=names)}"

    def _name(self, code: str) -> str:
        return self.asked.agreement.party(code).name.or_main(self.language)

    def _effect(self) -> MissingEffect:
        terms = self.asked.terms
        return missing_effect(
            self._project, terms.agreement, terms.year, self.asked.questions, self.stored
        )


def survey(
    agreement: str, year: int, *, language: str = MAIN_LANGUAGE, project: str = ""
) -> SurveyAnswers:
    """Return the answers to a year's survey, whether or not everybody has answered.

    `load` refuses a year in which an answer is missing; this shows who has not answered and what
    the missing answers could change.

    Parameters
    ----------
    agreement
        Its id, such as ``"kainuu-ict"``.
    year
        A year whose keys name a survey.
    language
        Of names and labels: one of `LANGUAGES`.
    project
        The project's folder; empty means the one that the working folder lies in.

    Raises
    ------
    ParameterError
        For an unknown agreement, year or language, or a year that asks nothing.
    SourceError, SchemaError
        If a stored survey is at fault.
    """
    refuse_undeclared(cells_run())
    here = find_project(project)
    asked = asked_survey(here, agreement, year)
    Words(language, asked.agreement.currency)
    return SurveyAnswers(asked, stored_by_file(here, asked), language, here)


def _to_cents(euros: Fraction) -> Decimal:
    """Return an amount to the nearest cent, halves upwards."""
    return Decimal(floor(euros * 100 + Fraction(1, 2))).scaleb(-2)
