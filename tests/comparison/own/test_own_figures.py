"""Numbers that an analyst brings: exact, by name or code, refused in one sentence."""

import math
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest

from analyysi.agreement.agreement import Party
from analyysi.comparison.own.own_figures import (
    COMPUTED_DIGITS,
    FIGURE_DIGITS,
    exact,
    labelled,
    main_names,
    of_payers,
    series,
)
from analyysi.languages.local_text import LocalText

NAMES = {"578": "Paltamo", "290": "Kuhmo", "777": "Suomussalmi"}
PARTIES = {
    code: Party(code=code, kind="municipality", name=LocalText(fi=name, sv=f"{name}by", en=name))
    for code, name in NAMES.items()
}


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (3, Fraction(3)),
        (np.int64(2**62), Fraction(2**62)),
        (Fraction(1, 3), Fraction(1, 3)),
        (Decimal("0.1234567890123456789"), Fraction("0.1234567890123456789")),
        (0.1, Fraction(1, 10)),
        (np.float64(0.1 + 0.2), Fraction(3, 10)),
        (None, None),
        (math.nan, None),
        (pd.NA, None),
        (Decimal("NaN"), None),
    ],
)
def test_numbers_are_taken_exactly(number: object, expected: Fraction | None) -> None:
    assert exact(number, FIGURE_DIGITS) == expected


def test_the_last_bits_of_a_computed_number_do_not_count() -> None:
    root = math.sqrt(3183)
    near = math.nextafter(math.nextafter(root, math.inf), math.inf)
    assert root != near
    assert exact(root, COMPUTED_DIGITS) == exact(near, COMPUTED_DIGITS) == Fraction("56.4180822077")


@pytest.mark.parametrize("number", [True, "520", math.inf, np.bool_(True), [1]])
def test_what_is_no_number_is_refused(number: object) -> None:
    with pytest.raises(ValueError, match="no number|infinite"):
        exact(number, FIGURE_DIGITS)


def test_labels_must_be_distinct_and_of_a_series_or_a_mapping() -> None:
    assert labelled(pd.Series([1], index=["a"])) == {"a": 1}
    assert labelled({578: 2}) == {"578": 2}
    assert labelled([1, 2]) is None
    with pytest.raises(ValueError, match="a stands there more than once"):
        labelled(pd.Series([1, 2], index=["a", "a"]))


def test_answers_are_read_by_name_or_code() -> None:
    answer = {"Paltamo": 1, "290": Fraction(1, 2), "777": 0}
    numbers = of_payers(answer, NAMES, PARTIES)
    assert numbers == {"578": Fraction(1), "290": Fraction(1, 2), "777": Fraction(0)}
    assert list(numbers) == list(NAMES)


def test_answers_may_have_names_of_any_language() -> None:
    answer = {"Paltamoby": 1, "Kuhmoby": 2, "Suomussalmi": 3}
    assert of_payers(answer, NAMES, PARTIES) == {"578": 1, "290": 2, "777": 3}
    with pytest.raises(ValueError, match="'Kuhmoby' is no payer"):
        of_payers(answer, ["578", "777"], PARTIES)


def test_payers_taken_as_one_are_called_by_their_code() -> None:
    assert main_names(PARTIES, ["578", "578+290"]) == {"578": "Paltamo", "578+290": "578+290"}
    assert of_payers({"Paltamo": 1, "578+290": 2}, ["578", "578+290"], PARTIES)["578+290"] == 2


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ([1, 2, 3], "it returned list: a pandas Series or a dict"),
        ({"Paltamo": 1, "Kuhmo": 1}, "no number for Suomussalmi"),
        ({"Paltamo": 1, "Kuhmo": math.nan, "Suomussalmi": 1}, "no number for Kuhmo"),
        ({"Paltamo": 1, "Kuhmo": -2, "Suomussalmi": 1}, "it gives Kuhmo -2: zero or more"),
        ({"Paltamo": 0, "Kuhmo": 0, "Suomussalmi": 0}, "it gives every payer zero"),
        (
            {"Paltamoo": 1, "Kuhmo": 1, "Suomussalmi": 1},
            "'Paltamoo' is no payer. Did you mean 'Paltamo'",
        ),
        ({"Paltamo": 1, "578": 2, "Kuhmo": 1, "Suomussalmi": 1}, "Paltamo has two numbers"),
        ({"578": 2, "Paltamoby": 1, "Kuhmo": 1, "Suomussalmi": 1}, "second at 'Paltamoby'"),
        ({"Paltamo": math.inf, "Kuhmo": 1, "Suomussalmi": 1}, "infinite"),
    ],
)
def test_a_faulty_answer_is_named(answer: object, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        of_payers(answer, NAMES, PARTIES)


def test_whole_figures_are_shown_as_integers() -> None:
    whole = series({"578": Fraction(3), "290": Fraction(4)}, NAMES, "key")
    assert whole.dtype == "int64"
    assert list(whole.index) == ["Paltamo", "Kuhmo"]
    assert series({"578": Fraction(1, 2)}, NAMES, "key").dtype == "float64"
    assert series({"578": Fraction(2**53)}, NAMES, "key").dtype == "float64"
