"""A year's case: declared games and claims become methods, and nothing is made up."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from analyysi.agreement.reading import read_year, year_files
from analyysi.comparison.case import Case, case_of, load_year, with_terms
from analyysi.comparison.compare import Comparison
from analyysi.comparison.split_properties import split_findings
from analyysi.errors import ParameterError
from analyysi.messages import Listing, PayerName
from analyysi.project import Project
from analyysi.report.page import Page
from support.declared_costs import ALONE, CODES, compared, with_game, with_table

pytestmark = pytest.mark.slow


def families(comparison: Comparison) -> set[str]:
    return {split.variant.method.name.partition("_")[0] for split in comparison.splits}


def test_without_declared_costs_no_game_is_played_and_the_reason_is_told(
    kainuu_2023: Comparison,
) -> None:
    assert kainuu_2023.case.problem.game is None
    assert not {"game", "claims"} & families(kainuu_2023)
    reasons = {omitted.name: omitted.reason.text for omitted in kainuu_2023.omitted}
    assert (
        reasons["game_shapley"]
        == "It is not known what each payer would pay alone, and no cost is made up."
    )
    assert reasons["claims_proportional"].startswith("The terms declare no claims")


def test_stand_alone_costs_make_a_game(project_copy: Project) -> None:
    comparison = compared(with_game(project_copy, "stand_alone", "alone", ALONE))
    splits = {
        split.id: split
        for split in comparison.splits
        if split.variant.method.name.startswith("game_")
    }
    assert set(splits) == {
        "game_shapley",
        "game_nucleolus",
        "game_per_capita_nucleolus",
        "game_scrb",
        "game_ensc",
        "game_tau",
        "game_proportional_to_stand_alone",
        "game_equal_up_to_stand_alone",
    }
    for split in splits.values():
        assert sum(split.cents.values()) == 80_000_00
        assert all(split.exact.amounts[code] <= ALONE[code] * 100 for code in CODES)
    whole = sum(ALONE.values())
    by_alone = splits["game_proportional_to_stand_alone"].exact.amounts
    assert by_alone == {code: Fraction(80_000_00 * cost, whole) for code, cost in ALONE.items()}


@pytest.mark.slow
def test_a_group_that_would_pay_less_by_itself_is_named(project_copy: Project) -> None:
    # By population Sotkamo pays 24 766 euros and Kuhmo 17 792; alone they would pay 12 000 and 9
    # 000.
    costs = {**ALONE, "765": 12_000, "290": 9_000}
    comparison = compared(with_game(project_copy, "stand_alone", "alone", costs))
    finding = next(
        one
        for one in split_findings(comparison, comparison.chosen)
        if one.name == "no_group_pays_more_than_apart"
    )
    assert finding.holds is False
    names = finding.evidence.values["payers"]
    assert isinstance(names, Listing)
    assert {item.code for item in names.items if isinstance(item, PayerName)} >= {"290", "765"}
    nucleolus = next(split for split in comparison.splits if split.id == "game_nucleolus")
    finding = next(
        one
        for one in split_findings(comparison, nucleolus)
        if one.name == "no_group_pays_more_than_apart"
    )
    assert finding.holds is True
    page = Page(comparison, "fi").annex().html
    assert "Erikseen: Sotkamo" in page
    assert "Erikseen nämä maksaisivat" in page


def test_needs_make_an_airport_game(project_copy: Project) -> None:
    needs = dict(zip(CODES, (10_000, 30_000, 20_000, 15_000, 5_000, 80_000, 40_000), strict=True))
    comparison = compared(with_game(project_copy, "airport", "needs", needs))
    shapley = next(split for split in comparison.splits if split.id == "game_shapley").exact.amounts
    # Littlechild & Owen (1973): each step of the need is shared equally by all who need it.
    expected = dict.fromkeys(CODES, Fraction(0))
    done = 0
    for need in sorted(needs.values()):
        users = [code for code in CODES if needs[code] >= need]
        for code in users:
            expected[code] += Fraction((need - done) * 100, len(users))
        done = need
    assert shapley == expected


def test_a_key_of_claims_makes_the_rules_for_claims(project_copy: Project) -> None:
    rows = "\n".join(f"{code},{cost},,testi" for code, cost in ALONE.items())
    survey = project_copy.agreements / "kainuu-ict" / "enintaan.csv"
    survey.write_text(f"municipality_code,most,estimated,source\n{rows}\n", encoding="utf-8")
    key = """
