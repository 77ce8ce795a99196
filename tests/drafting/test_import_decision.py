"""A prior year's published table checked, explained and stored: as it is printed, and never
repaired.

The figures of made-up tables are called so by their source ("esimerkki"); the others are of the
agreements in `tests/support/printed_tables.py`, which says where they are printed.
"""

from __future__ import annotations

import shutil
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from analyysi.agreement.reading import read_agreement, read_terms
from analyysi.allocation.whole_units.rounding import ROUNDING_RULES
from analyysi.comparison.case import load_year
from analyysi.comparison.compare import compare_methods
from analyysi.comparison.published.published_table import check_table
from analyysi.comparison.report_context import ReportContext
from analyysi.drafting.examined_decision import ExaminedDecision, examine
from analyysi.drafting.import_decision import import_decision
from analyysi.errors import AllocationError, ParameterError, SchemaError
from analyysi.project import Project
from analyysi.report.page import Page
from analyysi.tables.asked import Asked
from analyysi.tables.decision_table import (
    DecisionTable,
    PrintedPercent,
    PrintedShare,
    PrintedTotal,
)
from support.command_line import call
from support.pages import page_text
from support.places import ROOT
from support.printed_tables import KT_FEE, KT_PRINTED, WATER_SUPPLY, WATER_TOTAL
from support.written_tables import as_xlsx, finnish

POPULATION = "thl-sotkanet/population-31-12/2026-11-24"
NAMES = {"105": "Hyrynsalmi", "290": "Kuhmo", "578": "Paltamo", "620": "Puolanka", "697": "Ristijärvi",
         "765": "Sotkamo", "777": "Suomussalmi"}  # fmt: skip
MADE_UP = dict(
    zip(NAMES, (999_047, 773_516, 1_275_852, 1_494_162, 637_423, 527_615, 1_972_385), strict=True)
)
SOURCE = "Esimerkki 12.12.2021 § 210"


@pytest.fixture
def small(tmp_path: Path) -> Project:
    """A project with Kainuu's agreement and one table of population: little to search through."""
    data = tmp_path / "project" / "data"
    shutil.copytree(ROOT / "data" / "agreements" / "kainuu-ict", data / "agreements" / "kainuu-ict")
    (data / "agreements" / "kainuu-ict" / "2023.toml").unlink()
    (data / "agreements" / "kainuu-ict" / "2027.toml").unlink()
    shutil.copytree(ROOT / "data" / "snapshots" / POPULATION, data / "snapshots" / POPULATION)
    shutil.copytree(ROOT / "data" / "municipalities", data / "municipalities")
    return Project(data.parent)


def agreement(project: Project, name: str, parties: dict[str, str]) -> None:
    """Write an agreement of organisations."""
    folder = project.agreements / name
    folder.mkdir(parents=True)
    texts = '{ fi = "x", sv = "x", en = "x" }'
    lines = [
        f'id = "{name}"',
        f'organiser = "{next(iter(parties))}"',
        f"subject = {texts}",
        f"purpose = {texts}",
    ]
    for code, called in parties.items():
        lines += [
            "[[parties]]",
            f'code = "{code}"',
            'kind = "organisation"',
            f'name = {{ fi = "{called}" }}',
        ]
    (folder / "agreement.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def table_file(
    path: Path,
    cents: dict[str, int],
    total: int | None = None,
    percents: dict[str, str] | None = None,
) -> Path:
    rows = ["Kunta;Euroa;%"]
    rows += [
        f"{code};{finnish(Decimal(value).scaleb(-2), 2)};{(percents or {}).get(code, '')}"
        for code, value in cents.items()
    ]
    rows += [f"Yhteensä;{finnish(Decimal(total).scaleb(-2), 2)};"] if total is not None else []
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def looked_at(
    project: Project, path: Path, name: str = "kainuu-ict", given: int | None = None
) -> ExaminedDecision:
    return examine(project, name, 2022, path, asked=Asked(total=given))


def people(project: Project, *years: int) -> dict[str, int]:
    """Add up the inhabitants at the end of some years, read from the table as text."""
    header, *lines = (
        (project.snapshots / POPULATION / "data.csv").read_text(encoding="utf-8").splitlines()
    )
    rows = [dict(zip(header.split(","), line.split(","), strict=True)) for line in lines]
    wanted = {str(year) for year in years}
    found = dict.fromkeys(NAMES, 0)
    for row in rows:
        if row["municipality_code"] in found and row["year"] in wanted:
            found[row["municipality_code"]] += int(row["population"])
    return found


