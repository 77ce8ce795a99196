"""The own reader of catalogues against Babel's, on every catalogue there is."""

import io

import pytest
from babel.messages.pofile import read_po as read_by_babel

from analyysi.languages.language_table import LANGUAGES
from analyysi.languages.po_file import Entry, read_po
from support.places import ROOT


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_entry_is_read_as_babel_reads_it(language: str) -> None:
    path = ROOT / "src/analyysi/locale" / language / "LC_MESSAGES" / "analyysi.po"
    by_babel = {
        Entry(
            message.id[0] if isinstance(message.id, tuple) else message.id,
            message.context or "",
            message.string if isinstance(message.string, tuple) else (message.string,),
        )
        for message in read_by_babel(io.BytesIO(path.read_bytes()), locale=language)
        if message.id
    }
    assert len(by_babel) > 1500
    assert set(read_po(path.read_text(encoding="utf-8"))) == by_babel


def test_what_is_escaped_broken_into_lines_or_of_a_context_is_read() -> None:
    text = (
        'msgid ""\nmsgstr ""\n"Language: fi\\n"\n\n'
        'msgctxt "other currency"\nmsgid "a \\"b\\"\\n"\nmsgstr ""\n"c\\\\d"\n"e"\n\n'
        '#, fuzzy\nmsgid "{count} way"\nmsgid_plural "{count} ways"\nmsgstr[0] "x"\nmsgstr[1] "y"\n'
    )
    assert list(read_po(text)) == [
        Entry('a "b"\n', "other currency", ("c\\de",)),
        Entry("{count} way", "", ("x", "y")),
    ]
