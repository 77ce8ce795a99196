"""Words of English left in a line of another language: words of the catalogues' English texts that
none of the language's own texts has, without what is typed or stored as it is.
"""

import re
from collections.abc import Iterator
from functools import cache

from analyysi.languages.catalogue import catalogue
from analyysi.languages.po_file import forms_of

_WORD = re.compile(r"[^\W\d_]{2,}")
ALWAYS = frozenset(
    _WORD.findall(
        "the of and with which that from are was were it is not been has have does this these "
        "those there their what where who why how than then its into each every any both but no "
        "only when could would should must may can because while"
    )
)
"""Words of English sentences that neither Finnish nor Swedish ones have, whatever their texts may
quote.
"""
NAMES = {
    "agreement": "a file's kind, as `analyysi schema` takes it",
    "terms": "the same",
    "model": "an argument's name",
    "budget": "a stage of the State Treasury's documents, as figures are stored",
    "matplotlib": "a library",
}
"""Words that are typed or stored as they are in every language, and what they are."""

_DATA = re.compile(
    r"""
    \S*[/\\_=@<>{}]\S*                # a path, a key, a parameter
    | (?<!\w)--?\w\S*                 # an option
    | \S*\w[.:]\w\S*                  # a file, an address
    | (?<![\w-])[a-z]\w*(?:-\w+)+     # the id of an agreement, of a decision or a command
    | [a-z]+(?=\ \d{4}-\d{2}-\d{2})   # a key and its day
    | (?<=analyysi\ )[a-z]+(?:\ (?:send|collect|remind)\b)?
    | ^\ *[a-z-]+(?=\ {2,})           # what a list has in its first column
    | (?<=-p\ )\w+ | \w+(?=\ =\ |:\ [”'])  # a parameter's name
    | ['”]\w+['”] | \(\w+\)            # what was given, or is there
    | (?:Mahdolliset|Möjliga):\ [^.]*    # the names that there are
    """,
    re.VERBOSE,
)


def words_of(text: str) -> Iterator[str]:
    """Yield the words of a text, in small letters, that are no data."""
    for word in _WORD.findall(_DATA.sub(" ", text)):
        yield word.lower()


@cache
def english_words(language: str) -> frozenset[str]:
    """Return the words that show in a line of a language that a part of it is in English."""
    texts = [text for _, text in catalogue("en")]
    texts += [text for written in catalogue("en").values() for text in forms_of(written)]
    own = [text for written in catalogue(language).values() for text in forms_of(written)]
    english = {word for text in texts for word in words_of(text)}
    theirs = {word for text in own for word in words_of(text)}
    return frozenset((english - theirs) | ALWAYS) - NAMES.keys()


def english_in(line: str, language: str) -> list[str]:
    """Return the English words in a line of another language.

    >>> english_in("Luettu: payer in column A, 20 % tasan", "fi")
    ['payer', 'column']
    """
    return [word for word in words_of(line) if word in english_words(language)]
