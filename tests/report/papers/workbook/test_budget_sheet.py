"""The sheet of budgets: formulas that come to the documents' own figures, and every stored line."""

from fractions import Fraction

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from analyysi.comparison.compare import Comparison
from analyysi.languages.language_table import LANGUAGES
from support.budget_documents import amount, net_expenses
from support.workbooks import made, opened

pytestmark = pytest.mark.slow

SHEETS = {"fi": "Talousarviot", "sv": "Budgetar", "en": "Budgets"}


def first_row(sheet: Worksheet) -> int:
    """Return where the shares beside the budgets begin: where the first payer stands again, below
    the appropriations.
    """
    return [cell.row for cell in sheet["A"] if cell.value == "Sotkamo"][1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_share_stands_beside_its_budget(kainuu_2023: Comparison, language: str) -> None:
    sheet = opened(made(kainuu_2023, language), values=True)[SHEETS[language]]
    top = first_row(sheet)
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=top, max_row=top + 6)]
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
    row = first_row(sheet)
    share, net, weight = (sheet[f"{column}{row}"].value for column in "BEF")
    chosen = opened(made(kainuu_2023), values=True)["Maksuosuudet"]
    assert chosen[share.removeprefix("=Maksuosuudet!").replace("$", "")].value == 23814.51
    assert net == f"=C{row}-D{row}"
    assert weight == f'=IF(ISNUMBER(B{row}),B{row}/E{row}*1000,"")'


def test_every_line_and_everything_said_is_there(kainuu_2027: Comparison) -> None:
    sheet = opened(made(kainuu_2027), values=True)["Talousarviot"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    book = kainuu_2027.case.budgets
    assert book is not None
    years = [row for row in rows if isinstance(row[2], int | float) and row[2] in range(2022, 2029)]
    assert len(years) == len(book.lines) == 7 * 4 * 4
    texts = " ".join(str(row[0]) for row in rows)
    for line in book.lines:
        for text in (*line.comments.values(), *line.findings.values()):
            assert text in texts
