"""An analyst's tables: no digit lost in silence, nothing without a heading."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
import pytest

from analyysi.errors import ReportError
from analyysi.report.language.words import Words
from analyysi.report.own_tables import table_of
from analyysi.report.tables import NOTHING

WORDS = Words("fi", "EUR")


def frame() -> pd.DataFrame:
    index = pd.Index(["Paltamo", "Kajaani"], name="Kunta")
    return pd.DataFrame({"Osuus": [1 / 3, 0.5], "Määrä": [120.0, None]}, index=index)


def test_rounding_and_missing_figures_are_said_and_the_values_stay_whole() -> None:
    table = table_of(frame(), WORDS, "Luvut", "Lähde: kysely.")
    assert [row.cells for row in table.rows] == [["0,33", "120"], ["0,50", NOTHING]]
    assert table.note == (
        "Lähde: kysely. Luvut on pyöristetty (desimaaleja 2); laskentatyökirjassa ne ovat "
        "pyöristämättä. –: luku puuttuu."
    )
    assert table.values == [[1 / 3, 120.0], [0.5, None]]


def test_decimals_may_be_asked_for() -> None:
    shown = table_of([["a", "b"], ["x", 0.12345]], WORDS, "L", decimals=5)
    assert (shown.rows[0].cells, shown.note) == (["0,12345"], "")
    whole = table_of([["a", "b"], ["x", 1.5]], WORDS, "L", decimals=0)
    assert whole.rows[0].cells == ["2"]
    assert "desimaaleja 0" in whole.note


def test_noise_of_binary_arithmetic_is_no_loss() -> None:
    assert table_of([["a", "b"], ["x", 0.1 + 0.2]], WORDS, "L").note == ""


def test_headings_are_names_and_no_numbers() -> None:
    table = table_of(pd.DataFrame({2023: [1]}, index=pd.Index([2022], name="Vuosi")), WORDS, "L")
    assert (table.corner, table.columns[0].label, table.rows[0].header) == ("Vuosi", "2023", "2022")


def test_rows_that_nobody_named_are_headed_by_the_first_column() -> None:
    table = table_of(pd.DataFrame({"Kunta": ["Paltamo"], "Luku": [3]}), WORDS, "L")
    assert (table.corner, table.rows[0].header, table.rows[0].cells) == ("Kunta", "Paltamo", ["3"])


def test_a_series_is_a_table_of_one_column() -> None:
    named = table_of(frame()["Osuus"], WORDS, "Luvut")
    assert [column.label for column in named.columns] == ["Osuus"]
    unnamed = table_of(pd.Series([1], index=["a"]), WORDS, "Luvut")
    assert [column.label for column in unnamed.columns] == ["Luvut"]


@pytest.mark.slow
def test_a_styled_table_is_shown_as_it_formats_and_hides() -> None:
    styled = frame().style.format({"Osuus": "{:.1%}"}, na_rep="ei tietoa").hide(["Paltamo"])
    table = table_of(styled, WORDS, "Luvut")
    assert [(row.header, row.cells) for row in table.rows] == [("Kajaani", ["50.0%", "ei tietoa"])]
    assert (table.values, table.note) == ([[0.5, None]], "")
    bare = table_of(frame().reset_index().style.hide(axis="index"), WORDS, "Luvut")
    assert (bare.corner, bare.rows[1].header) == ("Kunta", "Kajaani")


def test_truths_and_large_numbers() -> None:
    table = table_of([["a", "b", "c"], ["x", True, 2**60]], WORDS, "L")
    assert table.rows[0].cells[0] == "kyllä"
    assert table.values == [["kyllä", str(2**60)]]


@pytest.mark.parametrize(
    ("shown", "message"),
    [
        (12, "a table is a data frame, a series, a styled table or a list of rows, not int"),
        ("abc", "or a list of rows, not str"),
        ({"a": 1}, "or a list of rows, not dict"),
        ([["a", "b"]], "has no rows"),
        (pd.DataFrame({"a": [], "b": []}), "has no rows"),
        ([["a", ""], ["x", 1]], "column 2 has no name"),
    ],
)
def test_what_is_no_table_is_refused(shown: Any, message: str) -> None:
    with pytest.raises(ReportError, match=f"Table 'L'.*{message}"):
        table_of(shown, WORDS, "L")


def test_an_address_is_of_what_is_written() -> None:
    of_numpy = table_of([["a", "b"], ["x", np.int64(3)]], WORDS, "L")
    assert of_numpy.id == table_of([["a", "b"], ["x", 3]], WORDS, "L").id
    assert of_numpy.id != table_of([["a", "b"], ["x", 4]], WORDS, "L").id
    assert of_numpy.id != table_of([["a", "b"], ["y", 3]], WORDS, "L").id
    same = [table_of([["a", "b"], ["x", number]], WORDS, "L") for number in (0.001, 0.002)]
    assert same[0].rows == same[1].rows
    assert same[0].id != same[1].id


def test_numbers_that_no_computer_number_holds_are_kept_as_text() -> None:
    numbers = [10**400, Fraction(10**400, 3), Decimal("12345678901234567890.12"), Decimal("0.1")]
    table = table_of([["a", "b"], *[["x", number] for number in numbers]], WORDS, "L")
    (large,), (ratio,), (digits,), (tenth,) = table.values
    assert (large, ratio) == (str(10**400), f"{10**400}/3")
    assert isinstance(digits, str)
    assert "".join(filter(str.isdecimal, digits)) == "1234567890123456789012"
    assert tenth == 0.1


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (pd.Timestamp(2023, 5, 1), "1.5.2023"),
        (pd.Timestamp(2023, 5, 1, 14, 30), "1.5.2023 14:30"),
        (pd.Timestamp(2023, 5, 1, 14, 30, 5), "1.5.2023 14:30:05"),
        (pd.Timestamp(2023, 5, 1, 14, tz="UTC"), "1.5.2023 14:00 UTC"),
    ],
)
def test_the_time_of_a_day_is_written(moment: pd.Timestamp, text: str) -> None:
    table = table_of([["a", "b"], [moment, moment]], WORDS, "L")
    assert (table.rows[0].header, list(table.rows[0].cells)) == (text, [text])


@pytest.mark.slow
def test_a_sorted_frame_is_not_headed_by_counters() -> None:
    plain = pd.DataFrame({"Kunta": ["Paltamo", "Kajaani", "Sotkamo"], "Luku": [3, 1, 2]})
    for shown in (plain.sort_values("Luku"), plain.sort_values("Luku").style):
        table = table_of(shown, WORDS, "L")
        assert [row.header for row in table.rows] == ["Kajaani", "Sotkamo", "Paltamo"]
    years = pd.DataFrame({"Luku": [3, 2]}, index=[2024, 2023])
    assert [row.header for row in table_of(years, WORDS, "L").rows] == ["2024", "2023"]


@pytest.mark.parametrize("infinite", [float("inf"), -np.inf, Decimal("-Infinity")])
def test_an_infinite_number_is_refused_with_its_place(infinite: Any) -> None:
    rows = [["Kunta", "Osuus"], ["Paltamo", 1.5], ["Kajaani", infinite]]
    message = "Table 'L': the number in the row 'Kajaani', column 'Osuus' is infinite"
    with pytest.raises(ReportError, match=message):
        table_of(rows, WORDS, "L")
    frame = pd.DataFrame({"Osuus": [1.5, float(infinite)]}, index=["Paltamo", "Kajaani"])
    with pytest.raises(ReportError, match=message):
        table_of(frame.style, WORDS, "L")
