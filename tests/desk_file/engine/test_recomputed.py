"""A dropped file of an edition: recognised, computed again, and nothing of it run."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from support.desk_files import page_in
from support.places import ROOT

EDITIONS = ROOT / "reports" / "kainuu-ict" / "published" / "2023"


def text_of(edition: int, file: str) -> str:
    return (EDITIONS / f"edition-{edition}" / file).read_text(encoding="utf-8")


@pytest.mark.parametrize("file", ["run.json", "results.csv", "papers/fi/report.html"])
def test_the_newest_edition_is_equal_to_the_cent(file: str) -> None:
    newest = max(int(path.name.removeprefix("edition-")) for path in EDITIONS.iterdir())
    answered = page_in("fi").ask("recompute", name=Path(file).name, text=text_of(newest, file))
    assert answered["same_cents"] is True
    assert answered["changes"] == []
    assert (answered["agreement"], answered["year"]) == ("kainuu-ict", 2023)
    assert answered["edition"] == (newest if file == "run.json" else None)
    assert answered["same_fingerprint"] in (True, None)


def test_an_older_edition_is_told_apart_and_its_cents_are_compared() -> None:
    page = page_in("fi")
    report = page.ask("recompute", text=text_of(1, "papers/fi/report.html"))
    assert report["same_cents"] is True
    assert report["same_fingerprint"] is False
    assert "tunniste on toinen" in report["sentence"].lower()
    record = page.ask("recompute", text=text_of(1, "run.json"))
    assert record["edition"] == 1
    assert record["changed_files"] is not None


def test_where_a_share_differs_is_said() -> None:
    text = text_of(4, "results.csv").replace(",7325.24,", ",7079.00,", 1)
    answered = page_in("fi").ask("recompute", text=text)
    assert answered["same_cents"] is False
    assert answered["count"] == 1
    (difference,) = answered["changes"]
    assert (difference["name"], difference["given"], difference["computed"]) == (
        "Paltamo",
        707_900,
        732_524,
    )
    assert "7\u00a0079,00" in answered["sentence"]
    saved_again = text_of(4, "results.csv").replace("\n", "\r\n")
    assert page_in("fi").ask("recompute", text="\ufeff" + saved_again)["same_results"] is True
    changed = text_of(4, "run.json").replace('"results.csv"', '"results_of_others.csv"')
    record = json.loads(changed) | {"fingerprint": "0" * 16}
    answered = page_in("fi").ask("recompute", text=json.dumps(record))
    assert answered["same_cents"] is False
    assert "results.csv" in answered["sentence"]


HEADER = text_of(4, "results.csv").splitlines()[0]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "{",
        "[]",
        "{}",
        '{"agreement": 1, "year": 2023, "fingerprint": ""}',
        '{"agreement": "kainuu-ict", "year": "x", "fingerprint": "a"}',
        '{"agreement": "../..", "year": 2023, "fingerprint": "a"}',
        "<html><body><script>alert(1)</script></body></html>",
        "<html>kainuu-ict 2023 · tunniste 0123456789abcdef · analyysi 0.1.0<script id='explorer-data'>{</script>",
        "<html>kainuu-ict 2023 · tunniste 0123456789abcdef · analyysi 0.1.0"
        '<script id=\'explorer-data\'>{"cents": {"105": "1.5"}}</script>',
        "<html>no-such 2023 · tunniste 0123456789abcdef · analyysi 0.1.0",
        HEADER,
        HEADER + "\na,b\n",
        HEADER + "\nkainuu-ict,2023,equal,no,105,X,=1+1,1/7,1,0\n",
        HEADER
        + "\nkainuu-ict,2023,equal,no,105,X,1.00,1/7,1,0\nkainuu-ict,2024,equal,no,106,X,1.00,1,1,0\n",
        HEADER + '\n"kainuu-ict,2023',
    ],
)
def test_what_is_of_no_edition_is_refused_with_a_sentence(text: str) -> None:
    assert page_in("fi").fault("recompute", text=text).strip().endswith(".")
