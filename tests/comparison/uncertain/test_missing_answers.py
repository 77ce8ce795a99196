"""What missing answers could change, against shares that are worked out here by hand."""

from fractions import Fraction

import pytest

from analyysi.comparison.uncertain.missing_answers import MissingEffect, missing_effect
from analyysi.drafting.surveys.asked_survey import asked_survey, stored_by_file
from analyysi.errors import SourceError
from analyysi.project import Project
from support.surveys import FIGURES, KEY_TEXT, asks, stored

TOTAL = 80_000_00
HEADS = {"105": 1984, "290": 7080, "578": 2941, "620": 2322, "697": 1158, "765": 10161, "777": 6957}


def effect(project: Project, *lacking: str, text: str = KEY_TEXT) -> MissingEffect:
    given = {code: figure for code, figure in FIGURES.items() if code not in lacking}
    asks(project, text).write_text(stored(given), encoding="utf-8")
    survey = asked_survey(project, "kainuu-ict", 2027)
    return missing_effect(
        project, "kainuu-ict", 2027, survey.questions, stored_by_file(project, survey)
    )


def shares(figures: dict[str, Fraction]) -> dict[str, Fraction]:
    whole = sum(figures.values())
    return {code: TOTAL * figure / whole for code, figure in figures.items()}


@pytest.mark.slow
def test_one_missing_answer_lies_between_the_others_per_inhabitant(project_copy: Project) -> None:
    found = effect(project_copy, "620")
    given = {code: Fraction(figure) for code, figure in FIGURES.items() if code != "620"}
    ratios = [figure / HEADS[code] for code, figure in given.items()]
    low, high = min(ratios) * HEADS["620"], max(ratios) * HEADS["620"]
    (figure,) = found.figures
    assert (figure.payer, figure.low, figure.high, figure.per_head) == ("620", low, high, True)
    at_low, at_high = (shares({**given, "620": end}) for end in (low, high))
    for code in FIGURES:
        assert found.shares[code] == tuple(sorted((at_low[code], at_high[code])))


@pytest.mark.slow
@pytest.mark.parametrize("lacking", [("620", "290"), ("105", "290", "578", "620", "697", "765")])
def test_no_figures_between_the_ends_give_a_share_beyond(
    project_copy: Project, lacking: tuple[str, ...]
) -> None:
    found = effect(project_copy, *lacking)
    for parts in (Fraction(0), Fraction(1, 3), Fraction(1)):
        figures = {code: Fraction(figure) for code, figure in FIGURES.items()}
        for place, figure in enumerate(found.figures):
            here = parts if place % 2 else 1 - parts
            figures[figure.payer] = figure.low + (figure.high - figure.low) * here
        for code, share in shares(figures).items():
            low, high = found.shares[code]
            assert low <= share <= high


@pytest.mark.slow
def test_without_heads_the_figures_themselves_are_the_ends(project_copy: Project) -> None:
    path = project_copy.agreements / "kainuu-ict" / "2027.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('per_head = "population_2025"\n', "", 1), encoding="utf-8")
    (figure,) = effect(project_copy, "620").figures
    assert (figure.low, figure.high, figure.per_head) == (75, 1205, False)


def test_without_any_answer_there_is_nothing_to_measure_by(project_copy: Project) -> None:
    with pytest.raises(SourceError, match="Nobody has answered 'workstations'"):
        effect(project_copy, *FIGURES)


@pytest.mark.slow
def test_with_every_answer_nothing_could_change(project_copy: Project) -> None:
    found = effect(project_copy)
    assert found.figures == ()
    exact = shares({code: Fraction(figure) for code, figure in FIGURES.items()})
    assert found.shares == {code: (share, share) for code, share in exact.items()}
