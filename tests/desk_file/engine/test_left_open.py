"""What a table leaves open is offered as choices, with the rows to choose by."""

from __future__ import annotations

from base64 import b64encode
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook

from analyysi.desk_file.engine.left_open import FIELDS
from analyysi.languages.language_table import LANGUAGES
from support.desk_files import Page, page_in

TWO = "Kunta\tTyöasemat\tHenkilöt\nPaltamo\t1\t2\nKuhmo\t3\t4\n"
SUMS = "Kunta\tEurot\t€\nPaltamo\t1,00\t2,00\nKuhmo\t3,00\t4,00\n"


def fault(page: Page, kind: str, **sent: Any) -> dict[str, Any]:
    answered: dict[str, Any] = page.ask(kind, **sent)["fault"]
    return answered


def sheets(*names: str) -> str:
    book = Workbook()
    book.remove(book.active)
    for name in names:
        sheet = book.create_sheet(name)
        for row in (("Kunta", "Työasemat"), ("Paltamo", 1), ("Kuhmo", 2)):
            sheet.append(row)
    content = BytesIO()
    book.save(content)
    return b64encode(content.getvalue()).decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_column_of_the_figures_is_chosen_by_its_rows(language: str) -> None:
    page = page_in(language)
    said = fault(page, "table", text=TWO)
    assert said["open"]["field"] == "column"
    titles = [choice["title"] for choice in said["open"]["choices"]]
    assert titles == ["A: Kunta", "B: Työasemat", "C: Henkilöt"]
    assert said["open"]["rows"][1] == ["2", "Paltamo", "1", "2"]
    assert "Paltamo" not in said["message"]
    assert "--" not in said["message"]
    chosen = page.ask("table", text=TWO, column="C")["table"]
    assert [figure["figure"] for figure in chosen["figures"]] == ["2", "4"]


def test_a_sheet_is_chosen_by_its_name() -> None:
    page = page_in("fi")
    content = sheets("Vuosi 2022", "Vuosi 2023")
    said = fault(page, "table", name="a.xlsx", base64=content)
    names = [choice["value"] for choice in said["open"]["choices"]]
    assert (said["open"]["field"], names) == ("sheet", ["Vuosi 2022", "Vuosi 2023"])
    answered = page.ask("table", name="a.xlsx", base64=content, sheet=names[1])
    assert answered["table"]["sheet"] == names[1]


def test_the_column_of_the_sums_is_asked_for_and_every_field_is_one_of_a_table() -> None:
    said = fault(page_in("fi"), "published", text=SUMS)
    assert said["open"]["field"] == "column"
    from analyysi.desk_file.engine.asked import PublishedTable

    assert set(FIELDS.values()) <= set(PublishedTable.model_fields)


def test_another_fault_leaves_nothing_open() -> None:
    assert "open" not in fault(page_in("fi"), "table", text="")
    assert "open" not in fault(page_in("fi"), "trial", saved="x")
