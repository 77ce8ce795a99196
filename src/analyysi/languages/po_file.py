"""The gettext catalogues read as they are written: in some milliseconds, without a library, so that
a fault and a help text need not wait for one.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

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


class Entry(NamedTuple):
    """A text of the code with its translation as it is written: in another `context` ("" for none)
    it may have another.
    """

    text: str
    context: str
    written: str

    @property
    def forms(self) -> tuple[str, ...]:
        """The translation: one form, or two where it depends on a count."""
        return tuple([_said(first, further) for first, further in _FORM.findall(self.written)])


def read_po(catalogue: str) -> Iterator[Entry]:
    """Yield the entries of a catalogue in their order; the head of the file is not one of them."""
    for context, first, further, written in _ENTRY.findall(catalogue):
        text = _said(first, further)
        if text:
            yield Entry(text, context, written)


def _said(first: str, further: str) -> str:
    """Return a text of a catalogue as it is said."""
    text = first
    if further:
        text += "".join([line[1:-1] for line in further.split("\n")])
    if "\\" not in text:
        return text
    return _ESCAPED.sub(lambda escaped: _MEANT.get(escaped[1], escaped[1]), text)
