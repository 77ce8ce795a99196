"""Figures of the payers in a table that somebody sent: read cell by cell, nothing made up."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from analyysi.agreement.agreement import Party
from analyysi.drafting.agreements.answers import check_payers
from analyysi.drafting.agreements.table_figures import (
    column_name,
    open_figure_column,
    payers_in_table,
    table_figures,
    unit_of_heading,
)
from analyysi.errors import AnalyysiError, SchemaError
from analyysi.languages.local_text import LocalText
from analyysi.languages.units import UNITS
from analyysi.project import Project
from analyysi.sources.municipalities.register import municipalities
from analyysi.sources.surveys.questions import Question
from analyysi.tables.asked import Asked
from analyysi.tables.columns import OpenColumnError
from support.interviews import workstations
from support.written_tables import as_csv, as_ods, as_xlsx

LABEL = LocalText.of({"fi": "työasemat"})
QUESTION = Question("workstations", LABEL, UNITS["workstations"], date(2026, 12, 31))


def parties(names: str) -> tuple[Party, ...]:
    register = {
        "205": LocalText.of({"fi": "Kajaani", "sv": "Kajana"}),
        "290": LocalText.of({"fi": "Kuhmo"}),
        "765": LocalText.of({"fi": "Sotkamo"}),
        "620": LocalText.of({"fi": "Puolanka"}),
    }
    return check_payers(Project(Path()), names, register)


HEADER = ["Kunta", "Työasemia"]
CODES_OF_OTHERS = [["Kuhmo", 300], ["Paltamo", 98], ["Kajaani", 10]]
"""All three figures are also codes: of Kuortane, Hollola and Alavus."""


@pytest.mark.parametrize(
    "rows",
    [
        [HEADER, *CODES_OF_OTHERS],
        [["Työasemien laskenta 2026"], HEADER, *CODES_OF_OTHERS],
        [["Kunta", "Työasemia", None], [None, "pöytä", "kannettava"], *CODES_OF_OTHERS],
        [HEADER, ["Kuhmon kunta", 300], ["Paltamon kunta", 98], ["Kajaanin kaupunki", 10]],
        [["Nimi", "Kpl"], *CODES_OF_OTHERS],
        [HEADER, *CODES_OF_OTHERS, ["Kuhmo", 20]],
    ],
    ids=["plain", "title", "two headers", "kunta", "nimi", "twice"],
)
def test_figures_that_happen_to_be_codes_name_nobody(
    rows: list[list[object]], tmp_path: Path, project: Project
) -> None:
    path = tmp_path / "laskenta.xlsx"
    as_xlsx(path, {"Taul1": rows})
    listed = payers_in_table(path, municipalities(project), Asked())
    assert [party.code for party in listed.payers] == ["290", "578", "205"]
    assert not listed.strays


@pytest.mark.slow
def test_a_table_that_names_nobody_is_refused_with_its_rows(
    tmp_path: Path, project: Project
) -> None:
    path = tmp_path / "laskenta.xlsx"
    as_xlsx(path, {"Taul1": [HEADER, ["Pohjoinen", 300], ["Etelä", 98]]})
    with pytest.raises(SchemaError, match="no row is recognised .* column B .'Työasemia'.*"):
        payers_in_table(path, municipalities(project), Asked())
    register = {code: name for code, name in municipalities(project).items() if code != "290"}
    as_xlsx(path, {"Taul1": [["Kunta", "Koodi"], ["Kuhmo", 578], ["Paltamo", 205]]})
    with pytest.raises(SchemaError, match="no row is recognised .*A3: 'Paltamo' is 578, but"):
        payers_in_table(path, register, Asked())


def test_cells_are_read_and_what_lacks_is_named(tmp_path: Path) -> None:
    payers = parties("Kajaani, Kuhmo, Sotkamo, Puolanka")
    opened = open_figure_column(workstations(tmp_path), payers, Asked())
    figures = table_figures(opened, payers, QUESTION)
    assert opened.heading == "Työasemat 31.12.2026"
    numbers = {given.payer: given.answer.number for given in figures.given if given.answer}
    assert numbers == {"205": 1410, "290": 310, "765": 520}
    estimates = {given.payer: given.answer.words for given in figures.given if given.estimated}
    assert [words for words in estimates.values() if words] == ["n. 520"]
    assert figures.lacking == ("620",)
    assert {given.source for given in figures.given} == {"työasemat.xlsx"}
    # Suomussalmi and Paltamo are no payers here.
    assert len(figures.passed_over) == 2


@pytest.mark.parametrize("form", ["csv", "semicolons", "cp1252", "ods"])
def test_any_form_that_people_send_is_read(form: str, tmp_path: Path) -> None:
    cells = [["Kunta", "Työasemat"], ["Kajaani", 10], ["Kuhmo", 20]]
    path = tmp_path / ("luvut.ods" if form == "ods" else "luvut.csv")
    if form == "ods":
        as_ods(path, cells)
    else:
        text = as_csv(cells, "," if form == "csv" else ";")
        path.write_text(text, encoding="cp1252" if form == "cp1252" else "utf-8-sig")
    payers = parties("Kajaani, Kuhmo")
    figures = table_figures(open_figure_column(path, payers, Asked()), payers, QUESTION)
    assert [given.payer for given in figures.given] == ["205", "290"]


def test_marks_sources_and_doubts_are_kept_apart(tmp_path: Path) -> None:
    path = tmp_path / "luvut.xlsx"
    rows = [
        ["Kunta", "Työasemat", "Arvio", "Lähde"],
        ["Kajaani", 10, "kyllä", "it-johtaja"],
        ["Kuhmo", "ei tietoa", None, None],
        ["Sotkamo", 5, None, None],
        ["Sotkamo", 6, None, None],
    ]
    as_xlsx(path, {"a": rows})
    payers = parties("Kajaani, Kuhmo, Sotkamo")
    figures = table_figures(open_figure_column(path, payers, Asked(amount="B")), payers, QUESTION)
    (given,) = figures.given
    assert (given.payer, given.estimated, given.source) == ("205", True, "it-johtaja")
    assert figures.doubtful.keys() == {"290", "765"}
    assert "ei tietoa" in figures.doubtful["290"]
    assert "a second time" in figures.doubtful["765"]


def test_an_open_column_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "luvut.xlsx"
    as_xlsx(path, {"a": [["Kunta", "2025", "2026"], ["Kajaani", 1, 2], ["Kuhmo", 3, 4]]})
    with pytest.raises(OpenColumnError):
        open_figure_column(path, parties("Kajaani, Kuhmo"), Asked())


@pytest.mark.slow
def test_municipalities_of_a_list_are_known(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "jäsenet.xlsx"
    as_xlsx(path, {"a": [["Kunta", "Ääniä"], ["Lahti", 3], ["016", 1], ["Liitto ry", 1]]})
    listed = payers_in_table(path, municipalities(project), Asked())
    assert [party.code for party in listed.payers] == ["398", "016"]
    assert len(listed.strays) == 1
    empty = tmp_path / "muu.xlsx"
    as_xlsx(empty, {"a": [["Tuote", "Hinta"], ["Kynä", 1]]})
    with pytest.raises(AnalyysiError):
        payers_in_table(empty, municipalities(project), Asked())


def test_a_heading_may_name_its_unit() -> None:
    assert unit_of_heading("Väkiluku 2025") == UNITS["inhabitants"]
    assert unit_of_heading("Arbetsstationer") == UNITS["workstations"]
    assert unit_of_heading("Luku") is None
    assert column_name("Työasemat, kpl", {"tyoasemat_kpl"}) == "tyoasemat_kpl_2"
    assert column_name("???") == "figures"


@pytest.mark.parametrize(
    ("below", "label"),
    [("Työasemat", "Työasemat"), ("Hankitut", "Laitteet, hankitut"), ("ICT", "Laitteet, ICT")],
)
def test_a_heading_over_several_columns_is_no_part_of_a_name_that_says_enough(
    tmp_path: Path, below: str, label: str
) -> None:
    path = tmp_path / "a.xlsx"
    rows = [["Kunta", "Laitteet", None], [None, below, "Muut"], ["Kajaani", 10, 1], ["Kuhmo", 5, 2]]
    as_xlsx(path, {"a": rows})
    opened = open_figure_column(path, parties("Kajaani, Kuhmo"), Asked(amount="B"))
    assert opened.label == label
