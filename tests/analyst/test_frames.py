"""Frames of payers: whole numbers stay whole, what there is not is NaN, headings tell apart."""

import math
from dataclasses import replace
from fractions import Fraction

from analyysi.analyst.frames import headings, in_currency, of_payers, plain
from analyysi.comparison.compare import Comparison
from analyysi.report.language.wording import Wording


def test_whole_columns_are_whole_and_others_floats(kainuu_2023: Comparison) -> None:
    words = Wording("fi", kainuu_2023.case)
    columns = {
        "whole": {"578": Fraction(3), "765": 4},
        "parts": {"578": Fraction(1, 3), "765": 1},
        "lacking": {"578": None, "765": 2},
    }
    frame = of_payers(["578", "765"], columns, words, "hours")
    assert list(frame.index) == ["Paltamo", "Sotkamo"]
    assert [str(kind) for kind in frame.dtypes] == ["int64", "float64", "float64"]
    assert math.isnan(frame.loc["Paltamo", "lacking"])
    assert frame.attrs == {"codes": {"Paltamo": "578", "Sotkamo": "765"}, "unit": "hours"}


def test_splits_of_one_title_are_told_apart(kainuu_2023: Comparison) -> None:
    words = Wording("fi", kainuu_2023.case)
    chosen = kainuu_2023.chosen
    twice = Comparison(kainuu_2023.case, (chosen, replace(chosen, id="another")), ())
    assert list(headings(twice, words)) == [
        "Asukasluku 31.12.2021 (proportional-population_2021)",
        "Asukasluku 31.12.2021 (another)",
    ]
    assert len(headings(kainuu_2023, words)) == len(kainuu_2023.splits)


def test_no_break_spaces_become_spaces() -> None:
    assert plain("1\u00a0000\u00a0€") == "1 000 €"


def test_amounts_are_in_the_currency_of_the_agreement(kainuu_2023: Comparison) -> None:
    assert in_currency(kainuu_2023) == "euros"
    assert in_currency(kainuu_2023, per_head=True) == "euros per inhabitant"
    agreement = kainuu_2023.case.agreement.model_copy(update={"currency": "SEK"})
    other = replace(kainuu_2023, case=replace(kainuu_2023.case, agreement=agreement))
    assert in_currency(other, per_head=True) == "SEK per inhabitant"
