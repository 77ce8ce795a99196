"""What the engine refuses, in the reader's words."""

from __future__ import annotations

from analyysi.errors import ReportError, sentence_of
from analyysi.file_system.disk_faults import in_words
from analyysi.languages.saying import said
from analyysi.messages import Message
from analyysi.report.language.words import Words


class RefusedError(ReportError):
    """A request that cannot be answered, and why, as a message for the reader.

    `place` says at which entry of the choices the fault is: ("total",), ("parameters", "equal"),
    ("steps", 0, "amounts", "578"); () where it is about several.
    """

    def __init__(self, message: Message, place: tuple[str | int, ...] = ()) -> None:
        self.message = message
        self.place = place
        super().__init__(message.text)


def taken(outcome: object) -> None:
    """Refuse with a message where there is one in the place of an outcome."""
    if isinstance(outcome, Message):
        raise RefusedError(outcome)


def in_readers_words(error: BaseException, words: Words) -> str:
    """Say what went wrong in the reader's language."""
    if isinstance(error, RefusedError):
        return words.of(error.message)
    if isinstance(error, OSError):
        return said(in_words(error) or str(error), words.language)
    return said(sentence_of(error) or str(error), words.language)
