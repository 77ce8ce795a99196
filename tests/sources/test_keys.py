"""An allocation key's figures: one exact figure per payer, or a fault that names the payer."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from analyysi.agreement.key import Key
from analyysi.comparison.case import load_year
from analyysi.comparison.compare import Comparison, compare_methods
from analyysi.errors import ParameterError, SchemaError, SourceError
from analyysi.project import Project
from analyysi.report.page import Page
from analyysi.sources.keys import key_weights
from analyysi.sources.plain_table import PlainTable
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


def weights(
    project: Project, wanted: Key, payers: Sequence[str] = ("578", "105")
) -> dict[str, Fraction]:
    snapshot: Snapshot = load_snapshot(project, wanted.source)
    return key_weights("k", wanted, snapshot, payers, "2023.toml")


@pytest.mark.slow
def test_figures_are_exact_and_in_the_payers_order(project: Project) -> None:
    found = weights(project, key())
    assert list(found.items()) == [("578", Fraction(3183)), ("105", Fraction(2139))]
    assert type(found["578"].numerator) is int


def test_decimals_stay_exact(project: Project) -> None:
    wanted = key(
        RATES, column="income_tax_rate_pct", rows={"year": 2018}, reference_date=date(2018, 1, 1)
    )
    assert weights(project, wanted, ["009"])["009"] == Fraction(Decimal("21.50"))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"column": "populaton"}, "asks for column 'populaton' of .* Did you mean 'population'"),
        ({"rows": {"yaer": 2021}}, "asks for column 'yaer' of .* Did you mean 'year'"),
        ({"column": "region"}, "asks for column 'region', which holds no figures"),
        ({"rows": {"year": 1999}}, "has no rows with year = 1999"),
        ({"rows": {"year": "2021"}}, "has no rows with year = 2021"),
        (
            {"reference_date": date(2020, 12, 31)},
            "has the reference date 2020-12-31, but its rows are of 2021-12-31",
        ),
        ({"rows": {}}, "but its rows are of 2000-12-31, 2001-12-31, 2002-12-31"),
    ],
)
def test_a_key_that_does_not_fit_its_table(
    project: Project, changes: dict[str, Any], words: str
) -> None:
    with pytest.raises(ParameterError, match=words):
        weights(project, key(**changes))


@pytest.mark.slow
def test_a_year_column_is_compared_too(project: Project) -> None:
    wanted = key(FIGURES, rows={"year": 2010}, reference_date=date(2011, 12, 31))
    with pytest.raises(
        ParameterError, match="has the reference date 2011-12-31, but its rows are of 2010"
    ):
        weights(project, wanted)


def test_every_payer_without_a_figure_is_named(project: Project) -> None:
    with pytest.raises(SchemaError, match="no row for 999; no row for srk-1"):
        weights(project, key(), ["578", "999", "srk-1"])


@pytest.mark.slow
def test_an_empty_cell_is_no_zero(project: Project) -> None:
    column = "annual_contribution_margin_eur_per_capita"
    wanted = key(FIGURES, column=column, rows={"year": 2006}, reference_date=date(2006, 12, 31))
    with pytest.raises(SchemaError, match=f"{column} is empty for 578; {column} is empty for 105"):
        weights(project, wanted)


@pytest.mark.parametrize(
    ("symbols", "words"),
    [
        (
            {"578": "..", "105": "-"},
            r"empty for 578 \(its publisher has '\.\.' there\); .* '-' there",
        ),
        ({"578": "", "105": None}, r"empty for 578; population is empty for 105\. Every payer"),
    ],
)
def test_the_symbol_of_an_empty_cell_is_quoted(
    project: Project, symbols: dict[str, str | None], words: str
) -> None:
    snapshot = load_snapshot(project, POPULATION)
    codes = snapshot.table["municipality_code"]
    people = zip(codes, snapshot.table["population"], strict=True)
    table = PlainTable(
        {
            **snapshot.table.columns,
            "population": [None if code in symbols else count for code, count in people],
            "population_symbol": [symbols.get(code) for code in codes],
        }
    )
    emptied = Snapshot(snapshot.manifest, table, snapshot.manifest_sha256)
    with pytest.raises(SchemaError, match=words):
        key_weights("k", key(), emptied, ["578", "105"], "2023.toml")


def test_two_rows_for_one_payer(project: Project) -> None:
    snapshot = load_snapshot(project, POPULATION)
    table = snapshot.table.with_cells("year", (2021,))
    twice = PlainTable({name: [*table[name], *table[name]] for name in table})
    doubled = Snapshot(snapshot.manifest, twice, snapshot.manifest_sha256)
    with pytest.raises(SchemaError, match="2 rows for 578, one expected: pick them with `rows`"):
        key_weights("k", key(), doubled, ["578"], "2023.toml")


def test_the_keys_of_2023(kainuu_2023: Comparison) -> None:
    keys = kainuu_2023.case.problem.keys
    assert keys["tax_revenue_2020"]["578"] == 11302
    assert keys["income_tax_2020"]["578"] == 9417
    assert keys["operating_expenses_2020"]["578"] == 28537


# Several rows of a payer
# ------------------------------------------------------------------------------------------


def test_the_mean_of_several_years(project: Project) -> None:
    # 3 183 on 31.12.2021 and the two years before it, from the population file.
    table = load_snapshot(project, POPULATION).table
    people = table.with_cells("municipality_code", ("578",)).with_cells("year", range(2019, 2022))[
        "population"
    ]
    found = weights(project, key(rows={"year": (2019, 2020, 2021)}, combine="mean"), ["578"])
    assert people[-1] == 3183
    assert found["578"] == Fraction(sum(people), 3)


def test_a_sum_of_rows(project: Project) -> None:
    found = weights(project, key(rows={"year": (2021, 2021)}, combine="sum"), ["578"])
    assert found["578"] == 3183


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (
            {"rows": {"year": (2020, 2021)}},
            "has the reference date 2021-12-31, but its rows are of",
        ),
        (
            {"rows": {"year": (2019, 2020)}, "combine": "mean"},
            "has the reference date 2021-12-31, but its rows are of",
        ),
        ({"rows": {"year": (1999, 2021)}, "combine": "mean"}, "has no rows with year = 1999, 2021"),
    ],
)
def test_rows_that_do_not_fit_are_refused(
    project: Project, changes: dict[str, Any], words: str
) -> None:
    with pytest.raises(ParameterError, match=words):
        weights(project, key(**changes))


def test_per_cents_are_not_added_up(project: Project) -> None:
    wanted = key(
        RATES,
        column="income_tax_rate_pct",
        rows={"year": 2018},
        reference_date=date(2018, 1, 1),
        combine="sum",
    )
    with pytest.raises(
        ParameterError, match="adds up 'income_tax_rate_pct', whose figures cannot be added"
    ):
        weights(project, wanted, ["009"])


# A survey
# ------------------------------------------------------------------------------------------

SURVEY = """municipality_code,staff,estimated,source
105,12,,Kunnan vastaus 1.9.2026
290,40.5,yes,Arvio henkilöstökertomuksesta 2025
578,18,,Kunnan vastaus 3.9.2026
620,15,,Kunnan vastaus 3.9.2026
697,7,,Kunnan vastaus 4.9.2026
765,61,,Kunnan vastaus 2.9.2026
777,39,,Kunnan vastaus 2.9.2026
"""
SURVEY_KEY = """
[keys.staff]
survey = "kysely.csv"
column = "staff"
reference_date = 2026-09-30
unit = "persons"
label = { fi = "henkilöstö" }
by = { fi = "henkilöstön mukaan" }
transform = [{ kind = "minimum", value = "10" }, { kind = "plus", value = "2.5" }]

