"""The tree of an analyst's Markdown: harmless, with its pictures and formulas read."""

import pytest

from analyysi.errors import ReportError
from analyysi.report.papers.own_markdown import PictureFiles, local_pictures, markdown_tree
from support.own_pictures import PASTED, PNG

NONE = PictureFiles()


def test_unknown_tags_are_left_out_and_their_text_stays() -> None:
    tree = markdown_tree("<font color='red'>a</font> <b style='x' class='y'>b</b> <!-- c -->", NONE)
    assert str(tree.root) == "<p>a <b>b</b> </p>\n"


def test_code_is_text() -> None:
    shown = str(markdown_tree("```python\nx < 1\n```\n\n`<script>`", NONE).root)
    assert shown == "<pre><code>x &lt; 1\n</code></pre>\n<p><code>&lt;script&gt;</code></p>\n"


def test_a_formula_element_of_the_analysts_own_is_none() -> None:
    tree = markdown_tree("<formula number='7'>a</formula> $b$", NONE)
    assert len(tree.root.find_all("formula")) == 1
    assert [formula.latex for formula in tree.formulas] == ["b"]


@pytest.mark.parametrize("tag", ["iframe", "object", "form", "input", "svg", "style", "video"])
def test_what_runs_or_asks_is_refused(tag: str) -> None:
    with pytest.raises(ReportError, match=f"The text has <{tag}>"):
        markdown_tree(f"a <{tag}></{tag}>", NONE)


def test_pictures_come_from_the_cell_or_from_the_text() -> None:
    files = PictureFiles(PASTED)
    for address in ("attachment:kuva.png", "kuva.png", f"data:image/png;base64,{PNG}"):
        (read,) = markdown_tree(f"![a]({address})", files).pictures
        assert read.uri == f"data:image/png;base64,{PNG}"


def test_local_pictures_are_those_that_are_files() -> None:
    text = "![a](b.png) ![c](attachment:d) ![e](https://f) <img src='g/h.svg'> $\\foo$"
    assert local_pictures(text) == ["b.png", "g/h.svg"]


@pytest.mark.parametrize(
    ("address", "pasted"),
    [
        ("data:image/png;base64,a", {}),
        ("data:image/png;base64,", {}),
        ("k.png", {"k.png": {"image/png": "abc"[:1]}}),
        ("k.png", {"k.png": {"image/png": "ä"}}),
        ("k.png", {"k.png": {}}),
    ],
)
def test_a_broken_picture_is_refused(address: str, pasted: dict[str, dict[str, str]]) -> None:
    with pytest.raises(
        ReportError, match=r"The picture (in the text|k\.png) is broken in the cell"
    ):
        markdown_tree(f"![a]({address})", PictureFiles(pasted))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('<ol start="x"><li>a</li></ol>', "A list begins with 'x', which is no whole number"),
        (f"{'<b>' * 60}a{'</b>' * 60}", "elements more than 50 deep in each other"),
    ],
)
def test_what_no_paper_can_show_is_refused(text: str, words: str) -> None:
    with pytest.raises(ReportError, match=words):
        markdown_tree(text, PictureFiles())
