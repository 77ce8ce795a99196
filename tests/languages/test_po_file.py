"""The own reader of catalogues against Babel's, on every catalogue there is."""

import io

import pytest
from babel.messages.pofile import read_po as read_by_babel

from analyysi.languages.language_table import LANGUAGES
from analyysi.languages.po_file import forms_of, read_po
from support.places import ROOT


def texts_of(catalogue: str) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return text, context and translation of every entry."""
    return [
        (text, context, forms_of(written))
        for (context, text), written in read_po(catalogue).items()
    ]


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_entry_is_read_as_babel_reads_it(language: str) -> None:
    path = ROOT / "src/analyysi/locale" / language / "LC_MESSAGES" / "analyysi.po"
    by_babel = {
        (
            message.id[0] if isinstance(message.id, tuple) else message.id,
            message.context or "",
            message.string if isinstance(message.string, tuple) else (message.string,),
        )
        for message in read_by_babel(io.BytesIO(path.read_bytes()), locale=language)
        if message.id
    }
    assert len(by_babel) > 1500
    assert set(texts_of(path.read_text(encoding="utf-8"))) == by_babel


def test_what_is_escaped_broken_into_lines_or_of_a_context_is_read() -> None:
    text = (
        'msgid ""\nmsgstr ""\n"Language: fi\\n"\n\n'
        'msgctxt "other currency"\nmsgid "a \\"b\\"\\n"\nmsgstr ""\n"c\\\\d"\n"e"\n\n'
        '#, fuzzy\nmsgid "{count} way"\nmsgid_plural "{count} ways"\nmsgstr[0] "x"\nmsgstr[1] "y"\n'
    )
    assert texts_of(text) == [
        ('a "b"\n', "other currency", ("c\\de",)),
        ("{count} way", "", ("x", "y")),
    ]


def test_entries_without_a_line_between_them_are_two() -> None:
    text = 'msgid "a"\nmsgstr "b"\nmsgid "c"\nmsgstr "d"'
    assert texts_of(text) == [("a", "", ("b",)), ("c", "", ("d",))]
