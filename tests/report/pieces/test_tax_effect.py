"""How sure the part of an income tax rate is."""

from dataclasses import replace

from analyysi.comparison.compare import Comparison
from analyysi.report.pieces.tax_effect import approximate
from support.readers import reader_of


def test_years_of_rate_and_tax_that_differ_are_said(kainuu_2023: Comparison) -> None:
    (sentence,) = approximate(reader_of(kainuu_2023))
    assert "2018" in sentence
    assert "2020" in sentence
    terms = kainuu_2023.case.terms.model_copy(update={"burden": None})
    bare = replace(kainuu_2023, case=replace(kainuu_2023.case, terms=terms))
    assert approximate(reader_of(bare)) == []
