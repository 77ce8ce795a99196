"""Text from outside that must stay text wherever it is shown: the one definition of what can be
printed, and text made safe for spreadsheets, screens, Word files and the names of files.
"""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from analyysi.errors import Sentence, cut

_LINE_BREAKS = re.compile(r" *[\t\n\v\f\r\x85\u2028\u2029][\t\n\v\f\r\x85\u2028\u2029 ]*")
_SOFT_HYPHEN = "\u00ad"
_UNPRINTABLE = {
    "Cc": Sentence("a control character"),
    "Cf": Sentence("an invisible sign"),
    "Cs": Sentence("half a character"),
    "Co": Sentence("a character without a meaning of its own"),
}
"""Categories of Unicode that no paper prints, and what each is to somebody who has never heard of
them. A soft hyphen is printed where a line ends.
"""
_QUOTED = 20
_BRACES = {"{": "\ufdd0", "}": "\ufdd1"}
"""What stands for a brace of a text while a template is filled: no characters of Unicode, which no
text that was read can have (`plain_text.printable`).
"""
_VEIL = str.maketrans(_BRACES)
LONGEST_PROPERTY = 255
"""How many characters a property of a Word file may have, by the library that writes it."""
_LONGEST_CELL = 32_767
"""How many characters a cell of Excel holds."""
_LONGEST_NAME = 60
"""Letters of a name in that of a file or a folder; two names that are the same so far are told
apart by their payers' codes.
"""
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def printable(text: str) -> str:
    """Return a text as every paper can print it: letters composed, and a space for each tab and
    line break, which a long text in a file has for whoever writes it.

    Control characters, halves of characters and what is no character stand in no XML file, private
    characters in no font; invisible signs turn the reading order around or make two names out of
    one.

    Raises
    ------
    ValueError
        Naming the first character that cannot be printed, and where it stands.

    Examples
    --------
    >>> printable("Ristija\\u0308rvi,\\n  Kajaani")
    'Ristijärvi, Kajaani'
    >>> printable("Palta\\x07mo")
    Traceback (most recent call last):
        ...
    ValueError: behind 'Palta' stands U+0007, a control character, which no paper can print: \
remove it
    """
    return visible(_LINE_BREAKS.sub(" ", unicodedata.normalize("NFC", text)))


def visible(text: str) -> str:
    """Return a text as it is, be it the path of a folder, whose letters and spaces must stay as
    they are; raise `ValueError` as `printable` does.
    """
    for place, letter in enumerate("" if text.isprintable() else text):
        kind = _unprintable(letter)
        if kind:
            before = text[max(0, place - _QUOTED) : place]
            raise ValueError(_fault(before, f"U+{ord(letter):04X}", kind))
    return text


def _fault(before: str, sign: str, kind: Sentence) -> Sentence:
    if not before:
        return Sentence(
            "it begins with {sign}, {kind}, which no paper can print: remove it",
            sign=sign,
            kind=kind,
        )
    return Sentence(
        "behind '{before}' stands {sign}, {kind}, which no paper can print: remove it",
        before=before,
        sign=sign,
        kind=kind,
    )


def _unprintable(letter: str) -> Sentence:
    """Return what a character is that cannot be printed; empty of others."""
    if letter == _SOFT_HYPHEN or letter.isprintable():
        return Sentence("")
    if _LINE_BREAKS.fullmatch(letter):
        return Sentence("a tab or a line break")
    if ord(letter) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(letter) <= 0xFDEF:
        return Sentence("no character of Unicode")
    category = unicodedata.category(letter)
    kind = _UNPRINTABLE.get(category, Sentence(""))
    name = unicodedata.name(letter, "") if category == "Cf" else ""
    return Sentence("{kind} ({name})", kind=kind, name=name.lower()) if name else kind


def on_screen(text: str) -> str:
    """Return a text whose characters cannot steer the screen that it is printed on: what cannot be
    printed is written out, line breaks stay.

    >>> on_screen("unknown key '\\x1b[31mnaem'")
    "unknown key '\\\\x1b[31mnaem'"
    """
    return "".join(
        ascii(letter)[1:-1] if letter != "\n" and _unprintable(letter) else letter
        for letter in text
    )


