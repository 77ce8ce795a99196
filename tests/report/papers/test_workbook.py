"""The treasurer's workbook: its form, its stored values, and its formulas recalculated by
LibreOffice.
"""

import random
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils import range_boundaries
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from analyysi.agreement.terms import Published
from analyysi.allocation.method import NoParameters
from analyysi.allocation.methods import METHODS, ByKey, Mix
from analyysi.allocation.problem import Problem
from analyysi.allocation.whole_units.rounding import largest_remainder
from analyysi.comparison.case import Case, Variant, load_year
from analyysi.comparison.compare import Comparison, compare_methods
from analyysi.comparison.results import fingerprint
from analyysi.comparison.scenarios import share
from analyysi.languages import LANGUAGES
from analyysi.local_text import LocalText
from analyysi.project import Project
from analyysi.report.language.wording import Wording
from analyysi.report.papers.workbook.arithmetic import MOST, Basis, share_by_basis, share_by_mix
from analyysi.report.papers.workbook.book import workbook
from analyysi.report.papers.workbook.live_plan import plan_workbook
from analyysi.report.reader import Reader
from support.needed import need
from support.office_tools import convert, office_missing

pytestmark = pytest.mark.slow

COVER, INPUTS, SHARES, WORKING, RESULTS, SOURCES = range(6)
PAYERS = ("105", "290", "578", "620", "697", "765", "777")
SAME = {"fi": "Luvut ovat raportin mukaiset", "sv": "Talen är desamma som i rapporten"}
CHANGED = {
    "fi": "Lukuja on muutettu: tämä on kokeilu, ei päätös",
    "sv": "Tal har ändrats: detta är ett försök, inte ett beslut",
}


@pytest.fixture(scope="module")
def office() -> None:
    need(office_missing())


def made(comparison: Comparison, language: str = "fi") -> bytes:
    return workbook(Reader(comparison, Wording(language, comparison.case)))


def opened(data: bytes | Path, values: bool = False) -> Workbook:
    return openpyxl.load_workbook(
        BytesIO(data) if isinstance(data, bytes) else data, data_only=values
    )


def with_figures(case: Case, figures: Mapping[str, Mapping[str, Fraction]]) -> Comparison:
    """Compare on other figures of the keys."""
    return compare_methods(
        replace(case, problem=replace(case.problem, keys={**case.problem.keys, **figures}))
    )


def changeable(sheet: Worksheet) -> list[tuple[int, int, int, int]]:
    """Return the ranges that the sheet's own words say may be changed: first column, first row,
    last ones.
    """
    texts = [str(cell.value or "") for cell in sheet["A"]]
    return [
        range_boundaries(match[1])
        for text in texts
        if (match := re.search(r" ([A-Z]+\d+:[A-Z]+\d+)\.$", text))
    ]


def overview(sheet: Worksheet) -> dict[str, list[object]]:
    """Return the shares of the table with all ways side by side, by payer, as
    they are in the file.
    """
    rows = iter(sheet.iter_rows(min_row=5, values_only=True))
    headers = next(row for row in rows if row[1] is not None)
    width = max(place for place, value in enumerate(headers) if value is not None) + 1
    found: dict[str, list[object]] = {}
    for row in rows:
        if row[1] is None:
            return found
        found[str(row[1])] = list(row[2:width])
    return found


def formulas(book: Workbook) -> Iterator[tuple[str, str, str]]:
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    yield sheet.title, cell.coordinate, str(cell.value)


# --- The arithmetic of the formulas, in Python.


@given(
    st.lists(st.sampled_from([0, 1, 2, 3, 7, 1000, 34_567, 40_000_001]), min_size=1, max_size=8),
    st.integers(0, 8_200_000),
    st.randoms(use_true_random=False),
)
def test_units_by_one_key_are_those_of_the_largest_remainder(
    weights: list[int], units: int, dice: random.Random
) -> None:
    if not any(weights):
        weights = [*weights, 1]
    codes = [f"{place:03d}" for place in range(len(weights))]
    dice.shuffle(codes)
    order = [sorted(codes).index(code) + 1 for code in codes]
    total = sum(weights)
    exact = {
        code: Fraction(units * weight, total) for code, weight in zip(codes, weights, strict=True)
    }
    found = share_by_basis(units, Basis("key", 1, tuple(weights)), order)
    assert dict(zip(codes, found.units, strict=True)) == largest_remainder(exact).cents


