"""The table of units: words, sums, keys, and what a rule search leaves out."""

from datetime import date

import pytest

from analyysi.agreement.agreement import Agreement
from analyysi.agreement.key import Key
from analyysi.agreement.reading import validate
from analyysi.agreement.terms import Terms
from analyysi.comparison.case import load_year
from analyysi.drafting.stored_keys import named_key
from analyysi.errors import ParameterError, ReportError
from analyysi.languages.language_table import LANGUAGES
from analyysi.languages.units import (
    CENTS_OF,
    UNITS,
    Unit,
    can_be_added,
    counts_inhabitants,
    is_searched,
)
from analyysi.messages import Message
from analyysi.project import Project
from analyysi.report.language.words import Words
from analyysi.sources.figures import possible_keys
from analyysi.sources.keys import key_weights
from analyysi.sources.snapshots import load_snapshot

KEY_FIGURES = "tilastokeskus/key-figures-release-2021/2026-11-24"
SEVEN = ("105", "205", "290", "578", "697", "765", "777")


def units_without_words(units: dict[str, Unit], language: str) -> list[str]:
    """Return the units that a report in this language has no word for."""
    words = Words(language, "EUR")
    lacking = []
    for name, unit in units.items():
        try:
            words.of(unit.words)
        except ReportError:
            lacking.append(name)
    return lacking


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_unit_has_words(language: str) -> None:
    assert units_without_words(UNITS, language) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_unit_without_words_is_named(language: str) -> None:
    made_up = {"furlongs": Unit("furlongs", Message("furlongs of made-up fence"))}
    assert units_without_words(UNITS | made_up, language) == ["furlongs"]


def test_a_row_stands_under_its_own_name() -> None:
    assert {name: unit.name for name, unit in UNITS.items()} == {name: name for name in UNITS}


def test_the_json_schema_lists_the_units() -> None:
    schema = Terms.model_json_schema()
    assert schema["$defs"]["Key"]["properties"]["unit"]["enum"] == list(UNITS)
    assert "unit" not in Agreement.model_json_schema()["properties"]


def test_a_misspelt_unit_is_refused_with_the_nearest() -> None:
    key = {
        "snapshot": KEY_FIGURES,
        "column": "households",
        "reference_date": date(2021, 12, 31),
        "unit": "housholds",
        "label": {"fi": "asuntokunnat"},
        "by": {"fi": "asuntokuntien mukaan"},
    }
    with pytest.raises(ParameterError, match="unit = 'housholds' is not known.*'households'"):
        validate(key, Key, "2023.toml")


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        ("inhabitants", True),
        ("thousand_euros", True),
        ("euros", True),
        ("hours", True),
        ("workstations", True),
        ("per_cent", False),
        ("euros_per_inhabitant", False),
        ("years", False),
        ("", False),
        (None, False),
    ],
)
def test_what_can_be_added(unit: str | None, expected: bool) -> None:
    assert can_be_added(unit) is expected


def test_units_of_money_have_their_cents() -> None:
    assert CENTS_OF == {"euros": 100, "thousand_euros": 100_000}


def test_only_inhabitants_are_a_population() -> None:
    assert [name for name in UNITS if counts_inhabitants(name)] == ["inhabitants"]
    assert not counts_inhabitants(None)


def test_a_unit_that_became_usable_does_not_widen_the_search() -> None:
    """The rule search of 2023 is published with the number of rules tried on these units."""
    assert {name for name in UNITS if is_searched(name)} == {
        "inhabitants",
        "thousand_euros",
        "euros",
        "persons",
        "households",
        "workplaces",
        "square_km",
    }
    assert not Unit("new", Message("new")).searched


@pytest.mark.slow
def test_every_searched_figure_of_kainuu_can_be_a_key(project: Project) -> None:
    payers = load_year(project, "kainuu-ict", 2023).terms.participants
    stored = possible_keys(project, payers, date(2023, 1, 1))
    units = {named_key(project, figures).key.unit for figures in stored}
    assert {"households", "workplaces"} <= units


@pytest.mark.parametrize("column", ["households", "jobs"])
def test_households_and_workplaces_are_keys(project: Project, column: str) -> None:
    snapshot = load_snapshot(project, KEY_FIGURES)
    described = snapshot.table_schema.column(column)
    assert described is not None
    key = Key(
        snapshot=KEY_FIGURES,
        column=column,
        reference_date=date(2021, 12, 31),
        unit=described.unit,
        label={"fi": column},
        by={"fi": column},
    )
    weights = key_weights(column, key, snapshot, SEVEN, "2023.toml")
    assert all(weights[code] > 0 for code in SEVEN)
