"""Runs cells by IPython in this very process, and gives the messages that a kernel would send."""

from __future__ import annotations

import io
import json
import os
import sys
from base64 import b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets import List, Type
from traitlets.config import Config

Message = dict[str, Any]
"""A message of the Jupyter protocol, as far as nbclient reads it: `header`, `msg_type`,
`parent_header`, `content`.
"""

_INLINE = "module://matplotlib_inline.backend_inline"
"""Where a Jupyter kernel, too, lets the figures of an analyst's own cells be drawn."""


def ready_environment() -> None:
    """Set what libraries read when they are imported, as a kernel does; call it before that."""
    os.environ.setdefault("MPLBACKEND", _INLINE)


class CellShell:
    """Runs the cells of one notebook in this process, which must be fresh and run no other notebook
    after it.

    What a cell leaves behind (names, environment, folder, settings of libraries) is there for the
    next cell, as in a kernel, and nobody takes it away again. So a second shell in one process is
    refused.

    Parameters
    ----------
    home
        An empty folder for what IPython writes; the user's own profile and history have no part in
        a report.

    Raises
    ------
    RuntimeError
        If this process has a shell already.
    """

    def __init__(self, home: Path) -> None:
        if InteractiveShell.initialized():
            raise RuntimeError(
                "This process has run a notebook already: each notebook needs a process of its own."
            )
        config = Config({"HistoryManager": {"hist_file": ":memory:"}})
        self._shell = _Shell.instance(config=config, ipython_dir=str(home))

    def run(self, source: str) -> tuple[list[Message], dict[str, Any]]:
        """Run one cell.

        Returns
        -------
        The messages in the order in which a kernel would send them, and the content of its reply:
        `status` is "ok", or "error" with `ename`, `evalue` and `traceback`.
        """
        shell = self._shell
        shell.sent.clear()
        shell.send("execute_input", {"code": source, "execution_count": shell.execution_count})
        with _caught_streams(shell):
            execution = shell.run_cell(source, store_history=True)  # type: ignore[no-untyped-call]
        error = execution.error_before_exec or execution.error_in_exec
        reply: dict[str, Any] = {"status": "ok"}
        if error is not None:
            reply = {
                "status": "error",
                "ename": type(error).__name__,
                "evalue": str(error),
                "traceback": list(shell.last_traceback),
            }
        # Through JSON, as over a kernel's wire: tuples become lists here too.
        messages: list[Message] = json.loads(json.dumps(shell.sent, default=_plain))
        return messages, reply


class _Hook(DisplayHook):
    """The value of a cell's last expression becomes an `execute_result`."""

    shell: _Shell

    def write_output_prompt(self) -> None:
        """Write no prompt: it is the page's matter."""

    def write_format_data(
        self, format_dict: Mapping[str, Any], md_dict: Mapping[str, Any] | None = None
    ) -> None:
        content = {
            "data": dict(format_dict),
            "metadata": dict(md_dict or {}),
            "execution_count": self.prompt_count,
        }
        self.shell.send("execute_result", content)

    def finish_displayhook(self) -> None:
        self._is_active = False


class _Publisher(DisplayPublisher):
    """What `display` shows becomes `display_data`."""

    shell: _Shell

    def publish(
        self,
        data: Mapping[str, Any],
        metadata: Mapping[str, Any] | None = None,
        source: object = None,
        *,
        transient: Mapping[str, Any] | None = None,
        update: bool = False,
        **_: object,
    ) -> None:
        content = {
            "data": dict(data),
            "metadata": dict(metadata or {}),
            "transient": dict(transient or {}),
        }
        self.shell.send("update_display_data" if update else "display_data", content)

    def clear_output(self, wait: bool = False) -> None:
        self.shell.send("clear_output", {"wait": wait})


class _Shell(InteractiveShell):
    displayhook_class = Type(_Hook)
    display_pub_class = Type(_Publisher)
    sent: list[Message] = List()  # type: ignore[assignment]
    last_traceback: list[str] = []  # noqa: RUF012 - replaced, never changed

    def send(self, kind: str, content: dict[str, Any]) -> None:
        header = {"msg_type": kind}
        self.sent.append(
            {
                "header": header,
                "msg_type": kind,
                "parent_header": {"msg_id": "cell"},
                "content": content,
            }
        )

    def _showtraceback(
        self, etype: type[BaseException], evalue: BaseException, stb: list[str]
    ) -> None:
        self.last_traceback = stb
        self.send("error", {"ename": etype.__name__, "evalue": str(evalue), "traceback": stb})


class _Stream(io.TextIOBase):
    """A stream whose text becomes `stream` messages, one as long as nothing
    else is shown between.
    """

    def __init__(self, shell: _Shell, name: str) -> None:
        self._shell, self._name = shell, name

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return "utf-8"

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        sent = self._shell.sent
        if sent[-1]["msg_type"] == "stream" and sent[-1]["content"]["name"] == self._name:
            sent[-1]["content"]["text"] += text
        elif text:
            self._shell.send("stream", {"name": self._name, "text": text})
        return len(text)


@contextmanager
def _caught_streams(shell: _Shell) -> Iterator[None]:
    before = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = _Stream(shell, "stdout"), _Stream(shell, "stderr")
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before


def _plain(value: object) -> object:
    """Write as JSON what JSON has not: a picture's bytes as base64, anything else as its text (as
    kernels do).
    """
    if isinstance(value, bytes):
        return b64encode(value).decode("ascii")
    if isinstance(value, Mapping):
        return dict(value)
    return str(value)
