"""What the page is told of the year that is open."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from analyysi.allocation.methods import METHODS
from analyysi.allocation.steps.step_table import STEPS
from analyysi.allocation.whole_units.rounding import ROUNDING_RULES
from analyysi.desk.typed_parameters import SHAPES
from analyysi.languages.language_table import LANGUAGES
from support.desk_files import page_in


def fields_in(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for row in rows:
        for field in row["fields"]:
            yield field
            yield from fields_in([field])


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_everything_that_can_be_chosen_is_there_with_words(language: str) -> None:
    state = page_in(language).state
    plain = {name for name, row in METHODS.items() if row.kind == "plain" and row.is_rule}
    assert {row["name"] for row in state["methods"]} == plain
    assert [row["name"] for row in state["steps"]] == list(STEPS)
    assert [row["name"] for row in state["rounding"]] == list(ROUNDING_RULES)
    shapes = {shape.__name__.lower() for shape in SHAPES}
    fields = list(fields_in([*state["methods"], *state["steps"]]))
    assert all(field["label"] and field["shape"] in shapes for field in fields)
    assert state["fingerprint"]
    assert state["data"]
    assert state["language"] == language
    assert state["decimal_mark"] == {"fi": ",", "sv": ",", "en": "."}[language]


def test_who_takes_part_and_who_could_is_told() -> None:
    payers = {row["code"]: row for row in page_in("fi").state["payers"]}
    assert payers["578"]["participant"]
    assert payers["578"]["name"] == "Paltamo"
    assert payers["205"]["can_join"]
    assert not payers["205"]["participant"]
    lacking = [row for row in payers.values() if row["lacks"]]
    assert all(not row["can_join"] for row in lacking)


def test_figures_of_keys_are_exact() -> None:
    page = page_in("fi")
    (key,) = page.state["keys"]
    weights = page.session.opened.base.problem.keys[key["name"]]
    assert key["figures"] == {code: str(figure) for code, figure in weights.items()}
    assert page.state["choices"]["parameters"] == {"key": key["name"]}
    assert page.state["decided"]["cents"] == page.state["trial"]["cents"]


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_the_years_and_the_languages_to_read_in_are_told(language: str) -> None:
    state = page_in(language).state
    assert state["years"] == [2023, 2027]
    names = {row["code"]: row["name"] for row in state["languages"]}
    assert names == {"fi": "suomi", "sv": "svenska", "en": "English"}
    assert "2027" in state["title"]
    assert state["kicker"]


def test_a_step_begins_with_last_years_shares_where_it_has_them() -> None:
    page = page_in("fi")
    starts = {row["name"]: row["start"] for row in page.state["steps"]}
    assert starts["floor"] == {}
    last_year = starts["phase_in"]["last_year"]
    assert last_year["578"] == "7\N{NO-BREAK SPACE}325,24"
    within = {**starts["phase_in"], "year": "1", "years": "3"}
    step = {"name": "phase_in", "parameters": within}
    assert page.ask("change", choices=page.changed(steps=[step]))["total"] == 8_000_000


def test_the_way_back_is_what_is_decided() -> None:
    page = page_in("fi")
    assert page.state["decided"]["choices"] == page.state["choices"]
