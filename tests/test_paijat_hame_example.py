"""The made example of Päijät-Häme: it says that it is nobody's, and its figures are those of the
stored documents, for all and for each seat, in every language.
"""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from analyysi.agreement.reading import agreement_ids
from analyysi.agreement.texts import check_texts
from analyysi.comparison.case import load_year
from analyysi.comparison.compare import Comparison, compare_methods
from analyysi.comparison.report_context import report_context
from analyysi.languages.language_table import LANGUAGES
from analyysi.project import Project
from analyysi.report.blocks import Paragraph
from analyysi.report.front.answer import background
from analyysi.report.page import Page
from analyysi.report.papers.exporter import export_html
from analyysi.report.pieces.figures_used import annex_blocks
from analyysi.report.pieces.yardsticks import by_each_way
from analyysi.report.sections import budgets
from analyysi.report.sections.section import Shown
from analyysi.report.tables import Table
from support.browser_tools import browser_missing, inspect_pages, validate_pages
from support.budget_documents import amount, net_expenses
from support.command_line import call
from support.needed import need
from support.page_checks import CHECKS, Facts
from support.pages import CALLS, notebook_of, page_text
from support.paijat_hame import (
    EXAMPLE,
    HARTOLA,
    KARKOLA,
    LAHTI,
    NOBODYS,
    PAYERS,
    SYSMA,
    YEAR,
    example_project,
)
from support.places import ROOT
from support.readers import reader_of, tables_in

TOTAL = 90_000
HEADS = {
    "016": 7841,
    "081": 2401,
    "098": 22_775,
    "111": 17_694,
    "316": 4052,
    "398": 121_832,
    "560": 15_575,
    "576": 2656,
    "781": 3367,
}
"""Inhabitants on 31 December 2025, as Statistics Finland counted them."""
CENTS = {
    "016": 3_793_83,
    "081": 1_161_71,
    "098": 11_019_58,
    "111": 8_561_16,
    "316": 1_960_54,
    "398": 53_053_08,
    "560": 7_535_89,
    "576": 1_285_10,
    "781": 1_629_11,
}
"""What each pays of the invented total, in cents."""
SEATS = (None, *PAYERS)


def inhabitants() -> dict[str, int]:
    path = ROOT / "data/snapshots/tilastokeskus/11ra/2026-11-24/data.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["year"] == "2025"]
    return {
        row["municipality_code"]: int(row["population"])
        for row in rows
        if row["municipality_code"] in PAYERS
    }


def tables(comparison: Comparison, language: str, seat: str | None) -> dict[str, Table]:
    contents = budgets.section(reader_of(comparison, language, seat))
    assert isinstance(contents, Shown)
    return {table.id: table for table in tables_in(contents.blocks)}


def test_it_is_none_of_the_projects_agreements(project: Project) -> None:
    assert EXAMPLE not in agreement_ids(project)


@pytest.mark.parametrize("language", LANGUAGES)
def test_whoever_reads_of_it_reads_that_nobody_has_agreed(
    paijat_hame: Comparison, language: str
) -> None:
    agreement, terms = paijat_hame.case.agreement, paijat_hame.case.terms
    check_texts(agreement, terms, language)
    told = [agreement.subject, agreement.purpose, terms.method.source, *terms.assumptions]
    for text in told:
        assert NOBODYS[language] in text.in_language(language)


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("seat", ["", LAHTI, SYSMA])
def test_a_page_says_so_at_its_top_and_names_the_inferred_id(
    paijat_hame: Comparison, paijat_hame_project: Project, language: str, seat: str
) -> None:
    context = report_context(paijat_hame_project, paijat_hame.case)
    name = paijat_hame.case.agreement.party(seat).name.main if seat else ""
    # That no section fails is tried once in each language.
    sections = ("head", "annex") if seat else CALLS
    text = page_text(Page(paijat_hame, language, name, context), sections)
    assert NOBODYS[language] in text[:400]
    # Heinola's business id is inferred, and the sources say so.
    note = {"fi": "on päätelty", "sv": "är en slutsats", "en": "is inferred"}[language]
    assert f"1068892-9 {note}" in text


