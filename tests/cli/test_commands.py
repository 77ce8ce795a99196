"""The table of commands, and what each of them may not import: what it does not need."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from analyysi.cli.commands import COMMANDS, app_of, named_command, program_of
from support.places import ROOT

DRAWING = {"matplotlib", "PIL", "fontTools"}
TABLES = {"pandas", "numpy", "pandera"}
NOTEBOOKS = {"IPython", "nbformat", "papermill", "nbconvert", "jsonschema"}
SERVICES = {"requests", "urllib3", "httpx", "distributed"}
HEAVY = DRAWING | TABLES | NOTEBOOKS | SERVICES
SCREEN = {"rich"}
"""What writes tables for a terminal, and nothing else."""
TEMPLATES = {"jinja2"}
"""What fills templates: of pages and of drafts."""
MODELS = {"pydantic"}
PULLED = {"analyysi.sources.recipe", "analyysi.sources.newer"}
"""What is asked of services: figures that are stored are read without it."""
PRINTED_ELSEWHERE = {"analyysi.agreement.decision"}
METHODS = {"analyysi.allocation.methods", "analyysi.comparison.case"}
"""What works shares out."""
REPORTS = {"analyysi.report.reader", "analyysi.comparison.explain"}
"""What a report has beside the shares."""
WRITING = {"tomlkit", "filelock", "analyysi.drafting.import_decision"}
"""What writes terms."""
OTHER_FORMS = {
    "analyysi.tables.line_numbers",
    "analyysi.tables.minutes",
    "analyysi.tables.files.px",
    "openpyxl",
    "defusedxml",
}
"""What reads tables that are no CSV."""

MAY_NOT_IMPORT = {
    "--version": HEAVY | SCREEN | TEMPLATES | MODELS,
    "--help": HEAVY | SCREEN | TEMPLATES | MODELS | {"tempfile"},
    "report --help": HEAVY | SCREEN | TEMPLATES | MODELS,
    "compare kainuu-ict 2023": HEAVY | TEMPLATES | PULLED | PRINTED_ELSEWHERE,
    "compare kainuu-ict 2027 --format csv": HEAVY | SCREEN | TEMPLATES | PULLED | PRINTED_ELSEWHERE,
    "explain kainuu-ict 2023": HEAVY | SCREEN | TEMPLATES | PULLED | PRINTED_ELSEWHERE,
    "check": HEAVY | TEMPLATES,
    "list": HEAVY | TEMPLATES | PULLED | PRINTED_ELSEWHERE,
    "show kainuu-ict 2027": HEAVY | SCREEN | TEMPLATES | PULLED | PRINTED_ELSEWHERE,
    "schema terms": HEAVY | SCREEN | TEMPLATES | PULLED | PRINTED_ELSEWHERE,
    "decisions": HEAVY | TEMPLATES | PULLED,
    "new-year kainuu-ict 2028": HEAVY | TEMPLATES | PRINTED_ELSEWHERE | REPORTS,
    "use kainuu-ict 2027 --dry-run": HEAVY | TEMPLATES | PRINTED_ELSEWHERE,
    "diff tilastokeskus/11ra/2026-11-24 tilastokeskus/11ra/2026-11-24": HEAVY | SCREEN | TEMPLATES,
    "import-decision kainuu-ict 2022 shares.csv --total 80000 --dry-run": (
        HEAVY | TEMPLATES | PRINTED_ELSEWHERE | METHODS | WRITING | OTHER_FORMS
    ),
}
"""Commands as they are typed, and what none of them loads (docs/performance.md)."""


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that a command may write to."""
    folder = tmp_path_factory.mktemp("project")
    for part in ("data", "notebooks", "templates", "reports"):
        shutil.copytree(ROOT / part, folder / part)
    table = "kunta;osuus €\nHyrynsalmi;10000\nKuhmo;20000\nPaltamo;5000\nSotkamo;45000\n"
    (folder / "shares.csv").write_text(table, encoding="utf-8")
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("typed", MAY_NOT_IMPORT)
def test_a_command_imports_nothing_that_it_does_not_need(typed: str, copy: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "analyysi", *typed.split()],
        cwd=copy,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr[-500:]
    lines = [line for line in done.stderr.splitlines() if line.startswith("import time:")]
    imported = {line.rpartition("|")[2].strip() for line in lines}
    assert "analyysi.cli.command_line" in imported
    assert imported & MAY_NOT_IMPORT[typed] == set()


@pytest.mark.slow
def test_only_the_module_of_the_command_is_imported(copy: Path) -> None:
    script = (
        "import sys\nfrom analyysi.cli.commands import app_of\napp_of('list')\n"
        "print(*(name for name in sys.modules if name.startswith('analyysi.cli.')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=True
    )
    others = {f"analyysi.cli.{place.module}" for place in COMMANDS.values()}
    assert others & set(done.stdout.split()) == {"analyysi.cli.projects.listing"}


def test_every_command_is_found_in_its_place() -> None:
    assert list(program_of().commands) == list(COMMANDS)
    for name in COMMANDS:
        assert list(program_of(name).commands) == [name]


def test_a_command_alone_is_the_same_as_among_all() -> None:
    for name, among_all in program_of().commands.items():
        alone = program_of(name).commands[name]
        assert (alone.help, alone.epilog) == (among_all.help, among_all.epilog)
        assert [param.opts for param in alone.params] == [param.opts for param in among_all.params]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("compare kainuu-ict 2023", "compare"),
        ("survey send kainuu-ict 2028", "survey"),
        ("--language sv compare kainuu-ict 2023", ""),
        ("comapre kainuu-ict 2023", ""),
        ("", ""),
    ],
)
def test_the_command_is_read_off_the_first_argument(typed: str, name: str) -> None:
    assert named_command(typed.split()) == name


def test_a_group_of_commands_has_no_examples_of_its_own() -> None:
    groups = [name for name, place in COMMANDS.items() if not place.examples]
    listed = [name for name in COMMANDS if program_of().commands[name].epilog is None]
    assert groups == listed == ["survey"]
    assert isinstance(app_of("survey"), typer.Typer)
