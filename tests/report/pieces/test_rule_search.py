"""The search for the rule told to a reader: a key among stored figures is named in the reader's
language.
"""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from analyysi.allocation.inference.rule_families import Rule
from analyysi.allocation.inference.rule_search import infer
from analyysi.allocation.whole_units.rounding import largest_remainder
from analyysi.comparison.compare import Comparison
from analyysi.comparison.explain import Explanation, explanation_for_report
from analyysi.languages.local_text import LocalText
from analyysi.project import Project
from analyysi.report.language.wording import Wording
from analyysi.report.pieces.rule_search import by_luck, luck_bound, rule_in_words, verdict
from analyysi.sources.budget_keys import NO_BUDGET_KEYS
from analyysi.sources.figures import Figures

POPULATION = LocalText(fi="Väestö 31.12.", sv="Befolkning 31.12", en="Population on 31 December")
PROJECTED = LocalText(
    fi="Väestö 31.12. (ennuste)",
    sv="Befolkning 31.12 (prognos)",
    en="Population on 31 December (projection)",
)
TAXES = LocalText(fi="Verotulot", sv="Skatteinkomster", en="Tax revenue")
PAYERS = ("105", "290", "578", "620", "697", "765", "777")
COSTS = LocalText(fi="ICT-kulut", sv="IKT-kostnader", en="ICT costs")
NEW_YEARS_EVE, MIDSUMMER = date(2021, 12, 31), date(2021, 6, 24)


@pytest.fixture(scope="module")
def explanation(kainuu_2023: Comparison, project: Project) -> Explanation:
    found = explanation_for_report(project, kainuu_2023.case)
    assert found is not None
    return found


def key(
    explanation: Explanation,
    language: str,
    what: LocalText,
    when: date,
    picked: str = "",
    years: int = 1,
) -> str:
    figures = Figures("a/b/2026-01-01", "x", what, when, picked, {}, years)
    told = replace(explanation, figures={"x": figures})
    rule = Rule(Fraction(0), Fraction(0), (("x", Fraction(1)),))
    return rule_in_words(rule, told, Wording(language, told.case))


@pytest.mark.parametrize(
    ("language", "what", "when", "words"),
    [
        ("fi", POPULATION, NEW_YEARS_EVE, "väestö 31.12.2021"),
        ("sv", POPULATION, NEW_YEARS_EVE, "befolkning 31.12.2021"),
        ("en", POPULATION, NEW_YEARS_EVE, "population on 31 December 2021"),
        ("fi", PROJECTED, NEW_YEARS_EVE, "väestö 31.12.2021 (ennuste)"),
        ("sv", PROJECTED, NEW_YEARS_EVE, "befolkning 31.12.2021 (prognos)"),
        ("en", PROJECTED, NEW_YEARS_EVE, "population on 31 December 2021 (projection)"),
        ("fi", TAXES, NEW_YEARS_EVE, "verotulot 2021"),
        ("sv", TAXES, NEW_YEARS_EVE, "skatteinkomster 2021"),
        ("en", TAXES, NEW_YEARS_EVE, "tax revenue 2021"),
        ("fi", TAXES, MIDSUMMER, "verotulot 24.6.2021"),
        ("en", TAXES, MIDSUMMER, "tax revenue 24 June 2021"),
        ("fi", COSTS, NEW_YEARS_EVE, "ICT-kulut 2021"),
        ("en", COSTS, NEW_YEARS_EVE, "ICT costs 2021"),
    ],
)
def test_a_key_is_named_with_its_day(
    explanation: Explanation, language: str, what: LocalText, when: date, words: str
) -> None:
    assert key(explanation, language, what, when) == words


def test_what_was_picked_and_the_years_of_a_mean_are_told(explanation: Explanation) -> None:
    assert key(explanation, "fi", TAXES, NEW_YEARS_EVE, "men") == "verotulot men 2021"
    assert (
        key(explanation, "fi", TAXES, NEW_YEARS_EVE, years=3)
        == "verotulot 2021 (3 vuoden keskiarvo)"
    )
    assert key(explanation, "en", POPULATION, NEW_YEARS_EVE, years=2) == (
        "population on 31 December 2021 (average of 2 years)"
    )


