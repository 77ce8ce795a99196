"""Budgets as an analyst's tables: figures, stages and doubts of the terms of 2027, to the cent."""

import math
from dataclasses import replace
from datetime import date

import pytest

import analyysi
from analyysi.analyst.budget_tables import doubts_table
from analyysi.analyst.case import Case
from analyysi.report.language.words import Words
from analyysi.sources.budgets import AMENDED, LOANS, MARGIN


@pytest.fixture(scope="module")
def case() -> Case:
    return analyysi.load("kainuu-ict", 2027, language="en")


def test_every_figure_with_its_name_day_and_source(case: Case) -> None:
    figures = case.budgets
    payers = len(case.payers)
    # Four documents of four stages and eight figures.
    assert len(figures) == payers * 4 * 4 * 8
    assert figures.attrs["unit"] == "euros"
    picked = figures[
        (figures["payer"] == "Ristijärvi")
        & (figures["year"] == 2025)
        & (figures["stage"] == AMENDED)
        & (figures["measure"] == MARGIN)
    ]
    (row,) = picked.to_dict("records")
    assert row["euros"] == 15097.94
    assert row["name"] == "Annual contribution margin"
    assert row["stage_name"] == "budget of 2025 as amended (document of 2026)"
    assert (row["document"], row["phase"]) == (2026, "lopullinen")
    assert isinstance(row["approved"], date)
    assert row["approved"].year in (2025, 2026)
    assert row["publisher"] == "Valtiokonttori"
    assert row["file"] == "valtiokonttori/ktas-2026/2026-11-29"


def test_comments_and_findings_stand_beside_their_figure(case: Case) -> None:
    figures = case.budgets
    (row,) = figures[
        (figures["payer"] == "Ristijärvi")
        & (figures["document"] == 2024)
        & (figures["measure"] == LOANS)
        & (figures["finding"] != "")
    ].to_dict("records")
    assert "yli 50% edelliseen vuoteen verrattuna" in row["finding"]
    assert row["comment"].startswith("Edellisvuonna oli varauduttu pitkäaikaisen lainan nostoon")


def test_stages_stand_side_by_side(case: Case) -> None:
    stages = case.budget_stages.set_index(["payer", "year", "measure"])
    margin = stages.loc["Sotkamo", 2024, MARGIN]
    assert (margin["decided"], margin["amended"]) == (463123, -2596159)
    assert margin["change"] == -3059282
    assert math.isnan(margin["planned_later"])
    assert not math.isnan(margin["planned"])


@pytest.mark.slow
def test_doubts_are_told_in_the_language_of_the_case(case: Case) -> None:
    doubts = case.doubts
    suomussalmi = doubts[doubts["what"] == "Result above the annual contribution margin"]
    assert list(suomussalmi["payer"]) == ["Suomussalmi"]
    assert list(suomussalmi["stage_name"]) == ["budget of 2026 as decided"]
    finnish = replace(case, language="fi").doubts
    assert len(finnish) == len(doubts)
    assert "Tulos suurempi kuin vuosikate" in set(finnish["what"])
    assert any(text.startswith("Tilikauden tulos 3 200 165,47 €") for text in finnish["doubt"])


@pytest.mark.slow
def test_a_case_without_budgets_has_empty_tables(case: Case) -> None:
    bare = replace(case, exact=replace(case.exact, budgets=None))
    assert [len(bare.budgets), len(bare.budget_stages), len(bare.doubts)] == [0, 0, 0]
    assert list(bare.doubts.columns) == list(case.doubts.columns)


@pytest.mark.slow
def test_a_municipality_without_a_name_is_its_code(case: Case) -> None:
    from analyysi.comparison.burden.budget_doubts import doubts_of_case

    doubts = doubts_of_case(case.exact)
    assert doubts_table(doubts[:1], {}, Words("fi", "EUR"))["payer"][0] == doubts[0].code
