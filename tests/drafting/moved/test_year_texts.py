"""What a draft says to the report's reader, in every language."""

from analyysi.comparison.compare import Comparison
from analyysi.drafting.moved.year_texts import (
    method_reason,
    method_source,
    total_source,
    unknown_of,
)


def test_every_text_names_both_years_in_every_language(kainuu_2027: Comparison) -> None:
    texts = [make(2027, 2028) for make in (total_source, method_reason, method_source)]
    texts += unknown_of(kainuu_2027.case.terms, 2028).values()
    for text in texts:
        assert text.lacking == ()
        for words in text.texts.values():
            assert "2027" in words
            assert "2028" in words


def test_what_is_unknown_follows_from_the_terms(kainuu_2027: Comparison) -> None:
    terms = kainuu_2027.case.terms
    assert list(unknown_of(terms, 2028)) == ["total", "method", "participants"]
