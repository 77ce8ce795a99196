"""Names of measures: each in every language, and the recipe's measures all have one."""

import pytest

from analyysi.languages.language_table import LANGUAGES
from analyysi.project import Project
from analyysi.report.language.words import Words
from analyysi.sources.budget_words import MEASURES, measure_name
from analyysi.sources.budgets import MARGIN
from analyysi.sources.recipe import TreasuryRecipe, read_recipe


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_measure_has_a_name_of_its_own(language: str) -> None:
    words = Words(language, "EUR")
    assert len({words.of(name) for name in MEASURES.values()}) == len(MEASURES)


def test_the_recipes_measures_are_named(project: Project) -> None:
    recipe = read_recipe(project, "budgets")
    assert isinstance(recipe, TreasuryRecipe)
    assert {figure.column for figure in recipe.figures} <= set(MEASURES)


def test_a_measure_that_nobody_named_is_its_column() -> None:
    assert measure_name("grants_eur") == "grants_eur"
    assert Words("fi", "EUR").of(measure_name(MARGIN)) == "Vuosikate"
