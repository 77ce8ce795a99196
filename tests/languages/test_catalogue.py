"""The catalogues: translations are found, and a lacking one is an error in every language."""

import pytest

from analyysi.errors import ReportError
from analyysi.languages import catalogue
from analyysi.languages.catalogue import (
    check_translated,
    in_every_language,
    of_currency,
    translated,
    translated_count,
)
from analyysi.languages.language_table import LANGUAGES


def test_a_text_is_translated_into_every_language_with_its_values() -> None:
    text = in_every_language("The total cost of {year}. It has not been decided.", year="2031")
    assert text.lacking == ()
    assert text.main == "Vuoden 2031 kokonaiskustannus. Siitä ei ole päätetty."
    assert text.in_language("sv") == "Totalkostnaden för 2031. Inget beslut har fattats om den."
    assert text.in_language("en") == "The total cost of 2031. It has not been decided."


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_that_lacks_is_named_with_its_language(language: str) -> None:
    with pytest.raises(ReportError, match=f"'Nobody translates this' .* in '{language}': add it"):
        check_translated("Nobody translates this", language)


def test_a_text_without_words_needs_no_translation() -> None:
    check_translated("{share} ({sum})", "fi")


def test_an_entry_without_a_translation_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    empty = {("", "Untranslated"): 'msgstr ""\n'}
    monkeypatch.setattr(catalogue, "catalogue", lambda language: empty)
    with pytest.raises(ReportError, match="'Untranslated' has no translation"):
        in_every_language("Untranslated")


def test_the_catalogue_is_read_once() -> None:
    assert catalogue.catalogue("sv") is catalogue.catalogue("sv")


def test_a_count_chooses_the_form() -> None:
    forms = [translated_count("{count} municipality", count, "fi") for count in (1, 0, 2)]
    assert forms == ["{count:word} kunta", "{count:word} kuntaa", "{count:word} kuntaa"]
    assert translated("Nobody translates this", "fi") is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_that_names_the_euro_has_another_for_other_currencies(language: str) -> None:
    other = of_currency("Per inhabitant, €", language)
    assert other is not None
    assert other.endswith(", {sign}")
    assert of_currency("Per inhabitant", language) is None
