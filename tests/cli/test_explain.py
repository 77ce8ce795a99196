"""The command `explain`: what was tried, what luck does, and rules in words."""

import re
from fractions import Fraction

import pytest

from analyysi.allocation.inference.rule_families import Rule
from analyysi.cli.explain import rule_in_words
from analyysi.errors import ParameterError
from analyysi.project import Project
from support.command_line import call
from support.places import ROOT

ALL, NONE = Fraction(1), Fraction(0)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (Rule(NONE, ALL, ()), "everybody the same"),
        (Rule(NONE, NONE, (("population", ALL),)), "by population"),
        (
            Rule(NONE, Fraction(3, 10), (("population", Fraction(7, 10)),)),
            "30% equally, 70% by population",
        ),
        (
            Rule(Fraction(1, 25), NONE, (("population", ALL),)),
            "4% by the organiser first, by population",
        ),
    ],
)
def test_a_rule_is_written_in_the_order_in_which_it_acts(rule: Rule, words: str) -> None:
    assert rule_in_words(rule) == words


@pytest.mark.slow
def test_one_share_is_not_enough_and_the_readme_says_the_same() -> None:
    printed = call("explain", "kainuu-ict", "2023").printed
    assert "Published: Paltamo 7079.00 €, of a total of 80000.00 €." in printed
    assert "4% by the organiser first, by population 2020-12-31, rounded to 1.00 €" in printed
    assert "What would decide: the share of " in printed
    assert (
        "Of the keys 31 are figures of the budgets of 2023 (reports approved 2022-12-20 to "
        "2023-01-16). Those that give it alone: none."
    ) in printed
    counts = re.search(
        r"Tried: (\d+) rules.*Not identified: (\d+) rules give it, and about (\d+) would by luck",
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
