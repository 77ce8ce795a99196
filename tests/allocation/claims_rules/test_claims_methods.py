"""Rules for claims in terms: weights by a key, and what will not do."""

from fractions import Fraction

import pytest

from analyysi.allocation.claims_rules.claims_methods import ByWeightedClaims
from analyysi.allocation.methods import METHODS
from analyysi.allocation.problem import Problem
from analyysi.comparison.case import load_year
from analyysi.comparison.compare import compare_methods
from analyysi.errors import AllocationError, ParameterError
from analyysi.project import Project
from analyysi.report.page import Page

CODES = ("a", "b", "c")
CLAIMS = {"a": Fraction(25), "b": Fraction(100), "c": Fraction(100)}
WEIGHTS = {"a": Fraction(1), "b": Fraction(2), "c": Fraction(3)}


def shares(name: str, total: int, weights: str | None = "people") -> tuple[Fraction, ...]:
    problem = Problem(Fraction(total), CODES, {"people": WEIGHTS}, {"most": CLAIMS})
    amounts = (
        METHODS[name].function(problem, ByWeightedClaims(claims="most", weights=weights)).amounts
    )
    return tuple(amounts[code] for code in CODES)


def test_weights_by_a_key() -> None:
    # By hand (Moulin 2000): 120 as 1 : 2 : 3; of 175 the first claim is full at 25, and 150 goes as
    # 2 : 3.
    assert shares("claims_constrained_equal_awards", 120) == (20, 40, 60)
    assert shares("claims_constrained_equal_awards", 175) == (25, 60, 90)
    assert shares("claims_constrained_equal_awards", 120, None) == (
        25,
        Fraction(95, 2),
        Fraction(95, 2),
    )
    # 60 of the 225 is spared as 1 : 2 : 3.
    assert shares("claims_constrained_equal_losses", 165) == (15, 80, 70)


def test_rules_without_a_weighted_form_take_no_weights() -> None:
    claims_rules = {name: row for name, row in METHODS.items() if row.kind == "claims"}
    takes = {name for name, row in claims_rules.items() if "weights" in row.parameters.model_fields}
    assert takes == {
        "claims_proportional",
        "claims_constrained_equal_awards",
        "claims_constrained_equal_losses",
    }


def test_a_weight_of_zero_is_refused() -> None:
    problem = Problem(
        Fraction(120), CODES, {"people": {**WEIGHTS, "b": Fraction(0)}}, {"most": CLAIMS}
    )
    with pytest.raises(AllocationError, match="The weight of b is not above zero"):
        METHODS["claims_proportional"].function(
            problem, ByWeightedClaims(claims="most", weights="people")
        )


MOST = """
[keys.most]
survey = "enintaan.csv"
column = "euros"
reference_date = 2026-01-01
unit = "euros"
claim = true
label = { fi = "enimmäismaksu" }
by = { fi = "enimmäismaksun mukaan" }

[method]"""
NAMED = """
[[alternatives]]
name = "claims_constrained_equal_awards"
parameters = { claims = "most", weights = "population_2025" }

[rounding]"""


def with_claims(project: Project, named: str) -> Project:
    folder = project.agreements / "kainuu-ict"
    path = folder / "2027.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("[method]", MOST, 1).replace("[rounding]", named, 1), encoding="utf-8"
    )
    # Made up for the test: each would pay 20 000 euros at most.
    rows = [f"{code},,testi,20000" for code in ("105", "290", "578", "620", "697", "765", "777")]
    header = "municipality_code,estimated,source,euros"
    (folder / "enintaan.csv").write_text("\n".join([header, *rows, ""]), encoding="utf-8")
    return project


@pytest.mark.slow
def test_a_weighted_rule_in_terms_and_report(project_copy: Project) -> None:
    comparison = compare_methods(load_year(with_claims(project_copy, NAMED), "kainuu-ict", 2027))
    name = "claims_constrained_equal_awards-claims_most-weights_population_2025"
    (weighted,) = [split for split in comparison.splits if split.id == name]
    # Sotkamo would pay 25 120 by population, so it pays its 20 000; the others share 60 000 by
    # population.
    assert weighted.cents["765"] == 20_000_00
    people = comparison.case.problem.keys["population_2025"]
    rest = sum(people.values()) - people["765"]
    assert weighted.exact.amounts["578"] == 60_000_00 * people["578"] / rest
    html = Page(comparison, "fi").annex().html
    assert "painona asukasluku 31.12.2025" in html
    assert "Maksajia painotetaan asukasluvun 31.12.2025 mukaan." in html


def test_a_misspelt_key_of_weights(project_copy: Project) -> None:
    named = NAMED.replace("population_2025", "population_2052")
    with pytest.raises(
        ParameterError, match="no key 'population_2052'. Did you mean 'population_2025'"
    ):
        load_year(with_claims(project_copy, named), "kainuu-ict", 2027)
