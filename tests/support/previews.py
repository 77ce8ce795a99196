"""A preview that runs as a user starts it, and a browser that has it open."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from support.browser_tools import FOLDER
from support.kept_processes import asked_over_input, let_end

PATIENCE = 60.0
"""Seconds that a page may take on a busy machine; none of it is measured."""


class RunningPreview:
    """A preview in a process of its own, of which the address is known."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.printed: list[str] = []
        assert process.stdout is not None
        for line in process.stdout:
            self.printed.append(line.strip())
            if line.startswith("http://"):
                break
        else:
            assert process.stderr is not None
            raise AssertionError(process.stderr.read())
        self.address = self.printed[-1]
        parts = urlsplit(self.address)
        self.port, self.below = parts.port or 0, parts.path

    def asked(
        self, path: str, host: str | None = None, whole: bool = False
    ) -> tuple[int, dict[str, str], bytes]:
        """Return the status, the headers and the body of an answer.

        Parameters
        ----------
        path
            Below the secret path, or from the root if it is `whole`.
        host
            What is asked for; else what the address names.
        """
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        headers = {} if host is None else {"Host": host}
        connection.request("GET", path if whole else f"{self.below}{path}", headers=headers)
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, body

    def news(self) -> Iterator[dict[str, Any]]:
        """Yield the news as they come, to the end of the preview."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request("GET", f"{self.below}news")
        answer = connection.getresponse()
        for line in iter(answer.readline, b""):
            if line.startswith(b"data: "):
                standing = json.loads(line.removeprefix(b"data: "))
            if line.startswith((b"data: ", b":")):  # news, or a sign that there are none
                yield standing
        connection.close()

    def after(self, number: int) -> int:
        """Wait for the page that comes after another, and return its number."""
        return int(self._first(lambda standing: standing["number"] > number)["number"])

    def fault(self) -> dict[str, Any]:
        """Wait for a fault, and return the news of it."""
        return self._first(lambda standing: bool(standing["fault"]))

    def _first(self, is_awaited: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        end = time.monotonic() + PATIENCE
        standing: dict[str, Any] = {}
        for standing in self.news():
            if is_awaited(standing):
                return standing
            if time.monotonic() > end:
                break
        raise AssertionError(standing)


@contextmanager
def running_preview(
    root: Path, *arguments: str, language: str = "fi", temporary: Path | None = None
) -> Iterator[RunningPreview]:
    """Run ``analyysi preview`` in a project until the block ends."""
    environment = {**os.environ, "ANALYYSI_LANGUAGE": language, "PYTHONUNBUFFERED": "1"}
    if temporary is not None:
        environment["TMPDIR"] = str(temporary)
    process = subprocess.Popen(
        [sys.executable, "-m", "analyysi", "preview", *arguments, "--no-browser"],
        cwd=root,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    )
    try:
        yield RunningPreview(process)
    finally:
        process.terminate()
        let_end(process, PATIENCE)


class PreviewBrowser:
    """A Chromium that has a preview open."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def evaluate(self, expression: str) -> Any:
        """Return the value of an expression in the page around."""
        return self._answer({"evaluate": expression})

    def look(self, width: int, *, dark: bool) -> dict[str, Any]:
        """Return what axe finds, and by how much the page is too wide."""
        answer: dict[str, Any] = self._answer({"look": width, "dark": dark})
        return answer

    def until(self, expression: str) -> Any:
        """Wait until an expression is true, and return its value."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            value = self.evaluate(expression)
            if value:
                return value
            time.sleep(0.02)
        raise AssertionError(f"{expression}: {self.evaluate('document.body.innerText')}")

    def _answer(self, asked: dict[str, Any]) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        assert line, self._process.stderr.read()[-4000:] if self._process.stderr else ""
        answer = json.loads(line)
        assert not answer["faults"], answer["faults"]
        return answer["value"]


@contextmanager
def preview_browser(address: str) -> Iterator[PreviewBrowser]:
    """Open a preview in Chromium until the block ends."""
    with asked_over_input(["node", "preview.mjs", address], FOLDER, PATIENCE) as process:
        yield PreviewBrowser(process)


def edited(path: Path, change: Callable[[str], str]) -> None:
    """Save a file with its text changed, as an editor does: in one piece, with a new time."""
    text = path.read_text(encoding="utf-8")
    new = change(text)
    assert new != text
    path.write_text(new, encoding="utf-8")
