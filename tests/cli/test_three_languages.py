"""Every command in three languages: what it prints, and what it says of a fault.

The same is asked in English and in another language; whatever is worded must then differ. Lines that
are data (a path, a command to type, a name of a snapshot) may be the same.
"""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.main import get_command

from analyysi.cli.main import app
from support.command_line import Ended, ended
from support.places import ROOT

Line = tuple[str, ...]

ANSWERS: dict[str, Line] = {
    "list": ("list",),
    "show": ("show", "kainuu-ict", "2023"),
    "doctor": ("doctor",),
    "compare": ("compare", "kainuu-ict", "2023"),
    "explain": ("explain", "kainuu-ict", "2023"),
    "decisions": ("decisions",),
    "check": ("check",),
    "reproduce": ("reproduce", "kainuu-ict", "2023", "--results-only", "--quiet"),
    "batch": ("batch", "--all", "--dry-run"),
    "use": ("use", "kainuu-ict", "2027", "--dry-run"),
    "new-year": ("new-year", "kainuu-ict", "2028"),
    "pull": ("pull", "--list"),
    "diff": ("diff", "tilastokeskus/11ra/2026-11-24", "tilastokeskus/11ra/2026-11-24"),
    "import-decision": ("import-decision", "kainuu-ict", "2022", "osuudet.csv", "--dry-run"),
    "lab": ("lab", "--prepare"),
    "survey send": ("survey", "send", "kainuu-ict", "2027", "--question", "x=Työasemat"),
}
"""Of each command a call that succeeds; each is made in a copy of the project."""

ELSEWHERE = {
    "init": "speaks the language of the project that it makes; tests/cli/projects/test_new_project.py",
    "update": "speaks the project's language; the same file",
    "report": "tests/run/test_report.py makes reports; what it prints is one line and an address",
    "rehearse": "asks both services; tests/cli/figures/test_rehearse.py",
    "tables": "asks a service; tests/cli/figures/test_pull.py",
    "schema": "prints JSON only",
    "new-agreement": "the interview; tests of its own",
    "survey collect": "tests/cli/figures/test_survey.py",
    "survey remind": "prints letters in the payers' language",
}

FAULTS: tuple[Line, ...] = (
    ("nope",),
    ("check", "--nope"),
    ("compare",),
    ("compare", "kainuu-ict", "20x3"),
    ("compare", "kainuu-ict", "2023", "--format", "cvs"),
    ("report", "kainuu-ict", "2023", "-p", "total"),
    ("report", "kainuu-ict", "2023", "--supersede", "why"),
    ("batch",),
    ("batch", "--workers", "many"),
    ("use", "kainuu-ict", "2027", "--snapshot", ""),
    ("pull", "--select", "x"),
    ("schema", "trems"),
    ("decisions", "--format", "excel"),
    ("import-decision", "kainuu-ict", "2022", "osuudet.csv"),
    ("--language", "fo", "check"),
    ("show", "kainuu-itc"),
    ("compare", "kainuu-ict", "2099"),
    ("report", "kainuu-ict", "2023", "--language", "fo"),
    ("list", "--project", ".."),
)


@pytest.fixture
def folder(tmp_path: Path) -> Callable[[], Path]:
    """Return a function that makes a copy of the project: some commands write."""
    made: list[Path] = []

    def copied() -> Path:
        copy = tmp_path / str(len(made))
        for name in ("data", "notebooks", "templates", "reports"):
            shutil.copytree(ROOT / name, copy / name, symlinks=True)
        table = "Kunta;€\nPaltamo;7 079,00\nKuhmo;17 792,00\nYhteensä;24 871,00\n"
        (copy / "osuudet.csv").write_text(table, encoding="utf-8")
        made.append(copy)
        return copy

    return copied


def worded(done: Ended, folder: Path) -> set[str]:
    """Return the lines that say something: of three words or more that are no data."""
    lines = set()
    for line in (done.stdout + done.stderr).replace(str(folder), "").splitlines():
        text = re.sub(r"[│┃┏┓┗┛━─┌┐└┘├┤┼]", " ", line)
        words = [word for word in text.split() if re.fullmatch(r"[^\W\d_]{2,}[.,:;]?", word)]
        if len(words) >= 3:
            lines.add(" ".join(text.split()))
    return lines


ENGLISH = re.compile(r"\b(?:the|of|and|with|which|that|from|are|by|was|were|it)\b")
"""Words that English sentences have, and neither Finnish nor Swedish."""


def in_english(lines: set[str]) -> set[str]:
    """Return the lines in which a part of a sentence was left in English."""
    plain = {re.sub(r" mean of \d years", "", line) for line in lines}  # of names of keys
    return {line for line in plain if len(ENGLISH.findall(line)) > 1}


def is_data(line: str) -> bool:
    """Return whether a line is the same in every language: names of payers and of files."""
    return bool(re.match(r"(analyysi |kainuu-ict|dublin-fire|\S+/\S+ )", line))


@pytest.mark.slow
@pytest.mark.parametrize("command", ANSWERS)
@pytest.mark.parametrize("language", ["fi", "sv"])
def test_what_a_command_prints_is_in_the_language(
    command: str, language: str, folder: Callable[[], Path]
) -> None:
    printed = []
    for code in ("en", language):
        copy = folder()
        done = ended(*ANSWERS[command], folder=copy, ANALYYSI_LANGUAGE=code)
        assert done.returncode == 0, done.stderr
        printed.append(worded(done, copy))
    english, other = printed
    left = {line for line in english & other if not is_data(line)}
    assert left == set()
    assert in_english(other) == set()


@pytest.mark.slow
@pytest.mark.parametrize("arguments", FAULTS, ids=" ".join)
@pytest.mark.parametrize("language", ["fi", "sv"])
def test_what_is_said_of_a_fault_is_in_the_language(
    arguments: Line, language: str, folder: Callable[[], Path]
) -> None:
    copy = folder()
    english, other = (
        ended(*arguments, folder=copy, ANALYYSI_LANGUAGE=code) for code in ("en", language)
    )
    assert english.returncode == other.returncode != 0
    assert english.stderr != other.stderr
    assert not worded(english, copy) & worded(other, copy)
    assert in_english(worded(other, copy)) == set()


def test_every_command_is_walked() -> None:
    commands = get_command(app).commands  # type: ignore[attr-defined]
    names = {name for name in commands if name != "survey"}
    names |= {f"survey {name}" for name in commands["survey"].commands}
    assert names == set(ANSWERS) | set(ELSEWHERE)