def one_line(text: str) -> str:
    """Return a text on one line: control and format characters become spaces, runs of spaces one;
    a soft hyphen goes, since a word would fall into two by it.

    >>> one_line(" Inga\\r\\n\\tby ")
    'Inga by'
    """
    if text.isprintable():
        return " ".join(text.split())
    kept = "".join(
        " " if unicodedata.category(letter) in {"Cc", "Cf", "Zl", "Zp"} else letter
        for letter in text.replace(_SOFT_HYPHEN, "")
    )
    return " ".join(kept.split())


def shortened(text: str, longest: int = 120) -> str:
    """Return a text as a message repeats it: whole if it is short, else its beginning and how long
    it is.

    >>> shortened("Paltamo"), shortened("abcdefghij" * 100, longest=10)
    ('Paltamo', 'abcdefghij… (1000 characters)')
    """
    return cut(text, longest)


def csv_text(text: str) -> str:
    """Return a text that a spreadsheet takes for text, and never for a formula, when it opens a
    CSV.

    A cell that begins as a formula does gets an apostrophe before it, as the Open Worldwide
    Application Security Project advises against CSV injection. Numbers and single symbols ("-") are
    left alone.

    >>> csv_text("=cmd|' /C calc'!A0"), csv_text("@SUM(A1)")
    ("'=cmd|' /C calc'!A0", "'@SUM(A1)")
    >>> csv_text("-12.5"), csv_text("-"), csv_text("Paltamo")
    ('-12.5', '-', 'Paltamo')
    """
    line = one_line(text)
    if len(line) > 1 and line.startswith(_FORMULA) and _NUMBER.fullmatch(line) is None:
        return f"'{line}"
    return line


def veiled(value: Any) -> Any:
    """Return a value of a template, with all that is within it, without the braces of its texts: a
    template that took them for its own would be blamed for what a text says.

    >>> braces = veiled({"name": "{{ a }}", "listed": ["b"]})["name"]
    >>> "{" in braces, unveiled(braces.encode()).decode()
    (False, '{{ a }}')
    """
    if isinstance(value, str):
        return value.translate(_VEIL)
    if isinstance(value, Mapping):
        return {name: veiled(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [veiled(inner) for inner in value]
    return value


def unveiled(part: bytes) -> bytes:
    """Return a part of a filled file with the braces of its texts."""
    for brace, sign in _BRACES.items():
        part = part.replace(sign.encode(), brace.encode())
    return part


def property_text(text: str) -> str:
    """Return a text as a property of an Office file may have it, cut where it is too long.

    >>> len(property_text(300 * "a")), property_text("Kainuun ICT")
    (255, 'Kainuun ICT')
    """
    return _cut(text, LONGEST_PROPERTY)


def cell_text(text: str) -> str:
    """Return a text as a cell of a workbook may have it: xlsxwriter leaves a longer one out.

    >>> len(cell_text(40_000 * "a")), cell_text("=Kainuun ICT")
    (32767, '=Kainuun ICT')
    """
    return _cut(text, _LONGEST_CELL)


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def legible(text: str) -> str:
    """Return a text of others on one line, with a question mark for each sign that paper may have
    no letter for: pictures, signs for private use, and what is above the first 65 536.

    >>> legible("Arvot ok. \U0001f600")
    'Arvot ok. ?'
    """
    line = unicodedata.normalize("NFC", one_line(text))
    return "".join("?" if _is_rare(letter) else letter for letter in line)


def _is_rare(letter: str) -> bool:
    return ord(letter) > 0xFFFF or unicodedata.category(letter) in {"So", "Cn", "Co", "Cs", "Mn"}


def in_letters(name: str) -> str:
    """Write a name as files and folders on every system allow it, and not too long for any of them.

    >>> in_letters("Ristijärvi"), in_letters("Kainuun liitto")
    ('ristijarvi', 'kainuun-liitto')
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    letters = re.sub(r"[^a-z0-9]+", "-", plain.lower())[:_LONGEST_NAME]
    return letters.strip("-") or "party"
