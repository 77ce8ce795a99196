"""The text of a file, whatever it is encoded in."""

import codecs
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyysi.errors import SourceError
from analyysi.tables.files.encodings import decoded, file_bytes, read_text

TABLE = "Kunta;€\nÄhtäri;1,50\nÅbo – Turku;’2\u00a0000’\n"
ENCODINGS = {
    "UTF-8": TABLE.encode(),
    "UTF-8 with a mark": TABLE.encode("utf-8-sig"),
    "UTF-16 LE with a mark": codecs.BOM_UTF16_LE + TABLE.encode("utf-16-le"),
    "UTF-16 BE with a mark": codecs.BOM_UTF16_BE + TABLE.encode("utf-16-be"),
    "UTF-16 LE": TABLE.replace("–", "-").replace("’", "'").replace("€", "e").encode("utf-16-le"),
    "UTF-16 BE": TABLE.replace("–", "-").replace("’", "'").replace("€", "e").encode("utf-16-be"),
    "cp1252": TABLE.encode("cp1252"),
    "Latin-1": TABLE.replace("–", "-").replace("’", "'").replace("€", "e").encode("latin-1"),
}


@pytest.mark.parametrize("content", ENCODINGS.values(), ids=ENCODINGS)
def test_every_encoding_gives_the_same_text(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    plain = TABLE.replace("–", "-").replace("’", "'").replace("€", "e")
    assert read_text(path) in {TABLE, plain}


@given(st.text("aåäöÅÄÖ €;,\n0123456789-", min_size=1), st.sampled_from(["utf-8-sig", "cp1252"]))
def test_what_was_written_is_read(text: str, encoding: str) -> None:
    assert decoded(text.encode(encoding), "a.csv") == text


@pytest.mark.parametrize(
    "content",
    [
        b"Kunta;\0\0\0\xff\xfe7",  # a picture, say
        b"\x81\x8d\x9d",  # undefined in cp1252
        codecs.BOM_UTF16_LE + b"a",
        codecs.BOM_UTF8 + b"\xff",
        "Kunta\0;Eurot".encode("utf-16"),
        b"Kunta;Eurot\0\0",
    ],
)
def test_what_is_no_text_is_refused_with_what_to_do(content: bytes) -> None:
    with pytest.raises(SourceError, match="a.csv holds bytes that are no text .* save it again"):
        decoded(content, "a.csv")


@pytest.mark.parametrize("encoding", ["cp850", "mac-roman"])
def test_letters_of_old_machines_are_told(encoding: str) -> None:
    with pytest.raises(SourceError, match="as MS-DOS or old Macs wrote them: save it again"):
        decoded("Kunta;€\nRistijärvi;2921\n".replace("€", "e").encode(encoding), "a.csv")


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="a.csv is not there"):
        file_bytes(tmp_path / "a.csv")
    with pytest.raises(SourceError, match="is a folder"):
        file_bytes(tmp_path)
    (tmp_path / "b.csv").touch()
    with pytest.raises(SourceError, match="b.csv is empty: a table was expected"):
        file_bytes(tmp_path / "b.csv")
    with pytest.raises(SourceError, match="is not there"):
        file_bytes(tmp_path / "b.csv" / "c.csv")
