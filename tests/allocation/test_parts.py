"""A sum in an equal part and parts by keys, and how the parts are said."""

from __future__ import annotations

from fractions import Fraction

import pytest

from analyysi.allocation.parts import in_percent, not_whole, shared_in_parts, shared_parts
from analyysi.allocation.problem import Problem
from analyysi.report.language.words import Words

CODES = ("005", "020")
PEOPLE = {"people": dict(zip(CODES, map(Fraction, (1, 3)), strict=True))}


def test_one_part_equally_and_one_by_a_key() -> None:
    split = shared_in_parts(
        Problem(Fraction(800), CODES, PEOPLE), Fraction(1, 4), {"people": Fraction(3, 4)}
    )
    assert dict(split.amounts) == {"005": 100 + 150, "020": 100 + 450}
    assert len(split.working) == 1


def test_parts_without_weight_are_not_said() -> None:
    assert len(shared_parts(Fraction(0), {"people": Fraction(1), "area": Fraction(0)})) == 1
    (equal, _) = shared_parts(Fraction(3, 10), {"people": Fraction(7, 10)})
    assert Words("fi", "EUR").of(equal).replace("\xa0", " ") == "30 % tasan"


@pytest.mark.parametrize(("ratio", "said"), [("1/8", "12,5 %"), ("1/3", "1/3"), ("19/20", "95 %")])
def test_a_ratio_is_never_rounded_to_what_it_is_not(ratio: str, said: str) -> None:
    assert Words("fi", "EUR").of(in_percent(Fraction(ratio))).replace("\xa0", " ") == said
    assert said in Words("fi", "EUR").of(not_whole(Fraction(ratio))).replace("\xa0", " ")
