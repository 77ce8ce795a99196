"""What of a notebook reaches its readers, and when nothing does."""

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from analyysi.errors import ReportError
from analyysi.report.html import DATA, METADATA
from analyysi.report.papers.analyst_text import AnalystText
from analyysi.report.papers.notebook_parts import HIDDEN_TAG, parts_of

RECORD = {"parameters": {"agreement": "a", "year": 2023, "language": "fi", "seat": [""]}}


def shown(role: str, html: str | list[str], number: int = 1) -> NotebookNode:
    output = new_output(
        "display_data",
        data={"text/html": html, DATA: {"blocks": [html]}, "application/json": RECORD},
        metadata={METADATA: {"role": role}},
    )
    return new_code_cell("x", outputs=[output], execution_count=number)


def test_sections_and_the_analysts_texts_come_in_order() -> None:
    plain = new_code_cell("2", outputs=[new_output("stream", text="2")], execution_count=3)
    cells = [
        new_markdown_cell("ohje", metadata={"tags": [HIDDEN_TAG]}),
        shown("head", ["<h1>", "a</h1>"]),
        new_markdown_cell("oma"),
        plain,
        new_code_cell(""),
        shown("section", "<p>b</p>", 4),
        shown("results", "", 5),
    ]
    parts = parts_of(new_notebook(cells=cells))
    assert parts.head.html == "<h1>a</h1>"
    assert parts.body[0] == AnalystText("oma")
    assert [getattr(part, "html", "") for part in parts.body] == ["", "<p>b</p>"]
    assert parts.record == RECORD


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ([shown("results", "")], r"does not show its head \(page\.head\(\)\)"),
        ([shown("head", "")], r"does not show its results \(page\.results\(\)\)"),
        ([new_code_cell("1")], "Cell 1 of the notebook has not been run"),
        (
            [
                new_code_cell(
                    "1/0",
                    execution_count=1,
                    outputs=[new_output("error", ename="E", evalue="why", traceback=[])],
                )
            ],
            "Cell 1 of the notebook failed with E: why",
        ),
    ],
)
def test_an_unfinished_notebook_has_no_parts(cells: list[NotebookNode], message: str) -> None:
    with pytest.raises(ReportError, match=message):
        parts_of(new_notebook(cells=cells))
