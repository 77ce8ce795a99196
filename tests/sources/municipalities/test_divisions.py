"""Municipal divisions: what has merged is added up, and what cannot be added is refused."""

from __future__ import annotations

import csv
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from analyysi.agreement.key import Key
from analyysi.agreement.reading import validate
from analyysi.comparison.case import load_year
from analyysi.errors import ParameterError, SchemaError, SourceError
from analyysi.project import Project
from analyysi.sources.fetch.business_ids import read_business_ids
from analyysi.sources.keys import key_weights
from analyysi.sources.municipalities.divisions import (
    MERGERS,
    Join,
    MergerTable,
    join_divisions,
    read_mergers,
    touched,
)
from analyysi.sources.snapshots import load_snapshot

LOANS = "tilastokeskus/kta-2020-loans/2026-11-24"
POPULATION = "thl-sotkanet/population-31-12/2026-11-24"
NEWEST = "tilastokeskus/11ra/2026-11-24"
RATES = "verohallinto/municipal-income-tax-rate/2026-11-24"
OLD = "tilastokeskus/key-figures-2006-2016/2026-11-24"

# Made-up mergers. A (111) goes into B (222) in 2015 and B into C (333) in 2017; D (444) into C in
# 2021.
CHAIN = [
    {"in_force": "2021-01-01", "absorbed": "444", "into": "333"},
    {"in_force": "2015-01-01", "absorbed": "111", "into": "222"},
    {"in_force": "2017-01-01", "absorbed": "222", "into": "333"},
]


def merger(**parts: str) -> dict[str, Any]:
    named = {"absorbed_name": parts["absorbed"], "into_name": parts["into"], "source": "made up"}
    return {**parts, **named, "in_force": date.fromisoformat(parts["in_force"])}


def table(
    *mergers: dict[str, str], first: str = "2012-01-01", last: str = "2026-01-01"
) -> MergerTable:
    content = {
        "complete_from": date.fromisoformat(first),
        "complete_to": date.fromisoformat(last),
        "source": {"fi": "keksitty"},
        "mergers": [merger(**one) for one in mergers],
    }
    return validate(content, MergerTable, "mergers.toml")


def join(older: dict[str, str], division: str = "2026-01-01") -> Join:
    days = {name: date.fromisoformat(day) for name, day in older.items()}
    newest = date.fromisoformat(division)
    made = table(*CHAIN)
    return Join(newest, days, made.between(min(days.values()), newest), made.source)


# The project's own table
# ---------------------------------------------------------------------------------------


def test_the_table_is_sound_and_covers_its_span(project: Project) -> None:
    mergers = read_mergers(project)
    assert (mergers.complete_from, mergers.complete_to) == (date(2012, 1, 1), date(2026, 1, 1))
    assert len(mergers.mergers) == 28
    assert all(one.in_force.month == one.in_force.day == 1 for one in mergers.mergers)
    assert all(one.absorbed != one.into for one in mergers.mergers)


@pytest.mark.parametrize(
    ("older", "newer", "count"),
    [(2012, 2013, 16), (2013, 2018, 9), (2018, 2022, 2), (2022, 2026, 1), (2012, 2026, 28)],
)
def test_the_number_of_mergers_between_divisions(
    project: Project, older: int, newer: int, count: int
) -> None:
    # Tilastokeskus: 336 municipalities in 2012, 320 in 2013, 311 in 2018, 309 in 2022 and 308 in
    # 2026.
    assert len(read_mergers(project).between(date(older, 1, 1), date(newer, 1, 1))) == count


@pytest.mark.slow
@pytest.mark.parametrize(
    ("older", "newer"), [(LOANS, POPULATION), (POPULATION, NEWEST), (LOANS, NEWEST)]
)
def test_the_table_tells_what_two_lists_of_codes_differ_by(
    project: Project, older: str, newer: str
) -> None:
    before, after = load_snapshot(project, older), load_snapshot(project, newer)
    codes_before, codes_after = (set(one.table["municipality_code"]) for one in (before, after))
    days = (date.fromisoformat(one.manifest.area_division) for one in (before, after))
    between = read_mergers(project).between(*days)
    assert {one.absorbed for one in between} == codes_before - codes_after
    assert {one.into for one in between} <= codes_before & codes_after
    assert codes_after <= codes_before


