"""How often Python's collector of cycles looks, in a process that makes a report."""

import gc
from collections.abc import Iterator

import pytest

from analyysi.run.garbage_collection import collect_less_often, keep_what_is_there


@pytest.fixture(autouse=True)
def collector_as_it_was() -> Iterator[None]:
    thresholds = gc.get_threshold()
    yield
    gc.set_threshold(*thresholds)
    gc.unfreeze()


def test_the_first_look_comes_later_and_the_others_as_before() -> None:
    gc.set_threshold(700, 11, 12)
    collect_less_often()
    assert gc.get_threshold() == (1_000_000, 11, 12)


@pytest.mark.slow
def test_the_collector_passes_over_what_is_there() -> None:
    class Cycle:
        def __init__(self) -> None:
            self.itself = self

    kept = Cycle()
    keep_what_is_there()
    assert gc.get_freeze_count() > 0
    assert all(tracked is not kept for tracked in gc.get_objects())
    later = Cycle()
    assert any(tracked is later for tracked in gc.get_objects())
