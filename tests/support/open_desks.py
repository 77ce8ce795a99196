"""A desk in one file that stays open in an engine: one start of a browser serves many tests.

Run as a program, it is the other end for Firefox and WebKit: in a namespace of the network that has
the loopback alone, it opens a page and answers lines, as tests/browser/open_desk.mjs does in
Chromium.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent.parent))

from support.browser_tools import FOLDER, browser_missing
from support.kept_processes import asked_over_input
from support.other_engines import ENGINES, SECONDS, when_started
from support.other_engines import engine_missing as other_missing

CHROMIUM = "chromium"
ALL_ENGINES = (CHROMIUM, *ENGINES)
_AT_ONCE = 25
"""Requests of one expression: an engine waits a bounded time for its value."""

ANSWERS = "(async () => { const all = []; for (const one of %s) all.push(await desk.ask(one));"
ANSWERS += " return all.map((answer) => %s); })()"
WHOLE = "answer"
CENTS = "(answer.cents ?? answer.fault?.message ?? null)"


def engine_missing(engine: str) -> str | None:
    """Return a sentence on what an engine lacks here, or None."""
    return browser_missing() if engine == CHROMIUM else other_missing(engine)


class OpenDesk:
    """A page that is open in an engine."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self.seen: dict[str, Any] = self._line()
        assert self.seen["ready"], self.seen

    def evaluate(self, expression: str) -> Any:
        """Return the value of an expression, or of the promise that it is."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(expression) + "\n")
        self._process.stdin.flush()
        answered = self._line()
        assert not answered.get("faults"), answered["faults"]
        return answered["value"]

    def ask(self, requests: Sequence[dict[str, Any]], of_each: str = WHOLE) -> list[Any]:
        """Return the answers to requests, in their order; or a part of each, as an expression."""
        answers: list[Any] = []
        for start in range(0, len(requests), _AT_ONCE):
            asked = json.dumps(list(requests[start : start + _AT_ONCE]))
            answers += self.evaluate(ANSWERS % (asked, of_each))
        return answers

    def _line(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, self._process.stderr.read()[-4000:] if self._process.stderr else ""
        content: dict[str, Any] = json.loads(line)
        return content


Open = Callable[[str, Path], OpenDesk]
"""What the fixture `opened_in` gives: opens a page in an engine, once for many tests."""
PageOf = Callable[[str, int], Path]
"""What the fixture `page_of` gives: makes the desk file of an agreement, once."""


@contextmanager
def open_desk(engine: str, page: Path) -> Iterator[OpenDesk]:
    """Keep a page open in an engine until the block ends."""
    with asked_over_input(_command(engine, page), FOLDER, SECONDS) as process:
        yield OpenDesk(process)


def _command(engine: str, page: Path) -> list[str]:
    if engine == CHROMIUM:
        return ["node", "open_desk.mjs", str(page)]
    script = 'ip link set lo up && exec "$@"'
    program = [sys.executable, __file__, engine, str(page)]
    return ["unshare", "-rn", "sh", "-c", script, "sh", *program]


def _say(content: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(content) + "\n")
    sys.stdout.flush()


def main(engine: str, page: str) -> None:
    with ENGINES[engine](Path(page).as_uri()) as evaluate:
        _say(when_started(evaluate))
        for line in sys.stdin:
            _say({"value": evaluate(json.loads(line))})


if __name__ == "__main__":
    main(*sys.argv[1:])
