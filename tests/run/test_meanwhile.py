"""Jobs that are done while a process waits for another."""

from threading import Event, get_ident

import pytest

from analyysi.run.meanwhile import meanwhile


def test_jobs_are_done_in_their_order_beside_the_block_and_before_its_end() -> None:
    entered = Event()
    done: list[tuple[str, bool]] = []

    def first() -> None:
        assert entered.wait(10)
        done.append(("first", get_ident() != here))

    here = get_ident()
    with meanwhile(first, lambda: done.append(("second", True))):
        assert done == []
        entered.set()
    assert done == [("first", True), ("second", True)]


def test_what_fails_in_a_job_leaves_the_others_and_the_block_alone() -> None:
    done: list[str] = []

    def fails() -> None:
        raise ImportError("no such library")

    with meanwhile(fails, lambda: done.append("second")):
        done.append("block")
    assert sorted(done) == ["block", "second"]


def test_a_fault_of_the_block_is_its_own() -> None:
    done: list[str] = []
    with pytest.raises(ZeroDivisionError), meanwhile(lambda: done.append("job")):
        raise ZeroDivisionError
    assert done == ["job"]
