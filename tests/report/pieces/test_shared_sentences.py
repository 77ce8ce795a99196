"""Sentences that several papers share: statuses, sums, snapshots, rounding and licences."""

from dataclasses import replace
from fractions import Fraction

import pytest

from analyysi.allocation.whole_units.rounding import ROUNDING_RULES
from analyysi.comparison.compare import Comparison
from analyysi.languages.language_table import LANGUAGES
from analyysi.messages import Money
from analyysi.report.language.wording import Wording
from analyysi.report.pieces.shared_sentences import (
    figure,
    in_full,
    licence,
    rounding_rule,
    status,
    tie_rule,
    used_for,
)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("analysis", "analyysin tekijän laskelma, ei päätös"),
        ("draft", "luonnos"),
        ("decided", "päätetty"),
    ],
)
def test_each_status_has_its_words(kainuu_2023: Comparison, name: str, expected: str) -> None:
    terms = kainuu_2023.case.terms.model_copy(update={"status": name})
    case = replace(kainuu_2023.case, terms=terms)
    assert status(case, Wording("fi", case)) == expected


def test_a_figure_has_decimals_only_if_it_is_not_whole(kainuu_2023: Comparison) -> None:
    words = Wording("fi", kainuu_2023.case)
    assert figure(Fraction(3183), words) == "3\xa0183"
    assert figure(Fraction(6367, 2), words) == "3\xa0183,50"


@pytest.mark.parametrize(("cents", "decimals"), [(80_000_00, 0), (80_000_05, 2)])
def test_a_sum_is_written_with_the_cents_it_has(cents: int, decimals: int) -> None:
    assert in_full(cents) == Money(cents, decimals, words=True)


def test_a_snapshot_is_named_by_its_keys_with_their_days(
    kainuu_2023: Comparison, kainuu_2027: Comparison
) -> None:
    def uses(comparison: Comparison) -> list[list[str]]:
        case = comparison.case
        return [used_for(case, name, Wording("fi", case)) for name in case.manifests]

    assert uses(kainuu_2023) == [
        ["asukasluku 31.12.2021"],  # the day is in the name and not said twice
        [
            "verotulot 2020 (31.12.2020)",
            "kunnan tulovero 2020 (31.12.2020)",
            "toimintakulut 2020 (31.12.2020)",
        ],
        ["tuloveroprosentti (31.12.2018)"],
        ["vuoden 2023 talousarviot, joihin osuuksia verrataan"],
        ["muutetut talousarviot ja suunnitelmat"],
    ]
    population, projection, *budgets = uses(kainuu_2027)
    *others, measured = budgets
    assert measured == ["vuoden 2026 talousarviot, joihin osuuksia verrataan"]
    assert others == [["muutetut talousarviot ja suunnitelmat"]] * 3
    assert population == ["asukasluku 31.12.2025"]
    (years_to_come,) = projection
    assert years_to_come.startswith("tulevien vuosien arvio (31.12.2025, ")
    case = kainuu_2023.case
    assert used_for(case, "nowhere/table/2026-11-24", Wording("fi", case)) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("rule", ROUNDING_RULES)
def test_every_rounding_rule_tells_unit_rule_and_ties(
    kainuu_2023: Comparison, rule: str, language: str
) -> None:
    case = replace(kainuu_2023.case, rounding=ROUNDING_RULES[rule])
    words = Wording(language, case)
    unit, how, ties = rounding_rule(case, words)
    assert {"fi": "0,01\xa0euroa", "sv": "0,01\xa0euro", "en": "0.01\xa0euros"}[language] in unit
    assert how == words.of(case.rounding.rule)
    assert ties == tie_rule(case.rounding, words)


def test_ties_of_municipalities_name_their_numbers(kainuu_2023: Comparison) -> None:
    words = Wording("fi", kainuu_2023.case)
    assert "tunnus (kuntanumero) on pienempi" in tie_rule(kainuu_2023.case.rounding, words)


def test_a_licence_is_named_or_the_figures_called_public(kainuu_2023: Comparison) -> None:
    words = Wording("fi", kainuu_2023.case)
    assert [licence(manifest, words) for manifest in kainuu_2023.case.manifests.values()] == [
        "CC-BY-4.0. Lähde: Tilastokeskus, väestörakenne; THL, Sotkanet.fi.",
        "CC-BY-4.0. Lähde: Tilastokeskus, kuntien talous ja toiminta.",
        "julkisia viranomaistietoja. Lähde: Verohallinto.",
        *["CC-BY-4.0. Lähde: Valtiokonttori, tutkihallintoa.fi."] * 2,
    ]