@pytest.mark.parametrize(
    ("language", "stage", "words"),
    [
        ("fi", "budget", "verotulot vuoden 2021 talousarviossa"),
        ("sv", "prior_amended", "skatteinkomster i den ändrade budgeten för 2021"),
        ("fi", "plan_1", "verotulot vuodelle 2021 vuoden 2020 taloussuunnitelmassa"),
        ("en", "plan_2", "tax revenue for 2021 in the plan of 2019"),
    ],
)
def test_a_stage_of_a_budget_is_in_words(
    explanation: Explanation, language: str, stage: str, words: str
) -> None:
    assert key(explanation, language, TAXES, NEW_YEARS_EVE, stage) == words


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        (
            "fi",
            "Jakoperusteista 31 on vuoden 2023 talousarvioilmoitusten lukuja, myös muutettuja ja "
            "suunniteltuja. Kunnat hyväksyivät "
            "ilmoituksensa 20.12.2022–16.1.2023. Mikään talousarvion luku ei yksinään anna "
            "julkaistua osuutta.",
        ),
        ("sv", "Ingen enskild uppgift i budgetarna ger den publicerade andelen."),
        ("en", "No figure of a budget alone gives the published share."),
    ],
)
def test_the_verdict_says_what_budgets_were_tried(
    explanation: Explanation, language: str, sentences: str
) -> None:
    words = Wording(language, explanation.case)
    assert verdict(explanation, words).endswith(sentences)
    bare = replace(explanation, budgets=NO_BUDGET_KEYS)
    assert not verdict(bare, words).endswith(sentences)
    assert verdict(explanation, words).startswith(verdict(bare, words))


KEYS = {
    name: dict(zip(PAYERS, map(Fraction, numbers), strict=True))
    for name, numbers in (
        ("population_2021", (2170, 7929, 3102, 2477, 1237, 10_316, 7462)),
        ("tax_revenue_2020", (7_900, 29_800, 10_700, 9_700, 4_700, 41_600, 29_000)),
    )
}


KEY = KEYS["population_2021"]


def told(explanation: Explanation, language: str, parts: dict[str, Fraction], unit: int) -> str:
    """Work out a full table of 80 000 euros by keys made up for it, search it, and tell the
    verdict.
    """
    equal = 1 - sum(parts.values(), Fraction(0))
    amounts = {
        payer: 80_000_00
        * (
            equal / len(PAYERS)
            + sum(
                part * KEYS[name][payer] / sum(KEYS[name].values()) for name, part in parts.items()
            )
        )
        for payer in PAYERS
    }
    published = largest_remainder(amounts, unit).cents
    searched = replace(
        explanation,
        inference=infer(80_000_00, PAYERS, KEYS, published),
        budgets=NO_BUDGET_KEYS,
    )
    return verdict(searched, Wording(language, explanation.case)).replace("\u00a0", " ")


def test_a_known_rule_is_told_with_its_luck_and_its_range(explanation: Explanation) -> None:
    text = told(explanation, "fi", {"population_2021": Fraction(7, 10)}, 100)
    assert "Sääntö tunnetaan: 30 % tasan ja 70 % asukasluku 31.12.2021." in text
    assert "pelkällä sattumalla sen antaisi alle 0,000001 sääntöä." in text
    assert "Saman taulukon antavat kaikki painot tällä välillä: 29,99" in text
    text = told(explanation, "sv", {"population_2021": Fraction(7, 10)}, 100)
    assert "Regeln är känd: 30 % jämnt och 70 % invånarantal 31.12.2021." in text
    assert "färre än 0,000001 regler" in text


def test_possible_rules_of_a_table_are_named(explanation: Explanation) -> None:
    text = told(explanation, "fi", {"population_2021": Fraction(2, 3)}, 1000_00)
    assert "Sääntö tunnetaan" not in text
    assert "antaisi sen sattumaltakin. Sääntöä ei tunneta." in text
    assert "1/3 tasan ja 2/3 asukasluku 31.12.2021" in text or "Niistä" in text
    text = told(explanation, "sv", {"population_2021": Fraction(2, 3)}, 100_00)
    assert "1/3 jämnt och 2/3 invånarantal 31.12.2021" in text


