"""Opens pages in a real Chromium, one for all tests of a worker, through the scripts of
tests/browser, and validates their HTML.
"""

import atexit
import json
import os
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path
from threading import Timer
from typing import Any

from support.places import TESTS

FOLDER = TESTS / "browser"

_PACKED = re.compile(r">[^<>]{50000,}</script>")


def browser_missing() -> str | None:
    """Return a sentence on what the browser tests lack here, or None."""
    chromium = os.environ.get("CHROMIUM", "/usr/bin/chromium")
    lacking = [name for name in ("node", "pdftotext") if shutil.which(name) is None]
    if not Path(chromium).exists():
        lacking.append("chromium")
    if not (FOLDER / "node_modules" / "playwright-core").is_dir():
        lacking.append("the packages of tests/browser (npm ci)")
    return f"browser tests need {', '.join(lacking)}" if lacking else None


def inspect_pages(pages: list[Path], out: Path) -> list[dict[str, Any]]:
    """Return what page.mjs finds on each page."""
    return told_by("page.mjs", out, *pages)


def copied_by(page: Path) -> Any:
    """Return what copy.mjs sees and copies: with a clipboard, without one, without scripts."""
    return told_by("copy.mjs", page)[str(page)]


def done_by(page: Path) -> Any:
    """Return what hostile.mjs sees a page do: with its policy, and in a viewer that ignores it."""
    return told_by("hostile.mjs", page)[str(page)]


def one_file(work: Path) -> Any:
    """Return what one_file.mjs sees of a desk in one file, and what it is answered."""
    return told_by("one_file.mjs", work)


def worked_in(work: Path) -> Any:
    """Return what desk_file.mjs sees when it works in a desk in one file."""
    return told_by("desk_file.mjs", work)


def through_doors(work: Path) -> Any:
    """Return what doors.mjs sees of a desk in one file whose doors it goes through."""
    return told_by("doors.mjs", work)


def begun_in_blank(work: Path) -> Any:
    """Return what blank_file.mjs sees of a desk for anything in which it begins."""
    return told_by("blank_file.mjs", work)


def validate_html(page: Path) -> list[str]:
    """Return html-validate's messages on a page."""
    return validate_pages([page])[page]


def validate_pages(pages: list[Path]) -> dict[Path, list[str]]:
    """Return html-validate's messages on each page."""
    return {Path(path): messages for path, messages in told_by("validate.mjs", *pages).items()}


def invalid_in(page: Path) -> list[str]:
    """Return html-validate's messages on a desk in one file, without the parts packed into it: they
    are text, and no document of their size can be validated.
    """
    text = _PACKED.sub("></script>", page.read_text(encoding="utf-8"))
    plain = page.with_name(f"plain-{page.name}")
    plain.write_text(text, encoding="utf-8")
    return validate_pages([plain])[plain]


class _Node:
    """A process of Node.js with one Chromium, for all browser tests of a worker: see
    tests/browser/serve.mjs.
    """

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            ["node", "serve.mjs"],
            cwd=FOLDER,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        atexit.register(self.close)

    def run(self, script: str, *words: str, seconds: float) -> Any:
        """Return what a script tells of the words that it is given."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        limit = Timer(seconds, self._process.kill)
        limit.start()
        try:
            self._process.stdin.write(f"{json.dumps([script, *words])}\n")
            self._process.stdin.flush()
            answer = json.loads(self._process.stdout.readline() or "null")
        finally:
            limit.cancel()
        if answer is None:
            _node.cache_clear()
            raise AssertionError(f"{script} took {seconds} seconds, or Node.js broke off")
        assert "failed" not in answer, answer["failed"]
        return answer["found"]

    def close(self) -> None:
        """End it with its browser: the end of its input is the end of its work."""
        try:
            self._process.communicate(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.communicate()


@cache
def _node() -> _Node:
    return _Node()


def told_by(script: str, *words: object, seconds: float = 300) -> Any:
    """Return what a script of tests/browser tells, in the one browser of this worker."""
    return _node().run(script, *map(str, words), seconds=seconds)
