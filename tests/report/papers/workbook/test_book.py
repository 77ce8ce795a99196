"""The treasurer's workbook: its form, its stored values, and its formulas recalculated by
LibreOffice.
"""

import random
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from analyysi.allocation.method import NoParameters
from analyysi.allocation.methods import METHODS, ByKey, Mix
from analyysi.allocation.problem import Problem
from analyysi.comparison.case import Variant
from analyysi.comparison.compare import Comparison, compare_methods
from analyysi.comparison.results import fingerprint
from analyysi.comparison.scenarios import share
from analyysi.languages.language_table import LANGUAGES
from analyysi.sources.manifest import newest_retrieval
from support.needed import need
from support.office_tools import convert, office_missing
from support.own_rules import with_rule
from support.pdf_tools import pages_of
from support.prepared import DAY, OFFICE, prepared_by_office
from support.workbooks import (
    CLOSE,
    GUIDE,
    INPUTS,
    PALTAMO,
    PAYERS,
    RESULTS,
    SHARES,
    TIED,
    changeable,
    formulas,
    made,
    made_anew,
    opened,
    overview,
    with_figures,
)

pytestmark = pytest.mark.slow

SAME = {
    "fi": "Luvut ovat raportin mukaiset",
    "sv": "Talen är desamma som i rapporten",
    "en": "The figures are as in the report",
}
CHANGED = {
    "fi": "Lukuja on muutettu: tämä on kokeilu, ei päätös",
    "sv": "Tal har ändrats: detta är ett försök, inte ett beslut",
}


BESIDE = {
    "fi": "Mihin kaavio vertaa valittua jakoa",
    "sv": "Vad diagrammet jämför den valda fördelningen med",
}
EQUAL = {"fi": "Tasajako", "sv": "Lika andelar"}
OWN_MIX = {"fi": "Oma yhdistelmä", "sv": "Egen kombination"}


def is_row(row: tuple[object, ...]) -> bool:
    """Return whether this is a payer's row in the table of one way."""
    return row[1] in PAYERS and isinstance(row[4], float | int) and row[4] <= 1


@pytest.fixture(scope="module")
def office() -> None:
    need(office_missing())


# --- The arithmetic of the formulas, in Python.


# --- The form.


@pytest.mark.parametrize("language", LANGUAGES)
def test_sheets_are_named_and_set_for_screen_and_paper(
    kainuu_2023: Comparison, language: str
) -> None:
    book = opened(made(kainuu_2023, language))
    assert len(book.sheetnames) == 6
    assert all(
        0 < len(name) <= 31 and not re.search(r"[\[\]:*?/\\]", name) for name in book.sheetnames
    )
    assert book.active is book.worksheets[SHARES]
    for sheet in book.worksheets:
        assert not sheet.merged_cells.ranges
        assert sheet.freeze_panes is not None
        assert sheet.print_title_rows
        assert sheet.page_setup.paperSize == 9
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert fingerprint(kainuu_2023) in sheet.oddFooter.left.text
        assert "2023" in sheet.oddFooter.left.text
        assert all(selection.activeCell in ("A1", None) for selection in sheet.sheet_view.selection)
        assert sheet.protection.sheet
        assert not sheet.protection.password
        for row in sheet.iter_rows():
            assert all(cell.protection.locked for cell in row if cell.data_type == "f")


@pytest.mark.browser
@pytest.mark.usefixtures("office")
def test_it_prints_to_six_pages_at_most(
    kainuu_2023: Comparison, kainuu_2027: Comparison, paijat_hame: Comparison, tmp_path: Path
) -> None:
    papers = {
        "2023": made(kainuu_2023, "sv"),
        "seat": made(kainuu_2023, "fi", PALTAMO),
        "2027": made(kainuu_2027, "en"),
        "nine": made(paijat_hame, "fi", paijat_hame.payers[0]),
    }
    for name, content in papers.items():
        (tmp_path / f"{name}.xlsx").write_bytes(content)
    paths = [tmp_path / f"{name}.xlsx" for name in papers]
    pages = [pages_of(path) for path in convert(paths, "pdf", tmp_path / "out")]
    assert [len(texts) for texts in pages] == [6, 6, 6, 6]
    first, budget = " ".join(pages[1][0].split()), " ".join(pages[1][1].split())
    assert first.startswith("Maksuosuudet")
    assert "Lihavoituna: Paltamo." in first
    assert "TA 2023, € TS 2024, € TS 2025, €" in budget


