"""Pictures of what is stored: a panel for each table, and every payer in it."""

from __future__ import annotations

import pytest

from analyysi.analyst.agreement_data import data
from analyysi.errors import ParameterError
from analyysi.project import Project

pytestmark = pytest.mark.slow


def test_each_table_that_has_the_figure_gets_a_panel(project: Project) -> None:
    kainuu = data("kainuu-ict", project=str(project.root))
    drawing = kainuu.plot("population")
    titles = [axes.get_title(loc="left") for axes in drawing.axes]
    assert [title.rpartition("(")[2].rstrip(")") for title in titles] == [
        "thl-sotkanet/population-31-12",
        "tilastokeskus/kta-2020-kainuu",
        "population",
        "tilastokeskus/projection-2024-kainuu",
    ]
    lines, bars = drawing.axes[0], drawing.axes[2]
    assert len(lines.get_lines()) == 8
    paltamo = next(line for line in lines.get_lines() if line.get_label() == "Paltamo")
    assert list(paltamo.get_ydata())[-1] == 3100
    assert [bar.get_width() for bar in bars.patches][4] == 2941  # Paltamo, from below
    assert lines.get_ylabel() == "asukasta"


def test_money_and_per_cent_have_their_units(project: Project) -> None:
    kainuu = data("kainuu-ict", language="sv", project=str(project.root))
    (rates,) = kainuu.plot(table="verohallinto/municipal-income-tax-rate-2018").axes
    assert rates.get_xlabel() == "%, 2018"
    (taxes,) = kainuu.plot("tax_revenue").axes
    assert taxes.get_xlabel() == "tusen euro, 2020"
    formatter = rates.xaxis.get_major_formatter()
    assert (formatter(21.5, 0), formatter(20.0, 0)) == ("21,50", "20")


def test_what_is_not_stored_cannot_be_drawn(project: Project) -> None:
    kainuu = data("kainuu-ict", tables="population, accounts", project=str(project.root))
    with pytest.raises(ParameterError, match="'populatoin'.*Did you mean 'population'"):
        kainuu.plot("populatoin")
    with pytest.raises(ParameterError, match="Nothing of 'accounts' is stored.* See missing"):
        kainuu.plot(table="accounts")


def test_a_notebook_without_any_figure_says_so_in_its_picture(project: Project) -> None:
    nothing = data("kainuu-ict", tables="accounts", project=str(project.root)).plot()
    assert [text.get_text() for text in nothing.texts] == [
        "Piirrettäviä lukuja ei ole tallennettu."
    ]
    assert nothing.axes == []
