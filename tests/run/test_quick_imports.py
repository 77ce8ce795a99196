"""Libraries that are not found while others that could do without them are imported."""

import importlib
import sys
from types import ModuleType

import pytest

from analyysi.run.quick_imports import quick_imports

LIBRARY, USER = "rfc3987_syntax", "jsonschema"


@pytest.fixture(autouse=True)
def installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither library has been imported, but both could be."""
    for name in (LIBRARY, USER):
        # Set first, so that what a test leaves behind is taken away after it.
        monkeypatch.setitem(sys.modules, name, ModuleType(name))
        monkeypatch.delitem(sys.modules, name)


def test_library_is_not_found_within_and_found_again_after() -> None:
    with quick_imports(), pytest.raises(ModuleNotFoundError, match=LIBRARY):
        importlib.import_module(LIBRARY)
    assert LIBRARY not in sys.modules


def test_library_is_found_again_after_a_fault() -> None:
    with pytest.raises(ZeroDivisionError), quick_imports():
        raise ZeroDivisionError
    assert LIBRARY not in sys.modules


def test_library_that_is_there_already_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    there = ModuleType(LIBRARY)
    monkeypatch.setitem(sys.modules, LIBRARY, there)
    with quick_imports():
        assert importlib.import_module(LIBRARY) is there
    assert sys.modules[LIBRARY] is there


def test_nothing_is_hidden_from_a_user_that_is_there_already(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, USER, ModuleType(USER))
    with quick_imports():
        assert LIBRARY not in sys.modules