[method]"""


def _with_survey(project: Project, text: str) -> Project:
    folder = project.agreements / "kainuu-ict"
    (folder / "kysely.csv").write_text(text, encoding="utf-8")
    terms = folder / "2027.toml"
    terms.write_text(
        terms.read_text(encoding="utf-8").replace("[method]", SURVEY_KEY, 1), encoding="utf-8"
    )
    return project


@pytest.mark.slow
def test_a_survey_is_a_key_and_its_estimates_are_told(project_copy: Project) -> None:
    case = load_year(_with_survey(project_copy, SURVEY), "kainuu-ict", 2027)
    assert case.problem.keys["staff"]["697"] == Fraction(25, 2)  # 7, at least 10, and 2.5 more
    assert case.problem.keys["staff"]["290"] == 43
    assert list(case.estimates_of(case.terms.keys["staff"])) == ["290"]
    assert "data/agreements/kainuu-ict/kysely.csv" in [item.path for item in case.inputs]
    page = Page(compare_methods(case), "fi").annex()
    # The source says why it is an estimate; that nobody answered is not known of anybody.
    assert "Arvio, Kuhmo" in page.html
    assert case.estimates["kysely.csv"]["staff"]["290"] in page.html
    assert "vastausta ei saatu" not in page.html


@pytest.mark.slow
@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (
            "578,18,,",
            "578,,,",
            "staff is empty for Paltamo. .* ask for the answer, or write an estimate",
        ),
        ("578,18,,Kunnan vastaus 3.9.2026\n", "", "no answer from Paltamo"),
        ("578,18,,", "578,18,joo,", "C4 holds 'joo': yes"),
        ("578,18,,Kunnan vastaus 3.9.2026", "578,18,,", "B4: the answer of 578 has no source"),
        ("578,18,,", "105,18,,", "B4: 105 stands a second time, first in B2"),
        ("578,18,,", "578,paljon,,", "B4 holds 'paljon': a number zero or more"),
        ("source", "muuta", "has no source. Every answer needs its source"),
        ("staff", "staf", "asks for column 'staff' of kysely.csv. Did you mean 'staf'"),
    ],
)
def test_a_survey_that_will_not_do(
    project_copy: Project, before: str, after: str, words: str
) -> None:
    assert before in SURVEY
    with pytest.raises((ParameterError, SchemaError, SourceError), match=words):
        load_year(_with_survey(project_copy, SURVEY.replace(before, after, 1)), "kainuu-ict", 2027)


def test_a_survey_that_is_not_there(project_copy: Project) -> None:
    _with_survey(project_copy, SURVEY)
    (project_copy.agreements / "kainuu-ict" / "kysely.csv").unlink()
    with pytest.raises(SourceError, match="data/agreements/kainuu-ict/kysely.csv is missing"):
        load_year(project_copy, "kainuu-ict", 2027)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"survey": "kysely.csv"}, "either 'snapshot' or 'survey' must be given"),
        (
            {"transform": [{"kind": "classes", "limits": ["5", "2"], "weights": ["1", "2", "3"]}]},
            "limits of classes must rise",
        ),
        (
            {"transform": [{"kind": "classes", "limits": ["5"], "weights": ["1"]}]},
            "1 limits make 2 classes, 1 weights",
        ),
        ({"transform": [{"kind": "minimum", "value": "-1"}]}, "-1 is below zero"),
    ],
)
def test_keys_that_make_no_sense(changes: dict[str, Any], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        key(**changes)


AREA_AND_AGES = """
[keys.land_area_2016]
snapshot = "kuntaliitto/areas-2016/2026-11-24"
column = "land_area_km2"
rows = { year = 2016 }
reference_date = 2016-12-31
unit = "square_km"
label = { fi = "maapinta-ala 2016" }
by = { fi = "vuoden 2016 maapinta-alan mukaan" }

