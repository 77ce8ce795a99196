"""The command `explain`: what was tried, and what luck does."""

import re

import pytest

from analyysi.errors import ParameterError
from analyysi.project import Project
from support.command_line import call
from support.places import ROOT


@pytest.mark.slow
def test_one_share_is_not_enough_and_the_readme_says_the_same() -> None:
    printed = call("explain", "kainuu-ict", "2023").printed
    assert "Published: Paltamo 7079.00 €, of a total of 80000.00 €." in printed
    assert "4% by the organiser first, by population 2020-12-31, rounded to 1.00" in printed
    assert "What would decide: the share of " in printed
    assert (
        "Of the keys 31 are figures of the budgets of 2023 (reports approved 2022-12-20 to "
        "2023-01-16). Those that give it alone: none."
    ) in printed
    counts = re.search(
        r"Tried: (\d+) rules.*Possible, not known: (\d+) give it, and about (\d+) would by luck",
        printed,
        re.DOTALL,
    )
    assert counts is not None
    tried = f"{int(counts[1]):,}".replace(",", " ")
    in_readme = (
        f"tries {tried} rules on it: {counts[2]} give it, and about {counts[3]} would by luck alone"
    )
    assert in_readme in (ROOT / "README.md").read_text(encoding="utf-8").replace("\n", " ")


@pytest.mark.slow
def test_budgets_are_tried_where_the_option_says_so_though_the_terms_do_not(
    project_copy: Project,
) -> None:
    path = project_copy.agreements / "kainuu-ict" / "2023.toml"
    lines = path.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not line.startswith("budgets = [")]
    assert len(kept) == len(lines) - 1
    path.write_text("\n".join(kept), encoding="utf-8")
    project = ("--project", str(project_copy.root))
    assert "figures of the budgets" not in call("explain", "kainuu-ict", "2023", *project).printed
    asked = call("explain", "kainuu-ict", "2023", "--budgets", *project).printed
    assert "Of the keys 31 are figures of the budgets of 2023" in asked


@pytest.mark.slow
def test_a_year_without_a_published_share_has_nothing_to_explain() -> None:
    outcome = call("explain", "kainuu-ict", "2027")
    assert isinstance(outcome.fault, ParameterError)
    assert str(outcome.fault).startswith("kainuu-ict 2027 has no published share to explain")