def by_population(
    project: Project, *years: int, equal: Fraction = Fraction(0), unit: int = 1
) -> dict[str, int]:
    """Share 76 800 euros, a part of it equally and the rest by population: a rule of our own
    making.
    """
    counted = people(project, *years)
    exact = {
        code: 7_680_000
        * (equal / len(counted) + (1 - equal) * Fraction(number, sum(counted.values())))
        for code, number in counted.items()
    }
    return dict(ROUNDING_RULES["largest_remainder"].function(exact, unit).cents)


# Checks
# ------------------------------------------------------------------------------------------


def printed(*rows: tuple[str, str, str | None], total: str | None = None) -> DecisionTable:
    """A table as it would be read: payer, euros and per cent."""

    def percent(text: str | None) -> PrintedPercent | None:
        return PrintedPercent(text, Decimal(text)) if text is not None else None

    shares = tuple(
        PrintedShare(
            f"row {place}", code, code, "code", euros, int(Decimal(euros) * 100), percent(text)
        )
        for place, (code, euros, text) in enumerate(rows, start=2)
    )
    whole = (
        PrintedTotal("row 9", "yht.", total, int(Decimal(total) * 100))
        if total is not None
        else None
    )
    return DecisionTable("table.csv", shares, whole, "")


def test_a_table_that_adds_up() -> None:
    # One third each is 33.3 per cent, so that the printed per cents sum to 99.9: no fault.
    table = printed(
        ("a", "10.00", "33.3"), ("b", "10.00", "33.3"), ("c", "10.00", "33.3"), total="30.00"
    )
    found = check_table(table)
    assert (found.faults, found.parts, found.stated) == ((), 3000, 3000)
    assert found.percents == Decimal("99.9")
    assert (found.unit, found.odd) == (1000, None)


def test_every_fault_of_a_table_is_told_with_its_difference() -> None:
    table = printed(
        ("a", "40.00", "40"), ("b", "35.50", "36"), ("c", "24.00", "23.5"), total="100.00"
    )
    found = check_table(table, given=99_00)
    told = {
        (fault.kind, fault.payer, str(fault.printed), str(fault.expected), str(fault.difference))
        for fault in found.faults
    }
    assert told == {
        ("sum", None, "100.00", "99.50", "0.50"),
        ("sum", None, "99.00", "99.50", "-0.50"),
        ("total", None, "100.00", "99.00", "1.00"),
        ("percent", "c", "23.5", "24.2", "-0.7"),
    }
    assert (found.unit, found.odd) == (100, "b")
    far = check_table(printed(("a", "40.00", "40"), ("b", "60.00", "40"), total="100.00"))
    assert [fault.kind for fault in far.faults] == ["percent", "sum_of_percents"]


@pytest.mark.slow
def test_real_tables_of_public_bodies(small: Project, tmp_path: Path) -> None:
    # Bus service of Orange County: whole as printed, in dollars.
    agreement(
        small,
        "buses",
        {"CHT": "Chapel Hill Transit", "GoTriangle": "Go Triangle", "OPT": "Orange Transit"},
    )
    text = (
        'member,amount,per cent\nCHT,"2,368,000",64 %\nGoTriangle,"888,000",24 '
        '%\nOPT,"444,000",12 %\n'
    )
    (tmp_path / "buses.csv").write_text(text + 'Total,"3,700,000",100 %\n', encoding="utf-8")
    with pytest.raises(SchemaError, match="'888,000' can be read as 888000 .*--decimal-mark"):
        # A comma and three digits are not taken for thousands unless another sum of the table shows
        # them so.
        looked_at(small, _rewritten(tmp_path / "buses.csv", '"2,368,000"', '"444,000"'), "buses")
    (tmp_path / "buses.csv").write_text(text + 'Total,"3,700,000",100 %\n', encoding="utf-8")
    buses = looked_at(small, tmp_path / "buses.csv", "buses")
    assert buses.checked.adds_up
    assert buses.checked.unit == 100_000_0 // 10
    # Water supply project: the shares are a dollar too many, as printed.
    agreement(small, "water", {code: code for code in WATER_SUPPLY})
    path = table_file(
        tmp_path / "water.csv",
        {code: row[4] * 100 for code, row in WATER_SUPPLY.items()},
        WATER_TOTAL * 100,
    )
    (fault,) = looked_at(small, path, "water").checked.faults
    assert (fault.kind, fault.difference) == ("sum", Decimal(-1))
    # Membership fees of KT in 2022: seven as printed, the rest as what their printed total leaves.
    agreement(
        small, "kt", {**{code: row[0] for code, row in KT_PRINTED.items()}, "others": "Muut kunnat"}
    )
    fees = {row[0]: row[3] * 100 for row in KT_PRINTED.values()}
    as_xlsx(tmp_path / "kt.xlsx", {
        "2022": [["Kunta", "Jäsenmaksu"], *([name, fee / 100] for name, fee in fees.items()),
                 ["Muut kunnat", KT_FEE - sum(fees.values()) / 100], ["Yhteensä", KT_FEE]],
    })  # fmt: skip
    fees_read = looked_at(small, tmp_path / "kt.xlsx", "kt")
    assert fees_read.checked.adds_up
    assert fees_read.checked.unit == 100
    assert fees_read.known is None


