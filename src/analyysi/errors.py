"""Every exception that analyysi raises on purpose, and the sentences that they are.

Each message is for a person: what is wrong, where, what was expected, what to do. It is data: an
English text and the values of its placeholders, `SourceError("{file} is empty.", file=path.name)`.
`str(error)` is English; the command line says the sentence in the user's language
(`languages.saying`) and exits with 1 (2 for `ParameterError`); the traceback goes to the log.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Self

_LONGEST = 10_000
"""Characters of a message: it may list many faults, and nobody reads on for ever."""
_LONG_QUOTE = re.compile(r"(?<![\w…)\].,!?%])(['”])([^'”\n]{160})[^'”\n]{240,}\1(?!\w)")
"""A sign with a letter before it ends a quote (”Finnish” ones begin and end alike) or is an
apostrophe: what follows is our own text.
"""


class Sentence(str):
    """An English sentence that remembers the text and the values it was made of.

    The text is the key of the gettext catalogues in `locale/`, from which `languages.saying` says
    the sentence in the user's language. Everywhere else it is a plain string.

    Parameters
    ----------
    text
        English, with `{placeholders}`. Without values it is taken as it is, braces and all.
    values
        Names, texts, whole numbers and days; other sentences; exceptions, whose own sentence is
        said; texts in several languages (`LocalText`).

    Examples
    --------
    >>> near = Sentence("Did you mean '{name}'?", name="equal")
    >>> Sentence("There is no method '{name}'. {hint}", name="equl", hint=near)
    "There is no method 'equl'. Did you mean 'equal'?"
    """

    text: str
    values: Mapping[str, object]

    def __new__(cls, text: str = "", /, **values: object) -> Self:
        """Fill the text with its values in English."""
        shown = {name: in_english(value) for name, value in values.items()}
        made = super().__new__(cls, text.format(**shown) if values else text)
        made.text = str(text)
        made.values = values
        return made

    def __repr__(self) -> str:
        return repr(str(self))


def sentence_of(value: object) -> Sentence | None:
    """Return a value as the sentence that it is or holds; None for any other."""
    if isinstance(value, Sentence):
        return value
    own = getattr(value, "sentence", None)
    if own is None and isinstance(value, BaseException) and value.args:
        own = value.args[0]
    return own if isinstance(own, Sentence) else None


def portable(value: object) -> Sentence:
    """Return a sentence that any process can unpickle: exceptions in it become their sentences, and
    what only one process knows becomes English.
    """
    sentence = sentence_of(value)
    if sentence is None:
        return Sentence(in_english(value))
    values = {name: _portable_value(each) for name, each in sentence.values.items()}
    return Sentence(sentence.text, **values)


def _portable_value(value: object) -> object:
    if sentence_of(value) is not None:
        return portable(value)
    is_data = isinstance(value, str | int | date) or hasattr(value, "or_main")
    return value if is_data else in_english(value)


def in_english(value: object) -> str:
    """Write a value as English sentences have it; a text in several languages in the main one."""
    return str(getattr(value, "main", value) if hasattr(value, "or_main") else value)


def joined(sentences: Iterable[object], separator: str = ", ") -> Sentence:
    """Put values or sentences side by side in one sentence that can be said in other languages.

    >>> joined(["a", Sentence("not {other}", other="b")], "; ")
    'a; not b'
    """
    values: dict[str, Any] = {f"n{place}": said for place, said in enumerate(sentences)}
    return Sentence(separator.join(f"{{{name}}}" for name in values), **values)


def either(names: Iterable[object]) -> Sentence:
    """List names of which one is chosen: "fi, sv or en"."""
    return _enumerated("{first} or {last}", list(names))


def all_of(names: Iterable[object]) -> Sentence:
    """List names that all belong: "fi, sv and en"."""
    return _enumerated("{first} and {last}", list(names))


def _enumerated(text: str, names: list[object]) -> Sentence:
    if len(names) < 2:
        return joined(names)
    return Sentence(text, first=joined(names[:-1]), last=names[-1])


def by_count(count: int, single: str, several: str, /, **values: object) -> Sentence:
    """Say one text of a count of one and another of any other; `{count}` is the count.

    >>> [by_count(count, "{count} fault", "{count} faults") for count in (0, 1)]
    ['0 faults', '1 fault']
    """
    return Sentence(single if count == 1 else several, count=count, **values)


def within_bounds(message: str) -> str:
    """Return a message that somebody can read: what stands between quotes, 'English' or ”Finnish”
    ones, is cut where it is longer than some 400 characters, and so is the whole.

    >>> within_bounds(f"No agreement '{'a' * 500}'. There are none.")[150:]
    "aaaaaaaaaaaaaaaaaaaaaaaa…'. There are none."
    """
    return cut(_LONG_QUOTE.sub(r"\1\2…\1", message), _LONGEST)


def cut(text: str, longest: int) -> str:
    """Return a text whole if it is short, else its beginning and how long it is."""
    return text if len(text) <= longest else f"{text[:longest]}… ({len(text)} characters)"


def _as_sentence(text: str, values: Mapping[str, object]) -> Sentence:
    return text if isinstance(text, Sentence) and not values else Sentence(text, **values)


class WordedError(ValueError):
    """A fault of a cell, a name or a number: a sentence or a part of one, without its place.

    It takes the text and the values of the sentence, as `Sentence` does, or a sentence that is made
    already. Whoever knows the place says it before the reader sees it.
    """

    def __init__(self, text: str = "", /, **values: object) -> None:
        self.sentence = _as_sentence(text, values)
        super().__init__(self.sentence)


class AnalyysiError(Exception):
    """Base of all faults that the user can put right.

    It takes the text and the values of its sentence, as `Sentence` does, or a sentence that is made
    already. What a message repeats of a file or an answer, between quotes, is cut where it is long,
    and so is the whole: a file may hold a line of a million letters.
    """

    def __init__(self, text: str = "", /, **values: object) -> None:
        self.sentence = _as_sentence(text, values)
        super().__init__(within_bounds(self.sentence))


class ParameterError(AnalyysiError):
    """An agreement's file, a year's file or a parameter of a run: unknown,
    missing or out of range.
    """


class SourceError(AnalyysiError):
    """A data file is missing, changed since its checksum was taken, or in a format that is not
    known.
    """


class ServiceError(SourceError):
    """A publisher's service cannot be reached, or what it answers will not do.

    `status` is the HTTP status of a refusal, and None where there was no usable answer.
    """

    def __init__(self, text: str, /, status: int | None = None, **values: object) -> None:
        super().__init__(text, **values)
        self.status = status


class SchemaError(AnalyysiError):
    """A table's columns, types, keys or payers are not as declared; the message
    lists every fault.
    """


class AllocationError(AnalyysiError):
    """A split is not defined, for instance because every weight is zero."""


class ReportError(AnalyysiError):
    """The notebook failed, or a part of the report lacks what it must have."""


class ReproductionError(AnalyysiError):
    """A published year does not come out as it was."""


class StorageError(AnalyysiError):
    """A disk or a folder does not take what is to be written, another analyysi is writing there,
    or memory ran out.
    """