@given(
    st.integers(1, 7),
    st.integers(1, 5),
    st.sampled_from([10, 100, 10_000]),
    st.integers(0, 8_200_000),
    st.randoms(use_true_random=False),
)
def test_units_by_a_mix_are_those_of_the_largest_remainder(
    payers: int, keys: int, of: int, units: int, dice: random.Random
) -> None:
    pool = [
        dice.choice([1, 2, 3, 1000, dice.randint(0, 90_000)]) for _ in range(max(1, payers - 1))
    ]
    bases = [Basis(None, 1, (1,) * payers)]
    bases += [
        Basis(str(key), 1, tuple(dice.choice(pool) for _ in range(payers))) for key in range(keys)
    ]
    cuts = [0, *sorted(dice.randint(0, of) for _ in range(keys)), of]
    parts = [
        after - before if basis.sum else 0
        for before, after, basis in zip(cuts, cuts[1:], bases, strict=False)
    ]
    if not any(parts):
        return
    codes = [f"{place:03d}" for place in range(payers)]
    dice.shuffle(codes)
    order = [sorted(codes).index(code) + 1 for code in codes]
    found = share_by_mix(units, bases, parts, order)
    assert (
        max(left for step in found.remainders for row in step for left in row) * found.base <= MOST
    )
    assert max(found.digits) < MOST
    if not found.exact:
        return
    exact = {
        code: sum(
            (
                Fraction(units * part * basis.weights[place], sum(parts) * basis.sum)
                for part, basis in zip(parts, bases, strict=True)
                if part
            ),
            Fraction(0),
        )
        for place, code in enumerate(codes)
    }
    assert dict(zip(codes, found.units, strict=True)) == largest_remainder(exact).cents


CLOSE = {"777": (184_615_389, 0), "105": (0, 184_615_397), "290": (115_384_618, 115_384_623)}
"""Figures of two keys. Half by each, the shares of 777 and 105 differ by 1 / (300000007 ×
300000020) of the sum.
"""

TIED = {"105": (1, 1), "777": (3, 0), "290": (2, 2)}
"""Half by each, the shares of 105 and 777 are equal: 1/6 + 1/3 and 1/2. No digits of a sixth come
to a half.
"""


@pytest.mark.parametrize(("figures", "units"), [(CLOSE, (1, 0, 1)), (TIED, (1, 0, 1))])
def test_remainders_are_told_apart_or_tied_as_they_truly_are(
    figures: dict[str, tuple[int, int]], units: tuple[int, ...]
) -> None:
    bases = [Basis(str(key), 1, tuple(row[key] for row in figures.values())) for key in (0, 1)]
    order = [sorted(figures).index(code) + 1 for code in figures]
    found = share_by_mix(2, bases, (1, 1), order)
    assert found.exact
    assert found.units == units


