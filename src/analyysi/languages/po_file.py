"""The gettext catalogues read as they are written: in some milliseconds, without a library, so that
a fault and a help text need not wait for one.
"""

import re
from functools import cache

_STRING = r'"(.*)"((?:\n".*")*)'
"""A text in quotation marks, and its further lines."""
_PASSED = r'".*"(?:\n".*")*\n?'
_ENTRY = re.compile(
    rf'^(?:msgctxt "(.*)"\n)?msgid {_STRING}\n(?:msgid_plural {_PASSED})?'
    rf"((?:msgstr(?:\[\d\])? {_PASSED})+)",
    re.MULTILINE,
)
_FORM = re.compile(rf"^msgstr(?:\[\d\])? {_STRING}", re.MULTILINE)
_ESCAPED = re.compile(r"\\(.)")
_MEANT = {"n": "\n", "t": "\t"}


def read_po(catalogue: str) -> dict[tuple[str, str], str]:
    """Return the entries of a catalogue in their order, without the head of the file: context (""
    for none) and text, to the translation as it is written (`forms_of`).
    """
    entries = {}
    for context, first, further, written in _ENTRY.findall(catalogue):
        is_plain = not further and "\\" not in first
        entries[context, first if is_plain else _said(first, further)] = written
    entries.pop(("", ""), None)
    return entries


@cache
def forms_of(written: str) -> tuple[str, ...]:
    """Return a translation as it is said: one form, or two where it depends on a count."""
    return tuple([_said(first, further) for first, further in _FORM.findall(written)])


def _said(first: str, further: str) -> str:
    """Return a text of a catalogue as it is said."""
    text = first
    if further:
        text += "".join([line[1:-1] for line in further.split("\n")])
    if "\\" not in text:
        return text
    return _ESCAPED.sub(lambda escaped: _MEANT.get(escaped[1], escaped[1]), text)
