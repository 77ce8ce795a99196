"""The preview follows its files: the last edit wins, and a fault that vanishes is not told."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest

from analyysi.agreement.parameters import RunParameters
from analyysi.errors import Sentence
from analyysi.project import Project
from analyysi.run.batch.report_job import JobOutcome
from analyysi.run.preview.board import Board, Standing
from analyysi.run.preview.page_job import PageJob
from analyysi.run.preview.preview import MOST_ENDED, Preview
from analyysi.run.preview.watch import Watch


class Ended(BaseException):
    """Ends what follows, as a signal does."""


class FileProcesses:
    """Makes a page of one file's text: after a while, if the text says so."""

    def __init__(self, file: Path, beside: Path) -> None:
        self._file, self._beside, self._stopped = file, beside, Event()
        self.made: list[str] = []
        self.prepared = 0

    def make(self, job: PageJob) -> JobOutcome:
        text = self._file.read_text(encoding="utf-8")
        self._stopped.clear()
        self.made.append(text)
        if text.startswith("writes"):
            (self._beside / "out.csv").write_text(str(len(self.made)), encoding="utf-8")
        ended = text.startswith("long") and self._stopped.wait(30)
        if ended or (text.startswith("writes") and self._stopped.wait(0.5)):
            reason = Sentence("{report}: {reason}", report=job.name, reason=Sentence("it ended"))
            return JobOutcome(job.name, fault=reason, lost=True)
        if text.startswith("fault"):
            return JobOutcome(job.name, fault=Sentence("{text} in it", text=text))
        if text.startswith("lost"):
            reason = Sentence("{report}: {reason}", report=job.name, reason=Sentence("no memory"))
            return JobOutcome(job.name, fault=reason, lost=True)
        return JobOutcome(job.name, {"report.html": text.encode()})

    def prepare(self, job: object) -> None:
        self.prepared += 1

    def stop(self) -> None:
        self._stopped.set()


class FollowedFile:
    """A file that a preview follows, and what the preview says, in this very process: each step is
    done when the one before is seen.
    """

    def __init__(self, folder: Path) -> None:
        self.file = folder / "terms" / "2027.toml"
        self.file.parent.mkdir()
        self.file.write_text("first", encoding="utf-8")
        self.board = Board()
        beside = folder / "beside"
        beside.mkdir()
        self.processes = FileProcesses(self.file, beside)
        parameters = RunParameters(agreement="a", year=2027)
        job = PageJob("a/2027", str(folder), parameters, None)
        watch = Watch([self.file.parent], [beside])
        self.preview = Preview(Project(folder), job, watch, self.processes, self.board)  # type: ignore[arg-type]

    def follow(self, steps: Iterator[None], monkeypatch: pytest.MonkeyPatch) -> None:
        """Follow the file; at each rest take the next step, and end after the last."""
        rest = self.preview._rest

        def one_step() -> None:
            rest()
            if next(steps, self) is self:
                raise Ended

        monkeypatch.setattr(self.preview, "_rest", one_step)
        with pytest.raises(Ended):
            self.preview.follow()

    def until(self, seen: Callable[[Standing], bool]) -> Iterator[None]:
        """Let time pass until the board shows something."""
        end = time.monotonic() + 20
        while not seen(self.board.standing):
            assert time.monotonic() < end, self.board.standing
            yield

    def save(self, text: str) -> None:
        self.file.write_text(text, encoding="utf-8")


@pytest.fixture
def followed(tmp_path: Path) -> FollowedFile:
    return FollowedFile(tmp_path)


def test_the_page_follows_the_file(followed: FollowedFile, monkeypatch: pytest.MonkeyPatch) -> None:
    def steps() -> Iterator[None]:
        yield from followed.until(lambda now: now.number == 1)
        assert followed.board.standing.page == b"first"
        followed.save("second page")
        yield from followed.until(lambda now: now.number == 2)
        assert followed.board.standing.page == b"second page"
        assert not followed.board.standing.working

    followed.follow(steps(), monkeypatch)
    assert followed.processes.prepared == 2


