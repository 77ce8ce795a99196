"""Faults of an analyst's cells, as a notebook shows them."""

import subprocess
import sys

import pytest

from analyysi.errors import ParameterError
from analyysi.languages.cell_faults import language_of, lines_in_words

CELLS = """
from IPython.core.interactiveshell import InteractiveShell
shell = InteractiveShell.instance()
shell.run_cell("import analyysi")
for language in ("fi", "en", ""):
    shell.run_cell(f"language = {language!r}")
    shell.run_cell("analyysi.load('kainuu-itc', 2023)")
    print("\\n====")
shell.run_cell("1 / 0")
"""


@pytest.mark.slow
def test_a_fault_is_said_in_the_language_of_the_notebook_else_the_users() -> None:
    pytest.importorskip("IPython")
    done = subprocess.run(
        [sys.executable, "-c", CELLS],
        capture_output=True,
        encoding="utf-8",
        check=True,
        env={"ANALYYSI_LANGUAGE": "sv", "IPYTHONDIR": "/nonexistent", "HOME": "/nonexistent"},
    )
    finnish, english, users, others = done.stdout.split("====")
    assert "Tarkoititko ”kainuu-ict”?" in finnish
    assert "Did you mean" not in finnish
    assert "Traceback (most recent call last)" in finnish
    assert "Did you mean 'kainuu-ict'" in english
    assert "Menade du ”kainuu-ict”?" in users
    assert "division by zero" in others


def test_only_our_own_faults_are_said() -> None:
    fault = ParameterError("There is no format '{name}'.{near}", name="pfd", near="")
    lines = ["ParameterError: There is no format 'pfd'."]
    assert lines_in_words(lines, fault, {"language": "en"}) == lines
    assert lines_in_words(lines, fault, {"language": "fi"})[0].startswith("ParameterError: Muotoa")
    assert lines_in_words(lines, ValueError(lines[0]), {"language": "fi"}) == lines


def test_an_unknown_language_of_the_user_stops_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANALYYSI_LANGUAGE", "xx")
    assert language_of({"language": 5}) == "en"
    assert language_of({"language": "sv"}) == "sv"
