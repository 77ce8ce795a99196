"""What `import-decision --json` answers of a table: cents, the rules, and what was written."""

import json
import shutil
from pathlib import Path

import pytest

from support.command_line import Ended, ended
from support.places import ROOT

pytestmark = pytest.mark.slow

SOUND = "Kunta;€\nPaltamo;7 079,00\nKuhmo;17 792,00\nYhteensä;24 871,00\n"
STATED = ("--source", "Kunnanhallitus 12.12.2021 § 210", "--decided-by", "Paltamo")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    return tmp_path


def asked(folder: Path, table: str, *options: str) -> tuple[Ended, dict[str, object]]:
    (folder / "osuudet.csv").write_text(table, encoding="utf-8")
    command = ("import-decision", "kainuu-ict", "2022", "osuudet.csv", "--json", *options)
    done = ended(*command, folder=folder)
    return done, json.loads(done.stdout)


def test_shares_are_in_cents_and_nothing_is_written_in_a_dry_run(folder: Path) -> None:
    done, answer = asked(folder, SOUND, "--dry-run")
    assert (done.returncode, answer["ok"]) == (0, True)
    decision = answer["result"]
    assert isinstance(decision, dict)
    assert {share["payer"]: share["cents"] for share in decision["shares"]} == {
        "578": 707900,
        "290": 1779200,
    }
    assert (decision["parts_cents"], decision["total_cents"]) == (2487100, 2487100)
    assert (decision["adds_up"], decision["written"]) == (True, None)
    assert not (folder / "data" / "agreements" / "kainuu-ict" / "2022.toml").exists()


def test_what_is_written_is_named(folder: Path) -> None:
    _, answer = asked(folder, SOUND, *STATED)
    decision = answer["result"]
    assert isinstance(decision, dict)
    assert decision["written"] == "data/agreements/kainuu-ict/2022.toml"
    assert (folder / decision["written"]).is_file()


def test_what_does_not_add_up_is_a_fault_and_is_not_written(folder: Path) -> None:
    done, answer = asked(folder, SOUND.replace("24 871", "24 872"), *STATED)
    assert (done.returncode, answer["ok"]) == (1, False)
    assert answer["faults"] == [
        "the total is not the sum of the parts: 24872.00 € printed, 24871.00 € expected, "
        "difference +1.00 €"
    ]
    assert not (folder / "data" / "agreements" / "kainuu-ict" / "2022.toml").exists()
