"""An archived program run again: what it needs, and what is said when it stops."""

from __future__ import annotations

from pathlib import Path

import pytest

from analyysi.archive.edition import editions_of
from analyysi.archive.replay import lay_out, replay_report, replay_results
from analyysi.errors import ReproductionError
from analyysi.project import Project


def program(folder: Path, text: str) -> Path:
    """Write an archived program that does only this."""
    package = folder / "code" / "analyysi"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("", encoding="utf-8")
    (package / "__main__.py").write_text(text, encoding="utf-8")
    return package.parent


def test_a_missing_library_is_named_with_the_command_that_brings_it(tmp_path: Path) -> None:
    code = program(tmp_path, "import a_library_of_long_ago.frames\n")
    with pytest.raises(
        ReproductionError,
        match=r"^it imports the library a_library_of_long_ago, which is not installed\. Install "
        r"what the programs of published editions import, python -m pip install "
        r'"analyysi\[editions\]", or give --own-environment\.$',
    ):
        replay_results(tmp_path, code, "kainuu-ict", 2023)


def test_a_module_that_the_program_itself_lacks_is_no_library(tmp_path: Path) -> None:
    code = program(tmp_path, "import analyysi.lost\n")
    with pytest.raises(ReproductionError, match="No module named 'analyysi.lost'"):
        replay_results(tmp_path, code, "kainuu-ict", 2023)


def test_a_program_that_stops_is_quoted(tmp_path: Path) -> None:
    code = program(tmp_path, "import sys\nsys.exit('analyysi: the year is not known.')\n")
    with pytest.raises(ReproductionError, match="^the year is not known.$"):
        replay_results(tmp_path, code, "kainuu-ict", 2023)


def test_what_a_program_says_is_quoted_without_commands_to_the_terminal(tmp_path: Path) -> None:
    code = program(tmp_path, "import sys\nsys.exit('x' * 9000 + '\\x1b[2J\\nend')\n")
    with pytest.raises(ReproductionError, match=r"^x+ \[2J\nend$") as stopped:
        replay_results(tmp_path, code, "kainuu-ict", 2023)
    assert len(str(stopped.value)) == 4000


@pytest.mark.parametrize("name", ["../evil", "/evil", "a\\evil", "C:evil"])
def test_nothing_is_laid_out_beside_the_folder(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "folder"
    with pytest.raises(ReproductionError, match="is not written: it "):
        lay_out(folder, {"good": b"", name: b"evil"})
    assert list(tmp_path.iterdir()) == []


def test_links_among_what_a_program_made_are_not_read(tmp_path: Path, project: Project) -> None:
    text = (
        "import os, pathlib, sys\n"
        "made = pathlib.Path(sys.argv[-1]) / 'reports' / 'kainuu-ict' / '2023'\n"
        "made.mkdir(parents=True)\n"
        "(made / 'run.json').write_text('{}')\n"
        "(made / 'unasked').write_text('{}')\n"
        "(made / 'report.html').symlink_to('/etc/hostname')\n"
    )
    code = program(tmp_path, text)
    report = editions_of(project, "kainuu-ict", 2023)[0].record.reports[0]
    (tmp_path / "inputs").mkdir()
    names = ["run.json", "report.html", "report.pdf"]
    made = replay_report(tmp_path / "inputs", code, report, names)
    assert made == {"run.json": b"{}"}  # and not "unasked", which may be of any size
