"""An allocation key's figures: one exact figure per payer, or a fault that names the payer."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from analyysi.agreement.terms import Key
from analyysi.comparison.compare import Comparison
from analyysi.errors import ParameterError, SchemaError
from analyysi.project import Project
from analyysi.sources.keys import key_weights
from analyysi.sources.snapshots import Snapshot, load_snapshot

POPULATION = "thl-sotkanet/population-31-12/2026-11-24"
FIGURES = "tilastokeskus/key-figures-2006-2016/2026-11-24"
RATES = "verohallinto/municipal-income-tax-rate/2026-11-24"


def key(snapshot: str = POPULATION, **changes: Any) -> Key:
    given: dict[str, Any] = {
        "snapshot": snapshot,
        "column": "population",
        "rows": {"year": 2021},
        "reference_date": date(2021, 12, 31),
        "unit": "inhabitants",
        "label": {"fi": "asukasluku"},
        "by": {"fi": "asukasluvun mukaan"},
    }
    return Key(**(given | changes))


def weights(project: Project, wanted: Key, payers: Sequence[str] = ("578", "105")) -> dict[str, Fraction]:
    snapshot: Snapshot = load_snapshot(project, wanted.snapshot)
    return key_weights("k", wanted, snapshot, payers, "2023.toml")


def test_figures_are_exact_and_in_the_payers_order(project: Project) -> None:
    found = weights(project, key())
    assert list(found.items()) == [("578", Fraction(3183)), ("105", Fraction(2139))]
    assert type(found["578"].numerator) is int


def test_decimals_stay_exact(project: Project) -> None:
    wanted = key(RATES, column="income_tax_rate_pct", rows={"year": 2018}, reference_date=date(2018, 1, 1))
    assert weights(project, wanted, ["009"])["009"] == Fraction(Decimal("21.50"))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"column": "populaton"}, "asks for column 'populaton' of .* Did you mean 'population'"),
        ({"rows": {"yaer": 2021}}, "asks for column 'yaer' of .* Did you mean 'year'"),
        ({"column": "region"}, "asks for column 'region', which holds no figures"),
        ({"rows": {"year": 1999}}, "has no rows with year = 1999"),
        ({"rows": {"year": "2021"}}, "has no rows with year = 2021"),
        ({"reference_date": date(2020, 12, 31)}, "has the reference date 2020-12-31, but its rows are of 2021-12-31"),
        ({"rows": {}}, "but its rows are of 2000-12-31, 2001-12-31, 2002-12-31"),
    ],
)
def test_a_key_that_does_not_fit_its_table(project: Project, changes: dict[str, Any], words: str) -> None:
    with pytest.raises(ParameterError, match=words):
        weights(project, key(**changes))


def test_a_year_column_is_compared_too(project: Project) -> None:
    wanted = key(FIGURES, rows={"year": 2010}, reference_date=date(2011, 12, 31))
    with pytest.raises(ParameterError, match="has the reference date 2011-12-31, but its rows are of 2010"):
        weights(project, wanted)


def test_every_payer_without_a_figure_is_named(project: Project) -> None:
    with pytest.raises(SchemaError, match="no row for 999; no row for srk-1"):
        weights(project, key(), ["578", "999", "srk-1"])


def test_an_empty_cell_is_no_zero(project: Project) -> None:
    column = "annual_contribution_margin_eur_per_capita"
    wanted = key(FIGURES, column=column, rows={"year": 2006}, reference_date=date(2006, 12, 31))
    with pytest.raises(SchemaError, match=f"{column} is empty for 578; {column} is empty for 105"):
        weights(project, wanted)


def test_two_rows_for_one_payer(project: Project) -> None:
    snapshot = load_snapshot(project, POPULATION)
    table = snapshot.table[snapshot.table["year"] == 2021]
    doubled = Snapshot(snapshot.manifest, table.loc[table.index.repeat(2)], snapshot.manifest_sha256)
    with pytest.raises(SchemaError, match="2 rows for 578, one expected: pick them with `rows`"):
        key_weights("k", key(), doubled, ["578"], "2023.toml")


def test_the_keys_of_2023(kainuu_2023: Comparison) -> None:
    keys = kainuu_2023.case.problem.keys
    assert keys["tax_revenue_2020"]["578"] == 11302
    assert keys["income_tax_2020"]["578"] == 9417
    assert keys["operating_expenses_2020"]["578"] == 28537