[keys.most]
survey = "enintaan.csv"
column = "most"
reference_date = 2026-09-30
unit = "euros"
claim = true
label = { fi = "enimmäismaksu" }
by = { fi = "enimmäismaksun mukaan" }
"""
    comparison = compared(with_table(project_copy, key))
    claims = {
        split.id: split
        for split in comparison.splits
        if split.variant.method.name.startswith("claims_")
    }
    assert len(claims) == 13
    by_claim = claims["claims_proportional-claims_most"].exact.amounts
    assert by_claim == {
        code: Fraction(80_000_00 * cost, sum(ALONE.values())) for code, cost in ALONE.items()
    }
    assert not {split.id for split in comparison.leading} & set(claims)
    for split in claims.values():
        assert all(0 <= split.exact.amounts[code] <= ALONE[code] * 100 for code in CODES)


@pytest.mark.parametrize(
    ("costs", "words"),
    [
        (
            {**ALONE, "205": 1},
            r"2027.toml: \[game\] is not of exactly the participants: 205 differ",
        ),
        (
            dict.fromkeys(CODES, 1000),
            r"2027.toml, \[game\]: The joint cost .* is more than the stand-alone costs",
        ),
        ({"105": 90_000}, r"2027.toml, \[game\]: A joint cost needs two players or more"),
    ],
)
def test_a_game_that_does_not_fit_the_terms(
    project_copy: Project, costs: dict[str, int], words: str
) -> None:
    with_game(project_copy, "stand_alone", "alone", costs)
    with pytest.raises(ParameterError, match=words):
        load_year(project_copy, "kainuu-ict", 2027)


def test_needs_of_another_sum_than_the_total(project_copy: Project) -> None:
    with_game(project_copy, "airport", "needs", dict.fromkeys(CODES, 70_000))
    with pytest.raises(
        ParameterError, match="acting together costs 70000 euros, but the total is 80000 euros"
    ):
        load_year(project_copy, "kainuu-ict", 2027)


def test_a_table_of_coalitions_must_be_whole(project_copy: Project) -> None:
    one = '{ payers = ["105"], value = "20000.00" }'
    with_table(
        project_copy, f'[game]\nkind = "table"\nsource = {{ fi = "testi" }}\ncoalitions = [{one}]\n'
    )
    with pytest.raises(
        ParameterError,
        match=r"\[game\]: The table of coalitions is not whole: no cost for \{290\}, ",
    ):
        load_year(project_copy, "kainuu-ict", 2027)


def test_a_claim_is_money(project_copy: Project) -> None:
    path = project_copy.agreements / "kainuu-ict" / "2027.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace('unit = "inhabitants"', 'unit = "inhabitants"\nclaim = true', 1),
        encoding="utf-8",
    )
    with pytest.raises(
        ParameterError, match="a claim is a sum of money: unit = 'euros' or 'thousand_euros'"
    ):
        load_year(project_copy, "kainuu-ict", 2027)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("rule", "said"),
    [("webster", "alaspäin pyöristetyn osuutensa"), ("adams", "Adamsin menetelmä")],
)
def test_another_rounding_rule_is_told_in_its_own_words(
    project_copy: Project, rule: str, said: str
) -> None:
    path = project_copy.agreements / "kainuu-ict" / "2027.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace('rule = "largest_remainder"', f'rule = "{rule}"'), encoding="utf-8"
    )
    comparison = compared(project_copy)
    assert sum(comparison.chosen.cents.values()) == 80_000_00
    page = Page(comparison, "fi").annex().html
    assert said in page
    assert "Tasatilanteessa yksikkö annetaan" in page
    assert "jakojäännökset ovat yhtä suuret" not in page


# One way to a case
# ------------------------------------------------------------------------------------------


def without_tables(case: Case) -> Case:
    """Return what can be compared of a case: frames of pandas cannot."""
    return replace(case, tables={})


def test_a_case_is_made_of_an_agreement_and_terms(project: Project) -> None:
    files = year_files(project, "kainuu-ict", 2027)
    case = case_of(project, *read_year(*files), files)
    assert without_tables(case) == without_tables(load_year(project, "kainuu-ict", 2027))
    assert [made.path for made in case.inputs[:2]] == [file.path for file in files]


def test_a_draft_is_read_in_the_place_of_the_file_and_named_as_it(project_copy: Project) -> None:
    folder = project_copy.agreements / "kainuu-ict"
    text = (folder / "2027.toml").read_text(encoding="utf-8")
    (folder / "2027.toml").unlink()
    draft = text.replace('rule = "largest_remainder"', 'rule = "webster"')
    assert draft != text
    case = load_year(project_copy, "kainuu-ict", 2027, terms_text=draft)
    assert case.rounding.name == "webster"
    assert "data/agreements/kainuu-ict/2027.toml" in [made.path for made in case.inputs]
    with pytest.raises(ParameterError, match="^data/agreements/kainuu-ict/2027.toml has 2"):
        load_year(project_copy, "kainuu-ict", 2027, terms_text=text.replace("[total]", "[totla]"))
    assert not (folder / "2027.toml").exists()


def test_other_terms_make_another_case_on_the_same_figures(project: Project) -> None:
    case = load_year(project, "kainuu-ict", 2027)
    fewer = case.terms.participants[:-1]
    total = case.terms.total.model_copy(update={"value": 100_000_00})
    other = with_terms(
        case,
        case.terms.model_copy(update={"participants": fewer, "total": total, "published": ()}),
    )
    assert (other.problem.payers, other.problem.total) == (fewer, 100_000_00)
    assert other.tables is case.tables
    for name, figures in other.problem.keys.items():
        assert figures == {code: case.problem.keys[name][code] for code in fewer}
    assert with_terms(case, case.terms) == case


def test_other_terms_are_checked_as_terms_are(project: Project) -> None:
    case = load_year(project, "kainuu-ict", 2027)
    total = case.terms.total.model_copy(update={"value": 100_000_01})
    unit = case.terms.rounding.model_copy(update={"unit": 100})
    with pytest.raises(ParameterError, match="total.value is not a multiple of rounding.unit"):
        with_terms(case, case.terms.model_copy(update={"total": total, "rounding": unit}))
    name, key = next(iter(case.terms.keys.items()))
    keys = {**case.terms.keys, name: key.model_copy(update={"snapshot": "x/y/2026-01-01"})}
    with pytest.raises(ParameterError, match="is of x/y/2026-01-01, which was not read"):
        with_terms(case, case.terms.model_copy(update={"keys": keys}))
