"""Runs cells by IPython in this very process, and gives the messages that a kernel would send."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Instance, Type
from traitlets.config import Config

from analyysi.run.engine.cell_messages import Message, SentMessages, sentence_in

DRAWN_BY = "module://matplotlib_inline.backend_inline"
"""Where a Jupyter kernel, too, lets the figures of an analyst's own cells be drawn."""


class IPythonShell:
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
        shell.sent.send("execute_input", {"code": source, "execution_count": shell.execution_count})
        with shell.sent.streams():
            execution = shell.run_cell(source, store_history=True)  # type: ignore[no-untyped-call]
        error = execution.error_before_exec or execution.error_in_exec
        reply: dict[str, Any] = {"status": "ok"}
        if error is not None:
            reply = {
                "status": "error",
                "ename": type(error).__name__,
                "evalue": str(error),
                "traceback": list(shell.last_traceback),
                **sentence_in(error),
            }
        return shell.sent.as_sent(), reply


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
        self.shell.sent.send("execute_result", content)

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
        self.shell.sent.send("update_display_data" if update else "display_data", content)

    def clear_output(self, wait: bool = False) -> None:
        self.shell.sent.send("clear_output", {"wait": wait})


class _Shell(InteractiveShell):
    displayhook_class = Type(_Hook)
    display_pub_class = Type(_Publisher)
    sent = Instance(SentMessages, args=())
    last_traceback: list[str] = []  # noqa: RUF012 - replaced, never changed

    def _showtraceback(
        self, etype: type[BaseException], evalue: BaseException, stb: list[str]
    ) -> None:
        self.last_traceback = stb
        self.sent.send("error", {"ename": etype.__name__, "evalue": str(evalue), "traceback": stb})
