"""An allocation key as terms declare it: one source, a known unit, transformations that fit."""

from datetime import date
from typing import Any

import pytest

from analyysi.agreement.key import Classes, Key
from analyysi.agreement.reading import validate
from analyysi.errors import ParameterError
from analyysi.languages.units import UNITS
from analyysi.tables.files.formats import FORMATS

PLAIN: dict[str, Any] = {
    "snapshot": "thl-sotkanet/population-31-12/2026-11-24",
    "column": "population",
    "rows": {"year": 2021},
    "reference_date": date(2021, 12, 31),
    "unit": "inhabitants",
    "label": {"fi": "asukasluku"},
    "by": {"fi": "asukasluvun mukaan"},
}


def key(**changed: Any) -> Key:
    entries = {name: entry for name, entry in (PLAIN | changed).items() if entry is not None}
    return validate(entries, Key, "2023.toml")


def test_key_has_one_source() -> None:
    assert key().source == PLAIN["snapshot"]
    assert key(snapshot=None, survey="use.csv").source == "use.csv"
    for changed in ({"survey": "use.csv"}, {"snapshot": None}):
        with pytest.raises(ParameterError, match="either 'snapshot' or 'survey' must be given"):
            key(**changed)


@pytest.mark.parametrize("ending", [e for form in FORMATS.values() for e in form.endings])
def test_survey_may_have_any_form_that_is_read(ending: str) -> None:
    assert key(snapshot=None, survey=f"Kysely 2026{ending}").survey == f"Kysely 2026{ending}"


@pytest.mark.parametrize(
    "name", ["../use.csv", "use", "sub/use.csv", ".csv", "c:\\use.csv", "agreement.toml"]
)
def test_survey_lies_in_the_folder_of_the_agreement(name: str) -> None:
    with pytest.raises(ParameterError, match="is no name of a table in the agreement's folder"):
        key(snapshot=None, survey=name)


@pytest.mark.parametrize("unit", UNITS)
def test_every_unit_of_the_table_can_be_a_key(unit: str) -> None:
    assert key(unit=unit).unit == unit


def test_origin_is_of_a_table_beside_the_terms() -> None:
    origin = {"fi": "Konsultin luettelo"}
    origin_read = key(snapshot=None, survey="luvut.csv", origin=origin).origin
    assert origin_read is not None
    assert origin_read.main == "Konsultin luettelo"
    assert key(snapshot=None, survey="kysely.csv").origin is None
    with pytest.raises(ParameterError, match="a snapshot has its own"):
        key(origin=origin)


def test_claim_is_a_sum_of_money() -> None:
    assert key(claim=True, unit="thousand_euros").claim
    with pytest.raises(
        ParameterError,
        match="a claim is a sum of money: unit = 'euros' or 'thousand_euros' was expected",
    ):
        key(claim=True)


@pytest.mark.parametrize("asked", [date(2021, 12, 31), date(2020, 12, 31)])
def test_day_that_was_asked_for_is_later_than_the_day_of_the_figures(asked: date) -> None:
    assert key(asked=date(2022, 12, 31)).asked == date(2022, 12, 31)
    with pytest.raises(ParameterError, match="'asked' must be a later day than 'reference_date'"):
        key(asked=asked)


@pytest.mark.parametrize(
    ("limits", "weights", "words"),
    [
        ([2000, 1000], [1, 2, 3], "the limits of classes must rise"),
        ([1000, 1000], [1, 2, 3], "the limits of classes must rise"),
        ([1000, 2000], [1, 2], "2 limits make 3 classes, 2 weights"),
        ([1000], [1, 2, 3], "1 limits make 2 classes, 3 weights"),
        ([], [1], "limits"),
        ([1000], [1, -2], "weights"),
    ],
)
def test_classes_that_do_not_fit(limits: list[int], weights: list[int], words: str) -> None:
    with pytest.raises(ParameterError, match=words):
        key(transform=[{"kind": "classes", "limits": limits, "weights": weights}])


def test_transformations_keep_their_order() -> None:
    classes = {"kind": "classes", "limits": [1000], "weights": [1, 2]}
    changed = key(transform=[{"kind": "minimum", "value": 100}, classes])
    assert [transformation.kind for transformation in changed.transform] == ["minimum", "classes"]
    assert isinstance(changed.transform[1], Classes)


def test_misspelt_transformation_is_named_with_its_place() -> None:
    with pytest.raises(ParameterError, match=r"transform\[1\].*'minimun'"):
        key(transform=[{"kind": "minimun", "value": 100}])


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"kind": "payer_factors", "factors": {}}, "factors"),
        ({"kind": "payer_factors", "factors": {"398": "0"}}, "a figure above zero was expected"),
        ({"kind": "above", "limit": 1000, "factor": 1, "of": "whole"}, "factor = 1 changes no"),
        ({"kind": "above", "limit": 1000, "factor": "0.5"}, "of"),
        ({"kind": "above", "limit": 1000, "factor": "0.5", "of": "hole"}, "Did you mean 'whole'"),
    ],
)
def test_factors_that_do_not_fit_are_refused(changed: dict[str, Any], fault: str) -> None:
    with pytest.raises(ParameterError, match=fault):
        key(transform=[changed])


@pytest.mark.parametrize(
    ("day", "asked", "next_day"),
    [
        (date(2021, 12, 31), None, date(2022, 12, 31)),
        (date(2020, 12, 31), None, date(2021, 12, 31)),
        (date(2019, 12, 31), None, None),
        (date(2023, 4, 3), None, None),
        (date(2021, 12, 31), date(2024, 2, 29), date(2025, 2, 28)),
        (date(2021, 12, 31), date(2023, 2, 28), date(2024, 2, 28)),
        (date(2021, 12, 31), date(9999, 12, 31), date(9999, 12, 31)),
    ],
)
def test_the_next_day_is_known_of_figures_that_come_yearly(
    day: date, asked: date | None, next_day: date | None
) -> None:
    assert key(reference_date=day, asked=asked).next_day(2023) == next_day
