"""What of a notebook reaches its readers, and when nothing does."""

from pathlib import Path

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output, new_raw_cell

from analyysi.errors import ReportError
from analyysi.report.html import DATA, METADATA
from analyysi.report.papers.analyst_text import AnalystText
from analyysi.report.papers.notebook_parts import embed_pictures, parts_of
from analyysi.report.papers.output_kinds import NOTE_TAG
from support.own_pictures import PNG, picture

RECORD = {"parameters": {"agreement": "a", "year": 2023, "language": "fi", "seat": [""]}}


def shown(role: str, html: str | list[str], number: int = 1) -> NotebookNode:
    output = new_output(
        "display_data",
        data={"text/html": html, DATA: {"blocks": [html]}, "application/json": RECORD},
        metadata={METADATA: {"role": role}},
    )
    return new_code_cell("x", outputs=[output], execution_count=number)


def test_sections_and_the_analysts_texts_come_in_order() -> None:
    plain = new_code_cell(
        "2",
        outputs=[new_output("stream", text="2")],
        execution_count=3,
        metadata={"tags": [NOTE_TAG]},
    )
    cells = [
        new_markdown_cell("muistiinpano", metadata={"tags": [NOTE_TAG]}),
        shown("head", ["<h1>", "a</h1>"]),
        new_markdown_cell("oma"),
        plain,
        new_code_cell(""),
        shown("section", "<p>b</p>", 4),
        shown("results", "", 5),
    ]
    parts = parts_of(new_notebook(cells=cells))
    assert parts.head.html == "<h1>a</h1>"
    assert parts.body[0] == AnalystText("oma", number=3)
    assert len(parts.body) == 2
    assert parts.body[1].html == "<p>b</p>"
    assert parts.record == RECORD


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ([shown("results", "")], r"does not show its head \(report\.front\(\)\)"),
        ([shown("head", "")], r"does not show its results \(report\.results\(\)\)"),
        ([new_code_cell("1")], "Cell 1 of the notebook has not been run"),
        (
            [shown("head", ""), shown("results", ""), shown("results", "")],
            r"Cells 2 and 3 of the notebook both show results \(report\.results\(\)\), and a report "
            "has one: remove one of the cells, or tag it muistiinpano",
        ),
        (
            [shown("head", ""), new_markdown_cell("x"), shown("head", "")],
            r"Cells 1 and 3 of the notebook both show heads \(report\.front\(\)\)",
        ),
        (
            [new_markdown_cell("# Ohje", metadata={"tags": ["ohje"]})],
            r"Cell 1 of the notebook \(# Ohje\) has the tag ohje, which is now called muistiinpano",
        ),
        (
            [
                new_code_cell(
                    "print(2)", outputs=[new_output("stream", text="2")], execution_count=1
                )
            ],
            r"Cell 1 of the notebook \(print\(2\)\) leaves printed text, which would not reach",
        ),
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


def test_pictures_beside_the_notebook_are_put_into_it(tmp_path: Path) -> None:
    (tmp_path / "oma kuva.png").write_bytes(picture())
    text = "![a](oma%20kuva.png) ![b](puuttuu.png) ![c](https://a.b/c.png)"
    cells = [
        new_markdown_cell(text),
        new_markdown_cell(text, metadata={"tags": [NOTE_TAG]}),
        new_code_cell("1"),
    ]
    notebook = new_notebook(cells=cells)
    embed_pictures(notebook, tmp_path)
    assert notebook.cells[0].attachments == {"oma kuva.png": {"image/png": PNG}}
    assert "attachments" not in notebook.cells[1]


def test_only_pictures_are_put_into_the_notebook(tmp_path: Path) -> None:
    (tmp_path / "salasana.txt").write_text("salainen", encoding="utf-8")
    notebook = new_notebook(cells=[new_markdown_cell("![x](salasana.txt)")])
    with pytest.raises(ReportError, match=r"Cell 1 of the notebook .*salasana\.txt cannot be read"):
        embed_pictures(notebook, tmp_path)
    assert "attachments" not in notebook.cells[0]


@pytest.mark.parametrize("way", ["../kuva.png", "{}/kuva.png", "linkki.png"])
def test_no_picture_from_outside_is_put_into_the_notebook(tmp_path: Path, way: str) -> None:
    (tmp_path / "kuva.png").write_bytes(picture())
    folder = tmp_path / "omat"
    folder.mkdir()
    (folder / "linkki.png").symlink_to(tmp_path / "kuva.png")
    text = f"![x]({way.format(tmp_path.as_posix())})"
    notebook = new_notebook(cells=[new_markdown_cell(text)])
    with pytest.raises(ReportError, match="Cell 1 .* lies outside the project: copy it"):
        embed_pictures(notebook, folder)
    assert "attachments" not in notebook.cells[0]


def test_a_picture_of_the_project_may_lie_in_another_folder(tmp_path: Path) -> None:
    for name in ("data/agreements", "omat"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "data" / "kuva.png").write_bytes(picture())
    notebook = new_notebook(cells=[new_markdown_cell("![x](../data/kuva.png)")])
    embed_pictures(notebook, tmp_path / "omat")
    assert list(notebook.cells[0].attachments) == ["../data/kuva.png"]


def test_a_name_that_no_file_can_have_is_left_to_the_papers(tmp_path: Path) -> None:
    notebook = new_notebook(cells=[new_markdown_cell(f"![x]({300 * 'a'}.png) ![y](a%00b.png)")])
    embed_pictures(notebook, tmp_path)
    assert "attachments" not in notebook.cells[0]
    with pytest.raises(ReportError, match=r"There is no picture aaa"):
        AnalystText(notebook.cells[0].source, folder=tmp_path).html()


def part(role: str, of: str, anchor: str = "", number: int = 1) -> NotebookNode:
    metadata = {"role": role, "of": of, "anchor": anchor, "label": anchor.title()}
    output = new_output(
        "display_data",
        data={"text/html": "<p>a</p>", DATA: {}, "application/json": {**RECORD, "of": "mine"}},
        metadata={METADATA: metadata},
    )
    return new_code_cell("x", outputs=[output], execution_count=number)


def test_a_part_of_another_report_stops_the_paper() -> None:
    cells = [part("head", "mine"), part("section", "mine", "methods"), part("results", "mine")]
    parts_of(new_notebook(cells=cells))
    for place, other in ((0, part("head", "other")), (1, part("section", "other", "methods"))):
        mixed = [*cells]
        mixed[place] = other
        with pytest.raises(ReportError, match="is of another report than its results"):
            parts_of(new_notebook(cells=mixed))


def test_a_section_shown_twice_stops_the_paper() -> None:
    sections = [part("section", "mine", "methods") for _ in range(2)]
    cells = [part("head", "mine"), *sections, part("results", "mine")]
    with pytest.raises(ReportError, match="Cells 2 and 3 of the notebook both show the section"):
        parts_of(new_notebook(cells=cells))


def test_a_raw_cell_is_not_dropped_in_silence() -> None:
    cells = [shown("head", ""), shown("results", ""), new_raw_cell("oma teksti")]
    with pytest.raises(ReportError, match=r"Cell 3 of the notebook \(oma teksti\) is a raw cell"):
        parts_of(new_notebook(cells=cells))
    cells[2].metadata["tags"] = [NOTE_TAG]
    assert parts_of(new_notebook(cells=[*cells, new_raw_cell(" ")])).body == ()
