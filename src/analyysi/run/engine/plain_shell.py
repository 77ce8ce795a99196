"""Runs cells without IPython in this very process, and gives the messages that a kernel would
send.

A cell is Python: IPython's commands (``%time``, ``!ls``) are refused with a sentence. Its last
expression is shown, `display` shows more, and `await` may stand in it.
"""

from __future__ import annotations

import ast
import inspect
import linecache
import re
import sys
import tokenize
import traceback
from io import StringIO
from types import CodeType, ModuleType
from typing import Any

from analyysi.errors import Sentence
from analyysi.languages.cell_faults import lines_in_words
from analyysi.run.engine.cell_messages import Message, SentMessages, sentence_in
from analyysi.run.engine.shown_values import shown_forms

DRAWN_BY = "module://analyysi.run.engine.cell_figures"
"""What draws the figures of cells, as matplotlib is told."""

_INSTALL = Sentence("Install it with: python -m pip install 'analyysi[lab]'.")
_COMMAND = re.compile(r"^\s*[%!?]|=\s*[%!]|\?\s*$", re.MULTILINE)
"""A line that begins with one of IPython's signs, takes what comes of one, or ends in "?"."""
_UNSEEN = {
    tokenize.COMMENT,
    tokenize.ENDMARKER,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.NEWLINE,
    tokenize.NL,
}
_shells: list[PlainShell] = []


def running_shell() -> PlainShell | None:
    """Return the shell of this process; None if it has none."""
    return _shells[0] if _shells else None


class PlainShell:
    """Runs the cells of one notebook in this process, as `CellShell` says.

    Raises
    ------
    RuntimeError
        If this process has a shell already.
    """

    def __init__(self) -> None:
        if _shells:
            raise RuntimeError(
                "This process has run a notebook already: each notebook needs a process of its own."
            )
        _shells.append(self)
        self._sent = SentMessages()
        self.sources = [""]
        """The sources of the cells that have been run, from the first place on."""
        module = ModuleType("__main__")
        sys.modules["__main__"] = module
        self.names: dict[str, Any] = vars(module)
        """The names of the notebook."""
        self.names.update(In=self.sources, Out={}, display=self._display)

    def run(self, source: str) -> tuple[list[Message], dict[str, Any]]:
        """Run one cell, as `CellShell.run`."""
        number = len(self.sources)
        self.sources.append(source)
        self._sent.clear()
        self._sent.send("execute_input", {"code": source, "execution_count": number})
        reply: dict[str, Any] = {"status": "ok"}
        with self._sent.streams():
            try:
                self._carry_out(source, number)
                self.show_drawn()
            except (Exception, SystemExit) as error:  # noqa: BLE001 - the cell's own, told in the reply
                error_reply = _as_kernels_tell(error, source, number)
                reply = {"status": "error", **error_reply}
                error_reply.pop("sentence", None)
                self._sent.send("error", error_reply)
        return self._sent.as_sent(), reply

    def show_drawn(self) -> None:
        """Show the figures that pyplot holds."""
        figures = sys.modules.get("analyysi.run.engine.cell_figures")
        for figure in figures.take_drawn() if figures is not None else ():
            self._display(figure)

    def _carry_out(self, source: str, number: int) -> None:
        name = _file_name(number)
        linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
        tree = ast.parse(source, name)
        last = tree.body[-1] if tree.body else None
        shown = isinstance(last, ast.Expr) and not _ends_in_semicolon(source)
        if not isinstance(last, ast.Expr) or not shown:
            self._run_code(compile(tree, name, "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT))
            return
        tree.body.pop()
        self._run_code(compile(tree, name, "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT))
        expression = ast.Expression(last.value)
        value = self._run_code(compile(expression, name, "eval", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT))
        if value is None:
            return
        self.names["_"] = self.names["Out"][number] = value
        forms, about = shown_forms(value)
        content = {"data": forms, "metadata": about, "execution_count": number}
        self._sent.send("execute_result", content)

    def _run_code(self, code: CodeType) -> Any:
        value = eval(code, self.names)
        if code.co_flags & inspect.CO_COROUTINE:
            import asyncio

            return asyncio.run(value)
        return value

    def _display(self, *values: object, metadata: dict[str, Any] | None = None) -> None:
        """Show values below the cell, as `display` of IPython does."""
        for value in values:
            forms, about = shown_forms(value)
            content = {"data": forms, "metadata": {**about, **(metadata or {})}, "transient": {}}
            self._sent.send("display_data", content)


def _file_name(number: int) -> str:
    return f"<cell {number}>"


def _ends_in_semicolon(source: str) -> bool:
    """Return whether a cell's last sign is a semicolon, which lets its value not be shown."""
    signs = [
        token.string
        for token in tokenize.generate_tokens(StringIO(source).readline)
        if token.type not in _UNSEEN
    ]
    return bool(signs) and signs[-1] == ";"


def _as_kernels_tell(error: BaseException, source: str, number: int) -> dict[str, Any]:
    """Return an error as kernels tell it, with what helps where IPython is missing."""
    message: dict[str, Any] = {"evalue": str(error), **sentence_in(error)}
    helped = _helped(error, source)
    if helped is not None:
        message = {"evalue": str(helped), "sentence": helped}
    within = error.__traceback__
    while within is not None and within.tb_frame.f_code.co_filename != _file_name(number):
        within = within.tb_next
    lines = traceback.format_exception(type(error), error, within)
    shell = running_shell()
    lines = lines_in_words(lines, error, shell.names if shell is not None else {})
    return {"ename": type(error).__name__, "traceback": lines, **message}


def _helped(error: BaseException, source: str) -> Sentence | None:
    """Return an error with what helps where IPython is missing; None of any other."""
    if isinstance(error, SyntaxError) and _COMMAND.search(source):
        return Sentence(
            "{fault}. IPython's commands (%, !, ?) need IPython, which is not here. {advice}",
            fault=str(error),
            advice=_INSTALL,
        )
    if isinstance(error, ModuleNotFoundError) and str(error.name).partition(".")[0] == "IPython":
        return Sentence("{fault}. {advice}", fault=str(error), advice=_INSTALL)
    return None