def test_properties_say_what_it_is_and_in_which_language(kainuu_2023: Comparison) -> None:
    for language, tag in (("fi", "fi-FI"), ("sv", "sv-FI"), ("en", "en-GB")):
        properties = opened(made(kainuu_2023, language)).properties
        assert properties.language == tag
        assert properties.title.endswith("2023")
        assert properties.creator == properties.lastModifiedBy == "analyysi"
        assert properties.created.date() == newest_retrieval(kainuu_2023.case.manifests.values())
    office = opened(made(prepared_by_office(kainuu_2023), "sv")).properties
    assert (office.creator, office.created.date()) == (OFFICE.sv, DAY)
    with zipfile.ZipFile(BytesIO(made(kainuu_2023, "sv"))) as file:
        core = file.read("docProps/core.xml").decode("utf-8")
    assert "<cp:contentStatus>kalkyl, inte ett beslut</cp:contentStatus>" in core


def test_same_bytes_each_time(kainuu_2023: Comparison) -> None:
    data = made(kainuu_2023)
    assert data == made_anew(kainuu_2023)
    with zipfile.ZipFile(BytesIO(data)) as file:
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}


# --- The stored values.


def test_every_way_stands_in_the_report_s_cents(kainuu_2023: Comparison) -> None:
    rows = list(
        opened(made(kainuu_2023), values=True)
        .worksheets[RESULTS]
        .iter_rows(min_row=6, values_only=True)
    )
    found = [(row[3], round(float(str(row[4])) * 100), row[8]) for row in rows if row[3]]
    wanted = [
        (code, split.cents[code], str(split.exact.amounts[code] / 8_000_000))
        for split in kainuu_2023.splits
        for code in kainuu_2023.payers
    ]
    assert found == wanted


def test_sources_hold_every_snapshot(kainuu_2023: Comparison) -> None:
    cells = {
        cell.value
        for row in opened(made(kainuu_2023)).worksheets[GUIDE].iter_rows()
        for cell in row
    }
    for snapshot, manifest in kainuu_2023.case.manifests.items():
        assert {snapshot, manifest.data.sha256, manifest.title.fi, manifest.producer} <= cells
    assert {item.sha256 for item in kainuu_2023.case.inputs} <= cells


# --- The formulas, recalculated.


@pytest.mark.browser
@pytest.mark.usefixtures("office")
def test_recalculated_formulas_come_to_the_stored_values(
    kainuu_2023: Comparison, kainuu_2027: Comparison, tmp_path: Path
) -> None:
    paths, wanted = [], []
    fractional = {
        code: Fraction(figure, 3)
        for code, figure in kainuu_2027.case.problem.keys["population_2025"].items()
    }
    thirds = with_figures(kainuu_2027.case, {"population_2025": fractional})
    own = compare_methods(with_rule(kainuu_2023.case))
    # The words of a formula hang on the language and its cells on the comparison, so not all by all.
    books = ((kainuu_2023, "fi"), (kainuu_2027, "sv"), (thirds, "en"), (own, "sv"))
    for place, (comparison, language) in enumerate(books):
        data = made(comparison, language)
        # Without their stored values: so none of them can be taken for a result.
        stripped, stored = opened(data), opened(data, values=True)
        paths.append(tmp_path / f"{place}-{language}.xlsx")
        stripped.save(paths[-1])
        wanted.append((comparison, language, stripped, stored))
    for path, (comparison, language, book, stored) in zip(
        convert(paths, "xlsx", tmp_path / "out"), wanted, strict=True
    ):
        recalculated = opened(path, values=True)
        found = 0
        for sheet, cell, formula in formulas(book):
            was, now = stored[sheet][cell].value, recalculated[sheet][cell].value
            if isinstance(was, str):
                assert now == was, f"{sheet} {cell} {formula}"
            else:
                assert now == pytest.approx(was, rel=1e-12, abs=1e-9), f"{sheet} {cell} {formula}"
            found += 1
        assert found > 400
        assert recalculated.worksheets[SHARES]["A3"].value == SAME[language]
        for code, values in overview(recalculated.worksheets[SHARES]).items():
            if code in comparison.payers:
                cents = [round(float(str(value)) * 100) for value in values]
                assert cents[:-1] == [split.cents[code] for split in comparison.listed]


@dataclass(frozen=True)
class Change:
    """Other inputs than the report's, as a treasurer might write them. `weights` are hundredths of
    a per cent.
    """

    total: int
    unit: int
    figures: Mapping[str, Mapping[str, int]]
    out: frozenset[str]
    weights: Mapping[str | None, int]


