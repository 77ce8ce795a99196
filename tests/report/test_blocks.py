"""Blocks: the same content as HTML and as data, escaped, and nothing that only a page can show on
paper.
"""

import json

from markupsafe import Markup

from analyysi.report.blocks import (
    Bullets,
    Code,
    Fact,
    Facts,
    Folded,
    Formula,
    Heading,
    OnPageOnly,
    Paragraph,
    as_data,
)
from analyysi.report.pictures.picture import Picture
from analyysi.report.tables import Column, Row, Table

SVG = "<svg xmlns='http://www.w3.org/2000/svg' width='72pt' height='36pt'></svg>"
TABLE = Table("t", "Caption", "Corner", [Column("A", "€")], [Row("<b>", ["1"])])


def test_text_stays_text() -> None:
    for block in (
        Heading("<b>"),
        Paragraph("<b>"),
        Bullets(["<b>"], "<b>"),
        Facts([Fact("<b>", "<b>")], "<b>"),
    ):
        assert "<b>" not in block.html()
        assert "&lt;b&gt;" in block.html()
    assert "<b>" not in Code("<b>").html() + TABLE.html() + Folded("<b>", [Paragraph("<b>")]).html()


def test_formula_is_mathml_with_its_words() -> None:
    html = Formula(r"s_i = \frac{T}{n}", "s_i = T / n", "Equal split").html()
    assert "<math" in html
    assert "<mfrac>" in html
    assert "Equal split" in html


def test_part_in_another_language_is_marked() -> None:
    html = Facts([Fact("How", "Found in a repository", "en"), Fact("What", "luvut")]).html()
    assert html.count('lang="en"') == 1


def test_folded_blocks_stay_in_the_page_and_the_data() -> None:
    folded = Folded("More", [Paragraph("inside"), TABLE])
    assert folded.html().startswith("<details><summary>More</summary>")
    (data,) = as_data([folded])
    assert [block["kind"] for block in data["blocks"]] == ["paragraph", "table"]
    assert data["blocks"][1]["rows"][0]["header"] == "<b>"


def test_data_is_plain_and_leaves_out_what_only_a_page_can_show() -> None:
    picture = Picture("p", SVG, SVG, "Bars: 5 €.", "Caption")
    data = as_data(
        [Heading("h"), OnPageOnly(Markup("<div></div>")), picture, Formula("a", "a", "w")]
    )
    assert [block["kind"] for block in data] == ["heading", "picture", "formula"]
    assert data[1] == {
        "kind": "picture",
        "id": "p",
        "svg": SVG,
        "alt": "Bars: 5 €.",
        "caption": "Caption",
    }
    assert json.loads(json.dumps(data)) == data