def test_names_are_those_of_the_table_of_business_ids(project: Project) -> None:
    names = {code: one.name for code, one in read_business_ids(project).items()}
    for one in read_mergers(project).mergers:
        assert names.get(one.into, one.into_name) == one.into_name
        assert one.absorbed not in names


@pytest.mark.parametrize(
    ("mergers", "span", "words"),
    [
        (
            [CHAIN[1]],
            ("2016-01-01", "2026-01-01"),
            "the merger of 111 on 2015-01-01 lies outside the span",
        ),
        (
            [CHAIN[1]],
            ("2015-01-01", "2026-01-01"),
            "the merger of 111 on 2015-01-01 lies outside the span",
        ),
        (
            [CHAIN[0]],
            ("2012-01-01", "2020-12-31"),
            "the merger of 444 on 2021-01-01 lies outside the span",
        ),
        (
            [CHAIN[1], {**CHAIN[2], "absorbed": "111"}],
            ("2012-01-01", "2026-01-01"),
            "111 is absorbed twice",
        ),
        ([], ("2026-01-01", "2012-01-01"), "complete_from is after complete_to"),
        (
            [{**CHAIN[1], "into": "22"}],
            ("2012-01-01", "2026-01-01"),
            r"mergers\[1\]\.into: String should match",
        ),
    ],
)
def test_a_table_that_is_wrong(
    mergers: list[dict[str, str]], span: tuple[str, str], words: str
) -> None:
    with pytest.raises(ParameterError, match=rf"^mergers\.toml: {words}"):
        table(*mergers, first=span[0], last=span[1])


def test_a_span_of_one_division_holds_no_merger() -> None:
    assert table(first="2026-01-01", last="2026-01-01").mergers == ()


def test_the_ends_of_the_span_can_be_joined(project: Project) -> None:
    found = join_divisions(project, {"a": "2012-01-01", "b": "2026-01-01"}, "2027.toml")
    assert found is not None
    assert len(found.mergers) == 28


def test_a_merger_on_the_last_day_of_the_span_is_within() -> None:
    assert len(table(CHAIN[0], last="2021-01-01").mergers) == 1


def test_a_table_that_is_missing_or_damaged(project_copy: Project) -> None:
    path = project_copy.municipalities / MERGERS
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("complete_to", "complet_to"), encoding="utf-8")
    with pytest.raises(
        SourceError, match=r"mergers\.toml has 2 faults:\n.*'complete_to' is missing"
    ):
        read_mergers(project_copy)
    path.write_text("mergers = [", encoding="utf-8")
    with pytest.raises(
        SourceError, match=r"^data/municipalities/mergers\.toml is not valid TOML: "
    ):
        read_mergers(project_copy)
    path.unlink()
    with pytest.raises(
        SourceError, match=r"^data/municipalities/mergers\.toml is missing: .* update --restore$"
    ):
        read_mergers(project_copy)


# Joins
# ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "divisions",
    [{}, {"a": "2020-01-01"}, {"a": "2020-01-01", "b": "2020-01-01"}, {"a": "mixed", "b": "mixed"}],
)
def test_figures_of_one_division_need_no_join(project: Project, divisions: dict[str, str]) -> None:
    assert join_divisions(project, divisions, "2027.toml") is None


def test_honkajoki_is_carried_into_kankaanpaa(project: Project) -> None:
    found = join_divisions(project, {LOANS: "2020-01-01", POPULATION: "2022-01-01"}, "2027.toml")
    assert found is not None
    assert found.division == date(2022, 1, 1)
    assert found.older == {LOANS: date(2020, 1, 1)}
    assert [(one.absorbed_name, one.into_name) for one in found.mergers] == [
        ("Honkajoki", "Kankaanpää")
    ]
    assert found.merged_into("214", LOANS) == ("214", "099")
    assert found.merged_into("214", POPULATION) == ("214",)
    assert found.merged_into("578", LOANS) == ("578",)
    assert touched(found, ["578", "214", "609"]) == ["214"]
    absorbed = found.absorbed("099")
    assert absorbed is not None
    assert absorbed.into == "214"
    assert found.absorbed("214") is None


