"""A column of figures: read by name or code, every faulty cell named, empty ones left empty."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from analyysi.agreement.reading import read_agreement
from analyysi.errors import AnalyysiError, ParameterError
from analyysi.project import Project
from analyysi.tables.asked import PYTHON, Asked, Filter, filters
from analyysi.tables.columns import OpenColumnError
from analyysi.tables.figure_column import cell_number, read_figure_column
from analyysi.tables.files.cell import Cell


def read(project: Project, folder: Path, text: str, column: str = "") -> dict[str, Decimal | None]:
    path = folder / "luvut.csv"
    path.write_text(text, encoding="utf-8")
    asked = Asked(amount=column, called=PYTHON)
    return read_figure_column(path, read_agreement(project, "kainuu-ict").parties, asked)


def test_names_codes_commas_and_empty_cells(project: Project, tmp_path: Path) -> None:
    text = "Kunta;Työasemia\nPaltamo;1 200,5\n290;200\nPuolangan kunta;\nYhteensä;1400,5\n"
    expected = {"578": Decimal("1200.5"), "290": Decimal(200), "620": None}
    assert read(project, tmp_path, text) == expected


def test_a_column_is_chosen_by_its_header(project: Project, tmp_path: Path) -> None:
    text = "Kunta;Työasemia;Käyttäjiä\nPaltamo;1;10\nKuhmo;2;20\n"
    assert read(project, tmp_path, text, "Käyttäjiä") == {"578": 10, "290": 20}


@pytest.mark.parametrize(
    ("text", "column", "sentence"),
    [
        (
            "Kunta;Työasemia\nPaltamo;1\nKuhmo;n. 520\n",
            "",
            r"row 3 .B3.: 'n. 520' is not a number \(.*\): a number for 'Kuhmo' was expected",
        ),
        ("Kunta;Työasemia\nPaltamo;1\nPaltamo;2\n", "", "'Paltamo' stands there a second time"),
        ("Kunta;Työasemia\nPaltamo;1\nKuhmmo;2\n", "", "'Kuhmmo' is no party"),
        ("Kunta;A1;B1\nPaltamo;1;10\nKuhmo;2;20\n", "", "figures may be in several columns"),
        ("Kunta;A1;B1\nPaltamo;1;10\nKuhmo;2;20\n", "C1", 'column="C1": .* no such column'),
        ("Kunta;Työasemia\nOulu;1\nVaala;2\n", "", "no row names a party"),
    ],
)
def test_faults_are_named(
    project: Project, tmp_path: Path, text: str, column: str, sentence: str
) -> None:
    with pytest.raises(AnalyysiError, match=sentence) as caught:
        read(project, tmp_path, text, column)
    assert "--" not in str(caught.value)


def test_numbers_of_cells() -> None:
    assert cell_number(Cell("")) is None
    assert cell_number(Cell("7", Decimal(7))) == 7
    with pytest.raises(ValueError, match="can be read as"):
        cell_number(Cell("7,079"))


def test_rows_and_columns_of_a_long_table_are_named(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "maa.csv"
    path.write_text(
        "vuosi;Kunta;Isäntä;Työasemia;Väkiluku\n2022;Akaa;Kuhmo;5;1\n2022;Paltamo;Kuhmo;6;2\n"
        "2023;Paltamo;Kuhmo;7;3\n2022;Sotkamo;Kuhmo;;4\n",
        encoding="utf-8",
    )
    parties = read_agreement(project, "kainuu-ict").parties

    def figures(**asked: Any) -> dict[str, Decimal | None]:
        return read_figure_column(path, parties, Asked(**asked, called=PYTHON))

    asked = {"payer": "Kunta", "only_parties": True, "where": (Filter("vuosi", "2022"),)}
    assert figures(amount="Työasemia", **asked) == {"578": 6, "765": None}
    with pytest.raises(OpenColumnError, match='such as column="D"'):
        figures(**asked)
    with pytest.raises(OpenColumnError, match='such as payer_column="B"'):
        figures(amount="D", only_parties=True, where=asked["where"])
    with pytest.raises(ParameterError, match='where="vuosi": a column and the text'):
        filters(["vuosi"], PYTHON)


def test_a_cell_that_shows_another_number_than_it_holds_is_refused() -> None:
    cell = Cell("13", Decimal(13), stored=Decimal("12.5"))
    with pytest.raises(ValueError, match="the cell shows 13 and holds 12.5; write what is meant"):
        cell_number(cell)
    with pytest.raises(ValueError, match="the cell is struck out"):
        cell_number(Cell("13", Decimal(13), fault="is struck out"))
