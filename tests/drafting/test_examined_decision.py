"""A prior year's published table read and checked; `test_import_decision` stores it."""

from __future__ import annotations

from pathlib import Path

import pytest

from analyysi.drafting.examined_decision import ExaminedDecision, examine
from analyysi.errors import ParameterError
from analyysi.project import Project
from analyysi.tables.asked import Asked

TABLE = "Kunta;Maksuosuus €\nPaltamo;100,00\nKuhmo;200,00\n"


def examined(project: Project, path: Path, total: str) -> ExaminedDecision:
    """A table of Kainuu, whose rule nobody looks for."""
    return examine(project, "kainuu-ict", 2022, path, asked=Asked(total=total), search=False)


def test_a_table_is_read_and_checked_and_nothing_is_written(
    project_copy: Project, tmp_path: Path
) -> None:
    (tmp_path / "a.csv").write_text(TABLE, encoding="utf-8")
    files = sorted(project_copy.root.rglob("*"))
    read = examined(project_copy, tmp_path / "a.csv", "400")
    assert read.table.cents == {"578": 100_00, "290": 200_00}
    assert [fault.kind for fault in read.checked.faults] == ["sum"]
    assert (read.search, read.known, read.possible) == (None, None, ())
    assert read.heads is not None
    assert read.heads.when.isoformat() == "2021-12-31"
    assert sorted(project_copy.root.rglob("*")) == files


def test_a_table_of_another_currency_is_refused(project_copy: Project, tmp_path: Path) -> None:
    path = project_copy.agreements / "kainuu-ict" / "agreement.toml"
    text = path.read_text(encoding="utf-8").replace('currency = "EUR"', 'currency = "SEK"')
    path.write_text(text, encoding="utf-8")
    (tmp_path / "a.csv").write_text(TABLE, encoding="utf-8")
    with pytest.raises(ParameterError, match="kainuu-ict is SEK, and tables are read in euros"):
        examined(project_copy, tmp_path / "a.csv", "300")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Kunta;Maksuosuus 2021 €\nPaltamo;100,00\nKuhmo;200,00\n", "2021"),
        ("Osuudet 2020\nKunta;Maksuosuus €\nPaltamo;100,00\nKuhmo;200,00\n", "2020"),
        ("Kunta;Vuosi;Maksuosuus €\nPaltamo;2028;100,00\nKuhmo;2028;200,00\n", "2028"),
        ("Kunta;Maksuosuus 2022 €\nPaltamo;100,00\nKuhmo;200,00\n", ""),
        ("Kokous 12.12.2021\nKunta;Maksuosuus €\nPaltamo;100,00\nKuhmo;200,00\n", ""),
    ],
)
def test_a_table_of_another_year_is_told(
    project: Project, tmp_path: Path, text: str, says: str
) -> None:
    path = tmp_path / "osuudet.csv"
    path.write_text(text, encoding="utf-8")
    remarks = examined(project, path, total="300").table.remarks
    of_years = [remark for remark in remarks if remark.startswith("The table says")]
    expected = f"The table says {says}, and it is read as that of 2022: look whether it is."
    assert of_years == ([expected] if says else [])