def test_a_chain_of_mergers_is_followed() -> None:
    found = join({"y2012": "2012-01-01", "y2016": "2016-01-01", "y2020": "2020-01-01"})
    assert set(found.merged_into("333", "y2012")) == {"333", "222", "111", "444"}
    assert set(found.merged_into("333", "y2016")) == {"333", "222", "444"}
    assert set(found.merged_into("333", "y2020")) == {"333", "444"}
    assert found.merged_into("333", "y2026") == ("333",)
    assert found.merged_into("333", "y2012")[0] == "333"
    assert touched(found, ["333", "555"]) == ["333"]


def test_a_merger_after_the_newest_division_is_not_carried() -> None:
    found = join({"y2012": "2012-01-01"}, division="2016-01-01")
    assert found.merged_into("222", "y2012") == ("222", "111")
    assert found.merged_into("333", "y2012") == ("333",)


def test_a_merger_on_the_day_of_a_division_belongs_to_it() -> None:
    assert table(*CHAIN).between(date(2015, 1, 1), date(2017, 1, 1))[0].absorbed == "222"
    assert join({"y": "2015-01-01"}).merged_into("222", "y") == ("222",)
    assert join({"y": "2014-12-31"}).merged_into("222", "y") == ("222", "111")


def test_each_snapshot_is_carried_from_its_own_division() -> None:
    found = join({"y2012": "2012-01-01", "y2015": "2015-01-01"})
    assert found.merged_into("222", "y2012") == ("222", "111")
    assert found.merged_into("222", "y2015") == ("222",)


def test_mergers_stand_by_their_day() -> None:
    assert [one.absorbed for one in table(*CHAIN).mergers] == ["444", "111", "222"]
    assert [one.absorbed for one in table(*CHAIN).between(date(2012, 1, 1), date(2026, 1, 1))] == [
        "111",
        "222",
        "444",
    ]


@pytest.mark.parametrize("divisions", [("2011-12-31", "2020-01-01"), ("2020-01-01", "2027-01-01")])
def test_a_time_that_the_table_does_not_cover(project: Project, divisions: tuple[str, str]) -> None:
    with pytest.raises(SourceError) as caught:
        join_divisions(project, {"b/new": divisions[1], "a/old": divisions[0]}, "2027.toml")
    assert str(caught.value) == (
        f"2027.toml joins figures of different municipal divisions (a/old of {divisions[0]}; "
        f"b/new of {divisions[1]}), "
        "and data/municipalities/mergers.toml knows every merger only from 2012-01-01 to "
        "2026-01-01. Add what is "
        "missing there, with its source, or use snapshots of one division."
    )


def test_a_snapshot_of_several_divisions_is_joined_with_nothing(project: Project) -> None:
    with pytest.raises(
        SourceError,
        match=rf"^2027\.toml: {RATES} follows no single municipal division \('mixed'\), so its "
        r"figures cannot be "
        rf"joined with those of {LOANS}\. Use a snapshot of one division\.$",
    ):
        join_divisions(project, {LOANS: "2020-01-01", RATES: "mixed"}, "2027.toml")


# Figures of payers
# ------------------------------------------------------------------------------------------

