"""What a shell completes is what the project has, read without the models."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from support.command_line import ended
from support.places import ROOT


def completed(words: str, folder: Path = ROOT) -> list[str]:
    """Return what a press of Tab offers at the end of the words."""
    place = len(words.split(" ")) - 1
    done = ended(
        folder=folder,
        _ANALYYSI_COMPLETE="complete_bash",
        COMP_WORDS=words,
        COMP_CWORD=str(place),
    )
    return done.stdout.split()


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("analyysi report kai", ["kainuu-ict"]),
        ("analyysi report kainuu-ict ", ["2027", "2023"]),
        ("analyysi compare kainuu-ict 202", ["2027", "2023"]),
        ("analyysi report kainuu-ict 2027 --municipality P", ["Paltamo", "Puolanka"]),
        ("analyysi report kainuu-ict 2027 --municipality K", ["Kuhmo"]),
        ("analyysi report kainuu-ict 2027 -p key=", ["key=population_2025"]),
        ("analyysi report kainuu-ict 2027 -p t", ["total="]),
        ("analyysi report kainuu-ict 2027 --format html,p", ["html,pdf"]),
        ("analyysi report kainuu-ict 2027 --language fi,", ["fi,sv", "fi,en"]),
        ("analyysi --language ", ["fi", "sv", "en"]),
        ("analyysi show kainuu-ict ", ["2027", "2023"]),
    ],
)
def test_what_there_is_is_offered(words: str, offered: list[str]) -> None:
    assert completed(words) == offered


def test_where_nothing_can_be_read_nothing_is_offered(tmp_path: Path) -> None:
    assert completed("analyysi report ", tmp_path) == []
    folder = tmp_path / "data" / "agreements" / "broken"
    folder.mkdir(parents=True)
    (folder / "agreement.toml").write_text("id = [", encoding="utf-8")
    assert completed("analyysi report ", tmp_path) == ["broken"]
    assert completed("analyysi report broken 2027 --municipality ", tmp_path) == []
    assert completed("analyysi report nowhere ", tmp_path) == []


def test_completion_reads_no_models() -> None:
    asked = {
        "_ANALYYSI_COMPLETE": "complete_bash",
        "COMP_WORDS": "analyysi report kainuu-ict 2027 --municipality P",
        "COMP_CWORD": "5",
    }
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "analyysi"],
        cwd=ROOT,
        env={**os.environ, **asked},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "analyysi.cli.completion" in imported
    assert not imported & {"pydantic", "pandas", "numpy", "babel", "rich"}
