"""The summary: what is shared, by which rule, what each pays; or whose figures lack."""

from dataclasses import replace
from pathlib import Path

import pytest

from analyysi.cli.interview.changed_figures import change_figures
from analyysi.cli.interview.summary import summary
from analyysi.cli.interview.total_questions import ask_total_rule
from analyysi.cli.interview.ways import add_step, ask_sharing
from analyysi.project import Project
from support.interviews import answers_of, state_of, workstations


def told(lines: list[str]) -> str:
    return "\n".join(lines).replace("\xa0", " ")


@pytest.mark.slow
def test_rules_and_sums_are_told(project: Project) -> None:
    lines = ["1", "Kajaani 0,9", "2 000", "", "75 000", "2,5", "Sopimus"]
    state = state_of(project, lines)
    answers = ask_sharing(state, answers_of(state))
    answers = change_figures(state, answers, "payer_factors")
    answers = add_step(state, answers, "sum_each")
    answers = ask_total_rule(state, replace(answers, asked=8_000_000), "capped")
    text = told(summary(state, answers))
    for sentence in (
        "2027: 76 875,00 € jaetaan, maksajia 3.",
        "Kokonaiskustannus saa olla enintään 76 875 euroa",
        "Jokainen maksaa ensin 2 000,00 €. Loput jaetaan jakotavan mukaan.",
        "Kajaanin luku kerrotaan luvulla 0,9",
        "asukasluku 31.12.2025  laskennallinen asukasluku 31.12.2025",
    ):
        assert sentence in text
    assert text.rstrip().endswith("76 875,00")


@pytest.mark.slow
def test_estimates_and_missing_figures_are_told(project: Project, tmp_path: Path) -> None:
    path = workstations(tmp_path)
    names = "Kajaani, Sotkamo, Puolanka"
    whole = state_of(project, [str(path), "n. 90", "arvio", "k"])
    text = told(summary(whole, ask_sharing(whole, answers_of(whole, names))))
    assert "arvioituja lukuja: Sotkamo ja Puolanka" in text
    lacking = state_of(project, [str(path), "", "k"])
    text = told(summary(lacking, ask_sharing(lacking, answers_of(lacking, names))))
    assert "kysyttävä vielä: Puolanka. Siihen asti osuuksia ei ole." in text
    assert "Yhteensä" not in text
