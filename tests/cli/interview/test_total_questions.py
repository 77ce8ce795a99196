"""A total that follows from last year's: every kind of the terms, and sums in any form."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from analyysi.agreement.total import Capped, FromLastYear, Total
from analyysi.cli.interview.total_questions import (
    RULES,
    ask_total_rule,
    check_change,
    check_sum,
)
from analyysi.drafting.agreements.answer_error import AnswerError
from analyysi.errors import AnalyysiError
from analyysi.project import Project
from support.interviews import answers_of, state_of

KAINUU = "Hyrynsalmi, Kuhmo, Paltamo, Puolanka, Ristijärvi, Sotkamo, Suomussalmi"


def test_every_kind_of_the_terms_can_be_chosen() -> None:
    named = str(Total.model_fields["from_last_year"].annotation)
    assert set(FromLastYear.__subclasses__()) == {model for model, _ in RULES.values()}
    assert all(model.__name__ in named for model, _ in RULES.values())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("asked", "change", "total"),
    [(8_000_000, "2,5", 7_687_500), (7_600_000, "2,5", 7_600_000), (8_000_000, "-1", 7_425_000)],
)
def test_a_cap_is_kept(project: Project, asked: int, change: str, total: int) -> None:
    state = state_of(project, ["capped", "75 000", change, "Sopimuksen 4 §"])
    answers = ask_total_rule(state, replace(answers_of(state), asked=asked))
    assert isinstance(answers.from_last_year, Capped)
    assert answers.total == total


@pytest.mark.slow
def test_last_years_total_is_read_from_a_stored_year(project: Project) -> None:
    state = state_of(project, ["indexed", "kainuu-ict 2023", "0", "Sopimuksen 4 §"])
    answers = ask_total_rule(state, replace(answers_of(state, KAINUU), year=2024))
    assert answers.total == 8_000_000
    rule = answers.from_last_year
    assert rule is not None
    assert rule.source.main == "Sopimuksen 4 §"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("names", "year", "told"),
    [
        (KAINUU, 2027, "kainuu-ict 2023 is not of 2026"),
        (KAINUU, 2023, "kainuu-ict 2023 is not of 2022"),
        ("Kajaani, Kuhmo", 2024, "kainuu-ict 2023 has other payers than this agreement"),
    ],
)
def test_a_year_that_is_not_the_one_before_is_refused(
    project: Project, names: str, year: int, told: str
) -> None:
    state = state_of(project, ["indexed", "kainuu-ict 2023", "0", "Sopimuksen 4 §"])
    with pytest.raises(AnalyysiError, match=told):
        ask_total_rule(state, replace(answers_of(state, names), year=year))


@pytest.mark.slow
def test_where_a_total_was_read_is_not_where_its_change_is_agreed(project: Project) -> None:
    state = state_of(project, ["indexed", "kainuu-ict 2023", "0", ""])
    with pytest.raises(AnalyysiError):
        ask_total_rule(state, replace(answers_of(state, KAINUU), year=2024))


@pytest.mark.parametrize("text", ["paljon", "150", "2..5", ""])
def test_what_is_no_change_is_refused(text: str) -> None:
    with pytest.raises(AnswerError, match="is no change in per cent, such as 2,5"):
        check_change(text)
    assert check_change("2,5 %") == Fraction(1, 40)


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("2,3 milj. €", "2 300 000 €"),
        ("90.000", "90 000 €"),
        ("80 t€", "80 000 €"),
        ("90k", "90 000 €"),
        ("2,5 k", "2 500 €"),
    ],
)
def test_a_sum_in_another_form_is_told_with_the_nearest(
    project: Project, text: str, near: str
) -> None:
    state = state_of(project)
    with pytest.raises(AnswerError) as fault:
        check_sum(state, text)
    told = state.dialogue.words.of(fault.value.message).replace("\xa0", " ")
    assert f"Tarkoititko {near}?" in told


@pytest.mark.parametrize("text", ["abc", "-5", "0", "", "1e5"])
def test_what_is_no_sum_is_refused(project: Project, text: str) -> None:
    with pytest.raises(AnalyysiError, match="Write a sum in this form|above zero"):
        check_sum(state_of(project), text)
    assert check_sum(state_of(project), "2 360 105 €") == 236_010_500
