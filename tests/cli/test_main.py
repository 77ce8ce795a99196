"""The command line: what it prints, its exit codes, and the suggestion for every misspelling."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from analyysi.comparison.compare import Comparison
from analyysi.comparison.results import results_csv
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
    done = run(*arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_help_shows_examples() -> None:
    done = run("--help")
    assert done.returncode == 0
    assert "analyysi report kainuu-ict 2023" in done.stdout


def test_compare_prints_the_results_file(kainuu_2023: Comparison) -> None:
    assert run("compare", "kainuu-ict", "2023", "--format", "csv").stdout == results_csv(
        kainuu_2023
    )


def test_compare_prints_json_and_a_table() -> None:
    content = json.loads(run("compare", "kainuu-ict", "2023", "--format", "json").stdout)
    chosen = content["splits"][0]
    assert chosen["chosen"]
    assert {payer["name"]: payer["cents"] for payer in chosen["payers"]}["Paltamo"] == 732524
    assert all(
        sum(payer["cents"] for payer in split["payers"]) == 8_000_000 for split in content["splits"]
    )
    table = run("compare", "kainuu-ict", "2023").stdout
    assert "7\u00a0325,24" in table
    assert "…" not in table


def test_check_finds_nothing_here_and_every_fault_in_a_broken_copy(tmp_path: Path) -> None:
    sound = run("check")
    assert sound.returncode == 0, sound.stderr
    shutil.copytree(REPOSITORY / "data", tmp_path / "data")
    raw = next((tmp_path / "data").rglob("11ra.px.json"))
    raw.write_bytes(raw.read_bytes() + b" ")
    terms = tmp_path / "data" / "agreements" / "kainuu-ict" / "2023.toml"
    terms.write_text(
        terms.read_text(encoding="utf-8").replace("largest_remainder", "largest_remaindr"),
        encoding="utf-8",
    )
    broken = run("check", cwd=tmp_path)
    assert broken.returncode == 1
    assert "11ra.px.json has changed" in broken.stderr
    assert "Did you mean 'largest_remainder'?" in broken.stderr


@pytest.mark.parametrize("model", ["agreement", "terms"])
def test_schema_is_a_json_schema(model: str) -> None:
    jsonschema.Draft202012Validator.check_schema(json.loads(run("schema", model).stdout))


def test_outside_a_project_says_where_to_go(tmp_path: Path) -> None:
    done = run("check", cwd=tmp_path)
    assert done.returncode == 2
    assert "data/agreements was expected" in done.stderr


def test_without_a_command_it_shows_the_commands() -> None:
    done = run()
    assert done.returncode == 2
    assert done.stderr.startswith("analyysi: a command is missing.\n\nUsage:")


def test_check_tells_a_changed_file_once(tmp_path: Path) -> None:
    shutil.copytree(REPOSITORY / "data", tmp_path / "data")
    changed = next(
        (tmp_path / "data" / "snapshots" / "thl-sotkanet" / "population-31-12").rglob("data.csv")
    )
    changed.write_bytes(changed.read_bytes() + b"x")
    done = run("check", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr.startswith("analyysi: 1 fault:\n")
    assert "FAULT agreement kainuu-ict 2023" in done.stdout


def test_unexpected_fault_is_one_sentence_and_a_log(tmp_path: Path) -> None:
    shutil.copytree(REPOSITORY / "data", tmp_path / "data")
    terms = tmp_path / "data" / "agreements" / "kainuu-ict" / "2023.toml"
    terms.unlink()
    terms.mkdir()
    done = run("compare", "kainuu-ict", "2023", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr.startswith("analyysi: unexpected fault (")
    assert "Traceback" not in done.stderr
    log = Path(done.stderr.rpartition("The traceback is in ")[2].strip().removesuffix("."))
    assert "Traceback" in log.read_text(encoding="utf-8")
    log.unlink()


def test_explain_says_that_one_share_is_not_enough() -> None:
    done = run("explain", "kainuu-ict", "2023")
    assert done.returncode == 0, done.stderr
    assert "Published: Paltamo 7079.00 €, of a total of 80000.00 €." in done.stdout
    assert "4% by the organiser first, by population 2020-12-31, rounded to 1.00 €" in done.stdout
    assert "Not identified: " in done.stdout
    assert "would by luck alone" in done.stdout
    assert "What would decide: the share of " in done.stdout
    tried, hits, luck = (
        int(re.search(pattern, done.stdout).group(1))  # type: ignore[union-attr]
        for pattern in (
            r"Tried: (\d+) rules",
            r"Not identified: (\d+) rules",
            r"about (\d+) would by luck",
        )
    )
    told = f"tries {tried:,} rules on it: {hits} give it, and about {luck} would by luck alone".replace(
        ",", " ", 1
    )
    assert told in (REPOSITORY / "README.md").read_text(encoding="utf-8").replace("\n", " ")


def test_explain_needs_something_published() -> None:
    done = run("explain", "kainuu-ict", "2027")
    assert done.returncode == 2
    assert done.stderr.startswith("analyysi: kainuu-ict 2027 has no published share to explain")


def test_compare_tells_the_verdict_with_its_reasons() -> None:
    done = run("compare", "kainuu-ict", "2023")
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("perusteltavissa") == 5
    assert done.stdout.count("varauksin") == 2
    told = json.loads(run("compare", "kainuu-ict", "2023", "--format", "json").stdout)
    equal = next(split for split in told["splits"] if split["id"] == "equal")
    assert equal["verdict"] == "with_reservations"
    assert equal["against"].startswith("Jos Hyrynsalmi ja Kuhmo yhdistyisivät")
    assert equal["properties"]["no_gain_by_merging"]["holds"] is False
    assert equal["properties"]["no_group_pays_more_than_apart"]["holds"] is None
