"""Forms that are not read; `test_formats.py` has a file of each."""

from analyysi.tables.files.content import Content
from analyysi.tables.files.foreign_forms import FOREIGN_FORMS


def test_every_row_says_what_the_file_is_and_what_to_do() -> None:
    for form in FOREIGN_FORMS:
        assert form.is_what.startswith("is ")
        assert form.to_do
        assert not form.to_do.endswith(".")


def test_an_ordinary_table_is_none_of_them() -> None:
    content = Content("Kunta;€\nPaltamo;7079\n".encode(), ".csv")
    assert not [form for form in FOREIGN_FORMS if form.fits(content)]