def test_a_weight_that_is_no_round_number_is_told_as_a_range(explanation: Explanation) -> None:
    text = told(explanation, "fi", {"population_2021": Fraction(5627, 10_000)}, 100)
    assert "Niistä 0 antaa juuri julkaistun taulukon" in text
    assert "Sen antavat myös painot, jotka eivät ole pyöreitä lukuja: 43,7" in text
    assert "% tasan ja loput asukasluku 31.12.2021." in text


def test_the_keys_that_are_counted_are_those_that_were_tried(explanation: Explanation) -> None:
    """144 keys stood above a table of 128: those with the proportions of another count no more."""
    families = {family.name: family.tried for family in explanation.inference.families}
    text = verdict(explanation, Wording("fi", explanation.case))
    assert f"{families['key']} jakoperustetta ja" in text
    assert len(explanation.inference.key_names) == families["key"]


def test_one_share_is_possible_whatever_gives_it(explanation: Explanation) -> None:
    # Suomussalmi by 47 % population and 53 % income tax: told as known of another rule before.
    inference = infer(80_000_00, PAYERS, KEYS, {"777": 17_185_57})
    searched = replace(explanation, inference=inference, budgets=NO_BUDGET_KEYS)
    for language, words in (("fi", "sääntöä ei voi tietää"), ("sv", "går det inte att veta")):
        text = verdict(searched, Wording(language, explanation.case))
        assert "tunnetaan:" not in text
        assert "är känd:" not in text
        assert (words in text) == bool(inference.hits)
    assert inference.verdict in ("possible", "none")


@pytest.mark.parametrize(
    ("luck", "bound"),
    [(3e-9, (Fraction(1, 10**6), 6)), (0.0031, (Fraction(1, 100), 2)), (2.0, (1, 0))],
)
def test_the_bound_of_luck_is_above_it(luck: float, bound: tuple[Fraction, int]) -> None:
    assert luck_bound(luck) == bound


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_every_figure_that_the_report_searches_has_a_name(
    explanation: Explanation, language: str
) -> None:
    assert len(explanation.figures) > 50
    for figures in explanation.figures.values():
        assert figures.description.in_language(language)


@pytest.mark.parametrize(
    ("luck", "words"),
    [
        (0.0004, "alle 0,001"),
        (0.02, "alle 0,1"),
        (0.06, "noin 0,1"),
        (3.94, "noin 3,9"),
        (909.2, "noin 909"),
    ],
)
def test_little_luck_is_never_written_as_none(
    explanation: Explanation, luck: float, words: str
) -> None:
    assert Wording("fi", explanation.case).of(by_luck(luck)) == words


def test_the_one_rule_that_luck_keeps_from_being_known_says_why(explanation: Explanation) -> None:
    amounts = {
        payer: 80_000_00 * (Fraction(1, 21) + Fraction(2, 3) * people / sum(KEY.values()))
        for payer, people in KEY.items()
    }
    inference = infer(
        80_000_00, PAYERS, {"population_2021": KEY}, largest_remainder(amounts, 100_00).cents
    )
    families = [replace(family, by_luck=0.01) for family in inference.families]
    (hit,) = [hit for hit in inference.hits if hit.rule.equal == Fraction(1, 3)]
    alone = replace(inference, families=tuple(families), hits=(hit,))
    assert alone.verdict == "possible"
    assert alone.too_lucky
    searched = replace(explanation, inference=alone, budgets=NO_BUDGET_KEYS)
    text = verdict(searched, Wording("fi", explanation.case)).replace("\u00a0", " ")
    assert "Niistä yksi antaa juuri julkaistun taulukon: 1/3 tasan ja 2/3 asukasluku" in text
    assert "alle 0,1 sääntöä antaisi taulukon sattumaltakin" in text
    assert "alle 0,001." in text
