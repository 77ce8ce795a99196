"""A rule that answers differently each time is refused by name."""

from itertools import count
from typing import Any

import pytest

from analyysi.comparison.compare import Comparison
from analyysi.comparison.own.steady_rules import check_steady
from analyysi.errors import AllocationError
from support.own_rules import TITLE, half_on_paltamo, with_rule


def test_rule_and_payer_are_named(kainuu_2023: Comparison) -> None:
    numbers = count(2)

    def counting(figures: Any) -> Any:
        figures = figures.astype(float)
        figures["Paltamo"] = next(numbers)
        return figures

    case = with_rule(kainuu_2023.case, counting)
    sentence = f"^The rule '{TITLE}' answers differently each time.* gave Paltamo 2 and then 3\\."
    with pytest.raises(AllocationError, match=sentence):
        check_steady(case)


def test_a_steady_rule_passes_with_a_key_and_without(kainuu_2023: Comparison) -> None:
    check_steady(with_rule(kainuu_2023.case))
    check_steady(with_rule(kainuu_2023.case, half_on_paltamo, key=None))


def test_a_rule_that_is_not_defined_is_left_to_the_comparison(kainuu_2023: Comparison) -> None:
    def stops(_: Any) -> Any:
        raise ZeroDivisionError

    check_steady(with_rule(kainuu_2023.case, stops))
