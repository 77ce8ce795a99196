"""JSON and TOML from outside: what is refused, with which limit."""

import io
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyysi.agreement.strict_data import (
    DEEPEST,
    LARGEST_TOML,
    LONGEST_NUMBER,
    OnceNamed,
    ShallowStream,
    UnreadableError,
    read_json,
    read_toml,
)
from support.places import ROOT

PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


@pytest.mark.slow
@given(PLAIN)
def test_what_is_plain_is_read_as_it_was_written(content: Any) -> None:
    for ascii_only in (True, False):
        text = json.dumps(content, ensure_ascii=ascii_only)
        assert read_json(text.encode("utf-8")) == content


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_the_encodings_of_json_are_told_apart(encoding: str) -> None:
    assert read_json('{"nimi": "Hyrynsalmi Å"}'.encode(encoding)) == {"nimi": "Hyrynsalmi Å"}


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "Expecting value"),
        (b'{"a": 1', "Expecting"),
        (b'{"a": 1}x', "Extra data"),
        (b'{"value": 1, "value": 1}', "the name 'value' stands twice in one object"),
        (b'[{"b": {"a": 1, "c": 2, "a": 3}}]', "the name 'a' stands twice in one object"),
        (b"[NaN]", "NaN stands where a number was expected"),
        (b"[-Infinity]", "-Infinity stands where a number was expected"),
        (b"[1e400]", "1e400 is larger than any number"),
        (b"[" + b"9" * 101 + b"]", "a number of 101 digits stands there, and at most 100 are"),
        (b"[0." + b"9" * 9000 + b"]", "a number of 9002 digits"),
        (b"[" * 51 + b"]" * 51, "lists and objects lie more than 50 deep in each other"),
        (b'{"a":' * 51 + b"1" + b"}" * 51, "more than 50 deep"),
        (b"[" * 100_000, "more than 50 deep"),
        (b'["\\ud800"]', "half a character"),
        (b'{"\\uDFFF": 1}', "half a character"),
        (b'["\xed\xa0\x80"]', "'utf-8' codec can't decode byte 0xed"),
        (b'CHARSET="ANSI";\r\nTITLE="V\xe4est\xf6";', "it is a PX file, and JSON was expected"),
    ],
)
def test_json_that_is_refused(raw: bytes, words: str) -> None:
    with pytest.raises(UnreadableError) as refusal:
        read_json(raw)
    assert words in str(refusal.value)
    assert len(str(refusal.value)) < 200


def test_the_limits_themselves_are_kept() -> None:
    deep: Any = "x"
    for _ in range(DEEPEST):
        deep = [deep]
    assert read_json(json.dumps(deep).encode()) == deep
    assert read_json(b"9" * LONGEST_NUMBER) == int("9" * LONGEST_NUMBER)
    assert read_json(b'"\\ud83d\\ude00"') == "\U0001f600"


def test_numbers_can_be_kept_as_they_are_written() -> None:
    assert read_json(b"[1.50, 2E3, -0]", number=str) == ["1.50", "2E3", "-0"]
    with pytest.raises(UnreadableError, match="NaN"):
        read_json(b"[NaN]", number=str)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a = ", "Invalid value"),
        ("a = 1\na = 2", "Cannot overwrite a value"),
        ("a = nan", "nan stands where a number was expected"),
        ("a = -inf", "-inf stands where a number was expected"),
        ("a = 1e999999999", "the number 1e999999999 has more than 100 digits"),
        ("a = 1e-101", "has more than 100 digits"),
        ("a = 1." + "0" * 200, "a number of 202 digits stands there"),
        ("a = " + "9" * 101, "a number stands there that has more than 100 digits"),
        ("a = " + "9" * 5000, "a number stands there that has more than 100 digits"),
        ("a = " + "[" * 51 + "]" * 51, "more than 50 deep in each other"),
        ("a = " + "[" * 50_000, "more than 50 deep in each other"),
        ("a = " + "{a = " * 5_000, "more than 50 deep in each other"),
        (".".join(["a"] * 50_000) + " = 1", "a key has more than 20 parts"),
        ("[" + ".".join(["a"] * 21) + "]", "a key has more than 20 parts"),
        ("x = { " + " . ".join(['"a"'] * 21) + " = 1 }", "a key has more than 20 parts"),
        ("#" * (LARGEST_TOML + 1), "at most 1048576 are read (1 MiB)"),
    ],
)
def test_toml_that_is_refused(text: str, words: str) -> None:
    with pytest.raises(UnreadableError) as refusal:
        read_toml(text)
    assert words in str(refusal.value)
    assert len(str(refusal.value)) < 200


def test_fractions_in_toml_are_decimal() -> None:
    assert read_toml("a = 0.30\nb = 1_000.5\nc = 5e-1\nd = 7\n") == {
        "a": Decimal("0.30"),
        "b": Decimal("1000.5"),
        "c": Decimal("0.5"),
        "d": 7,
    }


FILES = sorted(path for path in (ROOT / "data").rglob("*") if path.suffix in (".json", ".toml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_the_files_of_the_project_are_far_from_the_limits(path: Path) -> None:
    raw = path.read_bytes()
    content = read_json(raw) if path.suffix == ".json" else read_toml(raw.decode("utf-8"))
    assert content
    assert path.suffix == ".json" or len(raw) < LARGEST_TOML / 10


def read_in_pieces(raw: bytes, size: int) -> bytes:
    stream = ShallowStream(io.BytesIO(raw))
    return b"".join(iter(lambda: stream.read(size), b""))


@given(PLAIN, st.integers(1, 40))
def test_what_is_plain_passes_in_pieces_of_any_size(content: Any, size: int) -> None:
    raw = json.dumps(content).encode()
    assert read_in_pieces(raw, size) == raw


@pytest.mark.parametrize("size", [1, 2, 7, 64, 100_000])
@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b'["]]]]", "\\"]]", ' + b"[" * 50, "more than 50 deep"),
        (b'["a\\\\", ' + b'"]", [' * 50, "more than 50 deep"),
        (b"[1, " + b"9" * 101 + b"]", "more than 100 digits"),
        (b"[0." + b"9" * 200, "more than 100 digits"),
    ],
)
def test_what_is_refused_in_pieces_of_any_size(raw: bytes, words: str, size: int) -> None:
    with pytest.raises(UnreadableError, match=words):
        read_in_pieces(raw, size)


def test_brackets_and_digits_in_texts_are_texts() -> None:
    raw = json.dumps(["[" * 60, "9" * 200, '"[' * 60, "\\" * 51 + "[" * 60]).encode()
    for size in (1, 3, 1000):
        assert read_in_pieces(raw, size) == raw


def test_a_name_that_stood_twice_is_remembered() -> None:
    line = OnceNamed()
    line["a"] = 1
    line.check()
    line["a"] = 1
    with pytest.raises(UnreadableError, match="the name 'a' stands twice in one object"):
        line.check()
