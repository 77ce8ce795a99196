"""What a request may hold is strict."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from analyysi.desk_file.engine.asked import Choices, Opening, SentTable


@pytest.mark.parametrize(
    "content",
    [
        {"agreement": "kainuu-ict", "year": "2027", "language": "fi"},
        {"agreement": "kainuu-ict", "year": 2027, "language": "fi", "folder": "/etc"},
        {"agreement": 1, "year": 2027, "language": "fi"},
    ],
)
def test_what_is_no_request_is_refused(content: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Opening.model_validate(content)


def test_what_is_left_out_is_empty() -> None:
    assert SentTable().text is None
    choices = Choices(total="1", participants=(), method="equal", rounding="webster", unit="1")
    assert choices.steps == ()
    assert choices.parameters == {}
