"""Two processes that write the same at once: one of them is told so, and everything is whole."""

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from analyysi.archive.edition import editions_of
from analyysi.archive.integrity import damages
from support.batches import copied_project
from support.places import ROOT

CREATE = """
from analyysi.drafting.writing import write_new
from analyysi.errors import ParameterError
from analyysi.project import Project
for number in range(rounds):
    wait(number)
    path = root / f"{number}.toml"
    try:
        write_new(Project(root), {path: f"{me} {number}"})
        print("written", number)
    except ParameterError as error:
        assert "is there already, and it is never overwritten" in str(error), error
"""
NEW_AGREEMENT = CREATE.replace(
    'path = root / f"{number}.toml"', 'path = root / str(number) / "agreement.toml"'
)
REPLACE = """
import json
from hashlib import sha256
from analyysi.run.folder import replace_folder
folder = root / "kainuu-ict" / "2023"
page = me.encode() * 1000
record = {"key": me, "outputs": {"report.html": sha256(page).hexdigest()}}
for number in range(rounds):
    replace_folder(folder, {"report.html": page, "run.json": json.dumps(record).encode()})
"""
HEAD = """
import sys, time
from pathlib import Path
root, me, rounds = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
def wait(number):
    "Begin each round together: a fiftieth of a second for each."
    time.sleep(max(0, float(sys.argv[4]) + number / 50 - time.time()))
wait(0)
"""


def at_once(work: str, root: Path, rounds: int) -> list[str]:
    """Do the same in two processes that begin together; return what each printed."""
    start = str(time.time() + 2)
    running = [
        subprocess.Popen(
            [sys.executable, "-W", "error", "-c", HEAD + work, str(root), me, str(rounds), start],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        for me in "ab"
    ]
    outcomes = [process.communicate(timeout=120) for process in running]
    assert [process.returncode for process in running] == [0, 0], outcomes
    return [printed for printed, _ in outcomes]


def left_over(root: Path) -> list[Path]:
    return list(root.rglob(".analyysi*"))


@pytest.mark.slow
@pytest.mark.parametrize("work", [CREATE, NEW_AGREEMENT], ids=["year", "agreement"])
def test_of_two_that_create_a_file_one_is_told(work: str, tmp_path: Path) -> None:
    printed = at_once(work, tmp_path, rounds=60)
    written = [line for lines in printed for line in lines.splitlines()]
    assert sorted(written) == sorted(f"written {number}" for number in range(60))
    for me, lines in zip("ab", printed, strict=True):
        for line in lines.splitlines():
            number = line.split()[1]
            (path,) = [*tmp_path.glob(f"{number}.toml"), *tmp_path.glob(f"{number}/*.toml")]
            assert path.read_text(encoding="utf-8") == f"{me} {number}"
    assert left_over(tmp_path) == []


@pytest.mark.slow
def test_two_that_replace_a_report_leave_that_of_one(tmp_path: Path) -> None:
    notes = tmp_path / "kainuu-ict" / "2023" / "notes.txt"
    notes.parent.mkdir(parents=True)
    notes.write_bytes(b"the user's")
    at_once(REPLACE, tmp_path, rounds=100)
    contents = {path.name: path.read_bytes() for path in notes.parent.iterdir()}
    assert contents.pop("notes.txt") == b"the user's"
    assert set(contents) == {"report.html", "run.json"}
    record = json.loads(contents["run.json"])
    assert contents["report.html"] == record["key"].encode() * 1000
    assert left_over(tmp_path) == []


@pytest.mark.notebook
@pytest.mark.slow
def test_two_that_publish_beside_a_report_and_a_batch(tmp_path: Path) -> None:
    """One publishes, the other is told before the work; the edition has every paper, though others
    replace the report of the same year meanwhile.
    """
    project = copied_project(tmp_path / "project")
    shutil.copy2(ROOT / "requirements.lock", project.root)
    publishing = ("report", "kainuu-ict", "2023", "--format", "html,xlsx", "--publish")
    commands = (
        *(publishing, publishing),
        ("report", "kainuu-ict", "2023", "--format", "html"),
        ("batch", "--agreements", "kainuu-ict", "--years", "2023", "--formats", "html"),
    )
    running = [
        subprocess.Popen(
            [*(sys.executable, "-m", "analyysi"), *command, "--quiet", "--project", project.root],
            env={**os.environ, "XDG_CONFIG_HOME": str(tmp_path / "settings")},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for command in commands
    ]
    told = [process.communicate(timeout=300)[1] for process in running]
    codes = [process.returncode for process in running]
    assert sorted(codes[:2]) == [0, 1], told
    assert codes[2:] == [0, 0], told
    refused = told[codes[:2].index(1)]
    assert refused.startswith("analyysi: Another analyysi is publishing kainuu-ict 2023. Wait")
    (edition,) = editions_of(project, "kainuu-ict", 2023)
    assert damages(edition) == ()
    papers = edition.record.papers(edition.record.reports[0])
    assert set(papers) == {"report.html", "shares.xlsx"}
    assert (project.reports / "kainuu-ict" / "2023" / "report.html").is_file()
    assert left_over(project.root) == []
