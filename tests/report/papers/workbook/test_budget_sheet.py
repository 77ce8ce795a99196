"""The sheet of budgets: formulas that come to the documents' own figures, and every stored line."""

from fractions import Fraction

import pytest

from analyysi.comparison.compare import Comparison
from analyysi.languages.language_table import LANGUAGES
from support.budget_documents import amount, net_expenses
from support.workbooks import made, opened

pytestmark = pytest.mark.slow

SHEETS = {"fi": "Talousarviot", "sv": "Budgetar", "en": "Budgets"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_share_stands_beside_its_budget(kainuu_2023: Comparison, language: str) -> None:
    sheet = opened(made(kainuu_2023, language), values=True)[SHEETS[language]]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=7, max_row=13)]
    for code, row in zip(kainuu_2023.payers, rows, strict=True):
        share = Fraction(kainuu_2023.chosen.cents[code], 100)
        net = net_expenses(code, 2023)
        assert row[0] == kainuu_2023.case.agreement.party(code).name.or_main(language)
        expected = [
            share,
            amount(code, 2023, "expenses"),
            amount(code, 2023, "income"),
            net,
            share / net * 1000,
            amount(code, 2023, "margin"),
        ]
        assert row[1:7] == pytest.approx([float(number) for number in expected])


def test_what_is_computed_is_a_formula(kainuu_2023: Comparison) -> None:
    sheet = opened(made(kainuu_2023))["Talousarviot"]
    formulas = [sheet[cell].value for cell in ("B7", "E7", "F7")]
    assert formulas == ["=Maksuosuudet!$D$39", "=C7-D7", '=IF(ISNUMBER(B7),B7/E7*1000,"")']


def test_every_line_and_everything_said_is_there(kainuu_2027: Comparison) -> None:
    sheet = opened(made(kainuu_2027), values=True)["Talousarviot"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    book = kainuu_2027.case.budgets
    assert book is not None
    years = [row for row in rows if isinstance(row[1], int | float) and row[1] in range(2022, 2029)]
    assert len(years) == len(book.lines) == 7 * 4 * 4
    texts = " ".join(str(row[0]) for row in rows)
    for line in book.lines:
        for text in (*line.comments.values(), *line.findings.values()):
            assert text in texts
