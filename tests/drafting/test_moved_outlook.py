"""Outlook and rule search moved on to a later year."""

import pytest
import tomlkit

from analyysi.agreement.reading import read_agreement, read_terms
from analyysi.drafting.layout import Layout
from analyysi.drafting.moved_keys import MovedKeys
from analyysi.drafting.moved_outlook import move_burden, move_outlook, move_search
from analyysi.project import Project


@pytest.mark.slow
def test_the_search_looks_at_the_newest_tables_and_the_rest_stays(project: Project) -> None:
    agreement = read_agreement(project, "kainuu-ict")
    terms = read_terms(project, agreement, 2023)
    keys = MovedKeys(project, agreement, terms, 2024)
    text = (project.agreements / "kainuu-ict" / "2023.toml").read_text(encoding="utf-8")
    layout = Layout.of(text)
    move_search(layout, keys)
    assert terms.search is not None
    listed = layout.find("search")["snapshots"]
    tables = {name.rpartition("/")[0] for name in terms.search.snapshots}
    assert {name.rpartition("/")[0] for name in listed} == tables
    assert len(listed) == len(set(listed))


@pytest.mark.slow
def test_terms_without_outlook_and_burden_are_left_as_they_are(project: Project) -> None:
    agreement = read_agreement(project, "dublin-fire")
    terms = read_terms(project, agreement, 2013)
    without = terms.model_copy(update={"outlook": None, "burden": None, "search": None})
    keys = MovedKeys(project, agreement, without, 2014)
    text = (project.agreements / "dublin-fire" / "2013.toml").read_text(encoding="utf-8")
    layout = Layout.of(text)
    for move in (move_outlook, move_burden, move_search):
        move(layout, keys)
    assert tomlkit.parse(layout.text()) == tomlkit.parse(text)
