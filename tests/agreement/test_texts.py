"""A report in a language begins only if every text has been written in it."""

import pytest

from analyysi.agreement.agreement import Agreement
from analyysi.agreement.terms import Terms
from analyysi.agreement.texts import check_texts
from analyysi.comparison.compare import Comparison
from analyysi.errors import ParameterError
from analyysi.languages.language_table import LANGUAGES
from analyysi.languages.local_text import LocalText

FINNISH = LocalText(fi="Vain suomeksi")


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_of_kainuu_are_there_in_every_language(
    kainuu_2023: Comparison, language: str
) -> None:
    check_texts(kainuu_2023.case.agreement, kainuu_2023.case.terms, language)


def changed_agreement(agreement: Agreement) -> Agreement:
    return agreement.model_copy(update={"references": (*agreement.references, FINNISH)})


def changed_terms(terms: Terms) -> Terms:
    name, key = next(iter(terms.keys.items()))
    keys = {**terms.keys, name: key.model_copy(update={"by": FINNISH})}
    return terms.model_copy(update={"keys": keys})


def test_text_that_lacks_a_language_is_named_wherever_it_stands(kainuu_2023: Comparison) -> None:
    agreement, terms = kainuu_2023.case.agreement, kainuu_2023.case.terms
    for texts in (
        (changed_agreement(agreement), terms),
        (agreement, changed_terms(terms)),
        (agreement, terms.model_copy(update={"unknown": (FINNISH,)})),
        (agreement, terms.model_copy(update={"prepared_by": FINNISH})),
    ):
        check_texts(*texts, "fi")
        with pytest.raises(ParameterError, match="Vain suomeksi"):
            check_texts(*texts, "sv")


def test_name_of_a_party_may_be_finnish_only(kainuu_2023: Comparison) -> None:
    agreement = kainuu_2023.case.agreement
    first, *others = agreement.parties
    named = first.model_copy(update={"name": FINNISH})
    parties = (named, *others)
    check_texts(agreement.model_copy(update={"parties": parties}), kainuu_2023.case.terms, "sv")
    board = (first.model_copy(update={"board": FINNISH}), *others)
    with pytest.raises(ParameterError, match="Vain suomeksi"):
        check_texts(agreement.model_copy(update={"parties": board}), kainuu_2023.case.terms, "sv")
