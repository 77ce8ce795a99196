"""The objects of a PDF as Typst writes it, to be amended, and the file made of them again.

Typst writes every object by itself and a plain table of where each begins, so no more of the format
is read than that. The file is written as qpdf writes it, byte for byte, which tests hold it to: so
PDFs are what they were when that library, 12 MB of every user's environment, wrote them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import md5
from typing import Any

from analyysi.errors import ReportError

_TOKEN = re.compile(
    rb"\s*(?:(?P<number>\d+)\s+\d+\s+R(?![A-Za-z])|(?P<mark><<|>>|[\[\]])"
    rb"|(?P<name>/[^\s()<>\[\]{}/%]*)|<(?P<hex>[0-9A-Fa-f\s]*)>|(?P<text>\()"
    rb"|(?P<plain>[^\s()<>\[\]{}/%]+))"
)
_IN_TEXT = re.compile(rb"\\(?:[0-7]{1,3}|\r\n|.)|[()]", re.DOTALL)
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b""}
_WRITTEN_ESCAPES = {
    ord("\n"): b"\\n",
    ord("\r"): b"\\r",
    ord("\t"): b"\\t",
    ord("\b"): b"\\b",
    ord("\f"): b"\\f",
    ord("("): b"\\(",
    ord(")"): b"\\)",
    ord("\\"): b"\\\\",
}
_HEADER = b"%PDF-1.7\n%\xbf\xf7\xa2\xfe\n"
_FIRST_LETTER = 32


class Name(str):
    """A name, with its stroke: "/TH"."""

    __slots__ = ()


class Plain(str):
    """A number, `true`, `false` or `null`, as it is written."""

    __slots__ = ()


@dataclass(frozen=True)
class Reference:
    """A reference to an object by its number."""

    number: int


@dataclass
class Stream:
    """An object with data, which are kept as they are."""

    entries: dict[str, Any]
    data: bytes


class PdfFile:
    """The objects of a file. Dictionaries are `dict` by names with their stroke, arrays `list`,
    strings `bytes`.

    Raises
    ------
    ReportError
        If the file is not as Typst writes it.
    """

    def __init__(self, content: bytes) -> None:
        self.objects: dict[int, Any] = {}
        try:
            places, trailer = _table(content)
            for number, place in sorted(places.items()):
                self.objects[number] = _Reader(content, place).indirect_object()
            self.trailer = {name: trailer[name] for name in ("/Root", "/Info", "/ID")}
        except (KeyError, ValueError, TypeError, AttributeError) as error:
            raise ReportError(
                "The PDF is not as Typst writes it: {fault}.", fault=repr(error)
            ) from error

    def resolved(self, value: Any) -> Any:
        """Return an object for a reference, and anything else as it is."""
        return self.objects[value.number] if isinstance(value, Reference) else value

    @property
    def catalog(self) -> dict[str, Any]:
        """The dictionary from which all pages and the structure are found."""
        catalog: dict[str, Any] = self.resolved(self.trailer["/Root"])
        return catalog

    def written(self) -> bytes:
        """Return the file, with the objects that can be reached, numbered as they are."""
        return _Writer(self).file()


def _table(content: bytes) -> tuple[dict[int, int], dict[str, Any]]:
    """Return where each object begins, and the trailer."""
    start = re.search(rb"startxref\s+(\d+)\s+%%EOF\s*$", content)
    if start is None or content[int(start[1]) :][:4] != b"xref":
        raise ReportError("The PDF has no plain table of its objects, as Typst writes it.")
    place = int(start[1])
    head = re.compile(rb"xref\s+0 (\d+)\s*?\n").match(content, place)
    if head is None:
        raise ReportError("The PDF has no plain table of its objects, as Typst writes it.")
    places = {}
    for number in range(int(head[1])):
        line = content[head.end() + 20 * number :][:18]
        if line.endswith(b"n"):
            places[number] = int(line[:10])
    trailer = content.index(b"trailer", head.end()) + len(b"trailer")
    entries: dict[str, Any] = _Reader(content, trailer).value()
    return places, entries


class _Reader:
    """Reads values of a file from a place on."""

    def __init__(self, content: bytes, place: int) -> None:
        self._content, self._place = content, place

    def indirect_object(self) -> Any:
        head = re.compile(rb"\s*\d+ \d+ obj").match(self._content, self._place)
        if head is None:
            raise ReportError(
                "The PDF has no object at {place}, as its table says.", place=self._place
            )
        self._place = head.end()
        value = self.value()
        stream = re.compile(rb"\s*stream\r?\n").match(self._content, self._place)
        if stream is None:
            return value
        length = int(value.pop("/Length"))
        return Stream(value, self._content[stream.end() : stream.end() + length])

    def value(self) -> Any:
        token = self._token()
        if token["mark"] == b"<<":
            return self._dictionary()
        if token["mark"] == b"[":
            return self._array()
        if token["number"] is not None:
            return Reference(int(token["number"]))
        if token["name"] is not None:
            return Name(token["name"].decode("latin-1"))
        if token["hex"] is not None:
            digits = b"".join(token["hex"].split()).decode("ascii")
            return bytes.fromhex(digits + "0" * (len(digits) % 2))
        if token["text"] is not None:
            return self._text()
        if token["plain"] is not None:
            return Plain(token["plain"].decode("latin-1"))
        raise ReportError("The PDF has an end without a beginning at {place}.", place=self._place)

    def _token(self) -> re.Match[bytes]:
        token = _TOKEN.match(self._content, self._place)
        if token is None:
            raise ReportError("The PDF has at {place} what is no value.", place=self._place)
        self._place = token.end()
        return token

    def _ends(self, mark: bytes) -> bool:
        token = _TOKEN.match(self._content, self._place)
        if token is None or token["mark"] != mark:
            return False
        self._place = token.end()
        return True

    def _dictionary(self) -> dict[str, Any]:
        entries = {}
        while not self._ends(b">>"):
            name = self.value()
            entries[str(name)] = self.value()
        return entries

    def _array(self) -> list[Any]:
        values = []
        while not self._ends(b"]"):
            values.append(self.value())
        return values

    def _text(self) -> bytes:
        parts, depth = [], 1
        while depth:
            found = _IN_TEXT.search(self._content, self._place)
            if found is None:
                raise ReportError(
                    "The PDF has a string without an end at {place}.", place=self._place
                )
            parts.append(self._content[self._place : found.start()])
            self._place, sign = found.end(), found.group()
            depth += {b"(": 1, b")": -1}.get(sign, 0)
            parts.append(_unescaped(sign) if sign[:1] == b"\\" else sign)
        return b"".join(parts)[:-1]


def _unescaped(sign: bytes) -> bytes:
    rest = sign[1:]
    if rest[:1].isdigit():
        return bytes([int(rest, 8) & 0xFF])
    return _ESCAPES.get(rest, rest if rest != b"\r\n" else b"")


class _Writer:
    """Writes objects in the order in which they are reached, the catalog first."""

    def __init__(self, source: PdfFile) -> None:
        self._source = source
        self._numbers: dict[int, int] = {}
        self._queue: list[int] = []

    def file(self) -> bytes:
        trailer = self._source.trailer
        for name in ("/Root", "/Info"):
            self._reference(trailer[name])
        parts, places, size = [_HEADER], [], len(_HEADER)
        for number in self._queue:  # it grows while it is written
            places.append(size)
            parts.append(self._object(number))
            size += len(parts[-1])
        count = len(places) + 1
        lines = [b"%010d 00000 n \n" % place for place in places]
        parts += [b"xref\n0 %d\n0000000000 65535 f \n" % count, *lines]
        named = [b"%s %s" % (n.encode(), self._value(trailer[n])) for n in ("/Info", "/Root")]
        parts.append(b"trailer << %s /Size %d /ID [" % (b" ".join(named), count))
        written = b"".join(parts)
        names = trailer["/ID"][0].hex(), self._id(written).hex()
        ends = "<{}><{}>] >>\nstartxref\n{}\n%%EOF\n".format(*names, size)
        return written + ends.encode()

    def _id(self, before: bytes) -> bytes:
        """Return what names this state of the file: a checksum of all that is written before it
        and of what the file says of itself, up to the first zero byte.
        """
        info: Mapping[str, Any] = self._source.resolved(self._source.trailer["/Info"])
        texts = [value for _, value in sorted(info.items()) if isinstance(value, bytes)]
        seed = md5(before, usedforsecurity=False).hexdigest().encode() + b" QPDF "
        seed += b"".join(b" " + text for text in texts)
        return md5(seed.partition(b"\0")[0], usedforsecurity=False).digest()

    def _reference(self, reference: Reference) -> bytes:
        if reference.number not in self._numbers:
            self._numbers[reference.number] = len(self._numbers) + 1
            self._queue.append(reference.number)
        return b"%d 0 R" % self._numbers[reference.number]

    def _object(self, number: int) -> bytes:
        value = self._source.objects[number]
        if isinstance(value, Stream):
            entries = self._entries(value.entries)
            body = b"<< %s/Length %d >>\nstream\n" % (entries, len(value.data))
            body += value.data + b"\nendstream"
        else:
            body = self._value(value)
        return b"%d 0 obj\n%s\nendobj\n" % (self._numbers[number], body)

    def _entries(self, entries: Mapping[str, Any]) -> bytes:
        written = [
            b"%s %s " % (name.encode("latin-1"), self._value(value))
            for name, value in sorted(entries.items())
        ]
        return b"".join(written)

    def _value(self, value: Any) -> bytes:
        match value:
            case dict():
                return b"<< %s>>" % self._entries(value)
            case list():
                return b"[ %s ]" % b" ".join(map(self._value, value)) if value else b"[ ]"
            case Reference():
                return self._reference(value)
            case bytes():
                return _string(value)
            case _:
                return str(value).encode("latin-1")


def _string(text: bytes) -> bytes:
    """Write a string by its letters, or by their numbers where many are none."""
    if _in_hexadecimal(text):
        return b"<%s>" % text.hex().encode()
    return b"(%s)" % b"".join(map(_letter, text))


def _in_hexadecimal(text: bytes) -> bool:
    others = 0
    for letter in text:
        if letter > 126 or 24 <= letter < _FIRST_LETTER:
            others += 1
        elif letter < _FIRST_LETTER and letter not in b"\b\t\n\f\r":
            return True
    return 5 * others > len(text)


def _letter(letter: int) -> bytes:
    if letter in _WRITTEN_ESCAPES:
        return _WRITTEN_ESCAPES[letter]
    if _FIRST_LETTER <= letter <= 126 or letter > 160:
        return bytes([letter])
    return b"\\%03o" % letter
