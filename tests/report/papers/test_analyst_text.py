"""An analyst's Markdown on the page: headings, pictures, formulas and tables for everybody."""

from pathlib import Path

import pytest

from analyysi.errors import ReportError
from analyysi.report.papers.analyst_text import AnalystText
from support.own_pictures import PASTED, PNG, picture


def html(markdown: str) -> str:
    return AnalystText(markdown, PASTED, 4).html()


def test_headings_stand_below_the_reports_own_without_a_mark() -> None:
    assert html("# Oma\n\n#### Syvä\n\n# Toinen").split("\n") == [
        "<h2>Oma</h2>",
        "<h3>Syvä</h3>",
        "<h2>Toinen</h2>",
        "",
    ]


def test_a_pasted_picture_is_within_the_page() -> None:
    assert html("![Määrä kasvaa.](attachment:kuva.png)") == (
        f'<p><img alt="Määrä kasvaa." height="40" src="data:image/png;base64,{PNG}" '
        'width="60"/></p>\n'
    )


def test_a_local_picture_is_read_from_the_notebooks_folder(tmp_path: Path) -> None:
    (tmp_path / "oma kuva.jpg").write_bytes(picture("JPEG"))
    shown = AnalystText("![Kuva.](oma%20kuva.jpg)", folder=tmp_path).html()
    assert 'src="data:image/jpeg;base64,' in shown


@pytest.mark.slow
def test_formulas_are_mathml() -> None:
    shown = html("Osuus $a_i$ on\n\n$$b$$")
    assert "<msub><mi>a</mi><mi>i</mi></msub>" in shown
    assert '<div class="formula"><math display="block"' in shown
    assert "$" not in shown


@pytest.mark.slow
def test_a_table_names_its_columns_and_rows() -> None:
    shown = html("|  | luku | $c^2$ |\n|---|--:|---|\n| $z$ | 1 | sana |")
    assert '<div aria-labelledby="text-4-1" class="scroll" role="group" tabindex="0">' in shown
    assert '<tr id="text-4-1">\n<td></td>\n<th class="figure" scope="col">luku</th>' in shown
    assert '<th class="text" scope="col">c^2</th>' in shown
    assert '<th scope="row">z</th>\n<td class="figure">1</td>\n<td class="text">sana</td>' in shown
    assert "style" not in shown


def test_the_title_of_a_picture_stands_below_it() -> None:
    alone = html('![a](attachment:kuva.png "Oma otsikko")')
    assert alone.startswith('<figure><img alt="a"')
    assert alone.endswith("<figcaption>Oma otsikko</figcaption></figure>\n")
    among = html('Ennen ![a](attachment:kuva.png "Oma otsikko") jälkeen')
    assert "/><br/><small>Oma otsikko</small><br/> jälkeen</p>" in among
    assert "title" not in alone + among


def test_footnotes_stand_at_the_end_of_their_text() -> None:
    shown = html("Luku[^a] ja toinen[^b].\n\n[^b]: Kaksi *sanaa*.\n[^a]: Yksi\n\nLoppu.")
    assert shown.split("\n") == [
        "<p>Luku<sup>1</sup> ja toinen<sup>2</sup>.</p>",
        "<p>Loppu.</p>",
        "<p><sup>1</sup> Yksi</p>",
        "<p><sup>2</sup> Kaksi <em>sanaa</em>.</p>",
        "",
    ]


def test_what_stands_under_the_mouse_only_is_written_out() -> None:
    assert html('[a](https://b.fi "Vihje"), <abbr title="Tieto">T</abbr>') == (
        '<p><a href="https://b.fi">a</a> (Vihje), <abbr>T</abbr> (Tieto)</p>\n'
    )


@pytest.mark.parametrize(
    ("markdown", "message"),
    [
        ("![](attachment:kuva.png)", r"The picture kuva.png has no alt text: write in words"),
        ("![kuva-1.PNG](attachment:kuva.png)", r"only a file's name .* \('kuva-1.PNG'\): write"),
        ("![a](attachment:b.png)", "b.png is not among what was pasted into the cell: paste"),
        ("![a](b.png)", "There is no picture b.png: paths are counted from the notebook"),
        ("![a](https://a.b/c.png)", "is on the web, and a report asks nobody for its parts"),
        ("<img src='attachment:kuva.png'>", "has no alt text"),
        (r"$\foo$", r"The formula '\\foo' cannot be read"),
        ("x <script>a()</script>", "The text has <script>, and a report neither runs"),
        ("<p onclick='a()'>x</p>", "The text has the attribute onclick of <p>"),
        ("[a](javascript:b)", r"a link that runs \(javascript:\)"),
        ("<table><tr><td colspan='2'>a</td></tr></table>", r"has a merged cell \('a'\)"),
        (
            "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>",
            "A table's row 'c' has 1 cells, its first row has 2",
        ),
        ("| a |\n|---|\n| ![b](attachment:kuva.png) |", "A picture stands in a table"),
        ("# ![b](attachment:kuva.png)", "A heading has a picture in it"),
        ("[a](file:///a/b.pdf)", "The link 'a' leads to 'file:///a/b.pdf', which readers"),
        ("a[^1]", r"The footnote \[\^1\] has no text"),
    ],
)
def test_what_not_everybody_could_read_stops_it(markdown: str, message: str) -> None:
    with pytest.raises(ReportError, match=f"^Cell 4 of the notebook .*{message}") as of_page:
        html(markdown)
    with pytest.raises(ReportError) as of_papers:
        AnalystText(markdown, PASTED, 4).blocks()
    assert str(of_page.value) == str(of_papers.value)


@pytest.mark.parametrize(
    ("markdown", "message"),
    [
        ("<ul>irti<li>a</li></ul>", r"text outside its entries \('irti'\)"),
        ("<ol start='a'><li>a</li></ol>", "begins with 'a', which is no whole number"),
        ("<ol start='-1'><li>a</li></ol>", "begins with '-1'"),
        ("<table></table>", "A table has no rows"),
        ("<table><tr></tr></table>", "A table has no rows and cells"),
    ],
)
def test_what_page_and_papers_would_show_differently_is_refused(
    markdown: str, message: str
) -> None:
    with pytest.raises(ReportError, match=f"Cell 4 .*{message}"):
        html(markdown)
