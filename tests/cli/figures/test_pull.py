"""The commands that ask the services, as a user types them, against servers on this machine."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.business_ids import KAINUU
from support.command_line import Ended, ended
from support.places import ROOT
from support.services.as_stored import stored_documents
from support.services.pxweb import PxWeb
from support.services.server import Fault
from support.services.tables import revised_11ra, standard
from support.services.treasury import Treasury, sample_documents

pytestmark = pytest.mark.slow


@pytest.fixture
def pxweb() -> Iterator[PxWeb]:
    with PxWeb(standard(), limiter_on=False) as running:
        yield running


@pytest.fixture
def treasury() -> Iterator[Treasury]:
    with Treasury(sample_documents(KAINUU), padding=100) as running:
        yield running


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    return tmp_path


def run(folder: Path, *arguments: str, **environment: str) -> Ended:
    """Run a command as typed in the folder; `python -m analyysi` itself is tests/cli/test_main's."""
    return ended(*arguments, folder=folder, **environment)


def test_pull_takes_the_defaults_and_tells_what_changed(
    folder: Path, pxweb: PxWeb, treasury: Treasury
) -> None:
    table = revised_11ra(changes={"KU578": 2943})
    pxweb.replace_table("StatFin", "vaerak", table)
    done = run(folder, "pull", "--pxweb", pxweb.root, "--treasury", treasury.root)
    assert done.returncode == 0, done.stderr
    assert done.stderr == "ktas: catalogue ...\nktas ...\n11ra ...\n"
    assert "New snapshot valtiokonttori/ktas-2027/" in done.stdout
    assert "New snapshot tilastokeskus/11ra/" in done.stdout
    assert "Against tilastokeskus/11ra/2026-11-24, used by kainuu-ict 2027:" in done.stdout
    assert "changed division: 2026-01-01 to 2027-01-01" in done.stdout
    assert "new period: 2026" in done.stdout
    assert "578 Paltamo 2025 population: 2941 → 2943 (+0.07 %)" in done.stdout
    assert "name it in a year's terms: snapshot = \"tilastokeskus/11ra/" in done.stdout
    checked = run(folder, "check")
    assert checked.returncode == 0, checked.stderr
    assert not (folder / "data" / ".pull").exists()
    again = run(folder, "pull", "--pxweb", pxweb.root, "--treasury", treasury.root)
    assert again.stdout.count("Nothing new: ") == 2


def test_one_failure_does_not_keep_the_other_from_coming(
    folder: Path, pxweb: PxWeb, treasury: Treasury
) -> None:
    pxweb.faults.append(Fault("html_200", times=-1))
    done = run(folder, "pull", "--pxweb", pxweb.root, "--treasury", treasury.root)
    assert done.returncode == 1
    assert "New snapshot valtiokonttori/ktas-2027/" in done.stdout
    sentence = "analyysi: 1 of 2 could not be fetched; what came is kept for the next attempt.\n"
    assert sentence in done.stderr
    assert "- population: 127.0.0.1:" in done.stderr
    assert "Traceback" not in done.stderr


def test_budgets_of_one_agreement_with_a_missing_id_are_stored_and_exit_with_3(
    folder: Path, treasury: Treasury
) -> None:
    path = folder / "data" / "municipalities" / "business_ids.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text(
        "".join(line for line in lines if not line.startswith("578,")), encoding="utf-8"
    )
    asked = ("pull", "budgets", "--agreement", "kainuu-ict", "--treasury", treasury.root)
    done = run(folder, *asked)
    assert done.returncode == 3, done.stderr
    assert "New snapshot valtiokonttori/ktas-2027/" in done.stdout
    assert (
        "  Lacking Paltamo (578): data/municipalities/business_ids.csv has no business id for 578. "
        "Add a line for each, with where you found it: "
    ) in done.stdout
    path.write_text("".join(lines), encoding="utf-8")
    whole = run(folder, *asked)
    assert whole.returncode == 0, whole.stderr
    assert "new code: 578 Paltamo" in whole.stdout
    # A municipality that has not reported yet is no fault.
    treasury.documents = [d for d in treasury.documents if d.ytunnus != KAINUU["105"]]
    absent = run(folder, *asked)
    assert absent.returncode == 0, absent.stderr
    assert "Note: No document of 2027 yet: Hyrynsalmi (105)" in absent.stdout


