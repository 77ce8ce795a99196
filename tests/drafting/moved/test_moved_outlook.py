"""Outlook, rule search and budgets moved on to a later year."""

import pytest
import tomlkit

from analyysi.agreement.reading import read_agreement, read_terms, terms_path
from analyysi.drafting.layout import TO_DECIDE, Layout
from analyysi.drafting.moved.moved_keys import MovedKeys
from analyysi.drafting.moved.moved_outlook import (
    move_budgets,
    move_burden,
    move_outlook,
    move_search,
    newest_budgets,
    with_later,
)
from analyysi.project import Project

pytestmark = pytest.mark.slow


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
    assert list(layout.find("search")["budgets"]) == list(terms.search.budgets)


def test_the_search_looks_at_the_newest_version_of_budgets(project: Project) -> None:
    agreement = read_agreement(project, "kainuu-ict")
    terms = read_terms(project, agreement, 2023)
    assert terms.search is not None
    older = terms.search.model_copy(update={"budgets": ("valtiokonttori/ktas-2023/2026-01-01",)})
    keys = MovedKeys(project, agreement, terms.model_copy(update={"search": older}), 2024)
    text = (project.agreements / "kainuu-ict" / "2023.toml").read_text(encoding="utf-8")
    layout = Layout.of(text)
    layout.find("search")["budgets"] = list(older.budgets)
    move_search(layout, keys)
    assert list(layout.find("search")["budgets"]) == ["valtiokonttori/ktas-2023/2026-11-29"]


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


BUDGETS = "valtiokonttori/ktas-{}/2026-11-29"


def moved(project: Project, year: int) -> str:
    agreement = read_agreement(project, "kainuu-ict")
    keys = MovedKeys(project, agreement, read_terms(project, agreement, year), year + 1)
    layout = Layout.of(terms_path(project, "kainuu-ict", year).read_text(encoding="utf-8"))
    move_budgets(layout, keys)
    return layout.text()


def test_budgets_stored_since_are_added_and_the_choice_is_asked_for(project: Project) -> None:
    text = moved(project, 2023)
    for document in (2023, 2024, 2025, 2026):
        assert f'    "{BUDGETS.format(document)}",\n' in text
    assert "[budgets]\nyear = 2026\n" in text
    assert f"{TO_DECIDE} by which budgets the shares are measured. Those of 2026" in text


def test_budgets_that_are_the_newest_stay_as_they_are_written(project: Project) -> None:
    before = terms_path(project, "kainuu-ict", 2027).read_text(encoding="utf-8")
    lines = moved(project, 2027).splitlines()
    assert [line for line in lines if line not in before.splitlines()] == [
        f"{TO_DECIDE} by which budgets the shares are measured. Those of 2026 are the newest "
        "named; when later ones are stored: analyysi use."
    ]


def test_terms_without_budgets_stay_without(project: Project) -> None:
    agreement = read_agreement(project, "dublin-fire")
    keys = MovedKeys(project, agreement, read_terms(project, agreement, 2013), 2014)
    layout = Layout.of("[total]\nvalue = 1\n")
    move_budgets(layout, keys)
    assert layout.text() == "[total]\nvalue = 1\n"


def test_the_year_is_that_of_the_latest_document(project: Project) -> None:
    agreement = read_agreement(project, "kainuu-ict")
    terms = read_terms(project, agreement, 2023)
    assert terms.budgets is not None
    newest = newest_budgets(MovedKeys(project, agreement, terms, 2027), terms.budgets)
    assert (newest.year, len(newest.snapshots)) == (2026, 4)
    assert with_later(project, terms.budgets, ()) == terms.budgets
