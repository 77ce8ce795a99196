"""The program that sets a document, as `typesetting` starts it."""

import json
import subprocess
import sys

from analyysi.report.papers.typeset import typesetting
from analyysi.report.papers.typeset.paper_fonts import font_folders


def started(template: str) -> subprocess.CompletedProcess[bytes]:
    wanted = {
        "folders": sys.path,
        "fonts": [str(folder) for folder in font_folders()],
        "template": template,
        "inputs": {},
        "options": {"format": "pdf"},
    }
    return subprocess.run(
        [sys.executable, "-I", "-S", str(typesetting._PROGRAM)],
        input=json.dumps(wanted).encode("ascii"),
        capture_output=True,
        check=False,
    )


def test_its_answer_is_the_file_alone() -> None:
    done = started("= Otsikko")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(b"%PDF")


def test_a_refusal_has_an_exit_code_of_its_own() -> None:
    done = started("#nothing")
    assert done.returncode == typesetting._REFUSED
    assert done.stdout == b"unknown variable: nothing"


def test_only_the_fonts_of_packages_are_used() -> None:
    done = started('#set text(font: "Liberation Serif", fallback: false)\nÄ')
    assert b"LiberationSerif" not in done.stdout
