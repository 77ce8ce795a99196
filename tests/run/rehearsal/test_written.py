"""The report of a rehearsal."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from analyysi.languages.language_table import LANGUAGES
from analyysi.report.language.words import Words
from analyysi.run.rehearsal.rehearse import Rehearsal
from analyysi.run.rehearsal.section import Grid, Section
from analyysi.run.rehearsal.written import written

AT = datetime(2026, 11, 29, 2, 15, tzinfo=UTC)
SAME = Section("Population", alike=["All the same."])
OTHER = Section(
    "Budgets",
    alike=["a"],
    partly=["a/h: x"],
    differs=["b | <c> `d`"],
    unasked=["e\nf"],
    news=["g"],
    grids=[Grid("Figures", ("x", "y"), [("1|2", "3")])],
    annex=Grid("Long", ("z",), [("4",)]),
)


def of(*sections: Section) -> Rehearsal:
    return Rehearsal(AT, {"pxweb": "https://a.example", "treasury": "https://b.example"}, sections)


def test_nothing_differs() -> None:
    text = written(of(SAME), Words("fi", "EUR"))
    assert text.splitlines()[:3] == [
        "# Palvelujen koekysely 29.11.2026",
        "",
        "**Mikään ei poikkea.**",
    ]
    roots = "Kysytty klo 02:15 UTC:\n\n- https://a.example\n- https://b.example\n\nMitään ei "
    assert roots in text
    assert "englanniksi" not in text
    assert "## Population\n\n- ennallaan: All the same.\n" in text


def test_what_differs_comes_first_and_marks_of_markdown_are_words() -> None:
    text = written(of(SAME, OTHER), Words("en", "EUR"))
    assert (
        "**1 difference.**\n\n**1 thing could not be asked.**\n\nSee these sections:\n\n- Budgets\n\nAsked at"
        in text
    )
    assert (
        "- DIFFERS: B \\| \\<c> \\`d\\`.\n- NOT ASKED: E f.\n- NEW: G.\n- in part: a/h: x.\n- as before: A.\n"
        in text
    )
    assert "| x | y |\n| --- | --- |\n| 1\\|2 | 3 |\n" in text
    assert text.endswith("## Annex: Budgets\n\nLong:\n\n| z |\n| --- |\n| 4 |\n")


@pytest.mark.parametrize(("count", "verdict"), [(1, "**1 poikkeama.**"), (2, "**2 poikkeamaa.**")])
def test_differences_alone_are_counted(count: int, verdict: str) -> None:
    section = replace(OTHER, unasked=[], differs=["b"] * count)
    assert verdict in written(of(section), Words("fi", "EUR"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_text(language: str) -> None:
    text = written(of(SAME, OTHER), Words(language, "EUR"))
    assert text.startswith("# ")


def test_messages_of_the_program_stand_at_the_end_numbered() -> None:
    text = written(replace(of(SAME), messages=("No table.", "No | answer.")), Words("fi", "EUR"))
    assert text.endswith(
        "## Ylläpitäjälle: ohjelman viestit (englanniksi)\n\n1. No table.\n2. No \\| answer.\n"
    )