def _rewritten(path: Path, old: str, new: str) -> Path:
    text = path.read_text(encoding="utf-8").splitlines()
    path.write_text(
        "\n".join([*(line.replace(old, new) for line in text[:-1]), ""]), encoding="utf-8"
    )
    return path


# Storing
# ------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_table_is_stored_as_published_and_reported(small: Project, tmp_path: Path) -> None:
    percents = {
        code: finnish(Decimal(round(Fraction(cents * 1000, 7_680_000))) / 10)
        for code, cents in MADE_UP.items()
    }
    examined = looked_at(small, table_file(tmp_path / "a.csv", MADE_UP, 7_680_000, percents))
    assert examined.checked.adds_up
    path = import_decision(small, examined, SOURCE, "578")
    text = path.read_text(encoding="utf-8")
    assert "#   row 4: 578 | 12 758,52 | 16,6" in text
    terms = read_terms(small, read_agreement(small, "kainuu-ict"), 2022)
    assert (terms.status, terms.method.name, terms.method.chosen_by) == (
        "decided",
        "as_published",
        "decision",
    )
    assert {share.payer: share.value for share in terms.published} == MADE_UP
    paltamo = next(share for share in terms.published if share.payer == "578")
    assert (paltamo.percent, paltamo.decided_by.sv) == ("16.6", "Kommunstyrelsen i Paltamo")
    assert terms.per_head == "population_2021"
    comparison = compare_methods(load_year(small, "kainuu-ict", 2022))
    assert dict(comparison.chosen.cents) == MADE_UP
    report = page_text(Page(comparison, "fi", "", ReportContext()))
    assert "Jokainen maksaa summan, joka sille on päätetty ja julkaistu." in report
    assert "Kaikkien maksajien julkaistut osuudet" in report
    assert "Vuoden 2023 osuuksista on päätettävä erikseen" in report
    assert "Ei tiedetä, millä jakotavalla julkaistut summat on laskettu." in report
    for wrong in (
        "ei ole käytetty tämän raportin laskelmissa",
        "Vaikea perustella: julkaistut",
        "lasketaan samalla säännöllä",
    ):
        assert wrong not in report
    with pytest.raises(ParameterError, match="2022.toml is there already"):
        import_decision(small, examined, SOURCE, "578")
    assert path.read_text(encoding="utf-8") == text


