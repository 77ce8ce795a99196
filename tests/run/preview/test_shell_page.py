"""The page around says where the preview stands, in the user's language."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from analyysi.errors import Sentence
from analyysi.languages.language_table import LANGUAGES
from analyysi.run.preview.board import Board, Standing
from analyysi.run.preview.fault_places import FaultPlace
from analyysi.run.preview.shell_page import news_of, shell_contents

MADE = datetime(2026, 11, 30, 9, 5, 7, tzinfo=UTC)
PLACE = FaultPlace("data/agreements/a/2027.toml", 30, 'name = "proportionl"')


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_that_is_served_is_in_the_users_language(language: str) -> None:
    board = Board()
    contents = shell_contents(board, "kainuu-ict 2027", language)
    assert list(contents) == ["", "preview.css", "preview.js", "page"]
    around = contents[""].now().decode()
    assert f'<html lang="{language}">' in around
    assert {"fi": "Esikatselu", "sv": "Förhandsvisning", "en": "Preview"}[language] in around
    assert contents["page"].now() == b""
    board.put(page=b"<p>x")
    assert contents["page"].now() == b"<p>x"


def test_the_page_around_allows_its_own_files_alone() -> None:
    policy = shell_contents(Board(), "a 2027", "fi")[""].policy.split("; ")
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert not [rule for rule in policy if "unsafe" in rule or "*" in rule]


@pytest.mark.parametrize(
    ("standing", "status"),
    [
        (Standing(), "Sivua tehdään…"),
        (Standing(working=False, fault="x"), "Sivua ei vielä ole."),
        (Standing(working=False, made=MADE), "Sivu on tehty kello 9.05.07."),
        (
            Standing(working=False, made=MADE, fault="x"),
            "Alla on kello 9.05.07 tehty sivu, ajalta ennen virhettä.",
        ),
        (Standing(ended=True), "Esikatselu on päättynyt. Tämä sivu ei enää seuraa tiedostoja."),
    ],
)
def test_the_status_says_of_when_the_page_is(standing: Standing, status: str) -> None:
    assert news_of(standing, "fi")["status"] == status


def test_a_line_of_a_notebook_is_told_with_its_cell() -> None:
    place = FaultPlace("omat/oma.ipynb", 2, "of()", 5)
    (shown,) = news_of(Standing(fault="x", places=(place,)), "fi")["places"]  # type: ignore[misc]
    assert shown == {"place": "omat/oma.ipynb, solu 5, rivi 2", "text": "of()"}


def test_a_fault_is_told_with_its_places() -> None:
    fault = Sentence("{key}: {reason}", key="name", reason=Sentence("Field required"))
    news = news_of(Standing(fault=fault, places=(PLACE,), number=3), "en")
    assert news["fault"] == "name: Field required"
    assert news["number"] == 3
    assert news["places"] == [
        {"place": "data/agreements/a/2027.toml, line 30", "text": 'name = "proportionl"'}
    ]
