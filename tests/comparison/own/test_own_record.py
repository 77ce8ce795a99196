"""The record of own rules and keys: through JSON and back to the same cents, and no others."""

import json
from dataclasses import replace
from typing import Any

import pytest

from analyysi.agreement.terms import Choice
from analyysi.comparison.case import Case, with_terms
from analyysi.comparison.compare import Comparison, compare_methods
from analyysi.comparison.own.additions import Additions
from analyysi.comparison.own.live_weights import live_splits
from analyysi.comparison.own.own_case import with_own
from analyysi.comparison.own.own_key import with_own_key
from analyysi.comparison.own.own_record import additions_of_record, own_record
from analyysi.comparison.results import results_csv
from analyysi.errors import AllocationError
from support.own_rules import half_on_paltamo, rule, with_rule

pytestmark = pytest.mark.slow


def rich_case(case: Case) -> Case:
    """Return a case with a rule of each kind and a key, in which fractions occur."""
    case = with_rule(case)
    whole = rule(half_on_paltamo, None, "Puolet Paltamolle", "half_on_paltamo").methods[0]
    case = with_own(case, case.additions.with_methods({whole.name: whole}))
    return with_own_key(
        case,
        "workstations",
        dict.fromkeys(case.problem.payers, 1) | {"578": 2.5},
        label={"fi": "työasemat", "sv": "arbetsstationer"},
        unit="oma yksikkö",
        date="2022-09-30",
        source="Kysely",
    )


def recorded(comparison: Comparison) -> Any:
    return json.loads(json.dumps(own_record(comparison)))


def test_a_report_without_own_rules_has_no_record(kainuu_2023: Comparison) -> None:
    assert own_record(kainuu_2023) is None
    assert additions_of_record(None) == Additions()


def test_the_same_results_come_of_the_record(kainuu_2023: Comparison) -> None:
    comparison = compare_methods(rich_case(kainuu_2023.case))
    record = recorded(comparison)
    rules = additions_of_record(record)
    again = compare_methods(with_own(kainuu_2023.case, rules))
    assert results_csv(again) == results_csv(comparison)
    assert live_splits(again).keys() == live_splits(comparison).keys() != set()
    assert recorded(again) == record
    assert rules.keys["workstations"] == comparison.case.additions.keys["workstations"]


def test_the_record_names_what_is_own(kainuu_2023: Comparison) -> None:
    record = recorded(compare_methods(rich_case(kainuu_2023.case)))
    titles = [(entry["title"], entry["key"]) for entry in record["rules"]]
    assert titles == [
        ("Neliöjuuri asukasluvusta", "population_2021"),
        ("Puolet Paltamolle", None),
    ]
    key = record["keys"]["workstations"]
    assert key["figures"]["578"] == "5/2"
    assert (key["unit"], key["origin"]["fi"]) == ("oma yksikkö", "Kysely")


def test_a_recorded_rule_answers_nothing_else(kainuu_2023: Comparison) -> None:
    record = recorded(compare_methods(with_rule(kainuu_2023.case)))
    case = with_own(kainuu_2023.case, additions_of_record(record))
    fewer = case.terms.model_copy(
        update={"participants": case.terms.participants[1:], "published": ()}
    )
    with pytest.raises(AllocationError, match="its record says only what the rule gave there"):
        compare_methods(with_terms(case, fewer))


def test_rules_within_steps_are_recorded_as_they_are_asked(kainuu_2023: Comparison) -> None:
    """A least share makes the method share again among fewer payers, more than once."""
    least = Choice(name="floor", parameters={"amount": "9000.00"})
    terms = kainuu_2023.case.terms.model_copy(update={"steps": (least,)})
    case = with_rule(with_terms(kainuu_2023.case, terms))
    comparison = compare_methods(case)
    record = recorded(comparison)
    assert len(record["rules"][0]["answers"]) > 1
    plain = with_terms(kainuu_2023.case, terms)
    again = compare_methods(with_own(plain, additions_of_record(record)))
    assert results_csv(again) == results_csv(comparison)


def test_an_edited_answer_moves_the_shares(kainuu_2023: Comparison) -> None:
    comparison = compare_methods(with_rule(kainuu_2023.case))
    record = recorded(comparison)
    record["rules"][0]["answers"][0]["answer"]["578"] = "1"
    again = compare_methods(with_own(kainuu_2023.case, additions_of_record(record)))
    assert results_csv(again) != results_csv(comparison)
    assert replace(again, case=comparison.case) != comparison