@pytest.mark.slow
def test_a_table_that_does_not_add_up_is_stored_only_as_printed(
    small: Project, tmp_path: Path
) -> None:
    # Vehicle fee of Orange County: 321 749 and 260 212 of 582 000 dollars, as printed.
    agreement(small, "tags", {"south": "Southern area", "rest": "Rest of the county"})
    path = table_file(tmp_path / "tags.csv", {"south": 32_174_900, "rest": 26_021_200}, 58_200_000)
    examined = looked_at(small, path, "tags")
    with pytest.raises(SchemaError, match="tags.csv does not add up, so nothing was written"):
        import_decision(small, examined, SOURCE, "The board")
    assert not list(small.agreements.glob("tags/2*"))
    import_decision(small, examined, SOURCE, "The board", as_printed=True)
    terms = read_terms(small, read_agreement(small, "tags"), 2022)
    assert terms.total.value == 58_196_100
    assert {share.payer: share.value for share in terms.published} == {
        "south": 32_174_900,
        "rest": 26_021_200,
    }
    (told,) = terms.assumptions
    assert told.fi.replace("\u00a0", " ").startswith(
        "Julkaistu kokonaissumma on 582 000,00 €, mutta julkaistut osuudet ovat yhteensä 581 "
        "961,00 €. "
        "Erotus on 39,00 €."
    )
    assert told.sv
    assert told.en is not None
    assert "The difference is €39.00" in told.en
    assert len(terms.unknown) == 2
    assert terms.per_head is None
    assert terms.published[0].decided_by.sv == "The board"


@pytest.mark.slow
@pytest.mark.parametrize("unit", [1, 100])
def test_a_rule_that_is_identified_can_be_stored(small: Project, tmp_path: Path, unit: int) -> None:
    cents = by_population(small, 2020, equal=Fraction(3, 10), unit=unit)
    examined = looked_at(small, table_file(tmp_path / "a.csv", cents, 7_680_000))
    assert examined.known is not None
    import_decision(small, examined, SOURCE, "Kainuun liitto", rule="found")
    case = load_year(small, "kainuu-ict", 2022)
    method = case.terms.method
    assert (method.name, method.chosen_by) == ("mix", "analyst")
    assert method.parameters == {"equal": "0.30", "keys": {"population_2020": "0.70"}}
    assert set(case.terms.keys) == {"population_2020", "population_2021"}
    assert case.terms.rounding.unit == unit
    assert dict(compare_methods(case).chosen.cents) == cents


@pytest.mark.slow
def test_thirds_in_hundreds_are_possible_and_stored_only_when_named(
    small: Project, tmp_path: Path
) -> None:
    """It was stored as 0.33 and 0.67 with the rounding of Adams."""
    cents = by_population(small, 2021, equal=Fraction(1, 3), unit=100_00)
    examined = looked_at(small, table_file(tmp_path / "a.csv", cents, 7_680_000))
    assert examined.known is None
    first = examined.possible[0]
    assert first.rule.equal == Fraction(1, 3)
    assert all(hit.usual for hit in examined.possible)
    listed = (
        r"a.csv is not known: 1 rule gives every published cent, and about 0.0\d would by luck "
        r"alone: 1 1/3 equally, 2/3 by population 2021-12-31, rounded to 100.00. Nothing was "
        r"written; .* one of these by its number, such as --rule 1\."
    )
    with pytest.raises(AllocationError, match=listed):
        import_decision(small, examined, SOURCE, "578", rule="found")
    with pytest.raises(AllocationError, match="--rule 999: a number from 1 to 1 was expected"):
        import_decision(small, examined, SOURCE, "578", rule="999")
    assert not list(small.agreements.glob("kainuu-ict/2*"))
    import_decision(small, examined, SOURCE, "578", rule="1")
    case = load_year(small, "kainuu-ict", 2022)
    ((key, _),) = first.rule.keys
    name = "population_" + key.split(" ")[1][:4]
    assert case.terms.method.parameters == {"equal": "1/3", "keys": {name: "2/3"}}
    assert (case.terms.rounding.unit, case.terms.rounding.rule) == (100_00, "largest_remainder")
    assert dict(compare_methods(case).chosen.cents) == cents
    (unknown,) = case.terms.unknown
    count = len(examined.possible)
    assert unknown.fi == (
        "Mitä jakotapaa on käytetty. Julkaistut osuudet antavien kokeiltujen jakotapojen määrä on "
        f"{count}."
    )


def test_a_rule_that_is_not_identified_is_not_stored(small: Project, tmp_path: Path) -> None:
    examined = looked_at(small, table_file(tmp_path / "a.csv", MADE_UP, 7_680_000))
    with pytest.raises(
        AllocationError,
        match="is not known: no rule that was tried gives every published cent",
    ):
        import_decision(small, examined, SOURCE, "578", rule="found")
    assert not list(small.agreements.glob("kainuu-ict/2*"))