AGREEMENT = """\
# Test data: an agreement that nobody has made.
id = "satakunta-test"
organiser = "214"
subject = { fi = "Testi" }
purpose = { fi = "Testi" }

[[parties]]
code = "214"
kind = "municipality"
name = { fi = "Kankaanpää" }

[[parties]]
code = "609"
kind = "municipality"
name = { fi = "Pori" }

[[parties]]
code = "099"
kind = "municipality"
name = { fi = "Honkajoki" }
"""
TERMS = """\
agreement = "satakunta-test"
year = 2027
status = "draft"
participants = ["214", "609"]
per_head = "population"

[total]
value = "1000.00"
unit = "EUR"
source = { fi = "keksitty" }

[keys.loans]
snapshot = "tilastokeskus/kta-2020-loans/2026-11-24"
column = "loan_stock_eur1000"
rows = { year = 2020 }
reference_date = 2020-12-31
unit = "thousand_euros"
label = { fi = "lainakanta 2020" }
by = { fi = "vuoden 2020 lainakannan mukaan" }

[keys.population]
snapshot = "thl-sotkanet/population-31-12/2026-11-24"
column = "population"
rows = { year = 2021 }
reference_date = 2021-12-31
unit = "inhabitants"
label = { fi = "asukasluku 31.12.2021" }
by = { fi = "asukasluvun 31.12.2021 mukaan" }

[method]
name = "proportional"
parameters = { key = "loans" }
chosen_by = "analyst"
reason = { fi = "keksitty" }
source = { fi = "keksitty" }

[rounding]
unit = "0.01"
rule = "largest_remainder"
tie_rule = "ascending_code"
"""


@pytest.fixture
def satakunta(project_copy: Project) -> Project:
    folder = project_copy.agreements / "satakunta-test"
    folder.mkdir()
    (folder / "agreement.toml").write_text(AGREEMENT, encoding="utf-8")
    (folder / "2027.toml").write_text(TERMS, encoding="utf-8")
    return project_copy


def change_terms(project: Project, old: str, new: str) -> None:
    path: Path = project.agreements / "satakunta-test" / "2027.toml"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def cells(project: Project, snapshot: str, column: str, year: str) -> dict[str, int]:
    path = project.snapshots / snapshot / "data.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["year"] == year]
    return {row["municipality_code"]: int(row[column]) for row in rows if row[column]}


@pytest.mark.slow
def test_an_older_figure_of_a_payer_is_the_sum_of_those_that_merged(satakunta: Project) -> None:
    # Tilastokeskus: loan stocks of 2020, Kankaanpää 55 640 and Honkajoki 4 895 thousand euros.
    loans = cells(satakunta, LOANS, "loan_stock_eur1000", "2020")
    assert (loans["214"], loans["099"]) == (55_640, 4_895)
    people = cells(satakunta, POPULATION, "population", "2021")
    case = load_year(satakunta, "satakunta-test", 2027)
    assert case.problem.keys["loans"] == {"214": Fraction(60_535), "609": Fraction(loans["609"])}
    assert case.problem.keys["population"] == {
        "214": Fraction(people["214"]),
        "609": Fraction(people["609"]),
    }


@pytest.mark.slow
def test_the_case_tells_how_it_was_joined(satakunta: Project) -> None:
    case = load_year(satakunta, "satakunta-test", 2027)
    assert case.join is not None
    assert case.join.older == {LOANS: date(2020, 1, 1)}
    assert touched(case.join, case.terms.participants) == ["214"]
    assert "data/municipalities/mergers.toml" in [one.path for one in case.inputs]


def test_a_case_of_one_division_rests_on_no_mergers(satakunta: Project) -> None:
    population = TERMS[TERMS.index("[keys.population]") : TERMS.index("[method]")]
    change_terms(satakunta, population, "")
    change_terms(satakunta, 'per_head = "population"\n', "")
    case = load_year(satakunta, "satakunta-test", 2027)
    assert case.join is None
    assert case.problem.keys["loans"]["214"] == 55_640
    assert "data/municipalities/mergers.toml" not in [one.path for one in case.inputs]


@pytest.mark.slow
def test_a_payer_that_has_been_merged_away_is_refused_with_its_successor(
    satakunta: Project,
) -> None:
    change_terms(satakunta, '["214", "609"]', '["214", "099"]')
    with pytest.raises(
        SourceError,
        match=r'satakunta-test/2027\.toml: "099" \(Honkajoki\) became part of Kankaanpää '
        r'\("214"\) on 2021-01-01, and '
        r"the figures follow the division of 2022-01-01\. Put 214 instead\.$",
    ):
        load_year(satakunta, "satakunta-test", 2027)


