"""Opens a report in a real Chromium, through tests/browser/page.mjs, and validates its HTML."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
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
    return _node("page.mjs", out, *pages)


def copied_by(page: Path) -> Any:
    """Return what copy.mjs sees and copies: with a clipboard, without one, without scripts."""
    return _node("copy.mjs", page)[str(page)]


def done_by(page: Path) -> Any:
    """Return what hostile.mjs sees a page do: with its policy, and in a viewer that ignores it."""
    return _node("hostile.mjs", page)[str(page)]


def one_file(work: Path) -> Any:
    """Return what one_file.mjs sees of a desk in one file, and what it is answered."""
    return _node("one_file.mjs", work)


def worked_in(work: Path) -> Any:
    """Return what desk_file.mjs sees when it works in a desk in one file."""
    return _node("desk_file.mjs", work)


def through_doors(work: Path) -> Any:
    """Return what doors.mjs sees of a desk in one file whose doors it goes through."""
    return _node("doors.mjs", work)


def begun_in_blank(work: Path) -> Any:
    """Return what blank_file.mjs sees of a desk for anything in which it begins."""
    return _node("blank_file.mjs", work)


def validate_html(page: Path) -> list[str]:
    """Return html-validate's messages on a page."""
    return validate_pages([page])[page]


def validate_pages(pages: list[Path]) -> dict[Path, list[str]]:
    """Return html-validate's messages on each page."""
    return {Path(path): messages for path, messages in _node("validate.mjs", *pages).items()}


def invalid_in(page: Path) -> list[str]:
    """Return html-validate's messages on a desk in one file, without the parts packed into it: they
    are text, and no document of their size can be validated.
    """
    text = _PACKED.sub("></script>", page.read_text(encoding="utf-8"))
    plain = page.with_name(f"plain-{page.name}")
    plain.write_text(text, encoding="utf-8")
    return validate_pages([plain])[plain]


def _node(script: str, *arguments: Path) -> Any:
    command = ["node", script, *map(str, arguments)]
    done = subprocess.run(
        command, cwd=FOLDER, capture_output=True, encoding="utf-8", timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
