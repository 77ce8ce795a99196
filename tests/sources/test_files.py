"""CSV and JSON as the project writes them, and answers as it stores them."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyysi.errors import SourceError
from analyysi.sources import files
from analyysi.sources.files import answer_bytes, csv_pieces, json_bytes, read_csv

cells = st.text(alphabet=st.sampled_from("aÄ0.,\"'; \n="), max_size=4)
tables = st.integers(min_value=2, max_value=4).flatmap(
    lambda width: st.lists(st.lists(cells, min_size=width, max_size=width), min_size=1, max_size=8)
)


@pytest.mark.parametrize(
    "content",
    [b"", b"\n", b"a,b\n1,2,3\n", b"a,b\n1,2\n1,2,3\n", b"a\n\xe4\n", b'a,b\n"1,2\n'],
)
def test_bytes_that_are_no_table(content: bytes) -> None:
    with pytest.raises(SourceError, match=r"^x\.csv is not a CSV table in UTF-8: "):
        read_csv(content, "x.csv")


def test_an_empty_cell_at_the_end_is_a_cell() -> None:
    table = read_csv(b"a,b\n1,\n", "x.csv")
    assert dict(table.columns) == {"a": ("1",), "b": (None,)}


def test_cells_stay_text() -> None:
    table = read_csv("a,b\n001,NA\nnull,1.50\nÄ,None\n".encode(), "x.csv")
    assert dict(table.columns) == {"a": ("001", "null", "Ä"), "b": ("NA", "1.50", "None")}


@given(tables)
def test_a_table_comes_in_as_it_went_out(rows: list[list[str]]) -> None:
    header = [f"c{place}" for place in range(len(rows[0]))]
    table = read_csv(b"".join(csv_pieces(header, rows)), "x.csv")
    assert list(table) == header
    assert [[cell or "" for cell in row.values()] for row in table.rows()] == rows


@pytest.mark.parametrize("count", [0, 1, 3999, 4000, 4001, 8000, 8001])
def test_no_row_is_lost_between_pieces(count: int) -> None:
    pieces = list(csv_pieces(["n"], ([str(number)] for number in range(count))))
    lines = b"".join(pieces).decode().splitlines()
    assert lines == ["n", *map(str, range(count))]
    assert all(piece.endswith(b"\n") for piece in pieces)


def test_rows_are_taken_only_as_they_are_written() -> None:
    taken = 0

    def rows() -> Iterator[list[str]]:
        nonlocal taken
        for number in range(10_000):
            taken = number + 1
            yield [str(number)]

    pieces = csv_pieces(["n"], rows())
    assert next(pieces) == b"n\n"
    next(pieces)
    assert taken <= 8000


def test_json_is_readable_and_ends_with_a_line_feed() -> None:
    content = {"name": "Ähtäri", "figures": [1, 2]}
    written = json_bytes(content)
    assert written == '{\n  "name": "Ähtäri",\n  "figures": [\n    1,\n    2\n  ]\n}\n'.encode()
    assert json.loads(written) == content


def test_an_answer_is_read_as_the_service_sent_it(tmp_path: Path) -> None:
    raw = b'{"a": "\xc3\xa4"}\r\n'
    (tmp_path / "plain.json").write_bytes(raw)
    (tmp_path / "packed.json.gz").write_bytes(gzip.compress(raw))
    assert answer_bytes(tmp_path / "plain.json") == raw
    assert answer_bytes(tmp_path / "packed.json.gz") == raw


def test_a_packed_answer_is_known_by_its_name_only(tmp_path: Path) -> None:
    (tmp_path / "packed.json").write_bytes(gzip.compress(b"{}"))
    assert answer_bytes(tmp_path / "packed.json")[:2] == b"\x1f\x8b"


@pytest.mark.parametrize(
    "damaged",
    [
        b"{}",
        gzip.compress(b"x" * 1000, mtime=0)[:-1],
        gzip.compress(b"x" * 1000, mtime=0)[:12],
        gzip.compress(b"x" * 1000, mtime=0)[:-8] + bytes(8),
        gzip.compress(b"x" * 1000, mtime=0) + b"rubbish",
    ],
    ids=["not packed", "cut at the end", "cut at the start", "wrong checksum", "more behind"],
)
def test_a_damaged_gzip_file(tmp_path: Path, damaged: bytes) -> None:
    (tmp_path / "a.json.gz").write_bytes(damaged)
    with pytest.raises(SourceError, match=r"^a\.json\.gz is not a whole gzip file: restore it\.$"):
        answer_bytes(tmp_path / "a.json.gz")


@pytest.mark.parametrize(
    ("content", "row"),
    [
        (b"a,b\n1\n", 2),
        (b"a,b\n1,2\n3\n4,5\n", 3),
        (b"a,b,c\n1,2,3\n1,2\n1,2,3\n", 3),
        (b"a,b\n1,2\n3,4\n5\n", 4),
    ],
)
def test_a_row_with_too_few_cells(content: bytes, row: int) -> None:
    with pytest.raises(
        SourceError, match=rf"^x\.csv is not a whole CSV table: row {row} has too few cells\.$"
    ):
        read_csv(content, "x.csv")


def test_an_empty_gzip_file(tmp_path: Path) -> None:
    (tmp_path / "a.json.gz").write_bytes(b"")
    with pytest.raises(SourceError, match=r"^a\.json\.gz is not a whole gzip file: restore it\.$"):
        answer_bytes(tmp_path / "a.json.gz")


def test_a_gzip_file_with_damaged_contents(tmp_path: Path) -> None:
    packed = bytearray(gzip.compress(bytes(range(256)) * 40, mtime=0))
    packed[10] |= 0b110  # a kind of block that does not exist
    (tmp_path / "a.json.gz").write_bytes(bytes(packed))
    with pytest.raises(SourceError, match=r"is not a whole gzip file"):
        answer_bytes(tmp_path / "a.json.gz")


def test_an_answer_that_unpacks_without_end_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "_LARGEST_UNPACKED", 1000)
    path = tmp_path / "a.json.gz"
    path.write_bytes(gzip.compress(b"0" * 1000))
    assert answer_bytes(path) == b"0" * 1000
    path.write_bytes(gzip.compress(b"0" * 1001))
    with pytest.raises(SourceError, match="unpacks to more than 1000 bytes, which no answer has"):
        answer_bytes(path)
