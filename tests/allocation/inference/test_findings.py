"""What may be concluded of a rule: known, possible, none."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from analyysi.allocation.inference.findings import LITTLE_LUCK, FamilyBalance, Inference
from analyysi.allocation.inference.rule_search import infer
from analyysi.allocation.whole_units.rounding import largest_remainder
from support.rule_search import CODES, ONE, amounts_of, rule

KEYS = {
    name: {code: Fraction(n) for code, n in zip(CODES, numbers, strict=True)}
    for name, numbers in (("heads", (1021, 187, 155, 37)), ("taxes", (700, 300, 90, 60)))
}
TOTAL = 97_000_00


def searched(unit: int = 100, **parts: int) -> Inference:
    made = rule(**parts)
    published = largest_remainder(amounts_of(made, TOTAL, CODES, KEYS), unit).cents
    return infer(TOTAL, CODES, KEYS, published)


def test_a_full_table_with_one_natural_rule_is_known() -> None:
    inference = searched(equal=30, heads=70)
    assert inference.verdict == "known"
    assert [hit.rule for hit in inference.hits] == [rule(equal=30, heads=70)]
    assert inference.unnatural == ()


def test_one_and_two_shares_are_never_known() -> None:
    published = dict(searched(equal=30, heads=70).published)
    for codes in (CODES[:1], CODES[1:3]):
        inference = infer(TOTAL, CODES, {"heads": KEYS["heads"]}, {c: published[c] for c in codes})
        assert inference.hits
        assert inference.verdict == "possible"
    # Nor is a table of two payers, though it is whole.
    two = infer(1000_00, CODES[:2], {"heads": KEYS["heads"]}, {CODES[0]: 845_20, CODES[1]: 154_80})
    assert two.hits[0].rule == rule(heads=100)
    assert two.verdict == "possible"


def test_luck_over_all_families_decides() -> None:
    inference = searched(equal=30, heads=70)
    lucky = FamilyBalance("two_keys", 1, 0, LITTLE_LUCK)
    assert replace(inference, families=(*inference.families, lucky)).verdict == "possible"
    assert replace(inference, families=()).verdict == "known"


def test_several_numbers_of_a_range_are_possible_the_most_natural_first() -> None:
    inference = searched(unit=1000_00, equal=33, heads=67)
    assert inference.verdict == "possible"
    equal_parts = [hit.rule.equal for hit in inference.hits if hit.rule.equal]
    assert equal_parts[:2] == [Fraction(1, 3), Fraction(33, 100)] or Fraction(1, 3) in equal_parts
    assert equal_parts.index(Fraction(1, 3)) < equal_parts.index(Fraction(33, 100))


def test_a_weight_that_is_no_natural_number_is_possible_and_no_hit() -> None:
    weight = Fraction(4373, 10_000)
    amounts = {
        code: TOTAL * (weight / 4 + (1 - weight) * KEYS["heads"][code] / 1400) for code in CODES
    }
    inference = infer(TOTAL, CODES, KEYS, largest_remainder(amounts, 100).cents)
    assert inference.hits == ()
    assert inference.verdict == "possible"
    (weights,) = inference.unnatural
    assert weights.low < weight < weights.high
    assert weights.halfway.keys == (("heads", Fraction(1, 2)),)
    # Beside a rule it forbids to call that rule known.
    known = searched(equal=30, heads=70)
    assert replace(known, ranges=(*known.ranges, weights)).verdict == "possible"


def test_another_rounding_is_possible_only() -> None:
    inference = searched(equal=30, heads=70)
    (hit,) = inference.hits
    assert replace(inference, hits=(replace(hit, roundings=("adams",)),)).verdict == "possible"


def test_a_rule_that_hits_in_several_units_is_one_rule() -> None:
    inference = infer(1000_00, CODES, {}, dict.fromkeys(CODES, 250_00))
    assert inference.hitting_rules == 1
    assert [(hit.rule, hit.unit) for hit in inference.hits] == [(rule(equal=100), 1000)]
    assert inference.tables == 1


def test_a_single_key_alone_is_known_where_nothing_else_fits() -> None:
    inference = searched(unit=1, heads=100)
    assert inference.verdict == "known"
    assert inference.hits[0].rule.keys == (("heads", ONE),)
    # Mixtures with next to nothing of another key only border on it.
    assert [weights for weights in inference.ranges if weights.reaches_simpler]