def changes(comparison: Comparison, count: int, seed: int) -> list[Change]:
    dice = random.Random(seed)
    payers, keys = comparison.payers, list(comparison.case.terms.keys)
    found = []
    for place in range(count):
        unit = dice.choice([1, 1, 1, 100])
        total = 8_123_456 if place == 0 else dice.choice([1, 7, 99, dice.randint(1, 30_000_000)])
        figures = {
            key: {code: int(figure) for code, figure in comparison.case.problem.keys[key].items()}
            for key in keys
        }
        for key in keys:
            if place == 0 or dice.random() < 0.3:
                figures[key][dice.choice(payers)] = dice.randint(1, 60_000)
            elif dice.random() < 0.6:  # few different figures, so that remainders are equal
                pool = [dice.randint(1, 5), 1000, dice.randint(1, 90_000)]
                figures[key] = {code: dice.choice([*pool, 0]) for code in payers}
                figures[key][payers[place % len(payers)]] = 1000
        out = frozenset(dice.sample(payers, dice.choice([0, 1, 1, 2, 4])))
        bases: list[str | None] = [None, *keys]
        used = dice.sample(bases, dice.randint(1, min(3, len(bases))))
        step = dice.choice([500, 100, 1])
        cuts = [0, *sorted(dice.randint(0, 10_000 // step) * step for _ in used[1:]), 10_000]
        weights = dict.fromkeys(bases, 0)
        weights |= {
            basis: after - before
            for basis, before, after in zip(used, cuts, cuts[1:], strict=False)
        }
        found.append(Change(total * unit, unit, figures, out, weights))
    return found


def close_calls(comparison: Comparison) -> list[Change]:
    """Return changes after which the last cent hangs on a hair, or on the codes."""
    found = []
    halves = {"population_2021": 0, "income_tax_2020": 1}
    for rows in (CLOSE, TIED):
        figures = {
            key: {
                code: rows[code][halves.get(key, 0)] if code in rows else 5
                for code in comparison.payers
            }
            for key in comparison.case.terms.keys
        }
        weights = {None: 0} | {
            key: 5000 if key in halves else 0 for key in comparison.case.terms.keys
        }
        found.append(Change(2, 1, figures, frozenset(comparison.payers) - set(rows), weights))
    return found


def write(sheet: Worksheet, comparison: Comparison, change: Change) -> None:
    """Write a change into the cells that the sheet says may be changed."""
    amounts, payers, weights = changeable(sheet)
    sheet.cell(amounts[1], amounts[0]).value = change.total / 100
    sheet.cell(amounts[1] + 1, amounts[0]).value = change.unit / 100
    for place, code in enumerate(comparison.payers):
        sheet.cell(payers[1] + place, payers[0]).value = 0 if code in change.out else 1
        for column, figures in enumerate(change.figures.values(), start=payers[0] + 1):
            sheet.cell(payers[1] + place, column).value = figures[code]
    for place, weight in enumerate(change.weights.values()):
        sheet.cell(weights[1] + place, weights[0]).value = weight / 10_000


def trial(change: Change) -> Variant:
    """Return the way that the weights make."""
    used = {basis: Fraction(weight, 10_000) for basis, weight in change.weights.items() if weight}
    if len(used) > 1:
        keys = {basis: weight for basis, weight in used.items() if basis is not None}
        return Variant(METHODS["mix"], Mix(equal=used.get(None, Fraction(0)), keys=keys))
    (basis,) = used
    if basis is None:
        return Variant(METHODS["equal"], NoParameters())
    return Variant(METHODS["proportional"], ByKey(key=basis))


def computed(comparison: Comparison, change: Change) -> dict[str, list[int]]:
    """Return what Python computes of the changed inputs, by payer: every way, then the trial; 0 for
    those out.
    """
    case = comparison.case
    rounding = case.terms.rounding.model_copy(update={"unit": change.unit})
    case = replace(case, terms=case.terms.model_copy(update={"rounding": rounding}))
    payers = tuple(code for code in comparison.payers if code not in change.out)
    keys = {
        key: {code: Fraction(figures[code]) for code in payers}
        for key, figures in change.figures.items()
    }
    problem = Problem(Fraction(change.total), payers, keys)
    variants = [*(split.variant for split in comparison.listed), trial(change)]
    results = [share(case, variant, problem) for variant in variants]
    return {code: [result.get(code, 0) for result in results] for code in comparison.payers}


def sound(change: Change, comparison: Comparison) -> bool:
    """Return whether every key has a figure above zero among those who take part, so that every way
    is defined.
    """
    inside = [code for code in comparison.payers if code not in change.out]
    return all(any(figures[code] for code in inside) for figures in change.figures.values())


@pytest.mark.browser
@pytest.mark.usefixtures("office")
def test_changed_inputs_come_to_the_cents_that_python_computes(
    kainuu_2023: Comparison, kainuu_2027: Comparison, tmp_path: Path
) -> None:
    paths, wanted = [], []
    # Of these seeds come sums in whole euros, payers left out and mixes of two and three.
    for comparison, language, count, seed in ((kainuu_2023, "fi", 5, 6), (kainuu_2027, "sv", 3, 3)):
        book = opened(made(comparison, language))
        tried = changes(comparison, count, seed)
        tried += close_calls(comparison) if comparison is kainuu_2023 else []
        for place, change in enumerate(tried):
            if not sound(change, comparison):
                continue
            write(book.worksheets[INPUTS], comparison, change)
            paths.append(tmp_path / f"{comparison.case.terms.year}-{place}.xlsx")
            book.save(paths[-1])
            wanted.append((comparison, language, change))
    assert len(paths) == 10
    ties = 0
    for path, (comparison, language, change) in zip(
        convert(paths, "xlsx", tmp_path / "out"), wanted, strict=True
    ):
        sheet = opened(path, values=True).worksheets[SHARES]
        assert sheet["A3"].value == CHANGED[language]
        found, right = overview(sheet), computed(comparison, change)
        for code in comparison.payers:
            assert [round(float(str(value)) * 100) for value in found[code]] == right[code], (
                f"{path.name} {code}"
            )
        texts = [str(cell.value) for cell in sheet["A"]]
        beside = texts[texts.index(BESIDE[language]) + 2]
        same = all(shares[0] == shares[-1] for shares in right.values())
        assert beside == (EQUAL if same else OWN_MIX)[language]
        parts = [row[4] for row in sheet.iter_rows(min_row=20, values_only=True) if is_row(row)]
        assert (
            sum(round(part * 10_000) for part in parts) == 10_000 * len(comparison.listed) + 10_000
        )
        # In the equal split all remainders are equal: two different shares mean that the codes
        # decided.
        ties += len({shares[1] for code, shares in right.items() if code not in change.out}) == 2
    assert ties > 5


@pytest.mark.browser
@pytest.mark.usefixtures("office")
def test_inputs_that_cannot_be_shared_by_leave_shares_empty(
    kainuu_2023: Comparison, tmp_path: Path
) -> None:
    data = made(kainuu_2023)
    amounts, payers, weights = changeable(opened(data).worksheets[INPUTS])
    total, unit = (amounts[1], amounts[0]), (amounts[1] + 1, amounts[0])
    first, figure = (payers[1], payers[0]), (payers[1] + 3, payers[0] + 1)
    beside = (figure[0], figure[1] + 1)
    everybody = range(payers[1], payers[3] + 1)
    fine = {
        (row, column): 99_999_989 - row * column
        for row in everybody
        for column in range(figure[1], payers[2] + 1)
    }
    fifths = {(row, weights[0]): 0.2 for row in range(weights[1], weights[3] + 1)}
    # What is written where, and which of the eight ways are then left empty.
    every, population = set(range(8)), {0, 5, 6, 7}
    faults: list[tuple[str, dict[tuple[int, int], object], set[int]]] = [
        ("text", {total: "paljon"}, every),
        ("part-of-a-cent", {total: 100.005}, every),
        ("negative-total", {total: -1}, every),
        ("huge-total", {total: 2e9}, every),
        ("unit-of-seven", {unit: 7}, every),
        ("half-in", {first: 0.5}, every),
        ("nobody", {(row, payers[0]): 0 for row in everybody}, every),
        ("missing", {figure: None}, population),
        ("negative", {figure: -5}, population),
        # A fault in each of two keys: each empties what is shared by its own.
        ("fraction and word", {figure: 10.5, beside: "x"}, population | {2}),
        ("huge", {figure: 4e8}, population),
        ("weights", {(weights[1], weights[0]): 0.1}, {7}),
        ("remainders-too-fine-to-compare", {**fine, **fifths}, {7}),
    ]
    paths, book = [], opened(data)
    sheet = book.worksheets[INPUTS]
    for name, cells, _ in faults:
        was = {place: sheet.cell(*place).value for place in cells}
        for place, value in cells.items():
            sheet.cell(*place).value = value
        paths.append(tmp_path / f"{name}.xlsx")
        book.save(paths[-1])
        for place, value in was.items():
            sheet.cell(*place).value = value
    for path, (name, _, empty) in zip(
        convert(paths, "xlsx", tmp_path / "out"), faults, strict=True
    ):
        book = opened(path, values=True)
        sheet = book.worksheets[SHARES]
        for values in overview(sheet).values():
            assert {
                place for place, value in enumerate(values) if not isinstance(value, int | float)
            } == empty, name
        texts = [str(cell.value) for cell in sheet["A"]]
        assert sum(text.startswith("Ei laskettu") for text in texts) == len(empty), name
        assert sum(text.startswith("Tarkistus: osuuksien summa on") for text in texts) == 8 - len(
            empty
        ), name
        if empty == every:
            assert str(sheet["A3"].value).startswith("Virhe välilehdellä Lähtötiedot")
        errors = [
            cell.coordinate
            for one in book.worksheets
            for row in one.iter_rows()
            for cell in row
            if cell.data_type == "e"
        ]
        assert errors == [], name
