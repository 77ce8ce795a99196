"""What answers that are still missing could change: everybody's smallest and largest share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from itertools import product

from analyysi.agreement.reading import read_year, year_files
from analyysi.comparison.case import Case, load_year, with_terms
from analyysi.comparison.compare import work_out
from analyysi.errors import SourceError
from analyysi.project import Project
from analyysi.sources.survey import Survey, survey_of
from analyysi.sources.surveys.answer_table import Answers
from analyysi.sources.surveys.questions import Question

_ALL_CORNERS = 6
"""Of so many missing figures every combination of lowest and highest is tried."""

Place = tuple[str, str]
"""A payer and the column of a question."""


@dataclass(frozen=True)
class MissingFigure:
    """A figure that nobody has given, and between which ones it is taken to lie."""

    payer: str
    column: str
    low: Fraction
    high: Fraction
    per_head: bool
    """Whether the ends are those of the others per inhabitant; else of their figures as such."""


@dataclass(frozen=True)
class MissingEffect:
    """What missing answers could change."""

    figures: tuple[MissingFigure, ...]
    shares: Mapping[str, tuple[Fraction, Fraction]]
    """Each payer to its smallest and largest exact share in cents by the chosen split."""


def missing_effect(
    project: Project,
    agreement_id: str,
    year: int,
    questions: Mapping[str, Sequence[Question]],
    stored: Mapping[str, Answers],
) -> MissingEffect:
    """Share the year's total at the ends between which the missing figures may lie.

    A missing figure lies between the lowest and the highest per inhabitant that others answered, by
    the key that the terms count heads by; where they count none, between the lowest and the highest
    figure. The shares are those at all combinations of these ends (of more than six missing figures
    at those in which one payer's lie at one end and all others at the other). Where a cost is
    shared in proportion to figures, a share rises with the payer's own and falls with the others',
    so these are the exact bounds; by any other rule they are the extremes of the combinations.

    Parameters
    ----------
    questions
        Each survey of the year, by its file, to what it asks.
    stored
        The answers that there are, likewise.

    Raises
    ------
    SourceError
        If nobody has answered a question.
    ParameterError, SchemaError, AllocationError
        If the year has another fault.
    """
    _refuse_unanswered(questions, stored)
    lacking = _lacking(project, agreement_id, year, questions, stored)
    assumed = dict.fromkeys(lacking, Fraction(1))
    case = load_year(project, agreement_id, year, surveys=_surveys(questions, stored, assumed))
    figures = tuple(_missing_figures(case, questions, stored, lacking))
    bounds: dict[str, tuple[Fraction, Fraction]] = {}
    for ends in _corners(figures):
        tables = {**case.tables, **_surveys(questions, stored, ends)}
        at_ends = with_terms(replace(case, tables=tables), case.terms)
        for code, share in work_out(at_ends, at_ends.chosen).exact.amounts.items():
            low, high = bounds.get(code, (share, share))
            bounds[code] = (min(low, share), max(high, share))
    return MissingEffect(figures, bounds)


def _lacking(
    project: Project,
    agreement_id: str,
    year: int,
    questions: Mapping[str, Sequence[Question]],
    stored: Mapping[str, Answers],
) -> list[Place]:
    """Return the participants' figures that nobody has given."""
    participants = read_year(*year_files(project, agreement_id, year))[1].participants
    places = []
    for file, asked in questions.items():
        for question in asked:
            given = _given(stored.get(file), question.column)
            places += [(code, question.column) for code in participants if code not in given]
    return places


def _surveys(
    questions: Mapping[str, Sequence[Question]],
    stored: Mapping[str, Answers],
    assumed: Mapping[Place, Fraction],
) -> dict[str, Survey]:
    """Return the surveys with figures assumed in the place of missing answers."""
    surveys = {}
    for file, asked in questions.items():
        columns = {question.column for question in asked}
        of_file = {place: figure for place, figure in assumed.items() if place[1] in columns}
        surveys[file] = survey_of(stored[file], asked, assumed=of_file)
    return surveys


def _given(answers: Answers | None, column: str) -> dict[str, Decimal]:
    return {
        given.payer: given.answer.number
        for given in (answers.given if answers is not None else ())
        if given.column == column and given.answer is not None
    }


def _refuse_unanswered(
    questions: Mapping[str, Sequence[Question]], stored: Mapping[str, Answers]
) -> None:
    for file, asked in questions.items():
        for question in asked:
            if not any(_given(stored.get(file), question.column).values()):
                raise SourceError(
                    "Nobody has answered '{question}' ({file}) with more than zero, so there "
                    "is nothing to measure the missing answers by.",
                    question=question.column,
                    file=file,
                )


def _missing_figures(
    case: Case,
    questions: Mapping[str, Sequence[Question]],
    stored: Mapping[str, Answers],
    lacking: Sequence[Place],
) -> Iterator[MissingFigure]:
    counted = case.terms.per_head
    by_survey = counted is not None and case.terms.keys[counted].survey is not None
    heads = None if by_survey else case.heads
    file_of = {question.column: file for file, asked in questions.items() for question in asked}
    for payer, column in lacking:
        ratios = [
            Fraction(number) / (heads[code] if heads is not None else 1)
            for code, number in _given(stored.get(file_of[column]), column).items()
            if code in case.terms.participants and (heads is None or heads[code])
        ]
        if not ratios:
            raise SourceError(
                "No participant has answered '{question}', so there is nothing to measure "
                "the missing answers by.",
                question=column,
            )
        own = heads[payer] if heads is not None else Fraction(1)
        yield MissingFigure(payer, column, min(ratios) * own, max(ratios) * own, heads is not None)


def _corners(figures: Sequence[MissingFigure]) -> Iterator[dict[Place, Fraction]]:
    """Yield combinations of the ends of the missing figures."""
    if len(figures) <= _ALL_CORNERS:
        for ends in product((False, True), repeat=len(figures)):
            yield _ends(figures, ends)
        return
    for highest in (False, True):
        yield _ends(figures, [highest] * len(figures))
        for payer in dict.fromkeys(figure.payer for figure in figures):
            yield _ends(figures, [(figure.payer == payer) != highest for figure in figures])


def _ends(figures: Sequence[MissingFigure], highest: Sequence[bool]) -> dict[Place, Fraction]:
    return {
        (figure.payer, figure.column): figure.high if is_high else figure.low
        for figure, is_high in zip(figures, highest, strict=True)
    }
