"""A survey in a notebook: answers, who lacks, what that could change."""

from decimal import Decimal
from fractions import Fraction

import pytest

import analyysi
from analyysi.errors import ParameterError, SourceError
from analyysi.project import Project
from support.surveys import FIGURES, asks, stored

pytestmark = pytest.mark.slow


def survey(project: Project, *lacking: str, language: str = "fi") -> analyysi.SurveyAnswers:
    path = asks(project)
    given = {code: figure for code, figure in FIGURES.items() if code not in lacking}
    text = stored(given).replace("estimated,source", "estimated,source,as_answered")
    text = text.replace("765,560,,Sähköposti 24.8.2026", "765,560,yes,Puhelu,n. 560")
    path.write_text(text, encoding="utf-8")
    return analyysi.survey("kainuu-ict", 2027, language=language, project=str(project.root))


def test_answers_and_what_is_missing(project_copy: Project) -> None:
    answers = survey(project_copy, "620")
    table = answers.answers.set_index("payer")
    assert list(table["answer"]) == [120, 410, 1205, 75, 560, 390]
    assert (table.loc["Sotkamo", "estimated"], table.loc["Sotkamo", "words"]) == (True, "n. 560")
    assert answers.missing.to_dict("records")[0]["payer"] == "Puolanka"
    assert len(answers.missing) == 1
    assert repr(answers) == "6 / 7 maksajaa on vastannut. Vastaus puuttuu: Puolanka."


def test_the_effect_in_cents_and_exactly(project_copy: Project) -> None:
    answers = survey(project_copy, "620")
    effect, exact = answers.effect(), answers.effect(exact=True)
    assert list(effect.columns) == ["smallest", "largest", "difference"]
    assert set(effect.index) == {
        "Hyrynsalmi",
        "Kuhmo",
        "Paltamo",
        "Puolanka",
        "Ristijärvi",
        "Sotkamo",
        "Suomussalmi",
    }
    for name, row in exact.iterrows():
        assert isinstance(row["smallest"], Fraction)
        assert abs(Fraction(effect.loc[name, "smallest"]) - row["smallest"]) <= Fraction(1, 200)
    assert (effect["difference"] == effect["largest"] - effect["smallest"]).all()
    assert effect.loc["Puolanka", "difference"] > Decimal(0)
    (assumed,) = answers.assumed.to_dict("records")
    assert assumed["low"] < assumed["high"]


def test_with_everything_answered_the_smallest_is_the_share(project_copy: Project) -> None:
    answers = survey(project_copy, language="sv")
    assert answers.missing.empty
    assert repr(answers) == "7 av 7 betalare har svarat."
    case = analyysi.load("kainuu-ict", 2027, project=str(project_copy.root))
    chosen = case.compare().exact.chosen
    exact = answers.effect(exact=True)
    assert {name: share * 100 for name, share in exact["smallest"].items()} == {
        case.exact.agreement.party(code).name.or_main("sv"): share
        for code, share in chosen.exact.amounts.items()
    }


def test_what_cannot_be_answered(project_copy: Project) -> None:
    with pytest.raises(ParameterError, match="asks nothing"):
        analyysi.survey("kainuu-ict", 2027, project=str(project_copy.root))
    with pytest.raises(SourceError, match="Nobody has answered"):
        survey(project_copy, *FIGURES).effect()
