"""A sign that the PDF has no letters for: which cell has it, and what to do."""

import pandas as pd
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell

from analyysi.comparison.compare import Comparison
from analyysi.errors import ReportError
from analyysi.report.page import Page
from analyysi.report.papers.notebook_parts import NotebookParts, parts_of
from analyysi.report.papers.pdf import export_pdf
from analyysi.report.papers.unknown_signs import unknown_sign
from support.pages import notebook_of, with_fragments

WAY_OUT = "and the PDF has no letters for it: write it in words, or show it as a picture."


@pytest.fixture
def short(kainuu_2023: Comparison) -> NotebookNode:
    return notebook_of(Page(kainuu_2023, "fi"), only=("head", "results"))


def parts_with(notebook: NotebookNode, markdown: str) -> NotebookParts:
    notebook.cells.insert(1, new_markdown_cell(markdown))
    return parts_of(notebook)


def cause(sign: str) -> str:
    return f'PDF/A-2a error: the text `"{sign}"` could not be displayed with font `"IBM Plex Sans"`'


def test_a_flag_is_named_with_its_cell(short: NotebookNode) -> None:
    assert unknown_sign(cause("🇫"), parts_with(short, "- Lippu 🇫🇮 liehuu\n")) == (
        "Cell 2 of the notebook (- Lippu 🇫🇮 liehuu) has the sign '🇫' (U+1F1EB REGIONAL INDICATOR "
        f"SYMBOL LETTER F) in 'Lippu 🇫🇮 liehuu', {WAY_OUT}"
    )


def test_a_sign_without_a_form_is_named_by_its_number(short: NotebookNode) -> None:
    sentence = unknown_sign(cause("\\u{e0e80}"), parts_with(short, "a\U000e0e80b"))
    assert f"has the sign (U+E0E80) in 'a b', {WAY_OUT}" in sentence


def test_a_mark_that_no_letter_has_is_named_with_its_letter(short: NotebookNode) -> None:
    sentence = unknown_sign(cause("e"), parts_with(short, "mene e\u20dd"))
    assert "has the sign 'e\u20dd' (U+0065 LATIN SMALL LETTER E) in 'mene e\u20dd'" in sentence


def test_words_that_nobody_sees_are_passed_over(short: NotebookNode) -> None:
    parts = parts_with(short, "[a](https://b.fi/漢)")
    assert (
        unknown_sign(cause("漢"), parts) == f"The report has the sign '漢' (U+6F22 CJK UNIFIED "
        f"IDEOGRAPH-6F22), {WAY_OUT}"
    )


def test_another_fault_is_none_of_a_sign(short: NotebookNode) -> None:
    assert unknown_sign("file not found", parts_of(short)) == ""


@pytest.mark.slow
@pytest.mark.parametrize("markdown", ["Lippu 🇫🇮", "`漢`", "| a |\n|---|\n| 👍🏽 |"])
def test_the_pdf_stops_with_the_cell_and_the_sign(short: NotebookNode, markdown: str) -> None:
    short.cells.insert(1, new_markdown_cell(markdown))
    with pytest.raises(
        ReportError, match=r"^Cell 2 of the notebook \(.*has the sign .* picture\.$"
    ):
        export_pdf(short)


@pytest.mark.slow
def test_a_sign_in_an_own_table_is_named_too(kainuu_2023: Comparison) -> None:
    page = Page(kainuu_2023, "fi")
    table = page.table(pd.DataFrame({"a": ["漢"]}, index=["b"]), caption="c")
    with pytest.raises(ReportError, match=r"^Cell 2 of the notebook \(page.section.*sign '漢'"):
        export_pdf(with_fragments(page, table))


@pytest.mark.slow
def test_code_may_have_what_text_may(short: NotebookNode) -> None:
    short.cells.insert(1, new_markdown_cell("Koodi `a ᴁ ꜳ ḁ` ja ḁ"))
    assert export_pdf(short).startswith(b"%PDF")
