"""What is recomputed of printed decisions: as printed, and a wrong digit is named."""

import re
from collections.abc import Iterator
from fractions import Fraction

import pytest

from analyysi.agreement.decision import Checks, Decision, decision_ids, read_decision
from analyysi.agreement.reading import parsed
from analyysi.comparison.published.decision_checks import (
    DECISION_CHECKS,
    derived_amounts,
    faults_of,
    recomputed,
)
from analyysi.errors import ParameterError
from analyysi.project import Project
from support.places import ROOT
from support.printed_tables import KT_FEE, KT_PRINTED, WATER_SUPPLY, WATER_TOTAL

PROJECT = Project(ROOT)
DECISIONS = {name: read_decision(PROJECT, name) for name in decision_ids(PROJECT)}
CHECKED = [name for name, decision in DECISIONS.items() if decision.checks.all()]


def changed(name: str, old: str, new: str) -> Decision:
    text = (PROJECT.decisions / f"{name}.toml").read_text(encoding="utf-8")
    assert old in text
    return parsed(text.replace(old, new, 1), Decision, f"{name}.toml")


def test_every_kind_of_check_has_a_row_and_a_record() -> None:
    assert list(DECISION_CHECKS) == list(Checks.model_fields)
    used = {kind for decision in DECISIONS.values() for kind, _ in decision.checks.all()}
    assert used == set(DECISION_CHECKS)


@pytest.mark.parametrize("name", CHECKED)
def test_it_comes_out_as_printed(name: str) -> None:
    assert faults_of(DECISIONS[name], name) == []
    assert all(outcome.fits for _, outcome in recomputed(DECISIONS[name]))


def with_first_digit_changed(name: str) -> Iterator[tuple[str, Decision]]:
    """Yield each record in which one number that a check uses has another first digit."""
    decision = DECISIONS[name]
    for figure, row in decision.figures.items():
        digit = "1" if row.value[0] != "1" else "2"
        other = row.model_copy(update={"value": digit + row.value[1:]})
        yield figure, decision.model_copy(update={"figures": decision.figures | {figure: other}})
    for place, payer in enumerate(decision.payers):
        for field in ("amount", "percent"):
            printed = getattr(payer, field)
            if printed is not None:
                digit = "1" if printed[0] != "1" else "2"
                other_payer = payer.model_copy(update={field: digit + printed[1:]})
                payers = (*decision.payers[:place], other_payer, *decision.payers[place + 1 :])
                yield f"{payer.code}.{field}", decision.model_copy(update={"payers": payers})


def used_by_checks(decision: Decision) -> set[str]:
    names = set()
    for kind, check in decision.checks.all():
        names |= {check.result, *check.inputs}
        if kind == "by_keys":
            names |= {f"{payer.code}.amount" for payer in decision.payers}
        if kind == "percent_sums":
            names |= {f"{payer.code}.percent" for payer in decision.payers}
    return names - {""}


@pytest.mark.parametrize("name", CHECKED)
def test_a_wrong_digit_is_named(name: str) -> None:
    used = used_by_checks(DECISIONS[name])
    tried = 0
    for reference, decision in with_first_digit_changed(name):
        if reference in used:
            tried += 1
            faults = faults_of(decision, "file.toml")
            assert faults, reference
            assert any(re.search(rf"\b{re.escape(reference)}\b", fault) for fault in faults)
            assert all(fault.startswith("file.toml: ") for fault in faults)
    assert tried


def test_a_wrong_last_digit_of_a_sum_is_named() -> None:
    wrong = changed("brpc-2014", 'value = "2199"', 'value = "2198"')
    assert faults_of(wrong, "brpc.toml") == [
        "brpc.toml: increase is 2198, but it comes to 2198.878 (change within the total; "
        "total = 90154, increase_percent = 2.5). Compare each with the source."
    ]
    wrong = changed("kt-2022", 'amount = "16107"', 'amount = "16108"')
    (fault,) = faults_of(wrong, "kt.toml")
    assert "akaa.amount is 16108, but it comes to 16107.044" in fault
    wrong = changed("triangle-water-2008", 'amount = "20087"', 'amount = "20187"')
    # The figures behind a measured key are rounded, so the share is only known between two sums.
    assert "apex.amount is 20187, but it comes to 20072 to 20103 (" in faults_of(wrong, "t.toml")[0]
    wrong = changed("yakima-2013", 'value = "36772"', 'value = "36773"')
    assert len(faults_of(wrong, "yakima.toml")) == 3


