"""Inputs made of real stored ones: bytes, words, lines and cells changed, the trees of JSON, the
statements of PX, and the parts and elements of packed files.
"""

from __future__ import annotations

import csv
import io
import json
import re
import warnings
import zipfile
import zlib
from collections.abc import Callable
from copy import deepcopy
from random import Random
from typing import Any

ODD_TEXTS = (
    *("", " ", "0", "-0", "-1", "1e400", "1e30", "1E-30", "NaN", "Infinity", "-inf", "null"),
    *("true", "655000", "9" * 30, "9" * 5000, "0." + "1" * 5000, "1e999999999", "1/0", "½", "²"),
    *("..", "...", "-", "=cmd()", "@SUM(A1)", "<b>", "{{ x }}", "$x$", "../../etc", "a\0b"),
    *("\ud800", "\u202e", "\ufffe", "\u0001", "äöå" * 3000, "x" * 300_000, "٣", "KU091", "SSS"),
    *("2023-02-30", "9999-12-31", "0000-00-00", "(a+)+$", "a{99999}{99999}", "[", "(?<=a)b"),
    *("1 234,5", "1.234,5", "1'234", "7.079", "7,079", "-7 079 €", "(7 079)", "0x10", "1_000"),
    *("\uff11\uff12", "\u22125", "+5", "5 %", "5e-324", "2**9", "1,2,3", "7079,-", "0,005"),
    *("Paltamon kunta", "PALTAMO", "Pal\u00adtamo", "Kuhmo ja Paltamo", "578", "578.0", "Espoo"),
    *("Yhteensä", "Kunta", "Ristija\u0308rvi", "Maksuosuus €", "siitä", "tuhatta euroa", "vuosi"),
    *("/dev/null", "C:\\x", "CON", "a/" * 3000, "\r\n", "\t", "'", '"', "\\", "#", ",", ";"),
)
ODD_VALUES: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1, 2**31, 2**63, -(2**63), 10**40, 1.5, -0.0, 1e308),
    *([], {}, [[]], {"": ""}, [None], {"a": {"a": {}}}, *ODD_TEXTS),
)
ODD_BYTES = (
    *(b"", b"\x00", b"\xff", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"NaN", b"Infinity", b"1e400"),
    *(b"9" * 5000, b"[" * 20_000, b"]" * 50, b'{"a":' * 20_000, b'"', b"'", b"\\", b"\n", b"\r"),
    *(b"\\ud800", b"\\u0000", b"a.b.c.d.e", b"a." * 30_000, b"= {a" * 5000, b"nan", b"inf", b"-"),
    *(b"1e999999999", b"#", b"[[", b"]]", b"''' ", b'"""', b"=", b",", b";", b"\t", b"0x10"),
)
Mutation = Callable[[bytes, Random], bytes]


def _place(raw: bytes, random: Random) -> int:
    return random.randrange(len(raw) + 1)


def _flipped(raw: bytes, random: Random) -> bytes:
    changed = bytearray(raw or b" ")
    for _ in range(random.choice((1, 1, 2, 8))):
        changed[random.randrange(len(changed))] = random.randrange(256)
    return bytes(changed)


def _cut(raw: bytes, random: Random) -> bytes:
    start, end = sorted((_place(raw, random), _place(raw, random)))
    return raw[:start] + raw[end:]


def _truncated(raw: bytes, random: Random) -> bytes:
    return raw[: _place(raw, random)]


def _inserted(raw: bytes, random: Random) -> bytes:
    place = _place(raw, random)
    return raw[:place] + random.choice(ODD_BYTES) + raw[place:]


def _repeated(raw: bytes, random: Random) -> bytes:
    start = _place(raw, random)
    piece = raw[start : start + random.choice((1, 5, 50, 500))]
    return raw[:start] + piece * random.choice((2, 2, 10, 300)) + raw[start:]


def _moved_line(raw: bytes, random: Random) -> bytes:
    lines = raw.splitlines(keepends=True)
    if lines:
        line = lines.pop(random.randrange(len(lines)))
        lines.insert(random.randrange(len(lines) + 1), line)
    return b"".join(lines)


def _lines_changed(raw: bytes, random: Random) -> bytes:
    """Delete or repeat a line, or write something odd after its sign of equality."""
    lines = raw.splitlines(keepends=True) or [b""]
    place = random.randrange(len(lines))
    kind = random.randrange(3)
    if kind == 0:
        del lines[place]
    elif kind == 1:
        lines.insert(place, lines[place])
    else:
        name, sign, _ = lines[place].partition(b"=")
        lines[place] = name + sign + _written(random) + b"\n"
    return b"".join(lines)


