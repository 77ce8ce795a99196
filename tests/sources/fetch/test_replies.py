"""What a service answered: the wait that it asks for, what passes, what is refused in a sentence."""

import time
from pathlib import Path

import pytest
import requests

from analyysi.errors import ServiceError
from analyysi.sources.fetch.deadline import Line
from analyysi.sources.fetch.replies import AgainError, judge, retry_after, store, untrusted

DAY = "Sun, 29 Nov 2026 12:00:00 GMT"


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("120", 120),
        (" 120 ", 120),
        ("0", 0),
        ("Sun, 29 Nov 2026 12:02:00 GMT", 120),
        ("Sunday, 29-Nov-26 12:02:00 GMT", 120),
        ("Sun Nov 29 12:02:00 2026", 120),
        ("Sun, 29 Nov 2026 11:00:00 GMT", 0),
    ],
)
def test_retry_after_is_a_number_or_a_date_by_the_services_own_clock(
    text: str, seconds: float
) -> None:
    response = requests.Response()
    response.headers.update({"Retry-After": text, "Date": DAY})
    assert retry_after(response) == seconds


def test_without_a_date_of_the_service_our_own_clock_counts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(time, "time", lambda: 1796040000.0)  # 2026-11-30 12:00 UTC
    response = requests.Response()
    response.headers["Retry-After"] = "Mon, 30 Nov 2026 12:00:30 GMT"
    assert retry_after(response) == 30


def answered(status: int, kind: str = "application/json") -> requests.Response:
    response = requests.Response()
    response.status_code = status
    response.headers["Content-Type"] = kind
    return response


@pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503, 504])
def test_what_may_pass(status: int) -> None:
    with pytest.raises(AgainError, match=rf"^x [a-z ]+ \({status}\)\.$"):
        judge(answered(status), "x")


@pytest.mark.parametrize("status", [204, 301, 308, 400, 401, 403, 404, 410, 501, 505])
def test_what_waiting_does_not_cure(status: int) -> None:
    with pytest.raises(ServiceError, match=rf"\({status}\)") as refusal:
        judge(answered(status), "x")
    assert not isinstance(refusal.value, AgainError)
    assert refusal.value.status == status


def test_a_type_of_any_length_is_named_in_part() -> None:
    judge(answered(200, "application/json; charset=utf-8"), "x")
    with pytest.raises(ServiceError, match="answered with text/h+ where JSON") as refusal:
        judge(answered(200, "text/" + "h" * 60_000), "x")
    assert len(str(refusal.value)) < 500


def test_no_certificate_at_all_is_a_sentence_too() -> None:
    assert "was not accepted (no secured connection came about). If your" in untrusted(
        "x", requests.exceptions.SSLError("wrong version number")
    )


def test_an_answer_of_more_bytes_than_it_can_have_is_not_read_to_the_end(tmp_path: Path) -> None:
    response = answered(200)
    response._content = b"x" * 5000
    response._content_consumed = True
    with pytest.raises(ServiceError, match="sent more than 1 KiB"):
        store(response, "x", tmp_path / "a", False, 1024, Line())