def test_the_change_of_berkshire() -> None:
    ((_, outcome),) = recomputed(DECISIONS["brpc-2014"])
    assert outcome.least == 90154 - Fraction(90154) / Fraction("1.025")
    assert round(float(outcome.least), 2) == 2198.88


def test_the_classes_of_san_diego_exceed_the_total_as_printed() -> None:
    decision = DECISIONS["san-diego-lafco"]
    printed = sum(Fraction(payer.percent or 0) for payer in decision.payers)
    assert printed == Fraction("100.1")
    assert sum(check.share for check in decision.checks.fractions) == 1
    # So nothing may be derived from the printed per cents.
    assert derived_amounts(decision) == {}


def test_the_sums_of_the_nordic_countries_are_derived() -> None:
    decision = DECISIONS["nordic-council-2010"]
    thousands = {code: amount / 1000 for code, amount in derived_amounts(decision).items()}
    assert thousands == {
        "denmark": 196_600,
        "finland": 158_372,
        "iceland": 10_922,
        "norway": 255_761,
        "sweden": 288_528,
    }
    assert sum(thousands.values()) == 910_183
    assert all(payer.amount is None for payer in decision.payers)


def test_records_agree_with_the_printed_tables_of_other_tests() -> None:
    kt = DECISIONS["kt-2022"]
    assert Fraction(kt.figures["advance"].value) == KT_FEE
    rows = {
        (payer.name, *map(int, payer.keys.values()), int(payer.amount or 0)) for payer in kt.payers
    }
    assert rows == set(KT_PRINTED.values())
    water = DECISIONS["triangle-water-2008"]
    numbers = water.printed_numbers()
    items = {"geological_survey": -1, "cost": 1, "first_addition": 1, "second_addition": 1}
    assert sum(numbers[name].exact * sign for name, sign in items.items()) == WATER_TOTAL
    for payer in water.payers:
        use, *_, amount = WATER_SUPPLY[str(payer.name)]
        assert (payer.keys["water_use"], int(payer.amount or 0)) == (use, amount)


def test_a_measured_key_gives_a_range() -> None:
    outcomes = {
        outcome.reference: outcome for _, outcome in recomputed(DECISIONS["triangle-water-2008"])
    }
    raleigh = outcomes["raleigh.amount"]
    assert raleigh.least < raleigh.printed.exact < raleigh.most
    # Not measured: the keys of KT are counts, so there is one amount.
    assert all(outcome.least == outcome.most for _, outcome in recomputed(DECISIONS["kt-2022"]))


def test_a_printed_nought_to_divide_by_is_told() -> None:
    wrong = changed("grand-valley-2002", 'value = "306178"', 'value = "0"')
    with pytest.raises(ParameterError, match="growths divides by nought: total_before = 0"):
        recomputed(wrong)
    (fault,) = faults_of(wrong, "data/decisions/grand-valley-2002.toml")
    assert fault.startswith("data/decisions/grand-valley-2002.toml: checks.growths divides by")


LISTED = re.compile(r"^\| `([a-z0-9-]+)` \| ([^|]*) \| ([^|]*) \|$", re.MULTILINE)


def test_the_document_lists_every_record_with_what_is_recomputed() -> None:
    text = (ROOT / "docs" / "data.md").read_text(encoding="utf-8")
    listed = {name: outcome for name, _, outcome in LISTED.findall(text)}
    assert listed == {
        name: str(len(recomputed(decision)))
        if decision.not_recomputed is None
        else f"no: {decision.not_recomputed.in_language('en')}"
        for name, decision in DECISIONS.items()
    }
