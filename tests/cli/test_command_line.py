"""The command line: what it prints, its exit codes, and the suggestion for every misspelling."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NoReturn

import pytest

from analyysi.cli import command_line
from support.command_line import ended
from support.places import ROOT

REPOSITORY = ROOT


def run(*arguments: str, cwd: Path = REPOSITORY) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "analyysi", *arguments],
        cwd=cwd,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("report", "kainuu-itc", "2023"), "No agreement 'kainuu-itc'"),
        (("report", "kainuu-itc", "2023"), "Did you mean 'kainuu-ict'?"),
        (("report", "kainuu-ict", "2024"), "Valid: 2023, 2027."),
        (("report", "kainuu-ict", "20x3"), "'20x3' is not a year"),
        (("report", "kainuu-ict", "2023", "--langauge", "fi"), "--language"),
        (("report", "kainuu-ict", "2023", "--language", "fu"), "No report in language 'fu'."),
        (("report", "kainuu-ict", "2023", "--municipality", "Paltam"), "Did you mean 'Paltamo'?"),
        (
            ("report", "kainuu-ict", "2023", "--municipality", "Kajaani"),
            "Kajaani does not take part",
        ),
        (
            ("report", "kainuu-ict", "2023", "--format", "html,pfd"),
            "There is no format 'pfd'. Did you mean 'pdf'?",
        ),
        (
            ("report", "kainuu-ict", "2023", "--format", ","),
            "No format was given: name one or more of html, pdf, docx",
        ),
        (("repotr", "kainuu-ict", "2023"), "Did you mean 'report'?"),
        (("compare", "kainuu-ict", "2023", "--format", "cvs"), "Did you mean 'csv'?"),
        (("schema", "trems"), "Did you mean 'terms'?"),
    ],
)
def test_misspelling_gets_a_suggestion(arguments: tuple[str, ...], said: str) -> None:
    done = ended(*arguments, folder=REPOSITORY)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_outside_a_project_says_where_to_go(tmp_path: Path) -> None:
    done = run("check", cwd=tmp_path)
    assert done.returncode == 2
    assert "data/agreements was expected" in done.stderr


@pytest.mark.slow
def test_without_a_command_it_shows_the_commands() -> None:
    done = run()
    assert done.returncode == 2
    assert done.stderr.startswith("analyysi: a command is missing.\n\nUsage:")


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="elsewhere arguments are text")
@pytest.mark.parametrize(
    "arguments",
    [
        ("compare", "kainuu\udcff", "2023"),
        ("compare", "kainuu-ict", "2023\udcff"),
        ("compare", "kainuu-ict", "2023", "--project", "/projekti/\udcff"),
        ("pull", "--pxweb", "http://127.0.0.1/\udcff", "population"),
    ],
)
def test_arguments_that_are_no_text_are_refused_in_a_sentence(
    tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    shutil.copytree(REPOSITORY / "data", tmp_path / "data")
    done = run(*arguments, cwd=tmp_path)
    assert done.returncode in (1, 2)
    assert done.stderr.startswith("analyysi: ")
    assert "\\udcff" in done.stderr
    assert "unexpected" not in done.stderr
    assert "Traceback" not in done.stderr


BROKEN = """
import sys
from analyysi.comparison import case
from analyysi.cli.main import main
case.load_year = lambda *_, **__: 1 / 0
sys.argv = ["analyysi", "compare", "kainuu-ict", "2023"]
main()
"""
"""A program with a fault that nobody expects."""


@pytest.mark.slow
def test_unexpected_fault_is_one_sentence_and_a_log() -> None:
    done = subprocess.run(
        [sys.executable, "-c", BROKEN],
        cwd=REPOSITORY,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("analyysi: unexpected fault (")
    assert "Traceback" not in done.stderr
    log = Path(done.stderr.rpartition("The traceback is in ")[2].strip().removesuffix("."))
    assert "Traceback" in log.read_text(encoding="utf-8")
    log.unlink()


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (OSError(28, "No space left on device", "a.csv"), "a.csv: the disk is full. Make room"),
        (OSError(24, "Too many open files", "a.csv"), "a.csv: too many files are open. Close"),
        (MemoryError(), "Memory ran out. Close other programs"),
        (RuntimeError("odd"), "unexpected fault (RuntimeError: odd). The traceback is in "),
    ],
)
def test_fault_of_the_surroundings_is_one_sentence_wherever_it_comes(
    fault: Exception,
    told: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert _stopped(fault, monkeypatch, capsys).startswith(f"analyysi: {told}")


def test_a_traceback_that_cannot_be_kept_is_told_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", "/no/such/folder")
    told = _stopped(RuntimeError("odd"), monkeypatch, capsys)
    assert "Its traceback could not be kept: /no/such/folder" in told


def _stopped(
    fault: Exception, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> str:
    def fails(*_: object, **options: object) -> NoReturn:
        raise fault

    monkeypatch.setattr(command_line, "_program", lambda arguments: fails)
    monkeypatch.setattr(command_line, "_speak", lambda arguments: None)
    with pytest.raises(SystemExit) as stopped:
        command_line.main()
    assert stopped.value.code == 1
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    return told