def test_an_answer_for_programs_has_all_that_came_and_what_lacks(
    folder: Path, pxweb: PxWeb, treasury: Treasury
) -> None:
    pxweb.replace_table("StatFin", "vaerak", revised_11ra(changes={"KU578": 2943}))
    asked = ("pull", "--pxweb", pxweb.root, "--treasury", treasury.root, "--json", "--quiet")
    done = run(folder, *asked)
    assert (done.returncode, done.stderr) == (0, "")
    answer = json.loads(done.stdout)
    assert (answer["ok"], answer["faults"]) == (True, [])
    by_table = {pulled["snapshot"].rpartition("/")[0]: pulled for pulled in answer["result"]}
    population = by_table["tilastokeskus/11ra"]
    assert (population["new"], population["used_by"]) == (True, ["kainuu-ict 2027"])
    assert population["difference"]["old"] == "tilastokeskus/11ra/2026-11-24"
    pxweb.faults.append(Fault("html_200", times=-1))
    partly = run(folder, *asked)
    answer = json.loads(partly.stdout)
    assert (partly.returncode, answer["ok"]) == (1, False)
    assert [pulled["new"] for pulled in answer["result"]] == [False]
    (fault,) = answer["faults"]
    assert fault.startswith("population: 127.0.0.1:")


def test_odd_budgets_are_told_and_stop_nothing(folder: Path) -> None:
    with Treasury(stored_documents()) as running:
        done = run(
            folder,
            *("pull", "budgets", "--years", "2026", "--agreement", "kainuu-ict"),
            *("--treasury", running.root),
        )
    assert done.returncode == 0, done.stderr
    assert "  Odd: Suomussalmi, budget of 2026 as decided. The result, €3,200,165.47" in done.stdout
    assert "  Odd: Large change inside the plan: 5" in done.stdout


def test_the_agreements_municipalities_alone_are_asked_for(
    folder: Path, treasury: Treasury
) -> None:
    done = run(folder, "pull", "budgets", "--agreement", "kainuu-ict", "--treasury", treasury.root)
    assert done.returncode == 0, done.stderr
    asked = {r.path.split("/")[-2] for r in treasury.requests if "/dokumentti/" in r.path}
    assert asked == set(KAINUU.values())


def test_list(folder: Path) -> None:
    done = run(folder, "pull", "--list")
    assert done.returncode == 0
    names = {line.split()[0] for line in done.stdout.splitlines()}
    assert names == {path.stem for path in (folder / "data" / "sources").glob("*.toml")}
    assert "[default]" in done.stdout
    answer = json.loads(run(folder, "pull", "--list", "--json").stdout)
    assert {recipe["name"] for recipe in answer["result"]} == names
    assert {"budgets", "population"} == {
        recipe["name"] for recipe in answer["result"] if recipe["default"]
    }


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (
            ["pull", "popluation"],
            2,
            "There is nothing to fetch called 'popluation'. Did you mean 'population'",
        ),
        (["pull", "population", "--select", "age"], 2, "--select age: COLUMN=CODES was expected"),
        (
            ["pull", "budgets", "--select", "age=all"],
            2,
            "--select is for tables of Statistics Finland",
        ),
        (
            ["pull", "budgets", "--agreement", "kainuu-ict", "--municipalities", "105"],
            2,
            "--agreement names the municipalities",
        ),
        (["pull", "budgets", "--agreement", "kainu-ict"], 2, "kainuu-ict"),
        (
            ["pull", "budgets", "--agreement", "dublin-fire"],
            2,
            "dublin-fire has no municipality",
        ),
        (["pull", "--against", "x"], 2, "--against is for one table"),
        (["pull", "population", "--offline"], 1, "the network is switched off (--offline)"),
        (
            ["pull", "population", "--pxweb", "http://pxdata.stat.fi/PxWeb/api/v1"],
            1,
            "is not https",
        ),
        (["pull", "population", "--pxweb", "ftp://127.0.0.1/"], 1, "is not https"),
        (
            ["pull", "population", "--pxweb", "https://me:secret@127.0.0.1/"],
            1,
            "holds a user name or a password",
        ),
        (["tables", "--language", "se"], 2, "there is no language 'se'. Valid: en, fi, sv"),
        (
            ["diff", "tilastokeskus/11ra/2026-11-24", "tilastokeskus/11ra/2026-11-25"],
            1,
            "No snapshot",
        ),
        (["diff", "a", "b", "--format", "cvs"], 2, "There is no format 'cvs'. Did you mean 'csv'"),
    ],
)
def test_faults_are_one_sentence(folder: Path, arguments: list[str], code: int, words: str) -> None:
    done = run(folder, *arguments)
    assert done.returncode == code, done.stderr
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stderr.startswith("analyysi: ")


