"""A trial as the page shows it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from analyysi.comparison.results import result_rows
from analyysi.desk.trial import Trial, as_agreed
from analyysi.desk_file.engine.refusal import RefusedError
from analyysi.desk_file.engine.shown_trial import as_decided, shown, tried
from support.desk_files import Page, page_in


def test_the_decided_split_is_shown_as_results_csv_has_it() -> None:
    opened = page_in("fi").session.opened
    answered = shown(as_decided(opened))
    rows = [row for row in result_rows(opened.comparison) if row.chosen]
    assert answered["cents"] == {row.payer: row.cents for row in rows}
    assert set(answered["changes"].values()) == {0}
    assert answered["checks"][-1] == "Osuudet ovat valitun jaon mukaiset."
    assert "<table" in answered["table"]
    assert answered["in_parts"] == {"equal": "0", "keys": {"population_2025": "100"}}


def test_the_shares_can_be_typed_as_fixed_ones() -> None:
    page = page_in("fi")
    percent = page.state["trial"]["percent"]
    fixed = {"method": "fixed", "parameters": {"shares": percent}}
    again = page.ask("change", choices=page.changed(**fixed))
    assert again["percent"] == percent


def test_what_cannot_be_computed_is_refused() -> None:
    opened = page_in("fi").session.opened
    agreed: Trial = as_agreed(opened.case)
    with pytest.raises(RefusedError):
        tried(opened, replace(agreed, total=8_000_001, unit=100))


def test_a_trial_is_said_in_a_sentence_of_whoever_reads() -> None:
    page = Page()
    assert page.state["trial"]["said"] == "Osuudet ovat valitun jaon mukaiset."
    equal = page.ask("change", choices=page.changed(method="equal", parameters={}))
    assert "Ristijärv" in equal["said"]
    assert "Sotkamo" in equal["said"]
    page.ask(
        "open", agreement="kainuu-ict", year=2027, language="fi", municipality="578", front=False
    )
    equal = page.ask("change", choices=page.changed(method="equal", parameters={}))
    assert re.sub(r"\s", " ", equal["said"]).startswith("Tasajako. Paltamo: 11 428,57 €")