def test_the_last_edit_wins_and_ends_what_is_being_made(
    followed: FollowedFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    def steps() -> Iterator[None]:
        yield from followed.until(lambda now: now.number == 1)
        followed.save("long to be made")
        yield from followed.until(lambda now: "long to be made" in followed.processes.made)
        followed.save("last")
        yield from followed.until(lambda now: now.number == 2)
        assert followed.board.standing.page == b"last"
        assert followed.board.standing.fault == ""

    followed.follow(steps(), monkeypatch)
    assert followed.processes.made == ["first", "long to be made", "last"]


def test_a_page_that_writes_beside_its_notebook_is_made_in_the_end(
    followed: FollowedFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = ["writes", "writes again"]

    def steps() -> Iterator[None]:
        for number, text in enumerate(texts, start=1):
            yield from followed.until(lambda now, number=number: now.number == number)  # type: ignore[misc]
            followed.save(text)
        yield from followed.until(lambda now: now.number == 3)

    followed.follow(steps(), monkeypatch)
    for text in texts:
        assert 1 < followed.processes.made.count(text) <= 1 + MOST_ENDED


def test_a_fault_leaves_the_last_page_and_goes_with_the_next(
    followed: FollowedFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    def steps() -> Iterator[None]:
        yield from followed.until(lambda now: now.number == 1)
        followed.save("fault")
        yield from followed.until(lambda now: bool(now.fault))
        standing = followed.board.standing
        assert (standing.fault, standing.page, standing.number) == ("fault in it", b"first", 1)
        followed.save("mended")
        yield from followed.until(lambda now: now.number == 2)
        assert followed.board.standing.fault == ""

    followed.follow(steps(), monkeypatch)


def test_a_fault_of_a_half_written_file_is_not_told(
    followed: FollowedFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    faults: list[str] = []
    put = followed.board.put
    monkeypatch.setattr(
        followed.board, "put", lambda **news: (faults.append(str(news.get("fault"))), put(**news))
    )

    def steps() -> Iterator[None]:
        yield from followed.until(lambda now: now.number == 1)
        for turn in range(3):
            followed.save("fault" * (turn + 1))
            yield from followed.until(
                lambda now, turn=turn: "fault" * (turn + 1) in followed.processes.made  # type: ignore[misc]
            )
        followed.save("whole")
        yield from followed.until(lambda now: now.number == 2)

    followed.follow(steps(), monkeypatch)
    assert not [fault for fault in faults if fault.startswith("fault")]


def test_a_lost_process_is_told_without_the_batch(
    followed: FollowedFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    def steps() -> Iterator[None]:
        followed.save("lost")
        yield from followed.until(lambda now: bool(now.fault))
        assert followed.board.standing.fault == (
            "The page was not made: no memory. Save one of its files again."
        )

    followed.follow(steps(), monkeypatch)


@pytest.mark.parametrize("stands_there", ["a folder", "nothing"])
def test_a_fault_is_told_where_a_file_cannot_be_read(
    followed: FollowedFile, monkeypatch: pytest.MonkeyPatch, stands_there: str
) -> None:
    terms = followed.preview._project.agreements / "a" / "2027.toml"
    terms.parent.mkdir(parents=True)
    (terms.parent / "agreement.toml").write_text("", encoding="utf-8")
    if stands_there == "a folder":
        terms.mkdir()
    else:
        terms.symlink_to("nothing")
    followed.save("fault")

    def steps() -> Iterator[None]:
        yield from followed.until(lambda now: bool(now.fault))

    followed.follow(steps(), monkeypatch)


def test_the_end_stops_what_is_being_made(
    followed: FollowedFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    followed.save("long to be made")

    def steps() -> Iterator[None]:
        yield from followed.until(lambda now: bool(followed.processes.made))

    started = time.monotonic()
    followed.follow(steps(), monkeypatch)
    assert time.monotonic() - started < 20
