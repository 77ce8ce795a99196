"""The keys that can be added: of other years and of stored figures, each once, each usable."""

from __future__ import annotations

from datetime import date

import pytest

from analyysi.comparison.case import load_year
from analyysi.comparison.compare import Comparison
from analyysi.desk.added_keys import AddedKey
from analyysi.desk.offered_keys import matching, offered_keys, with_key
from analyysi.messages import Message
from analyysi.project import Project
from analyysi.sources.figures import possible_keys
from support.later_snapshot import publish_population


@pytest.mark.slow
def test_keys_of_other_years_come_first_and_none_of_the_terms(
    project: Project, kainuu_2027: Comparison
) -> None:
    case = kainuu_2027.case
    offered = offered_keys(project, case)
    of_2023 = [key for key in offered if key.origin.text == "terms of {year}"]
    assert offered[: len(of_2023)] == tuple(of_2023)
    assert {"population_2021", "tax_revenue_2020"} <= {key.name for key in of_2023}
    figures = [key.key.model_dump(exclude={"label", "by", "asked"}) for key in offered]
    assert all(figures.count(each) == 1 for each in figures)
    own = [key.model_dump(exclude={"label", "by", "asked"}) for key in case.terms.keys.values()]
    assert not [each for each in own if each in figures]
    stored = possible_keys(project, case.terms.participants, date(2027, 1, 1))
    snapshots = {key.key.snapshot for key in offered}
    named = {key.snapshot for key in case.terms.keys.values()}
    assert {figure.snapshot for figure in stored} <= snapshots | named


@pytest.mark.slow
def test_a_key_is_added_under_a_free_name(project: Project, kainuu_2027: Comparison) -> None:
    case = kainuu_2027.case
    offered = offered_keys(project, case)
    jobs = next(key for key in offered if key.key.column == "jobs")
    keys: dict[str, AddedKey] = {}
    for name in (jobs.name, f"{jobs.name}_2"):
        widened = with_key(project, kainuu_2027.case, keys, jobs, "sv")
        assert not isinstance(widened, Message)
        case, added = widened
        assert added.name == name
        keys[name] = added
        assert case.terms.keys.keys() == {*kainuu_2027.case.terms.keys, *keys}
        assert all(figure > 0 for figure in case.problem.keys[name].values())
    assert case.problem.payers == kainuu_2027.case.problem.payers
    assert case.chosen == kainuu_2027.case.chosen


@pytest.mark.slow
def test_a_key_that_cannot_be_used_is_said(project: Project, kainuu_2027: Comparison) -> None:
    case = kainuu_2027.case
    jobs = next(key for key in offered_keys(project, case) if key.key.column == "jobs")
    broken = type(jobs)(jobs.name, jobs.key.model_copy(update={"column": "jops"}), jobs.origin)
    fault = with_key(project, case, {}, broken, "fi")
    assert isinstance(fault, Message)
    assert fault.text == "This key cannot be used. {reason}"
    assert "jops" in str(fault.values["reason"])


def test_a_search_finds_every_word_in_any_order() -> None:
    titled: list[tuple[str, object]] = [("Asukasluku 2021", 1), ("Työpaikat 2021", 2)]
    assert matching(titled, "2021 ASUKAS") == [("Asukasluku 2021", 1)]  # type: ignore[arg-type]
    assert len(matching(titled, " ")) == 2  # type: ignore[arg-type]
    assert matching(titled, "2021 2022") == []  # type: ignore[arg-type]


@pytest.mark.slow
def test_a_newer_snapshot_of_a_key_in_use_is_offered(project_copy: Project) -> None:
    newer = "tilastokeskus/11ra/2027-04-02"
    publish_population(project_copy, "578", "2941", "2943", newer)
    case = load_year(project_copy, "kainuu-ict", 2027)
    key = case.terms.keys["population_2025"]
    (offered,) = [
        candidate
        for candidate in offered_keys(project_copy, case)
        if (candidate.key.snapshot, candidate.key.column, candidate.key.rows)
        == (newer, key.column, key.rows)
    ]
    assert offered.origin.values["name"] == newer
    joined = with_key(project_copy, case, {}, offered, "fi")
    assert not isinstance(joined, Message)
    wider, added = joined
    assert wider.problem.keys[added.name]["578"] == 2943
