"""The gettext catalogues read as they are written: in some milliseconds, without a library, so that
a fault and a help text need not wait for one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_FIELD = re.compile(r'^(msg[a-z_]+)(?:\[\d\])? "(.*)"((?:\n".*")*)$', re.MULTILINE)
_ESCAPED = re.compile(r"\\(.)")
_MEANT = {"n": "\n", "t": "\t"}


@dataclass(frozen=True)
class Entry:
    """A text of the code with its translation: in another `context` ("" for none) it may have
    another; `forms` are two where it depends on a count.
    """

    text: str
    context: str
    forms: tuple[str, ...]


def read_po(catalogue: str) -> Iterator[Entry]:
    """Yield the entries of a catalogue in their order; the head of the file is not one of them."""
    context, text = "", ""
    forms: list[str] = []
    for keyword, first, further in _FIELD.findall(catalogue):
        if further:
            first += "".join(line[1:-1] for line in further.split("\n"))
        said = _unescaped(first)
        if forms and keyword != "msgstr":
            if text:
                yield Entry(text, context, tuple(forms))
            context, forms = "", []
        if keyword == "msgctxt":
            context = said
        elif keyword == "msgid":
            text = said
        elif keyword == "msgstr":
            forms.append(said)
    if text and forms:
        yield Entry(text, context, tuple(forms))


def _unescaped(text: str) -> str:
    if "\\" not in text:
        return text
    return _ESCAPED.sub(lambda escaped: _MEANT.get(escaped[1], escaped[1]), text)
