"""The cover of the workbook: drafts, assumptions and what is not known."""

import pytest

from analyysi.comparison.compare import Comparison
from analyysi.comparison.results import fingerprint
from support.workbooks import COVER, made, opened

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
    cover = {
        str(cell.value)
        for row in opened(made(kainuu_2027)).worksheets[COVER].iter_rows()
        for cell in row
    }
    for text in (*kainuu_2027.case.terms.assumptions, *kainuu_2027.case.terms.unknown):
        assert text.fi in cover
    assert any("oletus" in text and "80\u00a0000,00" in text for text in cover)
    assert fingerprint(kainuu_2027) in cover
