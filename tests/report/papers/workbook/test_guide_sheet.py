"""The guide of the workbook: drafts, assumptions and what is not known."""

import pytest

from analyysi.comparison.compare import Comparison
from analyysi.comparison.results import fingerprint
from support.workbooks import GUIDE, made, opened

pytestmark = pytest.mark.slow


def test_a_draft_says_so_on_every_sheet(kainuu_2023: Comparison, kainuu_2027: Comparison) -> None:
    for language, mark in (("fi", "LUONNOS"), ("sv", "UTKAST"), ("en", "DRAFT")):
        for sheet in opened(made(kainuu_2027, language)).worksheets:
            assert str(sheet["A2"].value).startswith(mark)
            assert sheet.oddFooter.left.text.count(mark) == 1
        for sheet in opened(made(kainuu_2023, language)).worksheets:
            assert mark not in str(sheet["A2"].value)
            assert mark not in sheet.oddFooter.left.text


def test_assumptions_and_what_is_not_known_are_told(kainuu_2027: Comparison) -> None:
    guide = {
        str(cell.value)
        for row in opened(made(kainuu_2027)).worksheets[GUIDE].iter_rows()
        for cell in row
    }
    for text in (*kainuu_2027.case.terms.assumptions, *kainuu_2027.case.terms.unknown):
        assert text.fi in guide
    assert any("oletus" in text and "80\u00a0000,00" in text for text in guide)
    assert fingerprint(kainuu_2027) in guide


def test_it_tells_what_every_other_sheet_is(kainuu_2023: Comparison) -> None:
    book = opened(made(kainuu_2023))
    guide = book.worksheets[GUIDE]
    links = {
        cell.value: cell.hyperlink.location for cell in guide["A"] if cell.hyperlink is not None
    }
    assert list(links) == book.sheetnames[:GUIDE]
    assert "LibreOffice" not in " ".join(str(cell.value) for cell in guide["B"])
    first = book.worksheets[0]["A4"]
    assert (first.value, first.hyperlink.location) == (guide.title, f"'{guide.title}'!A1")
