"""The head of the report, and what page and papers need of it."""

from analyysi.comparison.compare import Comparison, compare_methods
from analyysi.report.html import DATA
from analyysi.report.sections.head import head, title
from support.fixed_sums import SUMS, within
from support.readers import reader_of


def test_title_names_matter_year_and_seat(kainuu_2023: Comparison) -> None:
    joint = title(reader_of(kainuu_2023))
    assert joint == f"{kainuu_2023.case.agreement.subject.fi} 2023"
    assert title(reader_of(kainuu_2023, focus="578")) == f"{joint}: Paltamo"


def test_the_explorer_stands_on_the_page_only(kainuu_2023: Comparison) -> None:
    fragment = head(reader_of(kainuu_2023, "sv"))
    assert fragment.metadata["explorer"]
    assert fragment.metadata["language"] == "sv"
    data = fragment.extra[DATA]
    assert [block["kind"] for block in data["opening"]] == ["folded"]
    front = ["sidebyside", "table", "bars", "facts", "paragraph"]
    assert [block["kind"] for block in data["blocks"]] == front


def test_the_page_s_script_shares_as_the_explorer_needs(kainuu_2023: Comparison) -> None:
    plain = head(reader_of(kainuu_2023))
    assert "explorer_sums" not in plain.metadata
    with_sums = head(reader_of(compare_methods(within(kainuu_2023.case, SUMS))))
    assert with_sums.metadata["explorer"]
    assert with_sums.metadata["explorer_sums"]