[keys.young_and_old_2024]
snapshot = "tilastokeskus/projection-2024-kainuu-age-groups/2026-11-24"
column = "population"
rows = { year = 2024, age_group = ["0-19", "65-"] }
combine = "sum"
reference_date = 2024-12-31
unit = "inhabitants"
label = { fi = "alle 20- ja yli 64-vuotiaat 2024 (ennuste)" }
by = { fi = "alle 20- ja yli 64-vuotiaiden määrän 2024 mukaan (ennuste)" }

[method]"""


@pytest.mark.slow
def test_area_and_age_groups_of_kainuu(project_copy: Project) -> None:
    path = project_copy.agreements / "kainuu-ict" / "2027.toml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("[method]", AREA_AND_AGES, 1), encoding="utf-8"
    )
    comparison = compare_methods(load_year(project_copy, "kainuu-ict", 2027))
    splits = {split.id: split for split in comparison.splits}
    # Kuntien pinta-alat 2016 (Kuntaliitto), land in square kilometres.
    area = {"105": "1421.01", "290": "4806.31", "578": "918.38", "620": "2461.25", "697": "835.58", "765": "2649.15",
            "777": "5270.79"}  # fmt: skip
    whole = sum(map(Fraction, area.values()))
    by_area = splits["proportional-land_area_2016"]
    assert by_area.exact.amounts["578"] == 80_000_00 * Fraction(area["578"]) / whole
    assert sum(by_area.cents.values()) == 80_000_00
    # Väestöennuste 2024 (Tilastokeskus, 14wx): Paltamo 480 under twenty and 1 124 over sixty-four
    # at the end of 2024.
    assert comparison.case.problem.keys["young_and_old_2024"]["578"] == 480 + 1124
    html = Page(comparison, "fi").annex().html
    assert "neliökilometriä" in html
    assert "Kuntien pinta-alat 2016" in html
    assert "918,38" in html
