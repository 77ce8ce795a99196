"""Faults of the disk are told in one sentence: where, what, and what to do."""

import errno
import os
from pathlib import Path

import pytest

from analyysi.file_system.disk_faults import (
    FAULTS,
    WINDOWS_FAULTS,
    in_words,
    storage_error,
    told_in_words,
)
from support.windows_faults import windows_fault


@pytest.mark.parametrize("number", sorted(FAULTS))
def test_every_fault_has_a_sentence_with_what_to_do(number: int) -> None:
    told = in_words(OSError(number, os.strerror(number), "reports/2023"))
    assert told == f"reports/2023: {FAULTS[number].cause}. {FAULTS[number].remedy}"
    assert FAULTS[number].remedy.endswith(".")


@pytest.mark.parametrize("number", sorted(WINDOWS_FAULTS))
def test_what_windows_says_is_told_of_the_place_and_not_of_what_was_to_take_it(number: int) -> None:
    new, place = Path("reports/.analyysi-new-1a2b"), Path("reports/runs.csv")
    for fault in (windows_fault(number, new, place), windows_fault(number, place, new)):
        told = in_words(fault)
        expected = WINDOWS_FAULTS[number]
        assert told == f"{place}: {expected.cause}. {expected.remedy}"


def test_a_fault_that_names_nothing_is_of_what_was_written() -> None:
    told = in_words(OSError(errno.ENOSPC, "No space left"), Path("reports"))
    assert told == "reports: the disk is full. Make room on it, then run the command again."


@pytest.mark.parametrize(
    "name", [".analyysi-new-1a2b", ".analyysi-new-1a2b/a.csv", ".analyysi.lock"]
)
def test_a_name_that_nothing_keeps_is_not_told(name: str) -> None:
    told = in_words(OSError(errno.ENOSPC, "No space left", f"reports/kainuu/{name}"))
    assert told is not None
    assert told.startswith("reports/kainuu: the disk is full.")


@pytest.mark.parametrize(
    "error",
    [
        MemoryError(),
        SystemError("error return without exception set"),
        ImportError("a.so: failed to map segment from shared object"),
        OSError(errno.ENOMEM, "Cannot allocate memory"),
    ],
)
def test_memory_that_runs_out_is_told_as_that(error: BaseException) -> None:
    assert in_words(error) == "Memory ran out. Close other programs, then run the command again."


@pytest.mark.parametrize(
    "error",
    [ValueError("x"), OSError(errno.ENOENT, "No such file"), ImportError("x"), SystemError("x")],
)
def test_other_faults_are_not_told_here(error: BaseException) -> None:
    assert in_words(error) is None


def test_whatever_a_disk_says_when_it_is_written_to_is_one_sentence() -> None:
    told = str(storage_error(OSError(errno.ENOENT, "No such file or directory"), "a/b"))
    assert told.startswith("a/b cannot be written, moved or removed: No such file or directory. ")


def test_faults_of_which_only_name_and_message_are_known() -> None:
    full = OSError(errno.ENOSPC, "No space left on device", "/mnt/a: b.csv")
    assert told_in_words("OSError", str(full)) == in_words(full)
    assert told_in_words("MemoryError", "") == in_words(MemoryError())
    assert told_in_words("ValueError", "28") is None
    assert told_in_words("FileNotFoundError", "[Errno 2] No such file or directory: 'a'") is None
