"""No name of a row of `allocation` stands outside it: who needs to know something of a method, a
step, a rounding rule or a property asks its row.
"""

from __future__ import annotations

import pytest

from analyysi.allocation.claims_rules.rule_table import CLAIMS_RULES
from analyysi.allocation.cost_games.game_solutions import GAME_SOLUTIONS
from analyysi.allocation.methods import METHODS
from analyysi.allocation.properties.property_table import PROPERTIES
from analyysi.allocation.steps.step_table import STEPS
from analyysi.allocation.whole_units.rounding import ROUNDING_RULES
from support.row_names import named_rows, needless_exceptions, places_outside, texts_in

TABLES = (METHODS, STEPS, ROUNDING_RULES, CLAIMS_RULES, GAME_SOLUTIONS, PROPERTIES)
PREFIXES = {"claims_", "game_"}
NAMES = PREFIXES.union(*TABLES)

EXCEPTIONS = {
    (
        "cli/terms/import_decision.py",
        "as_published",
    ): "A value of the option --rule. The command line "
    "shows its help without importing the methods.",
}
"""Where a word that is a row's name stands with another meaning, and why it may."""


@pytest.mark.slow
def test_no_module_outside_allocation_names_a_row() -> None:
    places = places_outside("allocation", NAMES, EXCEPTIONS)
    assert not places, "ask the row for what you need to know of it:\n" + "\n".join(places)


@pytest.mark.slow
def test_an_exception_that_is_not_needed_goes() -> None:
    assert needless_exceptions(EXCEPTIONS) == []


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("if method.name == 'proportional': pass", "proportional"),
        ("MARKERS = {'mix': 'D'}", "mix"),
        ("lines = ['name = \"equal\"']", "equal"),
        ("if method.name.startswith('claims_'): pass", "claims_"),
        ("rule = 'largest_remainder'", "largest_remainder"),
        ("found['no_jumps'].holds", "no_jumps"),
    ],
)
def test_a_name_is_seen_wherever_it_stands(code: str, name: str) -> None:
    assert [seen for _, seen in named_rows(texts_in(code), NAMES)] == [name]


def test_docstrings_and_other_words_may_be_as_they_are() -> None:
    code = '"""A "mix" of keys."""\nkind = "minimum"\nwords = "the mix, and a floor"\n'
    assert list(named_rows(texts_in(code), NAMES)) == []
