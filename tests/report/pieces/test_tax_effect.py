"""What a share is of the payer's tax revenue."""

from dataclasses import replace

from analyysi.comparison.compare import Comparison
from analyysi.report.pieces.tax_effect import effect_on_budget
from support.readers import reader_of


def test_without_figures_of_taxes_it_says_so(kainuu_2023: Comparison) -> None:
    terms = kainuu_2023.case.terms.model_copy(update={"burden": None})
    bare = replace(kainuu_2023, case=replace(kainuu_2023.case, terms=terms))
    reader = reader_of(bare)
    assert effect_on_budget(reader, "578") == [
        reader.say(
            "What the share is of the tax revenue cannot be told: there is no figure of it "
            "for this year."
        )
    ]
    assert effect_on_budget(reader_of(kainuu_2023), "578") != effect_on_budget(reader, "578")
