"""What bytes show of a form."""

import io
import zipfile

from analyysi.errors import AnalyysiError
from analyysi.tables.files.content import DAMAGE, Content

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def test_members_are_those_of_a_whole_archive() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("kunnat.csv", "x")
    assert Content(out.getvalue(), ".zip").members == {"kunnat.csv"}
    assert Content(out.getvalue()[:30], ".zip").members == frozenset()
    assert Content(b"Kunta;Eurot", ".csv").members == frozenset()


def test_streams_are_those_of_a_compound_file() -> None:
    name = "Workbook".encode("utf-16-le")
    assert Content(OLE + name, ".xls").has_stream("Book", "Workbook")
    assert not Content(OLE, ".xls").has_stream("Workbook")
    assert not Content(name, ".xls").has_stream("Workbook")


def test_binary_files_are_no_texts() -> None:
    assert Content(OLE, ".csv").is_binary
    assert Content(b"PK\x03\x04", ".csv").is_binary
    assert not Content(b"PK;1", ".csv").is_binary


def test_what_a_damaged_archive_raises_is_known() -> None:
    for error in (KeyError("x"), RecursionError(), OverflowError(), zipfile.BadZipFile()):
        assert isinstance(error, DAMAGE)
    assert not issubclass(AnalyysiError, DAMAGE)
