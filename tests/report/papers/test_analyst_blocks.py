"""An analyst's Markdown as blocks for the papers: the same text that the page shows."""

import html
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyysi.report.papers.analyst_blocks import cell_text
from analyysi.report.papers.analyst_text import AnalystText
from support.own_pictures import PASTED, PNG

PIECES = (
    "# Otsikko *b* `c`",
    "Kappale **vahva *ja* lihava** ja [linkki](http://a.b)  \nrivi &amp; ~~yli~~ $a^2$ H<sub>2</sub>",
    "- a\n- b\n\n  toinen\n  1. x\n  2. y",
    "> lainaus\n>\n> - kohta",
    "| A | B |\n|---|--:|\n| 1 | **2** |",
    "```python\nkoodi\n```",
    "<div>raaka <i>x</i></div>",
    "<!-- huomautus -->",
    "<ul><li>yksi</li><li><p>kaksi</p></li></ul>",
)
PLAIN = {
    "strong": False,
    "emphasis": False,
    "code": False,
    "strike": False,
    "link": "",
    "script": "",
    "breaks": False,
}


def blocks(markdown: str) -> list[dict[str, Any]]:
    return AnalystText(markdown, PASTED).blocks()


def run(text: str, **style: object) -> dict[str, object]:
    return {**PLAIN, "text": text, **style}


def paragraph(*runs: dict[str, object]) -> dict[str, object]:
    return {"kind": "own-paragraph", "runs": list(runs)}


def test_a_paragraph_keeps_its_styles_links_and_breaks() -> None:
    (block,) = blocks("a **b *c***\n`d` [e](https://e.fi)  \nf")
    assert block == paragraph(
        run("a "),
        run("b ", strong=True),
        run("c", strong=True, emphasis=True),
        run(" "),
        run("d", code=True),
        run(" "),
        run("e", link="https://e.fi", breaks=True),
        run("f"),
    )


@pytest.mark.parametrize(
    ("markdown", "level", "text"),
    [("# Yksi", 2, "Yksi"), ("## Kaksi *k*", 3, "Kaksi k"), ("#### Ei väliä", 3, "Ei väliä")],
)
def test_no_heading_stands_beside_the_reports_own(markdown: str, level: int, text: str) -> None:
    assert blocks(markdown) == [{"kind": "heading", "level": level, "text": text}]


def test_lists_hold_blocks_and_lists() -> None:
    (outer,) = blocks("1. a\n\n   b\n2. c\n   - d")
    assert outer["ordered"]
    first, second = outer["items"]
    assert first == [paragraph(run("a")), paragraph(run("b"))]
    assert second[0] == paragraph(run("c"))
    assert second[1] == {
        "kind": "own-list",
        "ordered": False,
        "start": 1,
        "items": [[paragraph(run("d"))]],
    }


def test_quotes_and_code() -> None:
    quote, code = blocks("> a\n\n```\nx <b>\n  y\n```")
    assert quote == {"kind": "own-quote", "blocks": [paragraph(run("a"))]}
    assert code == {"kind": "code", "text": "x <b>\n  y"}


def test_a_table_has_row_headers_and_knows_its_columns_of_text() -> None:
    (table,) = blocks("| nimi | luku | sana |\n|---|--:|---|\n| x | 1 | a b |\n| y | 2 | 3 |")
    assert table["corner"] == "nimi"
    assert [(column["label"], column["text"]) for column in table["columns"]] == [
        ("luku", False),
        ("sana", True),
    ]
    assert [(row["header"], row["cells"]) for row in table["rows"]] == [
        ("x", ["1", "a b"]),
        ("y", ["2", "3"]),
    ]
    assert not table["wide"]


def test_html_within_the_markdown_is_read_too() -> None:
    caption, table, last = blocks(
        "<table><caption>Luvut</caption><tr><th>a</th><th>b</th></tr>"
        "<tr><td>1</td><td>2<br>3</td></tr></table>\n\nx <b>y</b><br>z"
    )
    assert caption == paragraph(run("Luvut"))
    assert table["rows"][0]["cells"][0]["text"] == "2 3"
    assert last == paragraph(run("x "), run("y", strong=True, breaks=True), run("z"))


@pytest.mark.parametrize("markdown", ["<!-- huomautus -->", "", "---", "<ul></ul>", "#"])
def test_what_a_page_does_not_show_is_no_block(markdown: str) -> None:
    assert blocks(markdown) == []


