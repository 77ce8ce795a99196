"""What an analyst has added to a case is replaced by name, and comes and goes with its terms."""

from dataclasses import replace
from fractions import Fraction

from analyysi.comparison.compare import Comparison
from analyysi.comparison.own.additions import Additions
from analyysi.comparison.own.own_key import with_own_key
from analyysi.comparison.own.own_rules import OwnMethod, from_function
from support.own_rules import half_on_paltamo, rule, square_root

CODES = ("105", "290", "578", "620", "697", "765", "777")


def test_nothing_added_is_false() -> None:
    assert not Additions()
    assert rule(square_root)


def test_a_rule_of_the_same_name_is_replaced() -> None:
    second = OwnMethod("a", "Second", None, from_function(half_on_paltamo, "Second"))
    additions = rule(square_root, name="a").with_methods({"a": second})
    assert [rule.title for rule in additions.methods] == ["Second"]


def test_a_key_is_replaced_by_name_and_terms_have_it_and_lose_it(
    kainuu_2023: Comparison,
) -> None:
    case = with_own_key(
        kainuu_2023.case,
        "workstations",
        dict.fromkeys(CODES, 10),
        label="työasemien määrä",
        unit="workstations",
        date="2022-09-30",
        source="Kuntien ilmoitukset",
    )
    figures = case.additions.keys["workstations"]
    twice = replace(figures, figures=dict.fromkeys(CODES, Fraction(20)))
    additions = case.additions.with_key("workstations", twice)
    assert additions.keys == {"workstations": twice}
    plain = kainuu_2023.case.terms
    assert additions.removed_from(case.terms) == plain
    assert additions.added_to(plain) == case.terms
    table = additions.tables[figures.key.source].table
    assert list(table[figures.key.column]) == [Fraction(20)] * len(CODES)
