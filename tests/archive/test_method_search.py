"""Where a changed program is looked into first, and in which order its files are swapped."""

import pytest

from analyysi.archive.code_archive import code_files
from analyysi.archive.method_search import Suspect, _near, files_behind, suspects
from analyysi.archive.scratch_project import ScratchProject, scratch_project
from analyysi.project import Project
from support.places import ROOT
from support.published_years import edition, published_inputs

ROUNDING = "analyysi.allocation.whole_units.rounding"
METHODS = "analyysi.allocation.methods"


def scratch_of(project: Project) -> ScratchProject:
    return ScratchProject(project, {}, edition(project).record)


@pytest.fixture(scope="module")
def published() -> str:
    return (edition(Project(ROOT)).folder / "results.csv").read_text(encoding="utf-8")


def moved(results: str, old: str, new: str) -> str:
    assert old in results
    return results.replace(old, new)


@pytest.mark.slow
def test_the_exact_shares_tell_the_rounding_from_the_way(published: str) -> None:
    scratch = scratch_of(Project(ROOT))
    cents = moved(published, "7325.24", "7325.25")
    assert suspects(scratch, published, cents) == (
        Suspect("rounding rule largest_remainder", ROUNDING),
    )
    equal = moved(published, ",1/7,", ",1/8,")
    assert suspects(scratch, published, equal) == (Suspect("way of sharing equal", METHODS),)
    heads = moved(published, ",2.30,", ",2.31,")
    assert suspects(scratch, published, heads) == (
        Suspect("how results.csv is written", "analyysi.comparison.results"),
    )
    header, *rows = published.splitlines()
    parts = [row.split(",") for row in rows]
    everything = [",".join([*part[:7], "1/9", *part[8:]]) for part in parts]
    suspected = suspects(scratch, published, "\n".join([header, *everything]))
    assert suspected[0] == Suspect("the figures of the keys", "analyysi.comparison.case")


def test_the_nearest_files_come_first() -> None:
    program = {
        "analyysi/rounding.py": b"from analyysi.quotas import quotas\n",
        "analyysi/quotas.py": b"import analyysi.ratios\n",
        "analyysi/ratios.py": b"from analyysi import errors\n",
        "analyysi/errors.py": b"",
        "analyysi/__init__.py": b"",
        "analyysi/page.py": b"from analyysi.rounding import largest_remainder\n",
    }
    near = list(_near(program, ["analyysi.rounding"]))
    assert near[:3] == ["analyysi/rounding.py", "analyysi/quotas.py", "analyysi/ratios.py"]
    assert "analyysi/errors.py" in near
    assert "analyysi/page.py" not in near  # nothing that shares are worked out by


@pytest.mark.slow
def test_two_files_that_each_move_some_are_both_named(published: str) -> None:
    before = code_files()
    rounding = "analyysi/allocation/whole_units/rounding.py"
    parts = "analyysi/allocation/parts.py"
    after = dict(before)
    after[rounding] = before[rounding].replace(
        b"sorted(remainders, reverse=True)", b"sorted(remainders)"
    ).replace(b"remainder > edge", b"remainder < edge")  # fmt: skip
    # The first payer counts twice in the equal part of a mix.
    after[parts] = before[parts].replace(
        b"1), 1).in_proportion", b"1), 1).changed(problem.payers[0], Fraction(2)).in_proportion"
    )
    assert all(after[path] != before[path] for path in (rounding, parts))
    record = edition(Project(ROOT)).record
    with scratch_project(published_inputs(), record) as scratch:
        changed = files_behind(
            scratch,
            before,
            after,
            published,
            "neither program gives this",
            [Suspect("rounding", ROUNDING), Suspect("ways", METHODS)],
        )
    assert [file.path for file in changed] == [rounding, parts]
    assert not any(file.alone for file in changed)