def test_a_picture_is_a_block_with_its_alt_text() -> None:
    before, picture, after = blocks("ennen ![Kuvan teksti](attachment:kuva.png) jälkeen")
    assert before == paragraph(run("ennen"))
    assert after == paragraph(run("jälkeen"))
    assert (picture["kind"], picture["alt"]) == ("picture", "Kuvan teksti")
    assert f"<image href='data:image/png;base64,{PNG}' width='60' height='40'/>" in picture["svg"]
    assert picture["svg"].startswith("<svg xmlns='http://www.w3.org/2000/svg' width='45pt'")


@pytest.mark.slow
def test_formulas_are_drawn_and_heard() -> None:
    text, displayed = blocks(r"osuus $\frac{a}{2}$" + "\n\n$$a_i$$")
    formula = text["runs"][1]
    assert (formula["text"], formula["alt"]) == (r"\frac{a}{2}", "(a) / (2)")
    assert formula["formula"].startswith("<svg")
    assert 0 < formula["depth"] < formula["height"]
    assert (displayed["kind"], displayed["alt"]) == ("own-formula", "a_i")


def test_what_changes_the_meaning_of_letters_is_kept() -> None:
    (block,) = blocks("m<sup>2</sup> H<sub>2</sub>O ~~ei~~")
    assert block["runs"][1] == run("2", script="super")
    assert block["runs"][3] == run("2", script="sub")
    assert block["runs"][-1] == run("ei", strike=True)


def test_a_cell_keeps_how_its_letters_are_set() -> None:
    (table,) = blocks("| a | b |\n|---|---|\n| x | **y** |")
    (cell,) = table["rows"][0]["cells"]
    assert cell == {"text": "y", "runs": [run("y", strong=True)]}
    assert cell_text(cell) == "y"


def test_lists_keep_their_first_number_and_tasks_their_marks() -> None:
    numbered, tasks = blocks("3. c\n4. d\n\n- [x] tehty\n- [ ] tekemättä\n- ")
    assert numbered["start"] == 3
    assert [entry[0]["runs"][0]["text"] for entry in tasks["items"]] == ["☑ tehty", "☐ tekemättä"]


def texts(of: object) -> str:
    """Return all text of blocks in order."""
    if isinstance(of, list):
        return "".join(texts(one) for one in of)
    if not isinstance(of, dict):
        return of if isinstance(of, str) else ""
    if "runs" in of and "kind" not in of:
        return str(of["text"])
    if of.get("kind") == "table":
        rows = [[row["header"], *row["cells"]] for row in of["rows"]]
        return texts([of["corner"], *[column["label"] for column in of["columns"]], *rows])
    return texts([of.get(name, "") for name in ("text", "runs", "items", "blocks")])


@pytest.mark.slow
@given(st.lists(st.sampled_from(PIECES), max_size=6))
def test_all_text_of_the_page_and_no_other_is_in_the_blocks(pieces: list[str]) -> None:
    markdown = "\n\n".join(pieces)
    shown = AnalystText(re.sub(r"\$.*?\$", "", markdown)).html()
    page = html.unescape(re.sub(r"<[^>]+>", "", shown))
    of_blocks = "".join(texts(blocks(markdown)).split()).replace("a^2", "")
    assert of_blocks == "".join(page.split())


def test_where_a_line_ends_words_are_not_glued() -> None:
    heading, table = blocks(
        "<h1>Kunta<br>nro</h1>\n\n<table><tr><th>Kunta<br>nro</th><th>a<br>b</th></tr>"
        "<tr><td><p>a</p><p>b</p></td><td><ul><li>c</li><li>d</li></ul></td></tr></table>"
    )
    assert heading["text"] == "Kunta nro"
    assert (table["corner"], table["columns"][0]["label"]) == ("Kunta nro", "a b")
    (row,) = table["rows"]
    assert row["header"] == {"text": "a b", "runs": [run("a", breaks=True), run("b")]}
    assert row["cells"] == [{"text": "c d", "runs": [run("c", breaks=True), run("d")]}]


def test_the_title_of_a_picture_is_its_caption() -> None:
    (block,) = blocks('![Kuvan teksti](attachment:kuva.png "Otsikko")')
    assert (block["alt"], block["caption"]) == ("Kuvan teksti", "Otsikko")


def test_footnotes_are_raised_numbers_and_paragraphs() -> None:
    text, note = blocks("Luku[^a].\n\n[^a]: Selitys")
    assert [(run["text"], run["script"]) for run in text["runs"]] == [
        ("Luku", ""),
        ("1", "super"),
        (".", ""),
    ]
    assert [run["text"] for run in note["runs"]] == ["1", " Selitys"]
