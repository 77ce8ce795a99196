"""The answer to a page that opens: the program's own results and front page, or a sentence."""

import json

import pytest

from analyysi.comparison.compare import Comparison
from analyysi.comparison.results import fingerprint, results_csv
from analyysi.desk_file.year_shown import answer
from support.places import ROOT


def asked(year: int) -> dict[str, str]:
    request = {"kind": "open", "agreement": "kainuu-ict", "year": year, "language": "fi"}
    content: dict[str, str] = json.loads(answer(json.dumps(request)))
    return content


@pytest.mark.slow
def test_a_year_is_answered_as_the_program_has_it(
    kainuu_2023: Comparison, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANALYYSI_PROJECT", str(ROOT))
    content = asked(2023)
    assert content["results"] == results_csv(kainuu_2023)
    assert content["fingerprint"] == fingerprint(kainuu_2023)
    assert content["front"].startswith('<header class="head"')


def test_a_year_that_is_none_is_told_in_the_readers_language(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("ANALYYSI_PROJECT", str(ROOT))
    assert "2031" in asked(2031)["fault"]
