"""The published year of the repository recomputed, and every kind of change to
it found and named.
"""

import csv
import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from analyysi.archive import reproduce as reproducing
from analyysi.archive.edition import (
    CODE,
    RECORD,
    RESULTS,
)
from analyysi.archive.integrity import damages
from analyysi.archive.ledger import Cause, Reproduction
from analyysi.archive.reproduce import reproduce
from analyysi.errors import ReproductionError
from analyysi.project import Project
from analyysi.sources.snapshots import snapshot_ids
from support.archived_answers import answer_once
from support.places import ROOT, TESTS
from support.published_years import (
    POPULATION,
    TERMS,
    edit,
    edition,
    forge,
    forge_population,
    publish_again,
    revise,
)

pytestmark = pytest.mark.slow

GOLDEN = TESTS / "golden" / "2023" / "results.csv"


@pytest.fixture
def published(project_copy: Project, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.setattr(reproducing, "replay_results", answer_once)
    return publish_again(project_copy)


def again(project: Project) -> Reproduction:
    return reproduce(project, edition(project), in_force=True, papers=False)


def only(found: Reproduction) -> Cause:
    (cause,) = found.faults
    return cause


def cents(results: str) -> dict[str, int]:
    rows = csv.DictReader(io.StringIO(results, newline=""))
    return {
        row["payer_code"]: round(float(row["amount_eur"]) * 100)
        for row in rows
        if row["chosen"] == "yes"
    }


def test_published_year_is_the_one_that_was_decided_on() -> None:
    assert (edition(Project(ROOT)).folder / RESULTS).read_bytes() == GOLDEN.read_bytes()


def test_published_year_comes_out_of_its_archive_alone(tmp_path: Path) -> None:
    # No agreement, no figure, no notebook: nothing but what was published.
    (tmp_path / "data" / "agreements").mkdir(parents=True)
    shutil.copytree(
        ROOT / "reports" / "kainuu-ict" / "published",
        tmp_path / "reports" / "kainuu-ict" / "published",
    )
    found = again(Project(tmp_path))
    assert found.equal
    assert not found.faults


def test_unchanged_project_has_nothing_to_explain(published: Project) -> None:
    found = again(published)
    assert found.equal
    assert [cause for cause in found.causes if cause.kind != "library"] == []


def test_revised_figure_is_named_with_what_it_does(published: Project) -> None:
    old, new = revise(published.root)
    cause = only(again(published))
    assert (cause.kind, cause.where) == ("data", f"data/snapshots/{POPULATION}")
    assert cause.what == (f"Paltamo (municipality_code 578, year 2021), population: {old} → {new}",)
    assert cause.effect is not None
    assert cause.effect["578"] > 0
    assert all(change < 0 for code, change in cause.effect.items() if code != "578")
    assert sum(cause.effect.values()) == 0


def test_effect_of_a_revised_figure_is_what_sharing_by_it_gives(published: Project) -> None:
    revise(published.root, change=-183)
    effect = only(again(published)).effect
    before = cents((edition(published).folder / RESULTS).read_text(encoding="utf-8"))
    rows = csv.DictReader(io.StringIO(GOLDEN.read_text(encoding="utf-8"), newline=""))
    shares = {
        row["payer_code"]: Fraction(row["share_of_total"]) for row in rows if row["chosen"] == "yes"
    }
    population = {code: share * 34762 for code, share in shares.items()}
    assert population["578"] == 3183
    population["578"] -= 183
    total = sum(population.values())
    for code, people in population.items():
        assert effect is not None
        assert abs(before[code] + effect.get(code, 0) - 8_000_000 * people / total) < 1


def test_figure_revised_together_with_its_manifest_is_found_too(published: Project) -> None:
    folder = published.snapshots / POPULATION
    revise(published.root)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    content = (folder / "data.csv").read_bytes()
    manifest["data"] |= {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
    (folder / "manifest.json").write_text(
        json.dumps(manifest, ensure_ascii=False), encoding="utf-8"
    )
    assert only(again(published)).kind == "data"


def test_figure_revised_in_the_archive_is_found_and_the_year_recomputed_all_the_same(
    published: Project,
) -> None:
    revise(edition(published).folder / "inputs")
    found = again(published)
    assert only(found).kind == "data"
    assert only(found).where.startswith("kainuu-ict 2023, edition 1: inputs/")
    assert found.results_equal  # by the project's copy, whose checksum is the published one
    assert not found.equal


def test_later_snapshot_is_worth_knowing_and_no_fault(published: Project) -> None:
    shutil.copytree(published.snapshots / POPULATION, published.snapshots / f"{POPULATION}-2")
    later = published.snapshots / f"{POPULATION}-2"
    path = published.snapshots / POPULATION / "data.csv"
    kept = path.read_bytes()
    old, new = revise(published.root)
    (later / "data.csv").write_bytes(path.read_bytes())
    path.write_bytes(kept)
    manifest = json.loads((later / "manifest.json").read_text(encoding="utf-8"))
    content = (later / "data.csv").read_bytes()
    manifest["id"] = f"{POPULATION}-2"
    manifest["data"] |= {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
    (later / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False), encoding="utf-8")
    assert f"{POPULATION}-2" in snapshot_ids(published)
    found = again(published)
    assert found.equal
    (noted,) = [cause for cause in found.causes if cause.kind == "data"]
    assert not noted.fails
    assert noted.what == (f"Paltamo (578), asukasluku 31.12.2021: {old} → {new}",)
    assert noted.effect is not None
    assert noted.effect["578"] > 0


def test_edited_term_is_named(published: Project) -> None:
    edit(published.root / TERMS, 'value = "80000.00"', 'value = "81000.00"')
    cause = only(again(published))
    assert (cause.kind, cause.where) == ("terms", TERMS)
    assert cause.what == ("total.value: 80000.00 → 81000.00",)
    assert cause.effect is not None
    assert sum(cause.effect.values()) == 100_000


def test_edited_rounding_is_told_from_other_terms(published: Project) -> None:
    edit(published.root / TERMS, 'unit = "0.01"', 'unit = "1.00"')
    edit(published.root / TERMS, 'value = "80000.00"', 'value = "81000.00"')
    faults = {cause.kind: cause for cause in again(published).faults}
    assert set(faults) == {"rounding", "terms"}
    assert faults["rounding"].what == ("rounding.unit: 0.01 → 1.00",)
    assert faults["rounding"].effect is not None
    assert sum(faults["rounding"].effect.values()) == 0
    assert faults["terms"].what == ("total.value: 80000.00 → 81000.00",)


def test_edited_words_of_terms_are_named_though_no_share_moves(published: Project) -> None:
    edit(published.root / TERMS, "Sopimusluonnos vuodelle 2023.", "Sopimus vuodelle 2023.")
    cause = only(again(published))
    assert cause.kind == "terms"
    assert cause.effect == {}
    assert cause.what[0].startswith("total.source.fi: ")


def test_comment_in_terms_is_no_fault(published: Project) -> None:
    edit(published.root / TERMS, "# Year 2023", "# The year 2023")
    found = again(published)
    assert found.equal
    assert [(cause.kind, cause.fails) for cause in found.causes if cause.kind != "library"] == [
        ("terms", False)
    ]


def test_key_renamed_throughout_is_one_cause(published: Project) -> None:
    path = published.root / TERMS
    path.write_text(
        path.read_text(encoding="utf-8").replace("population_2021", "people"),
        encoding="utf-8",
        newline="\n",
    )
    cause = only(again(published))
    assert cause.kind == "terms"
    assert cause.effect == {}


# The cents left over go to the smallest remainders instead of the largest.
SMALLEST_REMAINDERS = (
    ("sorted(remainders, reverse=True)", "sorted(remainders)"),
    ("remainder > edge", "remainder < edge"),
)
ROUNDING = "analyysi/allocation/whole_units/rounding.py"


def changed_program(place: Path, path: str, *edits: tuple[str, str]) -> Path:
    """Copy the program and change one of its files."""
    copy = place / "changed-program"
    shutil.copytree(ROOT / "src", copy, ignore=shutil.ignore_patterns("__pycache__"))
    for old, new in edits:
        edit(copy / path, old, new)
    return copy


def ledger_of(done: subprocess.CompletedProcess[str]) -> str:
    return "".join(done.stdout.split())


def test_method_changed_by_one_remainder_rule_is_named(
    project_copy: Project, tmp_path: Path
) -> None:
    # One file of the last edition's program and of today's is another: it alone is named.
    publish_again(project_copy, -1)
    copy = changed_program(tmp_path, ROUNDING, *SMALLEST_REMAINDERS)
    done = run(project_copy.root, "reproduce", "--results-only", path=copy)
    assert done.returncode == 1
    assert "(method)" in done.stderr
    ledger = ledger_of(done)
    assert ROUNDING in ledger
    others = [path for path in re.findall(r"analyysi/[\w/]+\.py", ledger) if path != ROUNDING]
    assert others == []
    assert "0.01" in ledger


def test_rule_is_named_where_no_file_can_be_swapped_alone(
    published: Project, tmp_path: Path
) -> None:
    # The first edition's program is built otherwise: the shares alone say that it is the rounding.
    copy = changed_program(tmp_path, ROUNDING, *SMALLEST_REMAINDERS)
    done = run(published.root, "reproduce", "--results-only", path=copy)
    assert "kainuu-ict 2023, edition 1 (method)" in done.stderr
    ledger = ledger_of(done)
    assert ROUNDING in ledger
    assert "roundingrulelargest_remainder" in ledger


def test_a_changed_way_of_sharing_is_told_though_it_is_not_the_chosen_one(
    project_copy: Project, tmp_path: Path
) -> None:
    publish_again(project_copy, -1)
    path = "analyysi/allocation/methods.py"
    # A mix is shared equally, whatever its keys weigh.
    whole = ("problem, parameters.equal, parameters.keys)", "problem, Fraction(1), {})")
    copy = changed_program(tmp_path, path, whole)
    done = run(project_copy.root, "reproduce", "--results-only", path=copy)
    ledger = ledger_of(done)
    assert path in ledger
    assert "chosensplit:" in ledger
    assert "mix-equal_3of10-population_2021_7of10:" in ledger


def test_an_archive_changed_with_its_checksums_is_no_fault_of_a_library(
    published: Project,
) -> None:
    old, new = forge_population(published)
    reproduction = again(published)
    assert not reproduction.equal
    cause = only(reproduction)
    assert cause.kind == "archive"
    assert cause.what[0].startswith("the archived inputs do not give the archived results: some")
    # The project's own copy gives the published shares: that tells which copy was changed.
    assert f"data/snapshots/{POPULATION}/data.csv" in cause.what[0]
    assert cause.what[1] == (
        f"Paltamo (municipality_code 578, year 2021), population: {new} → {old}"
    )
    assert cause.effect is not None
    assert cause.effect["578"] > 0
    assert not any("computes wrongly" in text or "library" in text for text in cause.what)
    assert "equal" not in cause.others
    assert cause.others["mix-equal_3of10-population_2021_7of10"]["578"] > 0


def test_without_another_copy_it_is_said_that_they_do_not_belong_together(
    published: Project,
) -> None:
    forge_population(published)
    shutil.rmtree(published.snapshots)
    reproduction = reproduce(published, edition(published), in_force=False, papers=False)
    cause = only(reproduction)
    assert cause.kind == "archive"
    assert "or they were not made from these inputs by this program" in cause.what[0]


def test_results_changed_with_their_checksums_are_found(published: Project) -> None:
    folder = edition(published).folder
    text = (folder / RESULTS).read_text(encoding="utf-8")
    forge(folder, RESULTS, text.replace("7325.24", "7079.00").encode("utf-8"))
    assert damages(edition(published)) == ()
    cause = only(again(published))
    assert cause.kind == "archive"
    assert "proportional-population_2021, 578 Paltamo: 7079.00 → 7325.24" in cause.what
    assert cause.effect == {"578": 24624}


def test_other_version_of_a_library_is_told(published: Project, tmp_path: Path) -> None:
    written = tmp_path / "libraries" / "latex2mathml-99.0.dist-info"
    written.mkdir(parents=True)
    (written / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: latex2mathml\nVersion: 99.0\n", encoding="utf-8"
    )
    done = run(published.root, "reproduce", "--results-only", path=tmp_path / "libraries")
    assert done.returncode == 0
    assert (
        f"latex2mathml {edition(published).record.packages['latex2mathml']} → 99.0" in done.stdout
    )
    assert "worth knowing, no fault" in " ".join(done.stdout.split())


def run(project: Path, *arguments: str, path: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(path), "COLUMNS": "200"}
    command = [sys.executable, "-m", "analyysi", *arguments, "--project", str(project)]
    return subprocess.run(
        command, env=environment, capture_output=True, encoding="utf-8", check=False
    )


def test_edited_results_are_named_cell_by_cell(published: Project) -> None:
    edit(edition(published).folder / RESULTS, "7325.24", "7079.00")
    cause = only(again(published))
    assert cause.kind == "paper"
    assert cause.what[1] == "proportional-population_2021, 578 Paltamo: 7325.24 → 7079.00"


HARMS: dict[str, tuple[Callable[[Path], object], str, str]] = {
    "page": (
        lambda folder: edit(folder / "papers/fi/report.html", "Paltamo", "Kajaani"),
        "changed",
        "paper",
    ),
    "terms": (lambda folder: (folder / "inputs" / TERMS).unlink(), "missing", "missing"),
    "code": (lambda folder: (folder / CODE).write_bytes(b"no code"), "changed", "method"),
    "stranger": (
        lambda folder: (folder / "notes.txt").write_text("mine", encoding="utf-8"),
        "strange",
        "record",
    ),
}


@pytest.mark.parametrize("name", HARMS)
def test_harm_to_a_file_of_the_edition_is_named(published: Project, name: str) -> None:
    harm, told, kind = HARMS[name]
    harm(edition(published).folder)
    assert [damage.harm for damage in damages(edition(published))] == [told]
    found = again(published)
    assert not found.equal
    assert only(found).kind == kind
    assert only(found).where.endswith(damages(edition(published))[0].path)
    assert found.results_equal  # whatever was harmed, a true copy or the record's checksum is left


def test_year_whose_terms_are_lost_everywhere_is_not_called_equal(published: Project) -> None:
    edit(edition(published).folder / "inputs" / TERMS, "80000.00", "81000.00")
    edit(published.root / TERMS, "80000.00", "82000.00")
    found = again(published)
    assert not found.equal
    assert not found.results_equal
    assert only(found).kind == "terms"
    assert only(found).effect is not None
    assert sum(only(found).effect.values()) == 100_000


def test_snapshot_that_the_project_lost_is_named(published: Project) -> None:
    shutil.rmtree(published.snapshots / POPULATION)
    found = again(published)
    assert {cause.kind for cause in found.faults} == {"missing"}
    assert any(
        cause.where.endswith("population-31-12/2026-11-24/data.csv") for cause in found.faults
    )
    assert found.results_equal


def test_unreadable_record_is_one_sentence(published: Project) -> None:
    (edition(published).folder / RECORD).write_text("{", encoding="utf-8")
    with pytest.raises(
        ReproductionError, match=r"run\.json is not valid JSON: .+ Restore the published folder"
    ):
        again(published)


def test_standing_agreement_may_live_on(published: Project) -> None:
    path = published.agreements / "kainuu-ict" / "agreement.toml"
    with path.open("a", encoding="utf-8") as file:
        file.write(
            '\n[[parties]]\ncode = "765x"\nkind = "organisation"\nname = { fi = "Uusi osapuoli" }\n'
        )
    found = again(published)
    assert found.equal
    assert [(cause.kind, cause.fails) for cause in found.causes if cause.kind != "library"] == [
        ("terms", False)
    ]
