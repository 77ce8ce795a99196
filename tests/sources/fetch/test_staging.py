"""What an unfinished pull keeps: whole answers, found again, and not for ever."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from analyysi.errors import ServiceError
from analyysi.sources.fetch.replies import Reply
from analyysi.sources.fetch.staging import Staging

DAY = date(2026, 11, 24)


def staging(folder: Path, day: date = DAY, *, keep_old: bool = False) -> Staging:
    return Staging(folder, keep_old=keep_old, today=lambda: day)


def answer(content: bytes) -> object:
    def fetch(path: Path) -> Reply:
        path.write_bytes(content)
        return Reply(200, "application/json", len(content), "0" * 64)

    return fetch


def never(path: Path) -> Reply:
    raise AssertionError("it was asked again")


def test_an_answer_is_asked_for_once(tmp_path: Path) -> None:
    first = staging(tmp_path / "s").keep("https://a", answer(b"one"))  # type: ignore[arg-type]
    again = staging(tmp_path / "s").keep("https://a", never)
    assert again == first
    assert again.path.read_bytes() == b"one"
    assert again.retrieved == DAY


def test_requests_differ_by_address_and_body(tmp_path: Path) -> None:
    kept = staging(tmp_path / "s")
    kept.keep("https://a", answer(b"one"), b"x")  # type: ignore[arg-type]
    assert kept.kept("https://a") is None
    assert kept.kept("https://a", b"y") is None
    assert kept.kept("https://b", b"x") is None
    assert kept.kept("https://a", b"x") is not None


def test_half_an_answer_is_not_kept(tmp_path: Path) -> None:
    def breaks(path: Path) -> Reply:
        path.write_bytes(b"hal")
        raise ServiceError("broke off")

    kept = staging(tmp_path / "s")
    with pytest.raises(ServiceError):
        kept.keep("https://a", breaks)
    assert kept.kept("https://a") is None
    assert [path.name for path in (tmp_path / "s").iterdir()] == ["started"]


@pytest.mark.parametrize("ending", [".answer", ".json"])
def test_a_damaged_answer_is_asked_for_again(tmp_path: Path, ending: str) -> None:
    kept = staging(tmp_path / "s")
    kept.keep("https://a", answer(b"one"))  # type: ignore[arg-type]
    (damaged,) = (tmp_path / "s").glob(f"*{ending}")
    damaged.write_bytes(b"\0")
    assert kept.kept("https://a") is None
    assert kept.keep("https://a", answer(b"two")).path.read_bytes() == b"two"  # type: ignore[arg-type]


@pytest.mark.parametrize("lost", ["file", "file_sha256", "status", "sha256", "retrieved"])
def test_an_answer_whose_record_lacks_something_is_asked_for_again(
    tmp_path: Path, lost: str
) -> None:
    kept = staging(tmp_path / "s")
    kept.keep("https://a", answer(b"one"))  # type: ignore[arg-type]
    (record,) = (tmp_path / "s").glob("*.json")
    content = json.loads(record.read_bytes())
    for damaged in (
        {**content, lost: None},
        {name: content[name] for name in content if name != lost},
    ):
        record.write_text(json.dumps(damaged), encoding="utf-8")
        assert kept.kept("https://a") is None


@pytest.mark.parametrize(
    ("later", "keep_old", "there"),
    [
        (date(2026, 11, 25), False, True),
        (date(2026, 11, 26), False, False),
        (date(2026, 12, 24), True, True),
    ],
)
def test_a_pull_of_days_ago_begins_anew_unless_there_is_no_network(
    tmp_path: Path, later: date, keep_old: bool, there: bool
) -> None:
    staging(tmp_path / "s").keep("https://a", answer(b"one"))  # type: ignore[arg-type]
    found = staging(tmp_path / "s", later, keep_old=keep_old)
    assert (found.kept("https://a") is not None) == there
    assert found.started == (DAY if there else later)


def test_a_torn_mark_of_the_day_loses_no_answer(tmp_path: Path) -> None:
    staging(tmp_path / "s").keep("https://a", answer(b"one"))  # type: ignore[arg-type]
    (tmp_path / "s" / "started").write_bytes(b"2026-1")
    assert staging(tmp_path / "s").kept("https://a") is not None


def test_removing_leaves_nothing(tmp_path: Path) -> None:
    kept = staging(tmp_path / ".pull" / "s")
    kept.keep("https://a", answer(b"one"))  # type: ignore[arg-type]
    kept.remove()
    assert list(tmp_path.iterdir()) == []


def test_only_what_holds_no_answer_is_taken_away(tmp_path: Path) -> None:
    staging(tmp_path / ".pull" / "s").remove_if_empty()
    assert list(tmp_path.iterdir()) == []
    kept = staging(tmp_path / ".pull" / "s")
    kept.keep("https://a", answer(b"one"))  # type: ignore[arg-type]
    kept.remove_if_empty()
    assert kept.kept("https://a") is not None