@pytest.mark.slow
def test_the_mean_of_years_becomes_a_key(small: Project, tmp_path: Path) -> None:
    cents = by_population(small, 2018, 2019, 2020)
    path = table_file(tmp_path / "a.csv", cents, sum(cents.values()))
    import_decision(small, looked_at(small, path), SOURCE, "578", rule="found")
    case = load_year(small, "kainuu-ict", 2022)
    key = case.terms.keys["population_2018_2020"]
    assert (key.combine, key.rows) == ("mean", {"year": (2018, 2019, 2020)})
    assert key.label.fi == "väestö 31.12. 2018–2020 keskimäärin"
    assert dict(compare_methods(case).chosen.cents) == cents


def test_a_table_without_a_total_is_stored_only_if_nobody_knows_it(
    small: Project, tmp_path: Path
) -> None:
    path = table_file(tmp_path / "a.csv", MADE_UP)
    with pytest.raises(SchemaError, match="no total .* --total 80000; or --total unknown"):
        import_decision(small, looked_at(small, path), SOURCE, "578")
    unknown = examine(small, "kainuu-ict", 2022, path, asked=Asked(total="unknown"))
    stored = import_decision(small, unknown, SOURCE, "578").read_text(encoding="utf-8")
    assert "\n# No total is known that the shares could be checked by.\n" in stored


def test_what_was_not_read_stands_in_the_terms(small: Project, tmp_path: Path) -> None:
    path = table_file(tmp_path / "a.csv", MADE_UP | {"091": 500}, sum(MADE_UP.values()))
    asked = Asked(only_parties=True)
    examined = examine(small, "kainuu-ict", 2022, path, asked=asked)
    assert examined.table.cents == MADE_UP
    stored = import_decision(small, examined, SOURCE, "578").read_text(encoding="utf-8")
    assert "\n# 1 row of others was passed over.\nagreement = " in stored
    assert "091" not in stored


# The command
# ------------------------------------------------------------------------------------------


def run(project: Project, *arguments: str) -> tuple[str, BaseException | None]:
    outcome = call("import-decision", *arguments, "--project", str(project.root))
    return outcome.printed, outcome.fault


@pytest.mark.slow
def test_the_command_looks_stores_and_refuses(small: Project, tmp_path: Path) -> None:
    path = str(table_file(tmp_path / "a.csv", MADE_UP, 7_680_000))
    output, fault = run(small, "kainuu-ict", "2022", path, "--dry-run", "--total", "76 800 €")
    assert fault is None, output
    assert "The parts sum to the stated total, 76800.00 €." in output
    assert "Not in the table: Kajaani, Regional Council of Kainuu." in output
    assert "Nothing was written (--dry-run)." in output
    _, fault = run(small, "kainuu-ict", "2022", path)
    assert "with --source and --decided-by" in str(fault)
    named = ("--source", SOURCE, "--decided-by", "Paltamo")
    output, fault = run(small, "kainuu-ict", "2022", path, *named, "--total", "80000")
    assert "a.csv does not add up, 2 faults:" in str(fault)
    assert "80000.00 € printed, 76800.00 € expected, difference +3200.00 €" in str(fault)
    assert not list(small.agreements.glob("kainuu-ict/2*"))
    output, fault = run(small, "kainuu-ict", "2022", path, *named)
    assert fault is None, output
    assert "Stored: data/agreements/kainuu-ict/2022.toml" in output
    _, fault = run(small, "kainuu-ict", "2022", path, *named)
    assert "is there already" in str(fault)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("kainuu-itc", "2022"), "Did you mean 'kainuu-ict'"),
        (("kainuu-ict", "20x2"), "'20x2' is not a year"),
        (
            ("kainuu-ict", "2022", "--total", "paljon"),
            "--total paljon: a sum in euros was expected",
        ),
        (
            ("kainuu-ict", "2022", "--rule", "fuond", "--source", "x", "--decided-by", "x"),
            "--rule fuond: as_published, found or the number of a possible rule was expected. Did "
            "you mean 'found'?",
        ),
    ],
)
def test_misspelt_arguments(
    small: Project, tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    path = table_file(tmp_path / "a.csv", {"105": 100, "578": 150})
    agreement_name, year, *rest = arguments
    rest += [] if "--source" in rest else ["--dry-run"]
    _, fault = run(small, agreement_name, year, str(path), *rest)
    assert said in str(fault)
