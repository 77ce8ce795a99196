"""What is said where an edition's own program does not make the edition's own results: that they do
not belong together, and of a library only what is shown.
"""

import platform
from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from analyysi.archive import within_archive as module
from analyysi.archive.edition import PAPERS, RESULTS, Edition
from analyysi.archive.ledger import Cause
from analyysi.archive.replay import LackingLibraryError
from analyysi.archive.scratch_project import Outcome
from analyysi.archive.within_archive import MadeAgain, moved_versions, papers_equal, within_archive
from analyysi.errors import ReproductionError
from analyysi.run.record import sha256

PUBLISHED = "split,chosen,payer_code,payer,amount_eur\nby-key,yes,578,Paltamo,10.00\n"
OTHER = PUBLISHED.replace("10.00", "11.00")
PAGE = b"<p>page</p>"


def record(packages: Mapping[str, str] | None = None, results: str = PUBLISHED) -> Any:
    """Return as much of a record as is looked at: what was published, and on what."""
    checksums = {RESULTS: sha256(results.encode()), f"{PAPERS}/fi/report.html": sha256(PAGE)}
    return SimpleNamespace(
        sha256=checksums.__getitem__, python=platform.python_version(), packages=packages or {}
    )


@pytest.fixture
def published(tmp_path: Path) -> Path:
    (tmp_path / RESULTS).write_text(PUBLISHED, encoding="utf-8")
    return tmp_path


def causes(folder: Path, made: MadeAgain, kept: Any = None) -> list[Cause]:
    """Return what is said of an edition in a folder, with a record that is kept beside it."""
    edition = Edition(folder, "edition", 1, 1)
    object.__setattr__(edition, "record", kept or record())
    return within_archive(edition, made)


def test_what_comes_out_as_it_was_is_no_cause(published: Path) -> None:
    made = MadeAgain(Outcome(PUBLISHED), {"fi/report.html": PAGE})
    assert causes(published, made, record()) == []
    assert papers_equal(record(), made.papers) == {"fi/report.html": True}
    (noted,) = causes(published, made, record({"pydantic": "0.1"}))
    assert (noted.kind, noted.fails, noted.what[-1]) == (
        "library", False, "nothing is changed by it"
    )  # fmt: skip


def test_other_results_are_the_archives_and_not_a_librarys(published: Path) -> None:
    (cause,) = causes(published, MadeAgain(Outcome(OTHER), {}), record())
    assert cause.kind == "archive"
    assert "by-key, 578 Paltamo: 10.00 → 11.00" in cause.what
    assert cause.effect == {"578": 100}
    assert not any("version" in text for text in cause.what)


def test_amounts_left_out_of_the_list_are_counted(tmp_path: Path) -> None:
    heading, row = PUBLISHED.splitlines(keepends=True)
    rows = [row.replace("578", str(code)) for code in range(101, 115)]
    results = "".join([heading, *rows])
    (tmp_path / RESULTS).write_text(results, encoding="utf-8")
    others = [row.replace("10.00", "11.00") for row in rows]
    made = MadeAgain(Outcome("".join([heading, *others])), {})
    (cause,) = causes(tmp_path, made, record(results=results))
    assert cause.what[-1] == "and 2 more amounts"


def test_another_version_is_not_ruled_out_and_not_blamed(published: Path) -> None:
    moved = record({"pydantic": "0.1"})
    (cause,) = causes(published, MadeAgain(Outcome(OTHER), {}), moved)
    assert cause.kind == "archive"
    assert cause.what[-1].startswith("not ruled out: other versions than the recorded ones")
    assert "pydantic 0.1 → " in cause.what[-1]
    # The project's copies give the published shares on these versions, which rules them out.
    copies = MadeAgain(Outcome(OTHER), {}, true_copies=["data.csv"], differences=["3283 → 3183"])
    (cause,) = causes(published, copies, moved)
    assert "data.csv" in cause.what[0]
    assert cause.what[1] == "3283 → 3183"
    assert not any("not ruled out" in text for text in cause.what)


def test_what_stops_every_swapped_file_is_said_once(published: Path) -> None:
    stops = "data.csv has changed since it was stored"
    copies = MadeAgain(Outcome(OTHER), {}, true_copies=["data.csv"], differences=[stops] * 3)
    (cause,) = causes(published, copies, record())
    assert cause.what.count(stops) == 1


def test_papers_that_differ_alone_are_named(published: Path) -> None:
    made = MadeAgain(Outcome(PUBLISHED), {"fi/report.html": b"another"})
    (cause,) = causes(published, made, record())
    assert cause.kind == "archive"
    assert cause.what[0].startswith("the archived inputs do not give the archived papers")
    assert cause.what[-1] == "fi/report.html"
    assert cause.effect == {}


def test_a_library_that_is_lacking_is_shown_by_the_program(published: Path) -> None:
    lacking = LackingLibraryError("pandera")
    for made in (
        MadeAgain(Outcome(None, str(lacking), "pandera"), {}),
        MadeAgain(Outcome(PUBLISHED), {"fi/report.html": b""}, [lacking]),
    ):
        (cause,) = causes(published, made, record())
        assert (cause.kind, cause.where, cause.effect) == ("library", "pandera", None)
        assert "pip install" in cause.what[0]


def test_a_program_that_stops_is_quoted(published: Path) -> None:
    made = MadeAgain(Outcome(None, "no row for 578"), {}, [ReproductionError("no page")])
    (cause,) = causes(published, made, record())
    assert cause.kind == "archive"
    assert cause.what[1:] == (
        "the archived program stops: no row for 578",
        "the archived program stops: no page",
    )
    assert cause.effect is None


def test_python_and_libraries_of_other_versions_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "version", {"pydantic": "2.0"}.__getitem__)
    here = record({"pydantic": "1.0"})
    here.python = "3.0"
    assert moved_versions(here) == {
        "Python": f"Python 3.0 → {platform.python_version()}",
        "pydantic": "pydantic 1.0 → 2.0",
    }
