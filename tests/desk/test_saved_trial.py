"""A saved trial opened again is the same; one of other figures is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest

from analyysi.languages.language_table import LANGUAGES
from support.desk_files import KEY_WORDS, MIX, WORKSTATIONS, Page, page_in

STEPS = [
    {"name": "off_the_top", "parameters": {"payer": "765", "share": "4"}},
    {"name": "floor", "parameters": {"amount": "1000"}},
]


def saved_text(page: Page, **choices: Any) -> str:
    return str(page.ask("trial", choices=page.changed(**choices))["saved"])


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_a_trial_travels_with_nothing_lost(language: str) -> None:
    text = saved_text(page_in("fi"), **MIX, steps=STEPS, rounding="webster", total="90 000,00")
    page = Page(language=language)
    opened = page.ask("trial", saved=text)
    assert page.ask("trial", choices=opened["choices"])["saved"] == text
    again = page.ask("change", choices=opened["choices"])
    assert again["cents"] == opened["trial"]["cents"] == json.loads(text)["cents"]
    assert len(again["rules"]) >= 3


@pytest.mark.slow
def test_a_key_that_was_pasted_travels_with_its_figures_and_source() -> None:
    page = Page()
    page.ask("table", text=WORKSTATIONS, key=KEY_WORDS)
    text = saved_text(page, method="proportional", parameters={"key": "tyoasemat"})
    other = Page(language="sv")
    opened = other.ask("trial", saved=text)
    (key,) = [key for key in opened["keys"] if key["added"]]
    assert key["origin"] == KEY_WORDS["source"]
    assert other.ask("trial", choices=opened["choices"])["saved"] == text
    estimates = other.session.opened.case.estimates["tyoasemat.csv"]["tyoasemat"]
    assert estimates.keys() == {"697"}
    assert "n. 33" in estimates["697"]


def changed(**entries: Any) -> str:
    return json.dumps({**json.loads(saved_text(page_in("fi"), **MIX)), **entries})


@pytest.mark.parametrize(
    ("entries", "part"),
    [
        ({"data": "0" * 16}, "muihin lukuihin"),
        ({"year": 2023}, "kainuu-ict 2023"),
        ({"agreement": "<b>x</b>"}, "<b>x</b> 2027"),
        ({"cents": {"105": 1}}, "osuudet ovat toiset"),
        ({"format": 2}, "format"),
        ({"method": "no_such"}, "no_such"),
        ({"parameters": {"equal": "2/1"}}, ""),
        ({"parameters": {"keys": 5}}, ""),
        ({"steps": [{"name": "flor", "parameters": {}}]}, "floor"),
        ({"rounding": "x"}, ""),
        ({"total": "1e9"}, ""),
        ({"unit": "0.00"}, ""),
        ({"participants": ["999"]}, "999"),
        ({"keys": [{"name": "k", "key": {}, "figures": ""}]}, ""),
        ({"more": 1}, "more"),
    ],
)
def test_a_trial_that_does_not_fit_is_refused_with_a_sentence(
    entries: dict[str, Any], part: str
) -> None:
    page = page_in("fi")
    sentence = page.fault("trial", saved=changed(**entries))
    assert part in sentence
    assert sentence[:1] != "{"


@pytest.mark.parametrize("text", ["", "{", "[1]", "null", '{"a": 1, "a": 2}', "x" * 2_000_000])
def test_what_is_no_trial_is_said(text: str) -> None:
    assert "kokeilu" in page_in("fi").fault("trial", saved=text)
    assert "kokeilu" in page_in("fi").fault("trial")