def test_offline_by_the_environment(folder: Path, pxweb: PxWeb) -> None:
    done = run(folder, "pull", "population", "--pxweb", pxweb.root, ANALYYSI_OFFLINE="1")
    assert done.returncode == 1
    assert "the network is switched off" in done.stderr
    assert pxweb.requests == []


def test_tables(folder: Path, pxweb: PxWeb) -> None:
    assert "StatFin_Passiivi" in run(folder, "tables", "--pxweb", pxweb.root).stdout
    assert "11ra.px" in run(folder, "tables", "StatFin/vaerak", "--pxweb", pxweb.root).stdout
    table = run(
        folder, "tables", "StatFin/vaerak/11ra.px", "--pxweb", pxweb.root, "--language", "sv"
    ).stdout
    assert "alue_23_20260101" in table
    missing = run(folder, "tables", "StatFin/vaerk", "--pxweb", pxweb.root)
    assert missing.returncode == 1
    assert "has no folder StatFin/vaerk (400)" in missing.stderr


def test_diff_as_text_and_csv(folder: Path, pxweb: PxWeb) -> None:
    run(folder, "pull", "population", "--pxweb", pxweb.root)
    pxweb.replace_table("StatFin", "vaerak", revised_11ra(changes={"KU578": 2943}))
    run(folder, "pull", "population", "--pxweb", pxweb.root)
    stored = sorted(
        (folder / "data" / "snapshots" / "tilastokeskus" / "11ra").iterdir(),
        key=lambda path: path.stat().st_mtime,
    )
    ids = [path.relative_to(folder / "data" / "snapshots").as_posix() for path in stored]
    old, new = ids[-2:]
    text = run(folder, "diff", old, new)
    assert text.returncode == 0, text.stderr
    assert "new period: 2026" in text.stdout
    table = run(folder, "diff", old, new, "--format", "csv").stdout.splitlines()
    assert table[0] == "municipality_code,year,municipality,figure,old,new,change_per_cent"
    assert "578,2025,Paltamo,population,2941,2943,0.0680" in table
    same = run(folder, "diff", new, new)
    assert same.stdout.startswith("no difference in ")


def test_help_has_examples(folder: Path) -> None:
    shown = run(folder, "pull", "--help").stdout
    assert "analyysi pull population-by-age --years 2025 --select age=000,001,002" in shown
    assert "--offline" in shown


def test_an_agreement_says_what_is_fetched(folder: Path, pxweb: PxWeb, treasury: Treasury) -> None:
    services = ("--pxweb", pxweb.root, "--treasury", treasury.root)
    done = run(folder, "pull", "--agreement", "kainuu-ict", *services)
    assert done.returncode == 0, done.stderr
    assert "tilastokeskus/11ra/" in done.stdout
    assert "New snapshot valtiokonttori/ktas-2027/" in done.stdout
    dublin = run(folder, "pull", "--agreement", "dublin-fire", *services)
    assert dublin.stderr.startswith("analyysi: No recipe fetches a table of dublin-fire")
    misspelt = run(folder, "pull", "--agreement", "kainuu-itc", *services)
    assert "kainuu-ict" in misspelt.stderr
    both = run(folder, "pull", "population", "--agreement", "kainuu-ict", *services)
    assert (both.returncode, both.stderr) == (0, "11ra ...\n")
    assert "ktas" not in both.stdout
    assert (dublin.returncode, misspelt.returncode) == (2, 2)
