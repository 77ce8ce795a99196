"""SCALES: each row whole, and true to UNITS."""

from decimal import Decimal
from fractions import Fraction

import pytest

from analyysi.languages.language_table import LANGUAGES
from analyysi.languages.saying import said
from analyysi.languages.units import UNITS
from analyysi.tables.numbers.scale_table import SCALES, Scale


@pytest.mark.parametrize("scale", SCALES.values(), ids=SCALES)
def test_a_row_has_words_in_each_language(scale: Scale) -> None:
    lacking = [name for name in ("finnish", "swedish", "english") if not getattr(scale, name)]
    assert not lacking, f"{scale.name} lacks words: {lacking}"
    assert scale.words


def test_every_unit_of_money_is_a_scale_of_the_same_size() -> None:
    of_units = {name: unit.cents for name, unit in UNITS.items() if unit.cents is not None}
    of_scales = {name: SCALES[name].cents(Decimal(1)) for name in of_units if name in SCALES}
    assert of_scales == of_units


def test_sums_are_scaled_exactly_or_not_at_all() -> None:
    assert SCALES["thousand_euros"].cents(Decimal("7.079")) == 707_900
    assert SCALES["thousand_euros"].cents(Decimal("7.079005")) is None
    assert SCALES["cents_of_euro"].cents(Decimal(7079)) == 7079
    assert SCALES["cents_of_euro"].cents(Decimal("0.5")) is None
    assert SCALES["euros_per_month"].cents(Decimal(5)) is None


def test_the_advice_names_the_option_with_a_name_that_it_takes() -> None:
    for scale in SCALES.values():
        assert scale.advice().startswith(scale.remedy())
        assert scale.advice().endswith("say --unit euros.")
        for remedy in (said(scale.remedy(), code) for code in LANGUAGES):
            assert (f"--unit {scale.name}" in remedy) == (scale.factor is not None)
    assert [scale.name for scale in SCALES.values() if scale.is_euros] == ["euros"]
    assert SCALES["million_euros"].factor == Fraction(1_000_000)