def _written(random: Random) -> bytes:
    value = random.choice(ODD_VALUES)
    text = json.dumps(value, ensure_ascii=random.random() < 0.5)
    return text.encode("utf-8", "surrogatepass")


def _word_changed(raw: bytes, random: Random) -> bytes:
    """Write a number of two, four or eight bytes that is as large or as small as it can be."""
    width = random.choice((2, 4, 8))
    place = _place(raw, random)
    word = random.choice((0, 1, 2**15 - 1, 2**15, 2 ** (8 * width - 1) - 1, 2 ** (8 * width) - 1))
    return raw[:place] + word.to_bytes(width, "little") + raw[place + width :]


BYTES: tuple[Mutation, ...] = (_flipped, _cut, _truncated, _inserted, _repeated)
BINARY: tuple[Mutation, ...] = (*BYTES, *[_flipped] * 5, *[_word_changed] * 10)
LINES: tuple[Mutation, ...] = (*BYTES, _moved_line, _lines_changed, _lines_changed, _lines_changed)


def _places(content: Any) -> list[tuple[Any, Any]]:
    """List every place of a tree: the container and the name or number within it."""
    found: list[tuple[Any, Any]] = []
    waiting = [content]
    while waiting:
        container = waiting.pop()
        keys = container if isinstance(container, dict) else range(len(container))
        for key in keys:
            found.append((container, key))
            if isinstance(container[key], dict | list):
                waiting.append(container[key])
    return found


def _tree_changed(raw: bytes, random: Random) -> bytes:
    """Change a few places of a JSON tree: another value, another type, gone, twice, exchanged."""
    content = json.loads(raw)
    for _ in range(random.choice((1, 1, 1, 3))):
        places = _places(content)
        if not places:
            break
        _change(*random.choice(places), places, random)
    return json.dumps(content, ensure_ascii=random.random() < 0.5).encode("utf-8", "surrogatepass")


def _change(container: Any, key: Any, places: list[tuple[Any, Any]], random: Random) -> None:
    kind = random.randrange(6)
    if kind == 0:
        del container[key]
    elif kind == 1 and isinstance(container, dict):
        container[random.choice(ODD_TEXTS)] = container.pop(key)
    elif kind == 2 and isinstance(container, list):
        container.insert(key, container[key])
    elif kind == 3:
        other, place = random.choice(places)
        container[key] = json.loads(json.dumps(other[place]))
    elif kind == 4:
        container[key] = str(container[key]) if random.random() < 0.5 else [container[key]]
    else:
        container[key] = deepcopy(random.choice(ODD_VALUES))  # it may be changed in its turn


def _text_changed(raw: bytes, random: Random) -> bytes:
    """Change the signs of one text of a JSON tree: some gone, twice, exchanged, an odd one put in."""
    content = json.loads(raw)
    texts = [place for place in _places(content) if isinstance(place[0][place[1]], str)]
    container, key = random.choice(texts)
    text: str = container[key]
    start, end = sorted((random.randrange(len(text) + 1), random.randrange(len(text) + 1)))
    middle = random.choice(("", text[start:end] * 2, text[start:end][::-1], *ODD_TEXTS))
    container[key] = text[:start] + middle + text[end:]
    return json.dumps(content).encode()


def _named_twice(raw: bytes, random: Random) -> bytes:
    """Give an object of JSON one of its names a second time."""
    starts = [place for place, code in enumerate(raw) if code == ord('"')]
    if not starts:
        return raw
    start = random.choice(starts)
    end = raw.find(b",", start)
    return raw if end < 0 else raw[: end + 1] + raw[start : end + 1] + raw[end + 1 :]


JSON: tuple[Mutation, ...] = (*BYTES, _named_twice, *[_tree_changed] * 6)
ARGUMENTS: tuple[Mutation, ...] = (_tree_changed, _text_changed, _text_changed)
"""For what a person or a scheduler passes: the tree stays one."""


def _cells_changed(raw: bytes, random: Random) -> bytes:
    """Change cells, rows and columns of a CSV table."""
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8"), newline="")))
    kind = random.randrange(5)
    place = random.randrange(len(rows))
    column = random.randrange(max(1, len(rows[place])))
    if kind == 0:
        del rows[place]
    elif kind == 1:
        rows.insert(place, list(rows[random.randrange(len(rows))]))
    elif kind == 2:
        rows = [row[:column] + row[column + random.randrange(2) :] for row in rows]
    elif kind == 3:
        rows = [[*row[:column], random.choice(ODD_TEXTS), *row[column:]] for row in rows]
    elif rows[place]:
        rows[place][column % len(rows[place])] = random.choice(ODD_TEXTS)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n", escapechar="\\")
    writer.writerows(rows)
    return out.getvalue().encode("utf-8", "surrogatepass")