def test_a_mix_of_figures_too_large_to_compare_is_told() -> None:
    large = [Basis(str(key), 1, (99_999_989 + key, 99_999_971)) for key in range(4)]
    assert not share_by_mix(8_000_000, large, (1, 1, 1, 1), (1, 2)).exact
    assert share_by_mix(8_000_000, large[:2], (1, 1), (1, 2)).exact


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
    assert book.active is book.worksheets[0]
    for sheet in book.worksheets:
        assert not sheet.merged_cells.ranges
        assert sheet.freeze_panes is not None
        assert sheet.print_title_rows
        assert sheet.page_setup.orientation == "landscape"
        assert (sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (9, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert fingerprint(kainuu_2023) in sheet.oddFooter.left.text
        assert "2023" in sheet.oddFooter.left.text
        assert all(selection.activeCell in ("A1", None) for selection in sheet.sheet_view.selection)
        assert not sheet.protection.sheet


def test_properties_say_what_it_is_and_in_which_language(kainuu_2023: Comparison) -> None:
    for language, tag in (("fi", "fi-FI"), ("sv", "sv-FI"), ("en", "en-GB")):
        properties = opened(made(kainuu_2023, language)).properties
        assert properties.language == tag
        assert properties.title.endswith("2023")
        assert properties.created.year == 2023


def test_every_table_has_a_header_row_without_gaps(kainuu_2023: Comparison) -> None:
    for sheet in opened(made(kainuu_2023)).worksheets:
        rows = [
            [cell for cell in row if cell.border.bottom.style == "medium"]
            for row in sheet.iter_rows()
        ]
        headers = [row for row in rows if row]
        assert headers
        for row in headers:
            assert [cell.column for cell in row] == list(range(1, len(row) + 1))
            assert all(
                isinstance(cell.value, str) and cell.value.strip() and cell.font.bold
                for cell in row
            )
            body = [sheet.cell(row[0].row + 1, cell.column).value for cell in row]
            assert body[0] is not None


def test_names_for_formulas_are_plain_letters(kainuu_2023: Comparison) -> None:
    names = opened(made(kainuu_2023)).defined_names
    assert {"total_cost", "rounding_unit", "total_units", "inputs_valid", "as_in_report"} <= set(
        names
    )
    assert all(re.fullmatch(r"[a-z_]+", name) for name in names)


def test_changeable_cells_are_marked_by_words_look_and_rule(kainuu_2023: Comparison) -> None:
    sheet = opened(made(kainuu_2023)).worksheets[INPUTS]
    marked = {
        cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked
    }
    told = {
        sheet.cell(row, column).coordinate
        for left, top, right, bottom in changeable(sheet)
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    }
    ruled = {
        cell
        for rule in sheet.data_validations.dataValidation
        for area in rule.sqref.ranges
        for line in area.rows
        for cell in (sheet.cell(*place).coordinate for place in line)
    }
    assert marked == told == ruled
    assert len(marked) == 2 + 7 * 5 + 5
    assert all(
        sheet[cell].fill.fgColor.rgb == "FFEEF4F9" and sheet[cell].border.left.style
        for cell in marked
    )
    for rule in sheet.data_validations.dataValidation:
        assert rule.errorTitle
        assert rule.error
        assert rule.prompt


def test_chart_has_words_for_those_who_do_not_see_it(kainuu_2023: Comparison) -> None:
    with zipfile.ZipFile(BytesIO(made(kainuu_2023))) as file:
        drawing = file.read("xl/drawings/drawing1.xml").decode()
    text = re.search(r'descr="([^"]+)"', drawing)
    assert text is not None
    assert "Sotkamo" in text[1]
    assert "23\u00a0814,51" in text[1]


def test_same_bytes_each_time(kainuu_2023: Comparison) -> None:
    data = made(kainuu_2023)
    assert data == made(kainuu_2023)
    with zipfile.ZipFile(BytesIO(data)) as file:
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_name_that_begins_like_a_formula_stays_text(kainuu_2023: Comparison) -> None:
    case = kainuu_2023.case
    parties = tuple(
        party.model_copy(
            update={"name": party.name.model_copy(update={"fi": sign + party.name.fi})}
        )
        for party, sign in zip(
            case.agreement.parties, "=+-@====="[: len(case.agreement.parties)], strict=True
        )
    )
    keys = {
        name: key.model_copy(update={"label": key.label.model_copy(update={"fi": "=1+1"})})
        for name, key in case.terms.keys.items()
    }
    agreement = case.agreement.model_copy(update={"parties": parties})
    comparison = replace(
        kainuu_2023,
        case=replace(case, agreement=agreement, terms=case.terms.model_copy(update={"keys": keys})),
    )
    book = opened(made(comparison))
    written = [
        cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value
    ]
    assert not [
        cell
        for cell in written
        if cell.data_type == "f" and re.search(r"Kajaani|Paltamo|1\+1$", cell.value)
    ]
    texts = {cell.value for cell in written if cell.data_type == "s"}
    assert {"+Kajaani", "-Kuhmo", "=1+1", "@Paltamo"} & texts >= {"-Kuhmo", "@Paltamo", "=1+1"}


def test_a_draft_says_so_on_every_sheet(kainuu_2023: Comparison, kainuu_2027: Comparison) -> None:
    for language, mark in (("fi", "LUONNOS"), ("sv", "UTKAST"), ("en", "DRAFT")):
        for sheet in opened(made(kainuu_2027, language)).worksheets:
            assert str(sheet["A2"].value).startswith(mark)
            assert sheet.oddFooter.left.text.count(mark) == 1
        for sheet in opened(made(kainuu_2023, language)).worksheets:
            assert mark not in str(sheet["A2"].value)
            assert mark not in sheet.oddFooter.left.text


def test_assumptions_and_what_is_not_known_are_told(kainuu_2027: Comparison) -> None:
    cover = {
        str(cell.value)
        for row in opened(made(kainuu_2027)).worksheets[COVER].iter_rows()
        for cell in row
    }
    for text in (*kainuu_2027.case.terms.assumptions, *kainuu_2027.case.terms.unknown):
        assert text.fi in cover
    assert any("oletus" in text and "80\u00a0000,00" in text for text in cover)
    assert fingerprint(kainuu_2027) in cover


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


def test_stored_shares_are_the_report_s_and_the_chosen_way_is_first(
    kainuu_2023: Comparison, kainuu_2027: Comparison
) -> None:
    for comparison in (kainuu_2023, kainuu_2027):
        found = overview(opened(made(comparison), values=True).worksheets[SHARES])
        chosen = comparison.chosen.cents
        for code in comparison.payers:
            cents = [round(float(str(value)) * 100) for value in found[code]]
            assert cents == [*(split.cents[code] for split in comparison.listed), chosen[code]]


def test_sources_hold_every_snapshot(kainuu_2023: Comparison) -> None:
    cells = {
        cell.value
        for row in opened(made(kainuu_2023)).worksheets[SOURCES].iter_rows()
        for cell in row
    }
    for snapshot, manifest in kainuu_2023.case.manifests.items():
        assert {snapshot, manifest.data.sha256, manifest.title.fi, manifest.producer} <= cells
    assert {item.sha256 for item in kainuu_2023.case.inputs} <= cells


def test_reported_share_has_its_source_where_others_have_who_decided(
    kainuu_2023: Comparison,
) -> None:
    case = kainuu_2023.case
    (share,) = case.terms.published
    reported = share.model_copy(update={"decided_by": None, "source": LocalText(fi="Lehti 2023")})

    def cells(*published: Published) -> set[object]:
        told = replace(case, terms=case.terms.model_copy(update={"published": published}))
        book = opened(made(replace(kainuu_2023, case=told)))
        return {
            cell.value for sheet in book.worksheets for row in sheet.iter_rows() for cell in row
        }

    assert {"Päättäjä", "Paltamon kunnanhallitus"} <= cells(share)
    assert {"Päättäjä tai lähde", "Lehti 2023"} <= cells(reported)


def test_steps_make_it_values_only(project_copy: Project) -> None:
    terms = project_copy.agreements / "kainuu-ict" / "2027.toml"
    text = terms.read_text(encoding="utf-8")
    step = (
        '\n[[steps]]\nname = "off_the_top"\nparameters = { payer = "kainuun-liitto", share = '
        '"0.10" }\n'
    )
    terms.write_text(text + step, encoding="utf-8")
    comparison = compare_methods(load_year(project_copy, "kainuu-ict", 2027))
    book = opened(made(comparison))
    assert len(book.worksheets) == 5
    assert not list(formulas(book))
    assert not changeable(book.worksheets[INPUTS])
    assert "arvoina" in str(book.worksheets[SHARES]["A3"].value)
    found = overview(book.worksheets[SHARES])
    assert round(float(str(found["578"][0])) * 100) == comparison.chosen.cents["578"]


def test_agreed_shares_stand_as_values_beside_live_ways(project_copy: Project) -> None:
    terms = project_copy.agreements / "kainuu-ict" / "2027.toml"
    shares = ", ".join(
        f'{code} = "{share}"'
        for code, share in zip(PAYERS, ("0.2", "0.2", *["0.12"] * 5), strict=True)
    )
    text = terms.read_text(encoding="utf-8").replace(
        'name = "proportional"\nparameters = { key = "population_2025" }',
        f'name = "fixed"\nparameters = {{ shares = {{ {shares} }} }}',
    )
    terms.write_text(text, encoding="utf-8")
    comparison = compare_methods(load_year(project_copy, "kainuu-ict", 2027))
    found = plan_workbook(comparison)
    assert [split.weights is None for split in found.splits] == [True, False, False, False, False]
    assert (
        found.splits[-1].weights == found.splits[1].weights
    )  # the trial starts from the first live way
    book = opened(made(comparison))
    row = overview(book.worksheets[SHARES])["578"]
    assert row[0] == 9600
    assert all(str(value).startswith("=") for value in row[1:])


def test_a_key_of_huge_figures_stands_as_values(kainuu_2023: Comparison) -> None:
    case = kainuu_2023.case
    huge = {
        code: figure * 10**9 + 1 for code, figure in case.problem.keys["tax_revenue_2020"].items()
    }
    comparison = with_figures(case, {"tax_revenue_2020": huge})
    ways = {
        split.reported.id: split.weights is None
        for split in plan_workbook(comparison).splits
        if split.reported is not None
    }
    assert ways["proportional-tax_revenue_2020"]
    assert not ways["proportional-population_2021"]
    sheet = opened(made(comparison)).worksheets[SHARES]
    texts = [str(cell.value) for cell in sheet["A"]]
    assert sum("raportin arvot" in text for text in texts) == 1


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
    for name, comparison in (("2023", kainuu_2023), ("2027", kainuu_2027), ("thirds", thirds)):
        for language in ("fi", "sv"):
            data = made(comparison, language)
            # Without their stored values: so none of them can be taken for a result.
            stripped, stored = opened(data), opened(data, values=True)
            paths.append(tmp_path / f"{name}-{language}.xlsx")
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
    """Tell whether every key has a figure above zero among those who take part, so that every way
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
    for comparison, language, count in ((kainuu_2023, "fi", 8), (kainuu_2027, "sv", 6)):
        book = opened(made(comparison, language))
        tried = changes(comparison, count, seed=count)
        tried += close_calls(comparison) if comparison is kainuu_2023 else []
        for place, change in enumerate(tried):
            if not sound(change, comparison):
                continue
            write(book.worksheets[INPUTS], comparison, change)
            paths.append(tmp_path / f"{comparison.case.terms.year}-{place}.xlsx")
            book.save(paths[-1])
            wanted.append((comparison, language, change))
    assert len(paths) > 12
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
        ("fraction", {figure: 10.5}, population),
        ("word", {figure: "x"}, population),
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
