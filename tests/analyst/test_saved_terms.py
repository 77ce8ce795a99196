"""A case that is tried, saved as the draft of a later year's terms."""

from dataclasses import replace

import pytest

import analyysi
from analyysi.comparison.trial.newest_terms import Replacement
from analyysi.errors import ParameterError
from analyysi.project import Project


@pytest.fixture(scope="module")
def case() -> analyysi.Case:
    return analyysi.load("kainuu-ict", 2023)


@pytest.mark.slow
def test_a_trial_is_saved_as_a_draft_that_shares_the_same(project_copy: Project) -> None:
    root = str(project_copy.root)
    trial = analyysi.load("kainuu-ict", 2027, total="90000,50", method="equal", project=root)
    path = trial.save_terms(2028)
    assert path == project_copy.agreements / "kainuu-ict" / "2028.toml"
    draft = analyysi.load("kainuu-ict", 2028, project=root)
    assert draft.total == trial.total
    assert draft.exact.terms.status == "draft"
    by_trial, by_draft = (case.compare() for case in (trial, draft))
    assert list(by_draft.cents[by_draft.chosen]) == list(by_trial.cents[by_trial.chosen])


@pytest.mark.slow
def test_terms_that_others_wrote_are_not_written_over(case: analyysi.Case) -> None:
    before = (case.project.agreements / "kainuu-ict" / "2027.toml").read_bytes()
    with pytest.raises(ParameterError, match="2027"):
        case.save_terms(2027)
    assert (case.project.agreements / "kainuu-ict" / "2027.toml").read_bytes() == before


@pytest.mark.slow
def test_a_draft_leaves_no_key_of_ones_own_and_no_newer_figure_out(
    case: analyysi.Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_saving(*_: object) -> None:
        raise AssertionError("a draft was written")

    monkeypatch.setattr("analyysi.analyst.saved_terms.save", no_saving)
    ones = dict.fromkeys(case.payers.index, 1)
    described = {"label": "Toimipaikat", "unit": "toimipaikkaa", "date": "2022-09-30"}
    own = case.with_key("sites", ones, **described, source="Oma laskelma")
    with pytest.raises(ParameterError, match=r"a key of your own \(sites\).*as a survey"):
        own.save_terms(2028)
    newer = Replacement("population_2021", "a-2024", "a-2026")
    same = Replacement("tax_revenue_2020", "b-2024", "b-2024")
    on_newer = replace(case, exact=replace(case.exact, replacements=(newer, same)))
    with pytest.raises(ParameterError, match=r"newer ones are tried \(population_2021\)"):
        on_newer.save_terms(2028)
    on_same = replace(case, exact=replace(case.exact, replacements=(same,)))
    with pytest.raises(AssertionError, match="a draft was written"):
        on_same.save_terms(2028)