CSV: tuple[Mutation, ...] = (*LINES, *[_cells_changed] * 8)


def _statement_changed(raw: bytes, random: Random) -> bytes:
    """Change a statement of a PX file: gone, twice, moved, of another name, or of odd contents."""
    statements = raw.split(b";")
    place = random.randrange(len(statements))
    name, sign, content = statements[place].partition(b"=")
    kind = random.randrange(5)
    if kind == 0:
        del statements[place]
    elif kind == 1:
        statements.insert(place, statements[place])
    elif kind == 2:
        statements.insert(random.randrange(len(statements)), statements.pop(place))
    elif kind == 3:
        statements[place] = random.choice(statements).partition(b"=")[0] + sign + content
    else:
        words = content.split(b" ")
        words[random.randrange(len(words))] = _written(random)
        statements[place] = name + sign + b" ".join(words)
    return b";".join(statements)


PX: tuple[Mutation, ...] = (*LINES, *[_statement_changed] * 8)


def _unpacked(raw: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _packed(members: list[tuple[str, bytes]], random: Random) -> bytes:
    out = io.BytesIO()
    kind = random.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED))
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", kind) as archive:
        warnings.simplefilter("ignore")  # a name that stands twice
        for member, content in members:
            archive.writestr(member, content)
    return out.getvalue()


def _zipped_changed(raw: bytes, random: Random) -> bytes:
    """Change what lies in one file of an archive, and pack it again."""
    contents = _unpacked(raw)
    name = random.choice(sorted(contents))
    contents[name] = random.choice(MARKUP)(contents[name], random)
    return _packed(list(contents.items()), random)


def _members_changed(raw: bytes, random: Random) -> bytes:
    """Change which files an archive holds: one gone, twice, of another name, or of another's bytes."""
    members = list(_unpacked(raw).items())
    place = random.randrange(len(members))
    name, content = members[place]
    other = random.choice(members)
    kind = random.randrange(4)
    if kind == 0:
        del members[place]
    elif kind == 1:
        members.append((name, random.choice(BYTES)(content, random)))
    elif kind == 2:
        odd = random.choice((*ODD_TEXTS, "../" + name, "/" + name, name.upper(), "analyysi/../x"))
        members[place] = (odd.encode("utf-8", "replace").decode()[:60_000], content)
    else:
        members[place] = (name, other[1])
    return _packed(members, random)


def _attribute_changed(raw: bytes, random: Random) -> bytes:
    """Write something odd into an attribute or between two tags."""
    places = [match.span() for match in re.finditer(rb'"[^"<>]*"|>[^<>]+<', raw)]
    if not places:
        return raw
    start, end = random.choice(places)
    odd = random.choice(ODD_TEXTS).encode("utf-8", "surrogatepass")
    return raw[: start + 1] + odd + raw[end - 1 :]


def _element_changed(raw: bytes, random: Random) -> bytes:
    """Change which elements stand where: a tag or a whole row of cells gone, often, or elsewhere."""
    pattern = random.choice((rb"<[^<>]+>", rb"<([\w:.-]+)[^<>]*>[^<>]*</\1>", rb"<row.*?</row>"))
    places = [match.span() for match in re.finditer(pattern, raw)]
    if not places:
        return raw
    start, end = random.choice(places)
    target = random.choice(places)[0]
    kind = random.randrange(3)
    if kind == 0:
        return raw[:start] + raw[end:]
    if kind == 1:
        return raw[:end] + raw[start:end] * random.choice((1, 1, 5, 500)) + raw[end:]
    return raw[:target] + raw[start:end] + raw[target:]


MARKUP: tuple[Mutation, ...] = (*BYTES, *[_attribute_changed] * 8, *[_element_changed] * 4)
ZIPPED: tuple[Mutation, ...] = (
    *(_flipped, _truncated, _cut, _word_changed),
    *[_members_changed] * 3,
    *[_zipped_changed] * 12,
)


_BROKEN = (
    *(ValueError, IndexError, TypeError, RecursionError, NotImplementedError, EOFError, OSError),
    *(csv.Error, zipfile.BadZipFile, zlib.error, RuntimeError),
)
"""What a change raises where an earlier one has left no tree, table or archive."""


def mutated(seeds: tuple[bytes, ...], mutations: tuple[Mutation, ...], random: Random) -> bytes:
    """Return a changed input; now and then an unchanged one, or one changed several times."""
    raw = random.choice(seeds)
    for _ in range(random.choice((0, 1, 1, 1, 1, 1, 1, 2, 4))):
        try:
            raw = random.choice(mutations)(raw, random)
        except _BROKEN:
            raw = random.choice(BYTES)(raw, random)
    return raw
