"""The PDF of the report: all of the page is on it, everybody can read it, nothing is cut, and it is
always the same.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

from analyysi.agreement.report_parts import FRONT_ONLY, WHOLE, WITH_ANNEX
from analyysi.comparison.compare import Comparison
from analyysi.comparison.report_context import report_context
from analyysi.errors import ReportError
from analyysi.project import Project
from analyysi.report.blocks import (
    OF_FOLDS,
    Block,
    Code,
    Dot,
    DotRow,
    Dots,
    Fact,
    Facts,
    Folded,
    Heading,
    Paragraph,
    as_data,
)
from analyysi.report.html import DATA, METADATA
from analyysi.report.page import Page
from analyysi.report.papers.pdf import export_pdf
from analyysi.report.pictures.picture import Picture
from analyysi.report.tables import Column, Row, Table
from analyysi.sources.manifest import newest_retrieval
from support.needed import need
from support.own_pictures import PASTED
from support.pages import notebook_of
from support.pdf_tools import (
    Element,
    checkers_missing,
    described,
    metadata_of,
    outloud_findings,
    over_each_other,
    pages_of,
    pdfua_findings,
    structure_of,
    words_of,
)
from support.prepared import DAY, OFFICE, prepared_by_office
from support.shown_tables import html_tables, pdf_tables, shares_among

pytestmark = pytest.mark.slow

VARIANTS = (
    (2023, "fi", ""),
    (2023, "en", "Paltamo"),
    (2027, "fi", "Paltamo"),
    (2027, "sv", ""),
)
DRAFT = {"fi": "LUONNOS", "sv": "UTKAST", "en": "DRAFT"}
MARGIN = 20 / 25.4 * 72
PAGE = (210 / 25.4 * 72, 297 / 25.4 * 72)


@dataclass(frozen=True)
class Paper:
    """A report's PDF and what it was made from."""

    year: int
    language: str
    notebook: NotebookNode
    path: Path

    @property
    def data(self) -> list[dict[str, Any]]:
        """The data of the head and of each section."""
        shown = [
            output["data"] for cell in self.notebook.cells for output in cell.get("outputs", [])
        ]
        return [data[DATA] for data in shown if DATA in data]

    @property
    def blocks(self) -> list[dict[str, Any]]:
        """All blocks in order, the folded ones too."""
        shown = [[*data["blocks"], *data.get("opening", [])] for data in self.data]
        return [block for blocks in shown for block in unfolded(blocks)]


