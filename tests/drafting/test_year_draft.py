"""A year's draft knows what an earlier draft wrote by its marks, whatever the wording has become."""

from pathlib import Path

import pytest
import tomlkit

from analyysi.drafting.new_year import next_terms
from analyysi.drafting.year_draft import Origin
from analyysi.project import Project

KAINUU = "kainuu-ict"


def path_of(project: Project, year: int) -> Path:
    return project.agreements / KAINUU / f"{year}.toml"


@pytest.mark.slow
def test_edited_statements_of_a_draft_are_replaced_and_asked_for_no_more(
    project_copy: Project,
) -> None:
    text = tomlkit.dumps(next_terms(project_copy, KAINUU, 2028))
    sentence = "Vuoden 2028 kokonaiskustannus. Laskelmassa käytetään vuoden 2027 summaa."
    assert text.count(sentence) == 1
    edited = text.replace(sentence, "Summa vuonna 2028: toimisto kirjoitti tämän uudelleen.")
    path_of(project_copy, 2028).write_text(edited, encoding="utf-8")
    again = tomlkit.dumps(next_terms(project_copy, KAINUU, 2029))
    assert "toimisto kirjoitti" not in again
    for mark in ("total", "method", "participants"):
        assert again.count(f"[[unknown]]  # draft: {mark}\n") == 1


@pytest.mark.slow
def test_what_an_author_wrote_of_a_year_is_asked_for(project_copy: Project) -> None:
    text = tomlkit.dumps(next_terms(project_copy, KAINUU, 2028))
    unmarked = text.replace("[[unknown]]  # draft: total\n", "[[unknown]]\n")
    path_of(project_copy, 2028).write_text(unmarked, encoding="utf-8")
    again = tomlkit.dumps(next_terms(project_copy, KAINUU, 2029))
    assert '# To be decided: whether this of 2028 holds in 2029: "Vuoden 2028 kokonais' in again


@pytest.mark.slow
def test_the_comments_say_where_the_draft_is_from(project: Project) -> None:
    origin = Origin("a test made from {before}.toml", "T {before}.", "P {before}.", "M {before}.")
    text = tomlkit.dumps(next_terms(project, KAINUU, 2028, origin))
    assert text.startswith(
        "# Year 2028: a test made from 2027.toml. Nothing of it has been decided."
    )
    for question in (
        "the sum of 2028. T 2027.",
        "who takes part in 2028. P 2027.",
        "the way of sharing of 2028. M 2027.",
    ):
        assert f"# To be decided: {question}\n" in text
