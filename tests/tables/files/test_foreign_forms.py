"""Forms that are not read; `test_formats.py` has a file of each."""

import pytest

from analyysi.tables.files.content import Content
from analyysi.tables.files.foreign_forms import FOREIGN_FORMS


def test_every_row_says_what_the_file_is_and_what_to_do() -> None:
    for form in FOREIGN_FORMS:
        assert form.is_what.startswith("is ")
        assert form.to_do
        assert not form.to_do.endswith(".")


@pytest.mark.parametrize(
    "table",
    [
        "Kunta;€\nPaltamo;7079\n",
        "ID;Paikkakunta;€\n578;Paltamo;7079\n",
        "ID;P\n578;Paltamo\n",
        "[Kunta];[€]\nPaltamo;7079\n",
        "<Kunta>;<€>\nPaltamo;7079\n",
    ],
)
def test_an_ordinary_table_is_none_of_them(table: str) -> None:
    content = Content(table.encode(), ".csv")
    assert not [form for form in FOREIGN_FORMS if form.fits(content)]