@pytest.mark.slow
@pytest.mark.parametrize("column", ["relative_indebtedness_pct", "loan_stock_eur_per_capita"])
def test_a_figure_that_cannot_be_added_is_not_carried_across_a_merger(
    satakunta: Project, column: str
) -> None:
    change_terms(satakunta, 'column = "loan_stock_eur1000"', f'column = "{column}"')
    with pytest.raises(
        SourceError,
        match=rf"2027\.toml: key 'loans': {LOANS} follows an older division, in which 214 was 2 "
        r"municipalities, and "
        rf"figures of '{column}' cannot be added up\. Use a snapshot of the division of "
        r"2022-01-01\.$",
    ):
        load_year(satakunta, "satakunta-test", 2027)


@pytest.mark.slow
def test_a_figure_that_cannot_be_added_is_good_where_nothing_merged(satakunta: Project) -> None:
    change_terms(satakunta, 'column = "loan_stock_eur1000"', 'column = "relative_indebtedness_pct"')
    change_terms(satakunta, '["214", "609"]', '["609"]')
    per_cent = cells(satakunta, LOANS, "relative_indebtedness_pct", "2020")
    assert load_year(satakunta, "satakunta-test", 2027).problem.keys["loans"] == {
        "609": Fraction(per_cent["609"])
    }


def test_a_missing_figure_of_one_that_merged_is_no_zero(satakunta: Project) -> None:
    snapshot = load_snapshot(satakunta, LOANS)
    others = set(snapshot.table["municipality_code"]) - {"099"}
    gone = snapshot.table.with_cells("municipality_code", others)
    less = type(snapshot)(snapshot.manifest, gone, snapshot.manifest_sha256)
    key = Key(
        snapshot=LOANS,
        column="loan_stock_eur1000",
        reference_date=date(2020, 12, 31),
        unit="thousand_euros",
        label={"fi": "x"},  # type: ignore[arg-type]
        by={"fi": "x"},  # type: ignore[arg-type]
    )
    found = join_divisions(satakunta, {LOANS: "2020-01-01", POPULATION: "2022-01-01"}, "2027.toml")
    assert key_weights("k", key, snapshot, ["214"], "2027.toml", found) == {"214": Fraction(60_535)}
    with pytest.raises(SchemaError, match="no row for 099"):
        key_weights("k", key, less, ["214"], "2027.toml", found)


@pytest.mark.slow
def test_the_project_knows_the_division_of_every_snapshot_used(project: Project) -> None:
    # The rates are of every year's own division, so that they are "mixed"; the others name one day
    # each.
    for snapshot_id in (LOANS, POPULATION, NEWEST, OLD):
        date.fromisoformat(load_snapshot(project, snapshot_id).manifest.area_division)
    assert load_snapshot(project, RATES).manifest.area_division == "mixed"


@pytest.mark.parametrize(
    "mergers",
    [
        [("2015-01-01", "100", "100")],  # into itself: its figure would be counted twice
        [
            ("2015-01-01", "100", "200"),
            ("2017-01-01", "300", "100"),
        ],  # into one that is no more: lost
        [
            ("2015-01-01", "900", "100"),
            ("2015-01-01", "100", "050"),
        ],  # a chain of one day: 900 is lost
    ],
)
def test_mergers_that_would_lose_or_double_a_figure(mergers: list[tuple[str, str, str]]) -> None:
    from datetime import date

    from analyysi.agreement.reading import validate
    from analyysi.errors import ParameterError
    from analyysi.sources.municipalities.divisions import MergerTable

    lines = [
        {
            "in_force": date.fromisoformat(day),
            "absorbed": gone,
            "absorbed_name": "x",
            "into": into,
            "into_name": "x",
            "source": "made up",
        }
        for day, gone, into in mergers
    ]
    with pytest.raises(ParameterError):
        validate(
            {
                "complete_from": date(2012, 1, 1),
                "complete_to": date(2026, 1, 1),
                "source": {"fi": "x"},
                "mergers": lines,
            },
            MergerTable,
            "mergers.toml",
        )
