"""What is the analyst's own is marked where it stands, and nothing else is."""

import pytest

from analyysi.comparison.compare import Comparison, compare_methods
from analyysi.report.language.own_mark import is_own, marked_own, own_figure_mark, title_of
from analyysi.report.language.wording import Wording
from analyysi.report.language.words import Words
from support.own_rules import TITLE, with_rule


@pytest.mark.parametrize(
    ("language", "caption", "figure"),
    [
        ("fi", "Kuva (analyysin tekijän oma).", "analyysin tekijän oma luku"),
        ("sv", "Kuva (analytikerns egen).", "analytikerns egen uppgift"),
        ("en", "Kuva (the analyst's own).", "the analyst's own figure"),
    ],
)
def test_the_mark_stands_before_a_full_stop(language: str, caption: str, figure: str) -> None:
    words = Words(language, "EUR")
    assert marked_own("Kuva.", words) == caption
    assert marked_own("Kuva", words) == caption.removesuffix(".")
    assert own_figure_mark(words) == figure


@pytest.mark.slow
def test_only_own_ways_have_the_mark(kainuu_2023: Comparison) -> None:
    comparison = compare_methods(with_rule(kainuu_2023.case))
    words = Wording("fi", comparison.case)
    titles = [title_of(split, comparison, words) for split in comparison.splits]
    marked = [title for title in titles if title.endswith(" (analyysin tekijän oma)")]
    assert len(marked) == 1
    assert marked[0].startswith(TITLE)
    assert not any(is_own(split, kainuu_2023) for split in kainuu_2023.splits)