def unfolded(blocks: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for block in blocks:
        yield block
        yield from unfolded(block.get("blocks", []))


def need_checkers() -> None:
    need(checkers_missing())


@pytest.fixture(
    scope="module", params=VARIANTS, ids=lambda variant: "-".join(filter(None, map(str, variant)))
)
def paper(
    request: pytest.FixtureRequest,
    project: Project,
    kainuu_2023: Comparison,
    kainuu_2027: Comparison,
    tmp_path_factory: pytest.TempPathFactory,
) -> Paper:
    need_checkers()
    year, language, municipality = request.param
    comparison = {2023: kainuu_2023, 2027: kainuu_2027}[year]
    notebook = notebook_of(
        Page(comparison, language, municipality, report_context(project, comparison.case))
    )
    path = tmp_path_factory.mktemp("pdf") / "report.pdf"
    path.write_bytes(export_pdf(notebook, WHOLE))
    return Paper(year, language, notebook, path)


@pytest.fixture
def short(kainuu_2023: Comparison) -> NotebookNode:
    """The head and the results alone, for trying other things between them."""
    return notebook_of(Page(kainuu_2023, "fi"), only=("head", "results"))


def with_blocks(notebook: NotebookNode, *blocks: Block) -> NotebookNode:
    data = {"text/html": "", DATA: {"heading": "Koeotsikko", "blocks": as_data(blocks)}}
    metadata = {METADATA: {"role": "section", "anchor": "trial", "label": "Koe"}}
    output = new_output("execute_result", data=data, metadata=metadata, execution_count=9)
    notebook.cells.insert(-1, new_code_cell("trial", execution_count=9, outputs=[output]))
    return notebook


def made(notebook: NotebookNode, tmp_path: Path) -> Path:
    need_checkers()
    path = tmp_path / "trial.pdf"
    path.write_bytes(export_pdf(notebook))
    return path


def plain(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").split())


def close(text: str) -> str:
    return re.sub(r"\s|\u00ad", "", text)


def cells(table: Element) -> list[list[str]]:
    return [[cell.text for cell in row.children] for row in table.all("TR")]


def expected_cells(table: dict[str, Any]) -> list[list[str]]:
    head = [
        table["corner"],
        *(f"{column['label']} {column['unit']}" for column in table["columns"]),
    ]
    return [
        [plain(cell) for cell in row]
        for row in (head, *([row["header"], *row["cells"]] for row in table["rows"]))
    ]


def test_two_checkers_find_nothing(paper: Paper) -> None:
    assert outloud_findings(paper.path) == []
    assert pdfua_findings(paper.path) == []


def test_every_table_is_there_cell_by_cell(paper: Paper) -> None:
    tables = [block for block in paper.blocks if block["kind"] == "table"]
    found = structure_of(paper.path).all("Table")
    assert [cells(table) for table in found] == [expected_cells(table) for table in tables]
    assert [table.all("Caption")[0].text for table in found] == [
        plain(table["caption"]) for table in tables
    ]


def test_tables_of_shares_sum_as_printed_as_on_the_page(
    paper: Paper, kainuu_2023: Comparison, tmp_path: Path
) -> None:
    if paper.language != "fi":
        return
    outputs = [output for cell in paper.notebook.cells for output in cell.outputs]
    page = html_tables("".join(output["data"]["text/html"] for output in outputs))
    of_page, of_paper = (
        shares_among(tables, kainuu_2023.case, tmp_path)
        for tables in (page, pdf_tables(paper.path))
    )
    assert len(of_page) == len(of_paper) > 2
    for shown, printed in zip(of_page, of_paper, strict=True):
        assert [row[1:] for row in shown.rows] == [row[1:] for row in printed.rows]


def test_rows_and_columns_have_headers_that_their_cells_name(paper: Paper) -> None:
    with_row_headers = 0
    for table in structure_of(paper.path).all("Table"):
        head, *rows = table.all("TR")
        assert {(cell.kind, cell.attributes["Scope"]) for cell in head.children} == {
            ("TH", "/Column")
        }
        if rows[0].children[0].kind == "TD":
            # Only where headers would outnumber the figures.
            assert len(head.children) + len(rows) > (len(head.children) - 1) * len(rows)
            continue
        with_row_headers += 1
        for row in rows:
            header, *others = row.children
            assert (header.kind, header.attributes["Scope"]) == ("TH", "/Row")
            for cell, column in zip(others, head.children[1:], strict=True):
                assert cell.kind == "TD"
                assert cell.attributes["Headers"] == [
                    column.attributes["ID"],
                    header.attributes["ID"],
                ]
    assert with_row_headers >= 8


TEXTS = {
    "table": ("note",),
    "picture": ("caption",),
    "bars": ("title", "measure"),
    "dots": ("caption",),
    "formula": ("words",),
    "folded": ("summary",),
}
"""The texts of a block that are no text of its own, by its kind."""


def texts_of(block: dict[str, Any]) -> list[str]:
    """Return every text of a block but the cells of tables."""
    match block["kind"]:
        case "sidebyside":
            return [text for part in block["lists"] for text in (part["heading"], *part["items"])]
        case "bullets":
            return [block["heading"], *block["items"]]
        case "facts":
            said = [text for fact in block["facts"] for text in (fact["label"], fact["text"])]
            return [block["heading"], *said]
        case kind:
            return [block[name] for name in TEXTS.get(kind, ("text",))]


def test_every_text_of_the_report_is_there(paper: Paper) -> None:
    told = close(structure_of(paper.path).text)
    head = paper.data[0]
    texts = [
        head["kicker"],
        head["heading"],
        " ".join(head["background"]),
        " ".join(head["cautions"]),
        head["annex_words"],
        *chain.from_iterable(head["key_figures"]),
    ]
    texts += [data["heading"] for data in paper.data[1:]]
    for block in paper.blocks:
        if block.get("style") != OF_FOLDS:  # where all is printed nothing is folded
            texts += texts_of(block)
    assert [text for text in texts if close(text) not in told] == []
    assert len(texts) > 60


def test_pictures_and_formulas_are_told_in_words(paper: Paper) -> None:
    drawn = ("picture", "bars", "dots")
    expected = [block["alt"] for block in paper.blocks if block["kind"] in drawn]
    expected += [block["words"] for block in paper.blocks if block["kind"] == "formula"]
    assert sorted(described(paper.path)) == sorted(expected)
    told = structure_of(paper.path).all("Figure", "Formula")
    assert len(told) == len(expected)


MOST_OF_FRONT, MOST_OF_ANNEX = 2, {2023: 8, 2027: 10}
"""Pages of A4 that the front page and its annex may take. 2027's annex has the years before it, a
seat's the agenda item.
"""


def test_each_part_has_its_pages_and_no_more(paper: Paper, tmp_path: Path) -> None:
    if paper.language != "fi":
        return
    pages = {}
    for part in (FRONT_ONLY, WITH_ANNEX):
        path = tmp_path / f"{part}.pdf"
        path.write_bytes(export_pdf(paper.notebook, part))
        pages[part] = pages_of(path)
    front, whole = pages[FRONT_ONLY], pages[WITH_ANNEX]
    assert len(front) <= MOST_OF_FRONT
    assert len(whole) <= MOST_OF_FRONT + MOST_OF_ANNEX[paper.year]
    line = paper.data[0]["annex_words"]
    assert line not in plain(" ".join(front))
    assert line in plain(whole[len(front)])
    # What is folded for specialists is named, and stands on paper only where all is asked for.
    folds = [block for block in paper.blocks if block.get("for_specialists")]
    assert len(folds) > 5
    printed = close(" ".join(whole))
    assert [fold["summary"] for fold in folds if close(fold["summary"]) not in printed] == []
    table = next(b for fold in folds for b in fold["blocks"] if b.get("id") == "properties")
    assert close(table["caption"]) not in printed
    everything = close(" ".join(pages_of(paper.path)))
    assert close(table["caption"]) in everything
    assert "--partall" in printed
    assert "--partall" not in everything


def test_standards_language_and_title_are_declared(paper: Paper) -> None:
    metadata = metadata_of(paper.path)
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" in metadata
    assert f"<rdf:li>{paper.language}</rdf:li>" in metadata
    title = paper.data[0]["title"]
    assert (
        f">{title if paper.year == 2023 else f'{DRAFT[paper.language]}: {title}'}</rdf:li>"
        in metadata
    )
    assert f"/Lang ({paper.language})".encode() in paper.path.read_bytes()


def test_draft_says_so_on_every_page_and_a_decision_on_none(paper: Paper) -> None:
    marked = [re.findall(rf"\b{DRAFT[paper.language]}\b", page) for page in pages_of(paper.path)]
    if paper.year == 2027:
        assert all(marked)
        assert len(marked[0]) == 2
    else:
        assert not any(marked)


def test_pages_are_numbered_and_named(paper: Paper) -> None:
    pages = pages_of(paper.path)
    assert 10 <= len(pages) <= 26
    for number, page in enumerate(pages, start=1):
        foot = page.strip().splitlines()[-1]
        assert foot.endswith(f"{number} / {len(pages)}")
        assert f"kainuu-ict {paper.year}" in foot


def test_headings_skip_no_level_and_the_contents_name_their_pages(paper: Paper) -> None:
    root, pages = structure_of(paper.path), pages_of(paper.path)
    headings = [
        (int(one.kind[1]), one.text) for one in root.all("H1", "H2", "H3", "H4", "H5", "H6")
    ]
    assert headings[0] == (1, plain(paper.data[0]["heading"]))
    assert [level for level, _ in headings].count(1) == 1
    assert all(after <= before + 1 for (before, _), (after, _) in pairwise(headings))
    entries = [re.fullmatch(r"(.*?)[ .]*(\d+)", entry.text) for entry in root.all("TOCI")]
    sections = [
        (output["metadata"][METADATA]["label"], output["data"][DATA]["heading"])
        for cell in paper.notebook.cells
        for output in cell.outputs
        if output["metadata"][METADATA]["role"] == "section"
    ]
    assert [entry[1] for entry in entries] == [label for label, _ in sections]
    for entry, (_, heading) in zip(entries, sections, strict=True):
        assert close(heading) in close(pages[int(entry[2]) - 1])


def assert_all_within_the_page(path: Path) -> None:
    for number, words in enumerate(words_of(path), start=1):
        assert words
        outside = [
            word
            for word in words
            if word.left < MARGIN - 1
            or word.right > PAGE[0] - MARGIN + 1
            or word.top < 30
            or word.bottom > PAGE[1] - 30
        ]
        assert outside == [], number
        assert over_each_other(words) == [], number


def test_nothing_lies_outside_the_page_or_over_something_else(paper: Paper) -> None:
    assert_all_within_the_page(paper.path)


def test_same_notebook_gives_the_same_bytes_and_the_day_of_its_figures(
    short: NotebookNode, kainuu_2023: Comparison, tmp_path: Path
) -> None:
    path = made(short, tmp_path)
    assert export_pdf(short) == path.read_bytes()
    newest = newest_retrieval(kainuu_2023.case.manifests.values())
    assert f"<xmp:CreateDate>{newest}T00:00:00Z" in metadata_of(path)
    assert "<dc:creator>" not in metadata_of(path)


def test_file_names_the_office_the_day_and_the_status(
    kainuu_2023: Comparison, tmp_path: Path
) -> None:
    page = Page(prepared_by_office(kainuu_2023), "fi")
    metadata = metadata_of(made(notebook_of(page, only=("head", "results")), tmp_path))
    assert re.search(rf"<dc:creator>.*{OFFICE.main}.*</dc:creator>", metadata)
    assert f"<xmp:CreateDate>{DAY}T00:00:00Z" in metadata
    assert "laskelma, ei päätös · laadittu" in metadata


def test_broad_tables_and_long_words_fit(short: NotebookNode, tmp_path: Path) -> None:
    long_name = (
        "Vesihuoltolaitosten yhteistoiminta-aluekohtainen tuloveroprosenttiyksikkökertymä "
        "31.12.2021"
    )
    columns = [
        Column(long_name if place % 2 else "Toimintakulut 2020", "€", marked=place == 1)
        for place in range(9)
    ]
    rows = [
        Row("Pohjois-Karjalan Testikuntayhtymä", ["99\u00a0999,00"] * 9, marked=row == 3)
        for row in range(70)
    ]
    broad = Table("broad", "Leveä taulukko", "Kunta", columns, rows, wide=True)
    said = [Row("a1" * 30, ["x_" * 50, "sana " * 900]), Row("Toinen", ["lyhyt", "sana"])]
    sentences = Table(
        "said", "Lauseita", "Asia", [Column("Yksi", text=True), Column("Kaksi", text=True)], said
    )
    facts = Facts([Fact("data/" + "pitkäpolku/" * 30, "a1" * 80)], code=True)
    path = made(
        with_blocks(short, broad, sentences, facts, Code("analyysi " + "x" * 200)), tmp_path
    )
    assert_all_within_the_page(path)
    root = structure_of(path)
    for table, block in zip(root.all("Table")[1:], as_data([broad, sentences]), strict=True):
        assert [list(map(close, row)) for row in cells(table)] == [
            list(map(close, row)) for row in expected_cells(block)
        ]
    assert "a1" * 80 in close(root.text)
    # The head of a table that goes on is repeated on paper, and read out once.
    assert (
        sum(re.search(r"^ *Kunta\b", page, re.MULTILINE) is not None for page in pages_of(path))
        >= 4
    )


def test_table_of_two_columns_or_rows_has_no_more_headers_than_figures(
    short: NotebookNode, tmp_path: Path
) -> None:
    two = Table(
        "two", "Kaksi", "Asia", [Column("Sisältö")], [Row(name, ["1"]) for name in "abcdef"]
    )
    one_row = Table(
        "row",
        "Rivi",
        "Kunta",
        [Column("Yksi"), Column("Kaksi"), Column("Kolme")],
        [Row("a", ["1", "2", "3"])],
    )
    path = made(with_blocks(short, two, one_row), tmp_path)
    assert outloud_findings(path) == []
    for table in structure_of(path).all("Table")[2:]:
        assert {cell.kind for row in table.all("TR")[1:] for cell in row.children} == {"TD"}


def test_words_of_another_language_are_marked(short: NotebookNode, tmp_path: Path) -> None:
    facts = Facts([Fact("Miten saatu", "A stored copy was found", lang="en")])
    without = export_pdf(with_blocks(short, Facts([Fact("Miten saatu", "Tallennettu kopio")])))
    assert b"/Lang (en)" not in without
    short.cells.pop(-2)
    assert b"/Lang (en)" in made(with_blocks(short, facts), tmp_path).read_bytes()


def test_address_is_a_link(short: NotebookNode, tmp_path: Path) -> None:
    before = [Paragraph(f"Kappale {number}") for number in range(9)]
    path = made(
        with_blocks(short, *before, Paragraph("Katso https://example.org/liite, sivu 2.")), tmp_path
    )
    assert b"/URI (https://example.org/liite)" in path.read_bytes()
    assert outloud_findings(path) == []


def test_small_headings_stand_below_what_they_belong_to(
    short: NotebookNode, tmp_path: Path
) -> None:
    blocks = (
        Folded("Luvut", [Paragraph("a")]),
        Heading("Lähteet"),
        Facts([Fact("b", "c")], "Väestö"),
        Folded("Taulukko", [Paragraph("d")]),
        Heading("Sanasto"),
    )
    headings = structure_of(made(with_blocks(short, *blocks), tmp_path)).all(
        "H1", "H2", "H3", "H4", "H5"
    )
    assert [(one.kind, one.text) for one in headings[-6:]] == [
        ("H2", "Koeotsikko"),
        ("H3", "Luvut"),
        ("H3", "Lähteet"),
        ("H4", "Väestö"),
        ("H4", "Taulukko"),
        ("H3", "Sanasto"),
    ]


def test_own_text_of_the_analyst_stands_at_its_place(short: NotebookNode, tmp_path: Path) -> None:
    with_blocks(short, Paragraph("Koe loppuu."))
    text = (
        "# Oma otsikko\n\nTeksti *korostus*, **lihava**, `koodi`, [linkki](https://example.org) & "
        "<b>raaka</b>  \n"
        "rivi 2.\n\n#### Syvä\n\n- a\n  - b\n\n1. yksi\n\n   toinen\n\n> "
        "lainaus\n\n```python\nprint(1)\n```\n\n"
        "| nimi | luku |\n|---|--:|\n| x | 1 |\n\n![Kuvan "
        "teksti](attachment:kuva.png)\n\n<!-- varas -->\n"
    )
    own = new_markdown_cell(text, attachments=PASTED)
    short.cells.insert(1, own)
    short.cells.insert(2, new_markdown_cell("Analyytikolle", metadata={"tags": ["muistiinpano"]}))
    path = made(short, tmp_path)
    root = structure_of(path)
    told = close(root.text)
    for part in (
        "Teksti korostus, lihava, koodi, linkki & raaka rivi 2.",
        "print(1)",
        "yksi toinen",
    ):
        assert close(part) in told
    assert told.index("Omaotsikko") < told.index("print(1)") < told.index("Koeloppuu.")
    assert described(path)[-1] == "Kuvan teksti"
    assert "Analyytikolle" not in told
    assert "varas" not in told
    assert [one.text for one in root.all("BlockQuote")] == ["lainaus"]
    assert [(one.kind, one.text) for one in root.all("H2", "H3", "H4")][-3:] == [
        ("H2", "Oma otsikko"),
        ("H3", "Syvä"),
        ("H2", "Koeotsikko"),
    ]
    assert cells(root.all("Table")[-1]) == [["nimi", "luku"], ["x", "1"]]
    assert b"/URI (https://example.org)" in path.read_bytes()
    assert outloud_findings(path) == []
    assert pdfua_findings(path) == []


def test_unusual_own_text_is_accessible_too(short: NotebookNode, tmp_path: Path) -> None:
    text = (
        "| Yksin |\n|---|\n| yksi |\n\n|  | $c^2$ |\n|---|---|\n| $z$ | $a_i$ |\n| x | **y** |\n\n"
        "- \n- a\n\n  ![Kuva luettelossa](attachment:kuva.png)\n\n<ul><li>b<table><tr><th>a</th><th>b</th><th>c</th></tr>"
        "<tr><td>x</td><td>1</td><td>2</td></tr><tr><td>y</td><td>3</td><td>4</td></tr></table>"
        "</li></ul>\n\n> # Lainattu\n\n"
        "Osuus $\\frac{a}{b}$\n\n$$\\sqrt{n}$$\n"
    )
    short.cells.insert(1, new_markdown_cell(text, attachments=PASTED))
    path = made(short, tmp_path)
    root = structure_of(path)
    tables = [cells(table) for table in root.all("Table")]
    assert [["Yksin"], ["yksi"]] in tables
    assert tables[-1] == [["a", "b", "c"], ["x", "1", "2"], ["y", "3", "4"]]
    assert {"Kuva luettelossa", "(a) / (b)", "√(n)"} <= set(described(path))
    assert "Lainattu" in close(root.text)
    assert outloud_findings(path) == []
    assert pdfua_findings(path) == []


def test_picture_without_words_is_refused(short: NotebookNode) -> None:
    picture = Picture(
        "silent",
        "<svg xmlns='http://www.w3.org/2000/svg' width='9pt' height='9pt'></svg>",
        "",
        " ",
        "c",
    )
    with pytest.raises(ReportError, match="Figure silent has no alt text"):
        export_pdf(with_blocks(short, picture))


def test_letter_that_no_font_has_is_named_with_its_cell(short: NotebookNode) -> None:
    with pytest.raises(
        ReportError, match=r"^Cell 2 of the notebook \(trial\) has the sign '\U00013080'"
    ):
        export_pdf(with_blocks(short, Paragraph("\U00013080")))


def test_unfinished_notebook_gives_no_pdf(short: NotebookNode, kainuu_2023: Comparison) -> None:
    page = Page(kainuu_2023, "fi")
    with pytest.raises(ReportError, match=r"does not show its head"):
        export_pdf(notebook_of(page, only=("results",)))
    with pytest.raises(ReportError, match=r"does not show its results"):
        export_pdf(notebook_of(page, only=("head",)))
    failed = new_output("error", ename="ValueError", evalue="wrong", traceback=[])
    short.cells.insert(1, new_code_cell("1/0", execution_count=2, outputs=[failed]))
    with pytest.raises(ReportError, match="Cell 2 of the notebook failed with ValueError: wrong"):
        export_pdf(short)
    short.cells[1] = new_code_cell("page.methods()")
    with pytest.raises(ReportError, match="Cell 2 of the notebook has not been run"):
        export_pdf(short)


def test_notebook_without_data_is_to_be_run_again(short: NotebookNode) -> None:
    del short.cells[0].outputs[0]["data"][DATA]
    with pytest.raises(ReportError, match="run by an older analyysi"):
        export_pdf(short)


def test_dots_of_many_payers_stand_apart(short: NotebookNode, tmp_path: Path) -> None:
    rows = [DotRow(f"Maksaja {n}", [Dot(n, "circle")], f"{n} €") for n in range(90)]
    picture = Dots("many", rows, 89, [("0 €", 0)], "Pisteet: 90 maksajaa, 0–89 €.", "Kuvan selite")
    path = made(with_blocks(short, picture), tmp_path)
    assert_all_within_the_page(path)
    printed = [line.strip() for page in pages_of(path) for line in page.splitlines()]
    for n in range(90):
        assert sum(bool(re.match(rf"Maksaja {n}\b", line)) for line in printed) == 1


def test_what_is_folded_within_a_fold_is_left_out_too(short: NotebookNode, tmp_path: Path) -> None:
    inner = Folded("Sisempi", [Paragraph("piilossa")], for_specialists=True)
    notebook = with_blocks(short, Folded("Ulompi", [Paragraph("näkyvissä"), inner]))
    need_checkers()
    for part, hidden in ((WITH_ANNEX, True), (WHOLE, False)):
        path = tmp_path / f"{part}.pdf"
        path.write_bytes(export_pdf(notebook, part))
        text = " ".join(pages_of(path))
        assert "näkyvissä" in text
        assert ("piilossa" not in text) == hidden
