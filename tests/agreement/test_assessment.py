"""What a split is judged by besides its own figures: the years to come, taxes, the rule search."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from analyysi.agreement.assessment import (
    RATE,
    Burden,
    Outlook,
    background,
    counted,
    earlier,
    projected,
)
from analyysi.agreement.key import Key
from analyysi.agreement.reading import validate
from analyysi.errors import ParameterError

POPULATION = Key(
    survey="use.csv",
    column="population",
    rows={"year": 2021},
    reference_date=date(2021, 12, 31),
    unit="inhabitants",
    label={"fi": "asukasluku"},
    by={"fi": "asukasluvun mukaan"},
)
TAX = POPULATION.model_copy(
    update={"unit": "euros", "column": "tax", "combine": "sum", "claim": True}
)
SNAPSHOT = "tilastokeskus/projection/2026-11-24"


def outlook(**changed: Any) -> Outlook:
    entries = {"years": 2, "total_change": "0.02", "assumption": {"fi": "Oletus"}}
    return validate(entries | changed, Outlook, "2023.toml")


def burden(**changed: Any) -> Burden:
    return validate({"tax_revenue": "tax"} | changed, Burden, "2023.toml")


@pytest.mark.parametrize(
    ("written", "change"),
    [
        ("0.02", Fraction(1, 50)),
        ("-0.01", Fraction(-1, 100)),
        ("1/30", Fraction(1, 30)),
        (0, Fraction(0)),
        ("1", Fraction(1)),
    ],
)
def test_yearly_change_is_exact(written: object, change: Fraction) -> None:
    assert outlook(total_change=written).total_change == change


@pytest.mark.parametrize("written", ["2", "-1", "-1.5", "1.01"])
def test_yearly_change_is_no_percentage(written: str) -> None:
    with pytest.raises(ParameterError, match="is out of range: write 0.02 for two per cent a year"):
        outlook(total_change=written)


def test_yearly_change_without_quotes_is_refused() -> None:
    with pytest.raises(ParameterError, match="a yearly change in quotes was expected"):
        outlook(total_change=0.02)


@pytest.mark.parametrize("years", [0, 21])
def test_outlook_is_of_one_to_twenty_years(years: int) -> None:
    with pytest.raises(ParameterError, match="years"):
        outlook(years=years)


def test_income_tax_and_its_rate_belong_together() -> None:
    rate = {"snapshot": SNAPSHOT, "column": "rate", "reference_date": date(2021, 1, 1)}
    assert burden(income_tax="tax", rate=rate).rate is not None
    for changed in ({"income_tax": "tax"}, {"rate": rate}):
        with pytest.raises(ParameterError, match="income_tax and rate belong together"):
            burden(**changed)


def test_trend_asks_for_the_earlier_figure_of_the_same_column() -> None:
    trend = {"kind": "trend", "rows": {"year": 2016}, "reference_date": date(2016, 12, 31)}
    ((name, key),) = background(
        outlook(keys={"population": trend}), None, {"population": POPULATION}
    )
    assert name == earlier("population")
    assert (key.rows, key.reference_date) == ({"year": 2016}, date(2016, 12, 31))
    assert (key.survey, key.column, key.unit) == ("use.csv", "population", "inhabitants")


def test_trend_may_have_a_snapshot_and_a_column_of_its_own() -> None:
    trend = {"kind": "trend", "rows": {}, "reference_date": date(2016, 12, 31)}
    trend |= {"snapshot": SNAPSHOT, "column": "people"}
    ((_, key),) = background(outlook(keys={"population": trend}), None, {"population": POPULATION})
    assert (key.snapshot, key.survey, key.column) == (SNAPSHOT, None, "people")


def test_projection_asks_for_the_year_of_the_count_and_every_year_to_come() -> None:
    projection = {"kind": "projection", "snapshot": SNAPSHOT, "column": "population"}
    projection["rows"] = {"sex": "all"}
    keys = dict(
        background(outlook(keys={"population": projection}), None, {"population": POPULATION})
    )
    years = [projected("population", year) for year in (2021, 2022, 2023)]
    assert list(keys) == [counted("population"), *years]
    assert keys[counted("population")] == POPULATION
    later = keys[projected("population", 2023)]
    assert (later.rows, later.reference_date) == (
        {"sex": "all", "year": 2023},
        date(2023, 12, 31),
    )
    assert (later.snapshot, later.survey) == (SNAPSHOT, None)


def test_rate_is_read_as_it_is_whatever_is_done_to_the_tax() -> None:
    rate = {"snapshot": SNAPSHOT, "column": "rate", "reference_date": date(2021, 1, 1)}
    ((name, key),) = background(None, burden(income_tax="tax", rate=rate), {"tax": TAX})
    assert name == RATE
    assert (key.combine, key.transform, key.claim) == (None, (), False)
    assert (key.snapshot, key.survey, key.column) == (SNAPSHOT, None, "rate")


def test_nothing_is_asked_for_where_nothing_is_judged() -> None:
    keys = {"population": POPULATION, "tax": TAX}
    assert list(background(None, None, keys)) == []
    assert list(background(outlook(), burden(), keys)) == []
