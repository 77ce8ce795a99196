"""The table of sections: the notebook shows each of its rows, and nothing else by such a name."""

import inspect

import pytest

from analyysi.comparison.compare import Comparison
from analyysi.languages.language_table import LANGUAGES
from analyysi.report.blocks import Facts, SideBySide
from analyysi.report.front import front
from analyysi.report.front.questions import QUESTIONS
from analyysi.report.language.words import Words
from analyysi.report.page import Page
from analyysi.report.sections.section_table import SECTIONS, linked
from support.pages import CALLS
from support.readers import reader_of

METHODS_OF_PAGE = {name for name, _ in inspect.getmembers(Page, inspect.isfunction)}


def test_the_notebook_shows_every_section_in_the_order_of_the_table() -> None:
    shown = [call for call in CALLS if call not in METHODS_OF_PAGE]
    lacking = [name for name in SECTIONS if name not in shown]
    assert not lacking, f"notebooks/kustannustenjako.ipynb has no cell report.{lacking[0]}()"
    unknown = [name for name in shown if name not in SECTIONS]
    assert not unknown, f"SECTIONS has no row for the notebook's cell report.{unknown[0]}()"
    assert shown == list(SECTIONS)


def test_no_section_hides_behind_a_method_of_the_page() -> None:
    assert not METHODS_OF_PAGE & SECTIONS.keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_label_is_written_in_every_language(language: str) -> None:
    words = Words(language, "EUR")
    assert all(words.of(section.label) for section in SECTIONS.values())


@pytest.mark.slow
def test_a_section_is_shown_by_its_name_or_by_its_method(kainuu_2023: Comparison) -> None:
    page = Page(kainuu_2023, "fi")
    assert page.show("next_year") == page.next_year()
    metadata = page.next_year().metadata
    assert (metadata["anchor"], metadata["label"]) == ("next-year", "Seuraava vuosi")
    assert metadata["of"] == page.reasons().metadata["of"], "both are of one report"
    other = Page(kainuu_2023, "sv").next_year()
    assert metadata["of"] != other.metadata["of"]
    assert {"reasons", "section", "head"} <= set(dir(page))


def test_a_section_that_a_report_is_without_says_why(kainuu_2023: Comparison) -> None:
    fragment = Page(kainuu_2023, "en").resolution()
    assert (fragment.role, fragment.html) == ("nothing", "")
    assert fragment.plain == "The report for all payers contains no agenda item"


def test_a_misspelt_section_is_refused_with_the_nearest(kainuu_2023: Comparison) -> None:
    page = Page(kainuu_2023, "fi")
    with pytest.raises(AttributeError, match="no section 'reason'. Did you mean 'reasons'?"):
        page.show("reason")
    with pytest.raises(AttributeError, match="The report has no 'resuls'. Did you mean 'results'?"):
        page.resuls()


def test_every_topic_of_the_front_page_has_one_section_that_says_more(
    kainuu_2023: Comparison,
) -> None:
    topics = [topic for row in SECTIONS.values() for topic in row.tells_more_of]
    assert len(topics) == len(set(topics))
    asked = {question.topic for question in QUESTIONS}
    assert asked | {"why"} == set(topics)
    anchors = {row.anchor for row in SECTIONS.values()}
    blocks = linked(front.blocks(reader_of(kainuu_2023)))
    (facts,) = [block for block in blocks if isinstance(block, Facts)]
    (lists,) = [block for block in blocks if isinstance(block, SideBySide)]
    assert {fact.to for fact in facts.facts} | {lists.to} <= anchors
