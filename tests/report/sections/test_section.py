"""Sections that a report shows, and those it leaves out with a reason."""

from dataclasses import replace

import pytest

from analyysi.allocation.as_published import PublishedAmounts
from analyysi.allocation.methods import METHODS
from analyysi.comparison.case import Variant
from analyysi.comparison.compare import Comparison, compare_methods
from analyysi.money import euros
from analyysi.report.page import Page
from analyysi.report.sections import leaving, resolution
from analyysi.report.sections.section import LeftOut, Shown
from support.readers import reader_of


@pytest.mark.slow
def test_a_section_is_shown_with_a_heading_or_left_out_with_a_reason(
    kainuu_2023: Comparison,
) -> None:
    shown = leaving.section(reader_of(kainuu_2023))
    assert isinstance(shown, Shown)
    heading, blocks = shown
    assert heading
    assert blocks
    left_out = resolution.section(reader_of(kainuu_2023))
    assert left_out == LeftOut("Koko alueen raportissa ei ole esityslistatekstiä")
    fragment = Page(kainuu_2023, "fi").show("resolution")
    assert (fragment.role, fragment.html, fragment.plain) == ("nothing", "", left_out.reason)


@pytest.mark.slow
def test_published_sums_have_no_sections_of_what_does_not_follow_from_them(
    kainuu_2023: Comparison,
) -> None:
    case = kainuu_2023.case
    amounts = {"amounts": {code: euros(cents) for code, cents in kainuu_2023.chosen.cents.items()}}
    variant = Variant(METHODS["as_published"], PublishedAmounts.model_validate(amounts))
    sums = compare_methods(replace(case, chosen=variant))
    page = Page(sums, "fi")
    for part in (page.leaving(), page.movement()):
        assert part.html == ""
        assert part.plain.startswith("Tällä jakotavalla ei voi laskea, mi")
    assert page.published().html
    rule = Page(kainuu_2023, "fi")
    assert "<h2" in rule.leaving().html
    assert "shares-over-years" in rule.movement().html
