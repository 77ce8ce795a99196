"""Text from outside that must stay text wherever it is shown: no control characters, no spreadsheet
formula, and what a name is in the names of files.
"""

import re
import unicodedata

_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
_LONG_QUOTE = re.compile(r"'([^'\n]{160})[^'\n]{240,}'")
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def one_line(text: str) -> str:
    """Return a text on one line: control and format characters become spaces, runs of spaces one.

    >>> one_line(" Inga\\r\\n\\tby ")
    'Inga by'
    """
    kept = "".join(
        " " if unicodedata.category(letter) in {"Cc", "Cf", "Zl", "Zp"} else letter
        for letter in text
    )
    return " ".join(kept.split())


def shortened(text: str, longest: int = 120) -> str:
    """Return a text as a message repeats it: whole if it is short, else its beginning and how long
    it is.

    >>> shortened("Paltamo"), shortened("abcdefghij" * 100, longest=10)
    ('Paltamo', 'abcdefghij… (1000 characters)')
    """
    return text if len(text) <= longest else f"{text[:longest]}… ({len(text)} characters)"


def shortened_quotes(message: str) -> str:
    """Return a message in which whatever stands between single quotes is cut where it is longer
    than some 400 characters.

    >>> shortened_quotes(f"No agreement '{'a' * 500}'. There are none.")[150:]
    "aaaaaaaaaaaaaaaaaaaaaaaa…'. There are none."
    """
    return _LONG_QUOTE.sub(r"'\1…'", message)


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
    """Write a name as files and folders on every system allow it.

    >>> in_letters("Ristijärvi"), in_letters("Kainuun liitto")
    ('ristijarvi', 'kainuun-liitto')
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-") or "party"
