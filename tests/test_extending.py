"""What the program has several of is a table: its rows are complete, and nothing outside its home
asks for a row by its name.

What a row of one table needs is held by the tests of that table; docs/extending.md names them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any

import pytest

from analyysi.allocation.claims_rules.rule_table import CLAIMS_RULES
from analyysi.allocation.cost_games.game_solutions import GAME_SOLUTIONS
from analyysi.allocation.methods import METHODS
from analyysi.allocation.properties.property_table import PROPERTIES
from analyysi.allocation.steps.step_table import STEPS
from analyysi.allocation.whole_units.rounding import ROUNDING_RULES
from analyysi.comparison.burden.weight_on_budgets import YARDSTICKS
from analyysi.errors import ReportError
from analyysi.languages.language_table import LANGUAGES
from analyysi.languages.units import UNITS
from analyysi.messages import Message
from analyysi.report.language.words import Words
from analyysi.report.papers.paper_table import PAPERS
from analyysi.report.sections.section_table import SECTIONS
from analyysi.sources.fetch.services import SERVICES
from analyysi.tables.files.formats import FORMATS
from analyysi.tables.numbers.scale_table import SCALES
from support.row_names import needless_exceptions, places_outside


@dataclass(frozen=True)
class Table:
    """A table of the program.

    Parameters
    ----------
    rows
        Its rows by name.
    home
        The package or module below `analyysi` in which its names may stand.
    exceptions
        Modules outside it in which a row's name stands with another meaning, and why it may.
    """

    rows: Mapping[str, Any]
    home: str
    exceptions: Mapping[tuple[str, str], str] = field(default_factory=dict)


AMOUNT = "The amounts of a decision or of accounts are in euros, whatever keys are counted in."
SCALED = "The unit and the scale of sums that are counted in it share a name."
PUBLISHED = "The folder or state of what has been published, not the section on it."
ASKED_BY_PAGE = "A name in what the page of the desk file asks and is answered."
DRAWN = "The section whose picture the chart is."
REHEARSED = "The rehearsal compares what this one service answers."
OPTION = "An option of the command for a mirror, which a new service may be without."
PARSER = "The name of a form of stored answers, which frozen manifests have."
REGISTERED = "The register of municipalities has Finnish and Swedish names, whatever reports have."
IN_ALLOCATION = {
    ("cli/terms/import_decision.py", "as_published"): "A value of an option, see test_row_names.",
}
TABLES = {
    "METHODS": Table(METHODS, "allocation", IN_ALLOCATION),
    "STEPS": Table(STEPS, "allocation", IN_ALLOCATION),
    "ROUNDING_RULES": Table(ROUNDING_RULES, "allocation", IN_ALLOCATION),
    "CLAIMS_RULES": Table(CLAIMS_RULES, "allocation", IN_ALLOCATION),
    "GAME_SOLUTIONS": Table(GAME_SOLUTIONS, "allocation", IN_ALLOCATION),
    "PROPERTIES": Table(PROPERTIES, "allocation"),
    "LANGUAGES": Table(
        LANGUAGES,
        "languages/language_table.py",
        {
            ("sources/municipalities/register.py", "fi"): REGISTERED,
            ("sources/municipalities/register.py", "sv"): REGISTERED,
        },
    ),
    "PAPERS": Table(PAPERS, "report/papers"),
    "SERVICES": Table(
        SERVICES,
        "sources/fetch/services.py",
        {
            ("cli/figures/pull.py", "pxweb"): OPTION,
            ("cli/figures/pull.py", "treasury"): OPTION,
            ("sources/recipe.py", "pxweb"): "The recipe's class, which the row names.",
            ("sources/recipe.py", "treasury"): "The recipe's class, which the row names.",
            ("sources/manifest.py", "pxweb"): PARSER,
            ("sources/answers/derive.py", "pxweb"): PARSER,
            ("sources/fetch/fetch_table.py", "pxweb"): PARSER,
            ("cli/figures/rehearse.py", "pxweb"): OPTION,
            ("cli/figures/rehearse.py", "treasury"): OPTION,
            ("run/rehearsal/tables.py", "pxweb"): REHEARSED,
            ("run/rehearsal/budgets.py", "treasury"): REHEARSED,
            ("run/rehearsal/live_documents.py", "treasury"): REHEARSED,
        },
    ),
    "SECTIONS": Table(
        SECTIONS,
        "report/sections",
        {
            ("report/papers/word.py", "published"): PUBLISHED,
            ("desk/draft.py", "published"): PUBLISHED,
            ("desk/trial.py", "published"): PUBLISHED,
            ("comparison/trial/trial_terms.py", "published"): PUBLISHED,
            ("allocation/steps/transitions.py", "differences"): "A parameter of a step.",
            ("sources/fetch/pxweb.py", "published"): "A metadata field of PxWeb.",
            ("drafting/moved/year_draft.py", "published"): PUBLISHED,
            ("archive/edition.py", "published"): PUBLISHED,
            ("desk_file/engine/recomputed.py", "published"): PUBLISHED,
            ("desk_file/engine/session.py", "published"): ASKED_BY_PAGE,
            ("desk_file/engine/state.py", "methods"): ASKED_BY_PAGE,
            ("analyst/charts.py", "movement"): DRAWN,
            ("analyst/charts.py", "history"): DRAWN,
            ("analyst/charts.py", "annex"): DRAWN,
        },
    ),
    "FORMATS": Table(FORMATS, "tables/files"),
    "SCALES": Table(
        SCALES,
        "tables/numbers",
        {
            ("languages/units.py", "euros"): SCALED,
            ("languages/units.py", "thousand_euros"): SCALED,
            ("sources/recipe.py", "euros"): AMOUNT,
            ("drafting/toml_templates.py", "euros"): AMOUNT,
            ("analyst/frames.py", "euros"): AMOUNT,
        },
    ),
    "YARDSTICKS": Table(YARDSTICKS, "comparison/burden"),
    "UNITS": Table(
        UNITS,
        "languages/units.py",
        {
            ("tables/numbers/scale_table.py", "euros"): SCALED,
            ("tables/numbers/scale_table.py", "thousand_euros"): SCALED,
            ("sources/recipe.py", "euros"): AMOUNT,
            (
                "drafting/agreements/answered_keys.py",
                "inhabitants",
            ): "A key is drafted of the population.",
            ("drafting/toml_templates.py", "euros"): AMOUNT,
            ("analyst/frames.py", "euros"): AMOUNT,
        },
    ),
}


def misnamed(rows: Mapping[str, Any]) -> list[str]:
    """Return the rows that stand under another name than their own."""
    return [
        name for name, row in rows.items() if name != getattr(row, "name", getattr(row, "code", ""))
    ]


def messages_in(row: object) -> Iterator[Message]:
    """Yield the sentences that a row holds, in the rows and lists that it holds too."""
    if isinstance(row, Message):
        yield row
    elif is_dataclass(row):
        for column in fields(row):
            yield from messages_in(getattr(row, column.name))
    elif isinstance(row, list | tuple):
        for entry in row:
            yield from messages_in(entry)


def untranslated(rows: Mapping[str, Any], languages: Collection[str] = LANGUAGES) -> list[str]:
    """Return the texts of rows that a language lacks, each with the row and the language."""
    lacking = []
    for name, row in rows.items():
        for message in messages_in(row):
            for language in languages:
                try:
                    Words(language, "EUR").say(message.text)
                except ReportError as error:
                    if "has no translation" in str(error):
                        lacking.append(f"{name}: {message.text} ({language})")
    return lacking


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_rows_stand_under_their_own_names(table: Table) -> None:
    assert len(table.rows) > 1
    assert misnamed(table.rows) == []


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_texts_of_rows_are_in_every_language(table: Table) -> None:
    assert untranslated(table.rows) == []


@pytest.mark.slow
@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_no_name_of_a_row_stands_outside_its_home(table: Table) -> None:
    places = places_outside(table.home, table.rows, table.exceptions)
    assert not places, "ask the row for what you need to know of it:\n" + "\n".join(places)


@pytest.mark.slow
@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_exception_that_is_not_needed_goes(table: Table) -> None:
    assert needless_exceptions(table.exceptions) == []


# The checks find what they are for.


@dataclass(frozen=True)
class Room:
    """A row of a made-up table."""

    name: str
    doors: tuple[Message, ...]


def test_misnamed_row_is_found() -> None:
    rows = {"hall": Room("hall", ()), "attic": Room("loft", ())}
    assert misnamed(rows) == ["attic"]


def test_text_without_translation_is_found_within_a_row() -> None:
    rows = {"hall": Room("hall", (Message("Municipality"), Message("A door of no use")))}
    assert untranslated(rows) == [f"hall: A door of no use ({language})" for language in LANGUAGES]


@pytest.mark.slow
def test_name_outside_its_home_is_found() -> None:
    line = "src/analyysi/languages/language_table.py:"
    assert any(
        place.startswith(line) for place in places_outside("languages/units.py", LANGUAGES, {})
    )
    assert not any(
        place.startswith(line)
        for place in places_outside("languages/language_table.py", LANGUAGES, {})
    )
    allowed = {("languages/language_table.py", code): "It is at home there." for code in LANGUAGES}
    assert not any(
        place.startswith(line) for place in places_outside("languages/units.py", LANGUAGES, allowed)
    )


@pytest.mark.slow
def test_needless_exception_is_found() -> None:
    exceptions = {
        ("languages/language_table.py", "fi"): "It stands there.",
        ("languages/language_table.py", "qq"): "It does not.",
        ("attic.py", "fi"): "There is no such module.",
    }
    assert needless_exceptions(exceptions) == [
        ("languages/language_table.py", "qq"),
        ("attic.py", "fi"),
    ]
