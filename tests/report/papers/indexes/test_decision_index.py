"""The page of printed decisions: what stands on it, and that everybody can use it."""

import re
from html import unescape
from pathlib import Path

import pytest

from analyysi.agreement.decision import decision_ids, read_decision
from analyysi.errors import ParameterError
from analyysi.languages.language_table import LANGUAGES
from analyysi.project import Project
from analyysi.report.papers.indexes.decision_index import RULES_KNOWN, STATUSES, decision_index
from support.browser_tools import browser_missing, inspect_pages, validate_pages
from support.needed import need
from support.page_checks import (
    Facts,
    fits_every_screen,
    headings_and_landmarks_in_order,
    html_is_valid,
    nothing_to_report_for_accessibility,
)
from support.places import ROOT

PROJECT = Project(ROOT)
DECISIONS = {name: read_decision(PROJECT, name) for name in decision_ids(PROJECT)}


def text_of(page: str) -> str:
    without_style = re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", without_style)).replace("\u00a0", " ").split())


def section(page: str, name: str) -> str:
    match = re.search(rf'<section id="{name}".*?</section>', page, flags=re.DOTALL)
    assert match is not None
    return text_of(match.group())


def test_every_status_has_words() -> None:
    assert {decision.status for decision in DECISIONS.values()} == set(STATUSES)
    assert {decision.rule_known for decision in DECISIONS.values()} == set(RULES_KNOWN)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_decision_stands_with_rule_source_and_why_not(language: str) -> None:
    page = decision_index(DECISIONS, language)
    for name, decision in DECISIONS.items():
        text = section(page, name)
        assert decision.rule.in_language(language) in text
        assert decision.source.publisher in text
        if decision.not_recomputed is not None:
            assert decision.not_recomputed.in_language(language) in text
        for inferred in (*decision.inferred, *decision.unknown):
            assert inferred.in_language(language) in text


def test_sums_are_in_the_currency_of_the_decision() -> None:
    page = decision_index(DECISIONS, "en")
    nordic = section(page, "nordic-council-2010")
    assert "Pays, inferred 1,000 DKK" in nordic
    assert "Finland 158,372 17.4" in nordic
    assert "€" not in nordic
    assert "West Virginia 120,600 4.8" in section(page, "orsanco-1999")
    kt = section(page, "kt-2022")
    assert "Akaa 16,391 266,190,085 16,107 €0.98" in kt
    assert "Akaa total by the printed keys €16,107 €16,107.04" in kt


def test_the_overview_says_what_an_inhabitant_pays_where_it_is_known() -> None:
    text = text_of(decision_index(DECISIONS, "en"))
    overview = text[text.index("Who pays by what") :]
    assert re.search(r"Grand Valley Metro Council.*?US\$0\.11–US\$0\.38", overview)
    assert re.search(r"Employers KT population 50%.*?€0\.87–€1\.02 yes", overview)
    # The sums of one payer, or of a change, are no total.
    assert re.search(
        r"\(HSY\) own use less own fare income the share of one payer – – yes", overview
    )
    assert re.search(
        r"five counties the same rate per inhabitant the change only – US\$0\.25 no", overview
    )


def test_those_of_which_most_is_printed_come_first() -> None:
    page = decision_index(dict(reversed(DECISIONS.items())), "en")
    assert page == decision_index(DECISIONS, "en")
    sections = re.findall(r'<section id="([^"]+)"', page)
    assert re.findall(r'<a href="#([^"]+)"', page) == sections
    ranks = [list(STATUSES).index(DECISIONS[name].status) for name in sections]
    assert ranks == sorted(ranks)


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ParameterError, match="Valid: en, fi, sv"):
        decision_index(DECISIONS, "fo")


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Facts]:
    need(browser_missing())
    folder: Path = tmp_path_factory.mktemp("decisions")
    paths = {language: folder / f"{language}.html" for language in LANGUAGES}
    for language, path in paths.items():
        path.write_text(decision_index(DECISIONS, language), encoding="utf-8")
    pages = inspect_pages(list(paths.values()), folder / "shots")
    invalid = validate_pages(list(paths.values()))
    return {
        language: {**page, "invalid": invalid[paths[language]]}
        for language, page in zip(paths, pages, strict=True)
    }


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_in_a_browser(facts: dict[str, Facts], language: str) -> None:
    page = facts[language]
    nothing_to_report_for_accessibility(page)
    html_is_valid(page)
    fits_every_screen(page)
    assert page["printLost"] == []
    headings_and_landmarks_in_order(page, ("main", "footer"))
    assert page["lang"] == language
    assert page["outside"] == page["scriptErrors"] == page["violations"] == []
    assert page["scripts"] == 0
    for table in page["tables"]:
        assert table["caption"]
        assert table["withoutScope"] == table["emptyHeaders"] == table["rowsWithoutHeader"] == 0
