"""The analyst's own sections, figures and tables stand in the page and in the PDF."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import matplotlib as mpl
import pandas as pd
import pytest
from matplotlib.figure import Figure

from analyysi.comparison.compare import Comparison
from analyysi.errors import ReportError
from analyysi.report.blocks import Bullets
from analyysi.report.language.words import Words
from analyysi.report.own_content import own_figure
from analyysi.report.own_tables import table_of
from analyysi.report.page import Page
from analyysi.report.papers.exporter import export_html
from analyysi.report.papers.pdf import export_pdf
from analyysi.report.pictures.picture import Picture
from analyysi.report.tables import NOTHING
from support.needed import need
from support.pages import with_fragments
from support.pdf_tools import checkers_missing, described, structure_of

SVG = "<svg xmlns='http://www.w3.org/2000/svg' width='200' height='100'><rect width='9'/></svg>"


@pytest.fixture
def page(kainuu_2023: Comparison) -> Page:
    return Page(kainuu_2023, "fi")


@pytest.fixture
def workstations() -> pd.DataFrame:
    figures = {"Työasemat": [120, 4510], "Osuus": [0.5, 12.25]}
    return pd.DataFrame(figures, index=pd.Index(["Paltamo", "Kajaani"], name="Kunta"))


def drawn() -> Figure:
    figure = Figure(figsize=(6, 3))
    figure.subplots().loglog([1, 10, 100], [3, 20, 90], label="Äänekoski")
    return figure


@pytest.mark.slow
def test_all_stands_in_page_and_pdf(page: Page, workstations: pd.DataFrame, tmp_path: Path) -> None:
    section = page.section(
        "Työasemien määrä kunnittain",
        "Kunnat ilmoittivat määrät\nsyyskuussa 2022.\n\nToinen kappale.",
        Bullets(["Luettelon rivi"]),
        page.figure(drawn(), alt="Määrä kasvaa 3:sta 90:een.", caption="Kasvu", table=workstations),
    )
    alone = page.table(workstations, caption="Yksin seisova", note="Lähde: kysely.")
    notebook = with_fragments(
        page, section, alone, page.figure(SVG, alt="Palkki.", caption="Palkki")
    )

    html = export_html(notebook)
    anchor = section.metadata["anchor"]
    assert f'<li><a href="#{anchor}">Työasemien määrä kunnittain</a></li>' in html
    assert f'<h2 id="{anchor}-heading">Työasemien määrä kunnittain</h2>' in html
    assert "<p>Kunnat ilmoittivat määrät syyskuussa 2022.</p>" in html
    assert "<p>Toinen kappale.</p>" in html
    assert "<li>Luettelon rivi</li>" in html
    assert 'alt="Määrä kasvaa 3:sta 90:een."' in html
    assert (
        '<th scope="row">Kajaani</th><td class="figure">4\xa0510</td><td class="figure">12,25</td>'
        in html
    )
    assert html.index("Toinen kappale") < html.index("Yksin seisova") < html.index('alt="Palkki."')
    assert html.count('<section class="analyst">') == 2
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))

    need(checkers_missing())
    path = tmp_path / "own.pdf"
    path.write_bytes(export_pdf(notebook))
    text = re.sub(r"\s", "", structure_of(path).text)
    for shown in ("Työasemien määrä kunnittain", "Luettelon rivi", "4 510", "Yksin seisova"):
        assert shown.replace(" ", "") in text
    assert [alt for alt in described(path) if alt.endswith(".")][-2:] == [
        "Määrä kasvaa 3:sta 90:een.",
        "Palkki.",
    ]


@pytest.mark.parametrize("alt", ["", " \n"])
def test_figure_without_alt_text_is_refused(page: Page, alt: str) -> None:
    with pytest.raises(ReportError, match=r"needs an alt text \(alt=\.\.\.\): say in words"):
        page.figure(drawn(), alt=alt, caption="Kasvu")


@pytest.mark.slow
def test_axes_of_a_plot_are_their_figure() -> None:
    figure = drawn()
    by_axes = own_figure(figure.axes[0], "Kasvu.", "Kasvu")
    assert by_axes == own_figure(figure, "Kasvu.", "Kasvu")


@pytest.mark.slow
def test_a_figure_is_the_same_each_time_whatever_the_settings() -> None:
    first = own_figure(drawn(), "Kasvu.", "Kasvu")
    with mpl.rc_context({"svg.fonttype": "none"}):
        again = own_figure(drawn(), "Kasvu.", "Kasvu")
    assert first == again
    assert "<text" not in first.html


@pytest.mark.parametrize(
    ("size", "shown"),
    [
        ("width='200' height='100'", ("200", "100")),
        ("width='2in' height='1in'", ("192", "96")),
        ("width='100%' viewBox='0 0 300 60'", ("300", "60")),
        ("width='1440px' height='720px'", ("720", "360")),
    ],
)
def test_svg_has_its_own_size_but_no_more_than_the_column(
    page: Page, size: str, shown: tuple[str, str]
) -> None:
    svg = f"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg' {size}></svg>"
    html = page.figure(svg, alt="Palkki.", caption="Palkki").html
    assert re.findall(r'width="(\d+)" height="(\d+)"', html) == [shown]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("figure", "message"),
    [
        (12, "one of matplotlib, plotly or altair, .* not int: save it as SVG or PNG"),
        ("kuva.svg", "There is no picture kuva.svg: paths are counted from the folder"),
        (b"GIF", "The picture of the figure cannot be read"),
        ("<svg", "cannot be read"),
        ("<svg xmlns='http://www.w3.org/2000/svg'></svg>", "does not say how large it is"),
    ],
)
def test_what_is_no_figure_is_refused(page: Page, figure: Any, message: str) -> None:
    with pytest.raises(ReportError, match=message):
        page.figure(figure, alt="Palkki.", caption="Palkki")


def test_numbers_are_written_in_the_language_and_missing_ones_as_a_dash() -> None:
    rows = [
        ["Kunta", "Luku", "Päivä", "Teksti"],
        ["Paltamo", 1234.5, date(2022, 9, 20), "1.0"],
        ["Kajaani", Decimal("0.125"), None, "b"],
        ["Puolanka", float("nan"), None, "c"],
    ]
    table = table_of(rows, Words("fi", "EUR"), "Luvut")
    assert [row.cells for row in table.rows] == [
        ["1\xa0234,50", "20.9.2022", "1.0"],
        ["0,13", NOTHING, "b"],
        [NOTHING, NOTHING, "c"],
    ]
    assert [(column.label, column.text) for column in table.columns] == [
        ("Luku", False),
        ("Päivä", False),
        ("Teksti", True),
    ]
    assert table.corner == "Kunta"


def test_frame_of_several_levels_has_their_names_together() -> None:
    columns = pd.MultiIndex.from_tuples([("Osuus", 2022), ("Osuus", 2023)])
    index = pd.MultiIndex.from_tuples([("Kainuu", "Paltamo")], names=["Maakunta", "Kunta"])
    table = table_of(pd.DataFrame([[1, 2]], index, columns), Words("fi", "EUR"), "Osuudet")
    assert table.corner == "Maakunta Kunta"
    assert [column.label for column in table.columns] == ["Osuus 2022", "Osuus 2023"]
    assert [row.header for row in table.rows] == ["Kainuu Paltamo"]


def test_uneven_rows_and_lacking_captions_are_refused(page: Page) -> None:
    with pytest.raises(ReportError, match="the row 'Paltamo' has 1 cells, the first row has 2"):
        page.table([["Kunta", "Luku"], ["Paltamo"]], caption="Luvut")
    with pytest.raises(ReportError, match=r"needs a caption \(caption=\.\.\.\)"):
        page.table([["Kunta", "Luku"]], caption=" ")
    with pytest.raises(ReportError, match="A section needs a title"):
        page.section("", "Teksti")


@pytest.mark.slow
def test_a_long_name_at_an_axis_is_not_cut_off() -> None:
    def width(label: str) -> float:
        figure = Figure(figsize=(2, 2))
        figure.subplots().barh([label], [1])
        shown = own_figure(figure, "Pylväs.", "Pylväs").blocks[0]
        assert isinstance(shown, Picture)
        return float(re.findall(r"width='([\d.]+)pt'", shown.wide)[0])

    assert width("Etelä-Pohjanmaan hyvinvointialue") > width("E") + 100


def test_addresses_do_not_hang_on_the_drawing(page: Page) -> None:
    changed = SVG.replace("9", "8")
    (first,) = own_figure(SVG, "Kuva.", "Kuva").blocks
    (second,) = own_figure(changed, "Kuva.", "Kuva").blocks
    assert isinstance(first, Picture)
    assert isinstance(second, Picture)
    assert first.id == second.id
    sections = [
        page.section("Oma", page.figure(drawing, alt="Kuva.", caption=caption))
        for drawing, caption in ((SVG, "Kuva"), (changed, "Toinen"), (SVG, "Kuva"))
    ]
    addresses = [re.findall('id="(own-figure-[^"]+)"', section.html) for section in sections]
    assert len({str(address) for address in addresses}) == 3


def test_a_long_text_is_no_path() -> None:
    for text in (5000 * "a", "a\0b"):
        with pytest.raises(ReportError, match="There is no picture"):
            own_figure(text, "Kuva.", "Kuva")


@pytest.mark.slow
def test_axes_of_several_figures_are_not_one_figure() -> None:
    figures = [Figure(), Figure()]
    axes = [figure.subplots() for figure in figures]
    with pytest.raises(ReportError, match="2 figures were given as one"):
        own_figure(axes, "a", "b")
    assert own_figure(figures[0].axes, "a", "b").html


@pytest.mark.parametrize(
    ("contents", "message"),
    [
        ((), "Section 'Työasemat' is empty: give it what stands under its heading"),
        ((" ",), "is empty"),
        ((5,), r"Section 'Työasemat' cannot show int: give it texts, a table as report\.table"),
        ((pd.DataFrame({"a": [1]}),), "cannot show DataFrame"),
        ((Figure(),), r"cannot show Figure: .* a figure as report\.figure"),
    ],
)
def test_a_section_of_nothing_or_of_what_is_no_content_is_refused(
    page: Page, contents: tuple[Any, ...], message: str
) -> None:
    with pytest.raises(ReportError, match=message):
        page.section("Työasemat", *contents)


def test_an_empty_figure_is_refused(page: Page) -> None:
    with pytest.raises(ReportError, match="The figure is empty: nothing has been drawn in it"):
        page.figure(Figure(), alt="Palkki.", caption="Palkki")


def test_what_is_no_text_is_no_alt_text_caption_or_title(page: Page) -> None:
    for arguments in ({"alt": 5, "caption": "Kasvu"}, {"alt": "Kasvu.", "caption": None}):
        with pytest.raises(ReportError, match="A figure needs"):
            page.figure(SVG, **arguments)
    with pytest.raises(ReportError, match="A table needs a caption"):
        page.table(pd.DataFrame({"a": [1]}), caption=None)  # type: ignore[arg-type]
    with pytest.raises(ReportError, match="A section needs a title"):
        page.section(5, "Teksti")  # type: ignore[arg-type]
