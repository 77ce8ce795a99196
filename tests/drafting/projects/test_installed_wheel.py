"""The wheel that the program came with: taken only if it is the very file that was installed."""

import json
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from analyysi.drafting.projects import installed_wheel as module
from analyysi.drafting.projects.installed_wheel import installed_wheel, wheel_of

CONTENT = b"a wheel"


@pytest.fixture
def origin(tmp_path: Path) -> dict[str, Any]:
    """What pip records of a wheel in a folder whose name has a space and letters of Finnish."""
    wheel = tmp_path / "työ pöytä" / "analyysi-0.1.0-py3-none-any.whl"
    wheel.parent.mkdir()
    wheel.write_bytes(CONTENT)
    return {
        "url": wheel.as_uri(),
        "archive_info": {"hashes": {"sha256": sha256(CONTENT).hexdigest()}},
    }


def test_the_wheel_is_found_by_what_pip_records(origin: dict[str, Any]) -> None:
    wheel = wheel_of(origin)
    assert wheel is not None
    assert (wheel.name, wheel.content) == ("analyysi-0.1.0-py3-none-any.whl", CONTENT)


def test_another_file_in_its_place_is_not_taken(origin: dict[str, Any], tmp_path: Path) -> None:
    next(tmp_path.rglob("*.whl")).write_bytes(b"another wheel")
    assert wheel_of(origin) is None


@pytest.mark.parametrize(
    "other",
    [
        {"url": "https://example.invalid/analyysi-0.1.0-py3-none-any.whl"},
        {"url": "file:///gone/analyysi-0.1.0-py3-none-any.whl"},
        {"url": "file:///gone", "archive_info": None},
        {"archive_info": {}},
        {"archive_info": {"hashes": None}},
    ],
)
def test_no_wheel_is_named_where_none_is_at_hand(
    origin: dict[str, Any], other: dict[str, Any]
) -> None:
    assert wheel_of(origin | other) is None


@pytest.mark.parametrize("recorded", [None, "{}"])
def test_a_program_from_an_index_or_a_clone_has_none(
    monkeypatch: pytest.MonkeyPatch, recorded: str | None
) -> None:
    here = SimpleNamespace(read_text=lambda name: recorded)
    monkeypatch.setattr(module, "distribution", lambda name: here)
    assert installed_wheel() is None


def test_what_is_recorded_of_the_program_is_read(
    monkeypatch: pytest.MonkeyPatch, origin: dict[str, Any]
) -> None:
    here = SimpleNamespace(read_text=lambda name: json.dumps(origin))
    monkeypatch.setattr(module, "distribution", lambda name: here)
    assert installed_wheel() is not None
