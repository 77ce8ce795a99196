"""The objects of a PDF are read and written as qpdf reads and writes them, byte for byte."""

from datetime import date
from io import BytesIO

import pikepdf
import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from analyysi.errors import ReportError
from analyysi.report.papers.pdf_file import Name, PdfFile, Reference

LETTERS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), max_size=30)


def paper(title: str, day: date) -> bytes:
    """Return a small paper with a table, as Typst writes it."""
    source = (
        "#set document(title: sys.inputs.title, author: sys.inputs.title, "
        f"date: datetime(year: {day.year}, month: {day.month}, day: {day.day}))\n"
        "#set text(lang: sys.inputs.language)\n= Osuudet\n"
        "#table(columns: 2, table.header([Kunta], [Euroa]), [Paltamo], [7 079,50], [Ii], [(1)])"
    )
    inputs = {"title": title, "language": "fi"}
    made = typst.compile(source.encode(), sys_inputs=inputs, pdf_standards=["a-2a", "ua-1"])
    assert isinstance(made, bytes)
    return made


def by_qpdf(content: bytes) -> bytes:
    out = BytesIO()
    with pikepdf.Pdf.open(BytesIO(content)) as document:
        document.save(
            out,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.preserve,
            fix_metadata_version=False,
        )
    return out.getvalue()


@pytest.mark.slow
@settings(max_examples=15)
@given(LETTERS.filter(str.strip), st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_a_file_is_written_as_qpdf_writes_it(title: str, day: date) -> None:
    content = paper(title, day)
    assert PdfFile(content).written() == by_qpdf(content)


@pytest.mark.parametrize(
    "text", [b"plain", b"a(b)\\c", b"\x00\x01", b"\xe4\xf6" * 3, b"a\tb\nc", b""]
)
def test_strings_are_written_as_qpdf_writes_them(text: bytes) -> None:
    content = paper("Osuudet", date(2026, 1, 1))
    ours = PdfFile(content)
    ours.catalog["/Own"] = text
    with pikepdf.Pdf.open(BytesIO(content)) as document:
        document.Root.Own = pikepdf.String(text)
        out = BytesIO()
        document.save(out, deterministic_id=True, fix_metadata_version=False)
    assert ours.written() == out.getvalue()


def test_what_was_amended_is_in_the_file() -> None:
    document = PdfFile(paper("Osuudet", date(2026, 1, 1)))
    cells = [
        number
        for number, element in document.objects.items()
        if isinstance(element, dict) and element.get("/S") == "/TD"
    ]
    document.objects[cells[0]]["/S"] = Name("/TH")
    document.catalog["/Own"] = [Reference(cells[0]), b"R1"]
    with pikepdf.Pdf.open(BytesIO(document.written())) as amended:
        cell, name = amended.Root.Own
        assert (cell.S, bytes(name)) == (pikepdf.Name.TH, b"R1")
        assert not amended.check_pdf_syntax()


def test_strings_are_read_with_their_escapes() -> None:
    content = paper("Osuudet", date(2026, 1, 1)).replace(b"/Lang(fi)", b"/Lang(f\\151)", 1)
    assert b"(f\\151)" in content
    place = content.index(b"startxref")
    moved = int(content[place:].split()[1]) + 3
    moved_content = content[:place] + b"startxref\n%d\n%%%%EOF" % moved
    assert PdfFile(_with_places_after(moved_content, b"(f\\151)", 3)).catalog["/Lang"] == b"fi"


def _with_places_after(content: bytes, mark: bytes, distance: int) -> bytes:
    """Move the places of all objects that begin behind a mark."""
    changed, table = content.index(mark), content.index(b"xref\n0")
    lines = content[table:].splitlines(keepends=True)
    moved = [
        b"%010d" % (int(line[:10]) + distance) + line[10:]
        if line[10:18] == b" 00000 n" and int(line[:10]) > changed
        else line
        for line in lines
    ]
    return content[:table] + b"".join(moved)


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7\nstartxref\n3\n%%EOF", b"xref\nstartxref\n0\n%%EOF"]
)
def test_a_file_that_typst_did_not_write_is_refused(content: bytes) -> None:
    with pytest.raises(ReportError, match="no plain table of its objects"):
        PdfFile(content)


@pytest.mark.parametrize("lacks", [b"trailer", b"/Length", b"/ID", b"/Info"])
def test_a_file_that_typst_would_not_write_is_refused(lacks: bytes) -> None:
    content = paper("Osuudet", date(2026, 1, 1))
    with pytest.raises(ReportError, match="is not as Typst writes it"):
        PdfFile(content.replace(lacks, lacks[:1] + b"X" * (len(lacks) - 1)))
