"""One year's terms: what must agree with each other, every fault in one message."""

import tomllib
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from analyysi.agreement.reading import validate
from analyysi.agreement.terms import Terms
from analyysi.errors import ParameterError
from support.places import ROOT

WRITTEN = tomllib.loads(
    (ROOT / "data" / "agreements" / "kainuu-ict" / "2023.toml").read_text(encoding="utf-8"),
    parse_float=Decimal,
)
SOURCE = {"fi": "Keksitty"}


def terms(**changed: Any) -> Terms:
    entries = {name: entry for name, entry in (WRITTEN | changed).items() if entry is not None}
    return validate(entries, Terms, "2023.toml")


def refused(words: str, **changed: Any) -> None:
    with pytest.raises(ParameterError, match=words):
        terms(**changed)


def test_total_is_in_cents_and_above_zero() -> None:
    assert terms().total.value == 80_000_00
    refused("total.value must be above zero", total=WRITTEN["total"] | {"value": "0.00"})


def test_participants_are_listed_once_and_not_outside_too() -> None:
    refused(
        "participant 578 is listed twice",
        participants=[*WRITTEN["participants"], "578"],
    )
    outside = [{"payer": "578", "since": "2020", "reason": SOURCE, "source": SOURCE}]
    refused("578 is both a participant and outside", outside=outside)


def test_several_faults_stand_in_one_message() -> None:
    rounding = WRITTEN["rounding"] | {"unit": "0.00"}
    with pytest.raises(ParameterError) as caught:
        terms(per_head="population_2012", rounding=rounding)
    assert "per_head = \"population_2012\" is not a key. Did you mean 'population_2021'" in str(
        caught.value
    )
    assert "rounding.unit must be above zero" in str(caught.value)


def test_rounded_shares_must_be_able_to_sum_to_the_total() -> None:
    refused(
        "total.value is not a multiple of rounding.unit",
        rounding=WRITTEN["rounding"] | {"unit": "70.00"},
    )


def test_heads_are_counted_as_they_are() -> None:
    name = WRITTEN["per_head"]
    key = WRITTEN["keys"][name] | {"transform": [{"kind": "minimum", "value": 2000}]}
    refused(
        "is a changed figure: heads are counted as they are", keys=WRITTEN["keys"] | {name: key}
    )


def test_published_share_is_of_a_participant() -> None:
    (first, *_) = WRITTEN["published"]
    refused(
        "published payer \"579\" is not a participant. Did you mean '578'",
        published=[first | {"payer": "579"}],
    )


@pytest.mark.parametrize("accuracy", ["0.00", "1000.00"])
def test_published_share_is_a_multiple_of_its_accuracy(accuracy: str) -> None:
    (first, *_) = WRITTEN["published"]
    assert terms(published=[first | {"value": "7100.00", "accuracy": "100.00"}]).published
    refused(
        "value must be a multiple of accuracy",
        published=[first | {"value": "7100.00", "accuracy": accuracy}],
    )


@pytest.mark.parametrize(
    ("ends", "words"),
    [
        ({"low": "1.00"}, "low and high belong together"),
        ({"high": "9.00"}, "low and high belong together"),
        ({"low": "6.00", "high": "9.00"}, "value must lie between low and high"),
        ({"low": "1.00", "high": "4.00"}, "value must lie between low and high"),
    ],
)
def test_ends_of_an_estimate_enclose_it(ends: dict[str, str], words: str) -> None:
    cost = {"value": "5.00", "source": SOURCE}
    game = {"kind": "stand_alone", "alone": {"578": cost | {"low": "5.00", "high": "5.00"}}}
    assert terms(game=game).game is not None
    refused(words, game={"kind": "stand_alone", "alone": {"578": cost | ends}})


def judged(**changed: Any) -> dict[str, Any]:
    return {"years": 1, "total_change": "0", "assumption": SOURCE, **changed}


def test_outlook_and_burden_name_keys() -> None:
    trend = {"kind": "trend", "rows": {"year": 2016}, "reference_date": "2016-12-31"}
    refused(
        "outlook.keys = \"population_2012\" is not a key. Did you mean 'population_2021'",
        outlook=judged(keys={"population_2012": trend}),
    )
    refused('burden.tax_revenue = "tax" is not a key', burden={"tax_revenue": "tax"})
    refused(
        'burden.tax_revenue = "population_2021" must be a sum of money as it is',
        burden={"tax_revenue": "population_2021"},
    )


@pytest.mark.parametrize("day", ["2021-12-31", "2016-12-30", "2024-12-31"])
def test_trend_starts_on_the_same_day_of_an_earlier_year(day: str) -> None:
    trend = {"kind": "trend", "rows": {"year": 2016}, "reference_date": day}
    refused(
        "outlook.keys.population_2021: the same day of an earlier year than 2021-12-31",
        outlook=judged(keys={"population_2021": trend}),
    )


def test_leap_day_has_no_years_to_come() -> None:
    key = WRITTEN["keys"]["population_2021"] | {"reference_date": "2020-02-29"}
    projection = {"kind": "projection", "snapshot": "a/b/c", "column": "population"}
    refused(
        "its key is of 2020-02-29, a day that the next years do not have",
        keys=WRITTEN["keys"] | {"population_2021": key},
        outlook=judged(keys={"population_2021": projection}),
    )


def test_background_has_the_figures_that_judging_needs() -> None:
    projection = {"kind": "projection", "snapshot": "a/b/c", "column": "population"}
    year = terms(outlook=judged(keys={"population_2021": projection}), burden=None)
    assert list(year.background()) == [
        "population_2021 counted",
        "population_2021 projected 2021",
        "population_2021 projected 2022",
    ]


def test_office_and_day_of_the_calculation_may_be_named() -> None:
    assert (terms().prepared_by, terms().prepared_on) == (None, None)
    named = terms(prepared_by={"fi": "Taloustoimisto"}, prepared_on=date(2026, 12, 3))
    assert named.prepared_by is not None
    assert (named.prepared_by.main, named.prepared_on) == ("Taloustoimisto", date(2026, 12, 3))
    refused("prepared_by", prepared_by={"sv": "Ekonomibyrån"})
    refused("prepared_by", prepared_by="Taloustoimisto")
    refused("prepared_on", prepared_on="3.12.2026")
