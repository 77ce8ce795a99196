"""Two processes do the same as one, whatever becomes of the second."""

import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable
from functools import partial

import pytest

from analyysi.file_system.processes import side_by_side as module
from analyysi.file_system.processes.side_by_side import OtherProcess, other_process, side_by_side

pytestmark = pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
"""Later Pythons warn of forking beside the threads of pytest's own workers."""
linux_only = pytest.mark.skipif(sys.platform != "linux", reason="nothing is forked elsewhere")
Jobs = dict[str, Callable[[], object]]


def no_room() -> int:
    raise BlockingIOError("Resource temporarily unavailable")


def jobs_of(count: int) -> Jobs:
    return {str(number): partial(pow, number, 2) for number in range(count)}


def test_one_process_does_all_in_order() -> None:
    expected = [(str(number), number**2) for number in range(5)]
    assert list(side_by_side(jobs_of(5), None)) == expected


@linux_only
@pytest.mark.parametrize("count", [2, 3, 60])
def test_two_processes_do_each_job_once(count: int) -> None:
    jobs = jobs_of(count)
    outcomes = list(side_by_side(jobs, OtherProcess(jobs)))
    assert sorted(outcomes) == sorted(side_by_side(jobs, None))


@linux_only
def test_both_take_part() -> None:
    begun = [os.pipe(), os.pipe()]

    def waits_for_the_other(place: int) -> int:
        os.write(begun[place][1], b".")
        os.read(begun[1 - place][0], 1)
        return os.getpid()

    jobs: Jobs = {"first": partial(waits_for_the_other, 0), "last": partial(waits_for_the_other, 1)}
    outcomes = dict(side_by_side(jobs, OtherProcess(jobs)))
    assert outcomes["first"] == os.getpid() != outcomes["last"]


@linux_only
@pytest.mark.parametrize("how", ["exit", "raise", "unpicklable"])
def test_what_the_other_process_does_not_answer_is_done_here(how: str) -> None:
    here = os.getpid()

    def fails_elsewhere() -> object:
        if os.getpid() == here:
            return "done here"
        if how == "exit":
            os._exit(1)
        if how == "raise":
            raise RuntimeError("elsewhere")
        return lambda: None

    jobs: Jobs = dict.fromkeys(map(str, range(30)), fails_elsewhere)
    assert set(dict(side_by_side(jobs, OtherProcess(jobs))).values()) == {"done here"}


@linux_only
def test_an_answer_that_is_cut_short_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = pickle.dumps
    monkeypatch.setattr(module.pickle, "dumps", lambda outcomes: whole(outcomes)[:-3])
    jobs = jobs_of(30)
    expected = sorted(side_by_side(jobs, None))
    assert sorted(side_by_side(jobs, OtherProcess(jobs))) == expected


@linux_only
def test_a_fault_ends_the_other_process_too() -> None:
    here = os.getpid()

    def fault() -> None:
        if os.getpid() == here:
            raise ValueError("here")
        signal.pause()

    jobs: Jobs = {str(number): fault for number in range(3)}
    other = OtherProcess(jobs)
    with pytest.raises(ValueError, match="here"):
        list(side_by_side(jobs, other))
    with pytest.raises(ChildProcessError):
        os.waitpid(other.process, 0)


@pytest.mark.parametrize(
    "case", ["another system", "one processor", "one job", "very many jobs", "no room"]
)
def test_nothing_is_forked_where_it_would_not_help(
    monkeypatch: pytest.MonkeyPatch, case: str
) -> None:
    counts = {"one job": 1, "very many jobs": 5000}
    if case == "another system":
        monkeypatch.setattr(module.sys, "platform", "darwin")
    elif case == "one processor":
        monkeypatch.setattr(module.os, "sched_getaffinity", lambda _: {0}, raising=False)
    elif case == "no room":
        monkeypatch.setattr(module.os, "fork", no_room, raising=False)
    assert other_process(jobs_of(counts.get(case, 2))) is None


@linux_only
def test_nothing_is_forked_beside_a_thread_and_nothing_is_printed_twice() -> None:
    script = """
import threading
from analyysi.file_system.processes.side_by_side import OtherProcess, other_process, side_by_side
jobs = {"a": int, "b": int}
print("begun")  # still in the buffer when the process is forked
print(len(list(side_by_side(jobs, OtherProcess(jobs)))))
stop = threading.Event()
threading.Thread(target=stop.wait).start()
print(other_process(jobs))
stop.set()
"""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout == "begun\n2\nNone\n"