@pytest.mark.slow
@pytest.mark.parametrize("status", ["draft", "decided"])
def test_it_can_stand_in_each_status(tmp_path: Path, status: str) -> None:
    project = example_project(tmp_path, status)
    comparison = compare_methods(load_year(project, EXAMPLE, YEAR))
    assert comparison.case.terms.status == status
    for language in LANGUAGES:
        page = Page(comparison, language, "", report_context(project, comparison.case))
        text = page_text(page, ("head",))
        assert NOBODYS[language] in text[:400]


@pytest.mark.slow
@pytest.mark.notebook
def test_the_papers_say_so_too(tmp_path: Path) -> None:
    project = example_project(tmp_path)
    asked = ("--format", "docx,xlsx", "--language", "sv", "--municipality", "Lahti")
    assert call("report", EXAMPLE, str(YEAR), *asked, "--project", str(project.root)).fault is None
    papers = list(tmp_path.glob("reports/**/*.*x"))
    assert {path.name for path in papers} == {"agenda-item.docx", "agreement.docx", "shares.xlsx"}
    for paper in papers:
        with zipfile.ZipFile(paper) as parts:
            texts = [
                parts.read(name).decode() for name in parts.namelist() if name.endswith(".xml")
            ]
        assert any(NOBODYS["sv"] in text for text in texts), paper.name


def test_it_is_shared_by_the_inhabitants_of_whom_each_in_lahti_counts_for_nine_tenths(
    paijat_hame: Comparison,
) -> None:
    heads = inhabitants()
    assert heads == HEADS
    # In tenths of an inhabitant: 10 for each, 9 in Lahti.
    tenths = {code: count * (9 if code == LAHTI else 10) for code, count in heads.items()}
    whole = 10 * 198_193 - heads[LAHTI]
    assert sum(tenths.values()) == whole == 1_860_098
    floors = {code: TOTAL * 100 * weight // whole for code, weight in tenths.items()}
    remainders = {code: TOTAL * 100 * weight % whole for code, weight in tenths.items()}
    spare = TOTAL * 100 - sum(floors.values())
    first = sorted(PAYERS, key=lambda code: (-remainders[code], code))[:spare]
    assert {code: floors[code] + (code in first) for code in PAYERS} == CENTS
    assert dict(paijat_hame.chosen.cents) == CENTS
    (equal,) = (split for split in paijat_hame.leading if split.variant.needs_no_figures)
    assert set(equal.cents.values()) == {10_000_00}


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        (
            "fi",
            "Lahden luku kerrotaan luvulla 0,9. Muiden luvut otetaan sellaisinaan.",
        ),
        (
            "sv",
            "Lahtis tal multipliceras med 0,9. De andras tal räknas som de är.",
        ),
        (
            "en",
            "Figures are multiplied by factors: that of Lahti by 0.9. Those of all others "
            "count as they are.",
        ),
    ],
)
def test_the_factor_of_lahti_is_told_on_the_front_and_below_the_figures(
    paijat_hame: Comparison, language: str, sentence: str
) -> None:
    reader = reader_of(paijat_hame, language)
    assert any(text.endswith(sentence) for text in background(reader))
    (table,) = (table for table in tables_in(annex_blocks(reader)) if table.id == "figures")
    assert table.note.endswith(sentence)


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("seat", SEATS)
def test_every_seat_has_the_documents_own_figures(
    paijat_hame: Comparison, language: str, seat: str | None
) -> None:
    plain = reader_of(paijat_hame, language).words.numbers.plain
    heads = inhabitants()
    table = tables(paijat_hame, language, seat)["weight"]
    assert [row.marked for row in table.rows] == [code == seat for code in paijat_hame.payers]
    for code, row in zip(paijat_hame.payers, table.rows, strict=True):
        net = net_expenses(code, 2026)
        share = Fraction(paijat_hame.chosen.cents[code], 100)
        assert list(row.cells) == [
            plain(net),
            plain(amount(code, 2026, "margin")),
            plain(share / heads[code], 2),
            plain(share / net * 1000, 2),
        ]


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_ranges_of_each_way_are_the_documents(paijat_hame: Comparison, language: str) -> None:
    reader = reader_of(paijat_hame, language)
    plain, name = reader.words.numbers.plain, reader.words.payer
    (table,) = by_each_way(reader)
    for split, row in zip(paijat_hame.listed, table.rows, strict=True):
        per_thousand = {}
        for code in PAYERS:
            per_thousand[code] = Fraction(split.cents[code], 100) / net_expenses(code, 2026) * 1000
        for end in (min, max):
            amount_shown = plain(end(per_thousand.values()), 2)
            alike = [code for code in PAYERS if plain(per_thousand[code], 2) == amount_shown]
            assert f"{amount_shown} (" in row.cells[-1]
            # Of many that read alike nobody is named alone: they are counted.
            assert all((name(code) in row.cells[-1]) == (len(alike) <= 3) for code in alike)
    first, equal, by_heads = (split.cents for split in paijat_hame.listed)
    assert by_heads[KARKOLA] / inhabitants()[KARKOLA] < first[KARKOLA] / inhabitants()[KARKOLA]
    assert first[KARKOLA] / net_expenses(KARKOLA, 2026) > first[LAHTI] / net_expenses(LAHTI, 2026)
    assert equal[HARTOLA] == equal[LAHTI]


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("seat", [None, SYSMA])
def test_the_gross_expenses_of_sysma_are_no_yardstick(
    paijat_hame: Comparison, language: str, seat: str | None
) -> None:
    heads = inhabitants()
    gross, net = amount(SYSMA, 2026, "expenses"), net_expenses(SYSMA, 2026)
    # Something that the others' gross figures lack: net they are neighbours.
    assert (round(gross / heads[SYSMA]), round(net / heads[SYSMA])) == (8090, 2909)
    plain = reader_of(paijat_hame, language).words.numbers.plain
    share = Fraction(paijat_hame.chosen.cents[SYSMA], 100)
    of_gross = plain(share / gross * 1000, 2)
    shown = tables(paijat_hame, language, seat)
    (row,) = (
        row
        for code, row in zip(paijat_hame.payers, shown["weight"].rows, strict=True)
        if code == SYSMA
    )
    assert of_gross != row.cells[-1] == plain(share / net * 1000, 2)
    cells = [cell for table in shown.values() for line in table.rows for cell in line.cells]
    assert plain(gross) not in cells
    assert not any(cell.startswith(f"{of_gross} (") for cell in cells)


