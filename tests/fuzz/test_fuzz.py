"""A few hundred inputs of the fuzz, in a few seconds: each is accepted or refused in one sentence.

`make fuzz` runs as many as one likes.
"""

import json
import os
import signal
import time
from contextlib import suppress
from io import BytesIO
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from zipfile import BadZipFile, ZipFile

import pytest

from analyysi.errors import AnalyysiError, SourceError
from fuzz import campaign
from fuzz.campaign import OUTCOMES, Tally, input_of, main, row_of, run, spread
from fuzz.mutations import (
    ARGUMENTS,
    BINARY,
    BYTES,
    CSV,
    JSON,
    LINES,
    MARKUP,
    PX,
    ZIPPED,
    Mutation,
    mutated,
)
from fuzz.reader import Reader, require
from fuzz.readers import READERS

SHORT = 20
"""Inputs for each reader: `make fuzz` has thousands."""


@pytest.mark.slow
@pytest.mark.parametrize("name", READERS)
def test_no_input_ends_in_anything_but_one_sentence(name: str) -> None:
    tally = run(name, range(SHORT))
    assert tally.findings == {}
    assert tally.inputs == SHORT


@pytest.mark.slow
@pytest.mark.parametrize("name", READERS)
def test_the_real_inputs_of_a_reader_are_accepted(name: str, tmp_path: Path) -> None:
    row = READERS[name]
    read = row.prepare(tmp_path)
    accepted = 0
    for raw in row.seeds():
        try:
            read(raw)
            accepted += 1
        except AnalyysiError:  # a recipe of one service is none of another
            pass
    assert accepted >= 1


def _read(raw: bytes) -> None:
    if raw == b"sentence":
        raise SourceError("One sentence.")
    if raw == b"wrong":
        require(len(raw) == 0, "a figure that is not in the file")
    if raw == b"traceback":
        json.loads("{")


def test_each_way_to_fail_is_told_from_the_others() -> None:
    assert campaign._outcome(_read, b"fine") == ("accepted", "")
    assert campaign._outcome(_read, b"sentence") == ("sentence", "")
    assert campaign._outcome(_read, b"wrong") == ("wrong", "a figure that is not in the file")
    outcome, cause = campaign._outcome(_read, b"traceback")
    assert outcome == "traceback"
    assert cause.startswith("JSONDecodeError in ")


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="processes are ended by a signal")
def test_a_process_that_dies_or_hangs_is_counted_and_the_next_input_goes_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(campaign, "SECONDS", 0.5)
    monkeypatch.setattr(campaign, "PATIENCE", 2)
    for kind, read_all in (("aborted", _aborts), ("hang", _hangs)):
        monkeypatch.setattr(campaign, "_read_all", read_all)
        tally = run("mergers", range(3))
        assert tally.outcomes == {**dict.fromkeys(OUTCOMES, 0), "accepted": 2, kind: 1}
        assert list(tally.findings.values()) == [[1]]


def _aborts(pipe: Connection, name: str, numbers: range, seed: int) -> None:
    pipe.send((-1, "ready", "", 0, 0.0))
    for number in numbers:
        if number == 1:
            os.kill(os.getpid(), signal.SIGSEGV)
        pipe.send((number, "accepted", "", 1, 0.0))


def _hangs(pipe: Connection, name: str, numbers: range, seed: int) -> None:
    pipe.send((-1, "ready", "", 0, 0.0))
    for number in numbers:
        if number == 1:
            time.sleep(60)
        pipe.send((number, "accepted", "", 1, 0.0))


def test_an_input_is_made_from_its_number_alone() -> None:
    before = [input_of("service limits", 0, number) for number in range(400)]
    assert [input_of("service limits", 0, number) for number in range(400)] == before
    assert input_of("mergers", 0, 7) == input_of("mergers", 0, 7)
    assert len({input_of("mergers", 0, number) for number in range(20)}) > 10


def test_the_inputs_are_spread_by_the_portions_of_the_readers() -> None:
    rows = [READERS["json-stat2"], READERS["next year"]]
    counts = spread(1000, rows)
    assert sum(counts.values()) >= 1000
    assert counts["json-stat2"] > counts["next year"] >= 1


@pytest.mark.parametrize("mutations", [ARGUMENTS, BINARY, BYTES, CSV, JSON, LINES, PX, MARKUP])
def test_every_kind_of_change_changes_something(mutations: tuple[Mutation, ...]) -> None:
    seeds = (b'{"a": [1, 2],\n "b": "x"}',)
    changed = [mutated(seeds, mutations, Random(number)) for number in range(50)]
    assert sum(raw != seeds[0] for raw in changed) > 25


@pytest.mark.slow
def test_the_parts_of_a_packed_file_are_changed() -> None:
    seeds = READERS["decision xlsx"].seeds()[:1]
    members = set()
    for number in range(60):
        with suppress(BadZipFile), ZipFile(BytesIO(mutated(seeds, ZIPPED, Random(number)))) as file:
            members.add(tuple(file.namelist()))
    assert len(members) > 3


@pytest.mark.slow
def test_the_counts_are_printed_and_a_fault_is_an_exit_code(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    tallies = iter([Tally("mergers"), Tally("mergers")])

    def counted(name: str, numbers: range, seed: int, keep: Path | None) -> Tally:
        tally = next(tallies)
        tally.note(0, "sentence")
        return tally

    monkeypatch.setattr(campaign, "run", counted)
    assert main(["--readers", "mergers", "--inputs", "1"]) == 0
    assert "| mergers | 1 | 0 | 1 | 0 | 0 | 0 | 0 | 0 | 0 | 0.0 |" in capsys.readouterr().out
    faulty = Tally("mergers")
    faulty.note(4, "traceback", "KeyError in x.py:1")
    assert "| 1 |" in row_of(faulty)
    monkeypatch.setattr(campaign, "run", lambda *_: faulty)
    assert main(["--readers", "mergers", "--inputs", "1"]) == 1
    assert (
        "mergers, 1 times, first in input 4: traceback: KeyError in x.py:1"
        in capsys.readouterr().out
    )


@pytest.mark.slow
def test_a_row_of_the_table_is_a_reader() -> None:
    assert all(
        isinstance(row, Reader) and row.seeds() and row.mutations for row in READERS.values()
    )
