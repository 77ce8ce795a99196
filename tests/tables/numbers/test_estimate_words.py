"""Words that say of a number that it is not exact: one list for answers and for minutes."""

import pytest

from analyysi.agreement.agreement import Party
from analyysi.languages.local_text import LocalText
from analyysi.tables.minutes import read_lines
from analyysi.tables.names.payers import Payers
from analyysi.tables.numbers.estimate_words import BEFORE_A_BOUND, BEFORE_AN_ESTIMATE

NAME = LocalText.in_main_language("Paltamo")
PAYERS = Payers([Party(code="578", kind="municipality", name=NAME)])


def test_a_bound_is_no_estimate() -> None:
    assert set(BEFORE_A_BOUND).isdisjoint(BEFORE_AN_ESTIMATE)


@pytest.mark.parametrize("word", [*BEFORE_AN_ESTIMATE, *BEFORE_A_BOUND])
def test_a_sum_behind_each_word_is_doubted(word: str) -> None:
    (line,), _ = read_lines(f"Paltamo {word} 7079 €", PAYERS)
    assert f"'{word}' says that the sum is not exact" in line.doubt