@pytest.mark.slow
def test_the_move_of_the_net_expenses_is_that_of_the_documents(paijat_hame: Comparison) -> None:
    contents = budgets.section(reader_of(paijat_hame))
    assert isinstance(contents, Shown)
    whole = sum(net_expenses(code, 2026) for code in PAYERS)
    moves = {}
    for code in PAYERS:
        by_net = TOTAL * net_expenses(code, 2026) / whole
        moves[code] = by_net - Fraction(paijat_hame.chosen.cents[code], 100)
    most = max(PAYERS, key=lambda code: abs(moves[code]))
    assert (most, round(moves[most])) == (LAHTI, 3567)
    text = " ".join(block.text for block in contents.blocks if isinstance(block, Paragraph))
    assert (
        "Nettotoimintamenot vuoden 2026 talousarvioissa: Lahti maksaisi 3 567 euroa enemmän."
        in text.replace("\u00a0", " ")
    )


@pytest.fixture(scope="module")
def looked_at(
    paijat_hame: Comparison, paijat_hame_project: Project, tmp_path_factory: pytest.TempPathFactory
) -> Facts:
    need(browser_missing())
    folder = tmp_path_factory.mktemp("page")
    context = report_context(paijat_hame_project, paijat_hame.case)
    path = folder / "page.html"
    path.write_text(
        export_html(notebook_of(Page(paijat_hame, "sv", "Hartola", context))), encoding="utf-8"
    )
    (facts,) = inspect_pages([path], folder / "shots")
    return {**facts, "invalid": validate_pages([path])[path]}


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_page(looked_at: Facts, check: Callable[[Facts], None]) -> None:
    check(looked_at)
