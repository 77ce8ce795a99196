"""The messages of the Jupyter protocol that a cell leaves, and the streams that write some of
them.
"""

from __future__ import annotations

import io
import json
import sys
from base64 import b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from analyysi.errors import AnalyysiError, Sentence, portable

Message = dict[str, Any]
"""A message of the Jupyter protocol, as far as nbclient reads it: `header`, `msg_type`,
`parent_header`, `content`.
"""


class SentMessages:
    """The messages of one cell, in the order in which a kernel would send them."""

    def __init__(self) -> None:
        self._sent: list[Message] = []

    def clear(self) -> None:
        """Begin another cell."""
        self._sent.clear()

    def send(self, kind: str, content: dict[str, Any]) -> None:
        """Add a message."""
        header = {"msg_type": kind}
        self._sent.append(
            {
                "header": header,
                "msg_type": kind,
                "parent_header": {"msg_id": "cell"},
                "content": content,
            }
        )

    def write(self, stream: str, text: str) -> None:
        """Add text of a stream: to its last message, if nothing else was shown since."""
        last = self._sent[-1]
        if last["msg_type"] == "stream" and last["content"]["name"] == stream:
            last["content"]["text"] += text
        elif text:
            self.send("stream", {"name": stream, "text": text})

    def as_sent(self) -> list[Message]:
        """Return the messages as they come over a kernel's wire: tuples become lists there."""
        messages: list[Message] = json.loads(json.dumps(self._sent, default=_plain))
        return messages

    @contextmanager
    def streams(self) -> Iterator[None]:
        """Take what is written to the standard streams."""
        before = sys.stdout, sys.stderr
        sys.stdout, sys.stderr = _Stream(self, "stdout"), _Stream(self, "stderr")
        try:
            yield
        finally:
            sys.stdout, sys.stderr = before


def sentence_in(fault: BaseException) -> dict[str, Sentence]:
    """Return what a reply holds besides the English of our own faults, so that whoever hears it can
    say it in any language.
    """
    return {"sentence": portable(fault)} if isinstance(fault, AnalyysiError) else {}


class _Stream(io.TextIOBase):
    """A stream whose text becomes `stream` messages."""

    def __init__(self, sent: SentMessages, name: str) -> None:
        self._sent, self._name = sent, name

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return "utf-8"

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        self._sent.write(self._name, text)
        return len(text)


def _plain(value: object) -> object:
    """Write as JSON what JSON has not: a picture's bytes as base64, anything else as its text (as
    kernels do).
    """
    if isinstance(value, bytes):
        return b64encode(value).decode("ascii")
    if isinstance(value, Mapping):
        return dict(value)
    return str(value)
