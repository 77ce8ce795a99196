"""The report's pictures as figures: every picture of the page has its chart, from the same data."""

import re
from collections.abc import Iterator

import pytest
from matplotlib.figure import Figure
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

import analyysi
from analyysi.analyst.charts import Charts, pictures_in
from analyysi.analyst.painted import painted
from analyysi.errors import ReportError
from analyysi.report.blocks import Folded, Paragraph
from analyysi.report.pictures.picture import Picture
from analyysi.report.sections.section import LeftOut
from analyysi.report.sections.section_table import SECTIONS
from support.places import ROOT

NAMES = [name for name in vars(Charts) if not name.startswith("_")]


@pytest.fixture(scope="module")
def comparison() -> analyysi.Comparison:
    return analyysi.load("kainuu-ict", 2023).compare()


@pytest.mark.slow
def test_every_picture_of_the_page_has_its_chart(comparison: analyysi.Comparison) -> None:
    reader = comparison.report().reader
    shown = []
    for name in SECTIONS:
        contents = SECTIONS[name].contents(reader)
        shown += [] if isinstance(contents, LeftOut) else pictures_in(contents.blocks)
    of_page = {tuple(words_of(painted(picture.canvas))) for picture in shown if picture.canvas}
    page = str(comparison.report().front().html) + "".join(
        comparison.report().show(name).html for name in SECTIONS
    )
    # Bars and dots are drawn by the page's template.
    assert len(re.findall(r"<figure(?! class=)", page)) == len(shown) > 1
    assert of_page <= {tuple(words_of(figure)) for figure in charts_of(comparison)}


def charts_of(comparison: analyysi.Comparison) -> Iterator[Figure]:
    for name in NAMES:
        try:
            yield getattr(comparison.chart, name)()
        except ReportError:
            continue


def words_of(figure: Figure) -> list[str]:
    return [text.get_text() for axes in figure.axes for text in axes.texts]


@pytest.mark.slow
def test_a_lacking_picture_says_why(comparison: analyysi.Comparison) -> None:
    with pytest.raises(ReportError, match="Sopimuksella ei ole aiempia vuosia"):
        comparison.chart.history()


@pytest.mark.slow
def test_a_misspelt_chart_is_answered_with_the_nearest(comparison: analyysi.Comparison) -> None:
    with pytest.raises(AttributeError, match="Did you mean 'shares'"):
        _ = comparison.chart.share


@pytest.mark.slow
def test_a_chart_can_be_changed_and_put_into_the_report(comparison: analyysi.Comparison) -> None:
    figure = comparison.chart.shares()
    figure.axes[0].set_title("Oma otsikko")
    shown = comparison.report().figure(figure, alt="Osuudet.", caption="Osuudet tavoittain.")
    assert shown.role == "own"


def test_folded_pictures_are_found() -> None:
    picture = Picture("map", "<svg/>", "", "alt", "caption")
    assert list(pictures_in([Paragraph("a"), Folded("more", [picture])])) == [picture]


@pytest.mark.notebook
def test_the_first_picture_of_a_notebook_is_shown_as_a_picture() -> None:
    source = 'import analyysi\nanalyysi.load("kainuu-ict", 2023).compare().chart.shares()'
    notebook = new_notebook(cells=[new_code_cell(source)])
    resources = {"metadata": {"path": str(ROOT)}}
    NotebookClient(notebook, kernel_name="python3", resources=resources).execute()
    (output,) = notebook.cells[0].outputs
    assert output.data["image/png"]


@pytest.mark.slow
def test_the_picture_of_the_front_page_has_its_values(comparison: analyysi.Comparison) -> None:
    figure = comparison.chart.front()
    page = str(comparison.report().front().html).replace("\xa0", " ")
    words = [text for text in words_of(figure) if text]
    assert len(words) == 7 * 4
    assert [text for text in words if text.replace("\xa0", " ") not in page] == []
