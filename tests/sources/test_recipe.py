"""What can be fetched: every recipe of the project is sound, and a fault in one is told in one
sentence.
"""

import re
import shutil
from pathlib import Path

import pytest

from analyysi.errors import ParameterError
from analyysi.languages.local_text import LocalText
from analyysi.project import Project
from analyysi.sources.answers import tidy, treasury_documents
from analyysi.sources.manifest import PxWebDerivation, TreasuryDerivation
from analyysi.sources.recipe import PxWebRecipe, TreasuryRecipe, read_recipe, recipe_names
from support.places import ROOT

PROJECT = Project(ROOT)
NAMES = recipe_names(PROJECT)


def derivation_of(recipe: PxWebRecipe) -> PxWebDerivation:
    return PxWebDerivation(
        parser="pxweb",
        form=recipe.answers_in,
        metadata="raw/metadata.json",
        answers=(),
        area="area",
        contents="contents",
        time="time",
        columns={measure.column: measure.code for measure in recipe.measures},
        dimensions={dimension.column: dimension.column for dimension in recipe.dimensions},
    )


def edited(project: Project, name: str, old: str, new: str) -> None:
    path = project.recipes / f"{name}.toml"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) >= 1
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def complaint(project: Project, name: str) -> str:
    with pytest.raises(ParameterError) as caught:
        read_recipe(project, name)
    return str(caught.value)


def test_there_are_recipes_for_population_projection_accounts_and_budgets() -> None:
    assert {
        "population",
        "population-by-age",
        "projection",
        "accounts",
        "budgets",
        "loans-2020",
    } <= set(NAMES)
    assert sorted(NAMES) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_every_recipe_is_sound(project: Project, name: str) -> None:
    recipe = read_recipe(project, name)
    assert recipe.attribution.fi.startswith("Lähde: ")
    for text in (recipe.title, recipe.attribution, *([recipe.note] if recipe.note else [])):
        assert text.sv
        assert text.en


def test_each_recipe_has_a_folder_of_its_own(project: Project) -> None:
    folders = [
        (recipe.source, recipe.name) for recipe in (read_recipe(project, name) for name in NAMES)
    ]
    assert len(set(folders)) == len(folders)


def test_what_is_taken_when_nothing_is_named(project: Project) -> None:
    assert [name for name in NAMES if read_recipe(project, name).default] == [
        "budgets",
        "population",
    ]


@pytest.mark.parametrize("name", NAMES)
def test_the_schema_has_the_columns_that_are_written(project: Project, name: str) -> None:
    recipe = read_recipe(project, name)
    schema = recipe.table_schema(5)
    if isinstance(recipe, PxWebRecipe):
        written = tidy.header(derivation_of(recipe))
        assert schema.panel == schema.primary_key
    else:
        written = treasury_documents.columns(
            TreasuryDerivation(
                parser="kuntatalous",
                package=recipe.package,
                taxonomies=recipe.taxonomies,
                figures=recipe.figures,
                years=recipe.years,
                names={},
            )
        )
    assert [column.name for column in schema.columns] == written
    assert set(schema.primary_key) <= set(written)
    assert schema.rows == 5


@pytest.mark.parametrize("name", NAMES)
def test_every_column_is_described_in_every_language(project: Project, name: str) -> None:
    for column in read_recipe(project, name).table_schema(5).columns:
        assert (
            len({column.description.in_language(language) for language in ("fi", "sv", "en")}) == 3
        )


def test_a_column_may_be_described_in_finnish_alone(project_copy: Project) -> None:
    path = project_copy.recipes / "population.toml"
    text, times = re.subn(
        r"(?m)^description = .*Keski-ikä.*$", 'description = "Keski-ikä"', path.read_text("utf-8")
    )
    assert times == 1
    path.write_text(text, encoding="utf-8")
    column = read_recipe(project_copy, "population").table_schema(5).column("mean_age")
    assert column is not None
    assert column.description == LocalText(fi="Keski-ikä")


@pytest.mark.parametrize("name", NAMES)
def test_what_every_row_must_have(project: Project, name: str) -> None:
    recipe = read_recipe(project, name)
    schema = recipe.table_schema(1)
    further = [one.column for one in recipe.dimensions] if isinstance(recipe, PxWebRecipe) else []
    told = further if isinstance(recipe, PxWebRecipe) else ["stage", "period", "phase"]
    required = [column.name for column in schema.columns if column.required]
    assert required == ["municipality_code", "municipality", "year", *told]
    year = schema.column("year")
    assert year is not None
    assert year.minimum == 1900


def test_one_measure_is_enough_and_none_is_too_few(project_copy: Project) -> None:
    path = project_copy.recipes / "population.toml"
    text = path.read_text(encoding="utf-8")
    head, first, *_ = text.split("[[measures]]")
    path.write_text(f"{head}[[measures]]{first}", encoding="utf-8")
    recipe = read_recipe(project_copy, "population")
    assert isinstance(recipe, PxWebRecipe)
    assert [measure.column for measure in recipe.measures] == ["population"]
    assert recipe.measures[0].additive
    path.write_text(head.replace("service =", "measures = []\nservice ="), encoding="utf-8")
    assert complaint(project_copy, "population").startswith(
        "data/sources/population.toml: measures: "
    )


def test_one_figure_is_enough_and_none_is_too_few(project_copy: Project) -> None:
    path = project_copy.recipes / "budgets.toml"
    text = path.read_text(encoding="utf-8")
    head, first, *_ = text.split("[[figures]]")
    path.write_text(f"{head}[[figures]]{first}", encoding="utf-8")
    recipe = read_recipe(project_copy, "budgets")
    assert isinstance(recipe, TreasuryRecipe)
    assert [figure.column for figure in recipe.figures] == ["operating_income_eur"]
    path.write_text(head.replace("service =", "figures = []\nservice ="), encoding="utf-8")
    assert complaint(project_copy, "budgets").startswith("data/sources/budgets.toml: figures: ")


def test_one_code_may_tell_a_dimension_and_none_may_not(project_copy: Project) -> None:
    edited(project_copy, "projection", '["SSS", "000", "100-"]', '["100-"]')
    recipe = read_recipe(project_copy, "projection")
    assert isinstance(recipe, PxWebRecipe)
    assert recipe.dimensions[0].holds == ("100-",)
    edited(project_copy, "projection", '["100-"]', "[]")
    assert complaint(project_copy, "projection").startswith(
        "data/sources/projection.toml: dimensions[1].holds: "
    )


def test_each_further_dimension_belongs_to_the_key(project: Project) -> None:
    recipe = read_recipe(project, "population-by-age")
    assert recipe.table_schema(1).primary_key == ("municipality_code", "year", "age", "sex")


def test_measures_keep_their_type_unit_and_minimum(project: Project) -> None:
    schema = read_recipe(project, "population").table_schema(1)
    people, age = schema.column("population"), schema.column("mean_age")
    assert people is not None
    assert (people.type, people.unit, people.minimum) == ("integer", "inhabitants", 0)
    assert age is not None
    assert (age.type, age.unit) == ("number", "years")


def test_stages_of_budgets_and_their_years(project: Project) -> None:
    recipe = read_recipe(project, "budgets")
    assert isinstance(recipe, TreasuryRecipe)
    assert recipe.years == {"budget": 0, "plan_1": 1, "plan_2": 2, "prior_amended": -1}
    assert all(set(cell.cells) == set(recipe.years) for cell in recipe.figures)
    stage = recipe.table_schema(1).column("stage")
    assert stage is not None
    assert stage.pattern == "budget|plan_1|plan_2|prior_amended"


@pytest.mark.parametrize("name", [name for name in NAMES if name in ("accounts", "budgets")])
def test_no_cell_is_read_into_two_columns(project: Project, name: str) -> None:
    recipe = read_recipe(project, name)
    assert isinstance(recipe, TreasuryRecipe)
    cells = [
        (figure.subpackage, number) for figure in recipe.figures for number in figure.cells.values()
    ]
    assert len(set(cells)) == len(cells)


def test_a_name_that_is_not_there(project: Project) -> None:
    assert complaint(project, "poplation").startswith(
        "There is nothing to fetch called 'poplation'. Did you mean 'population'?"
    )


@pytest.mark.parametrize(
    ("name", "old", "new", "words"),
    [
        ("population", "years =", "yers =", "unknown key 'yers'. Did you mean 'years'?"),
        (
            "population",
            "additive =",
            "aditive =",
            "unknown key 'measures[1].aditive'. Did you mean 'additive'?",
        ),
        (
            "population-by-age",
            "take =",
            "takes =",
            "unknown key 'dimensions[1].takes'. Did you mean 'take'?",
        ),
        (
            "population",
            '"pxweb"',
            '"pxwebb"',
            "service = 'pxwebb' is not known. Did you mean 'pxweb'?",
        ),
        (
            "budgets",
            '"treasury"',
            '"tresury"',
            "service = 'tresury' is not known. Did you mean 'treasury'?",
        ),
        ("population", "service =", "servise =", "service = 'None' is not known."),
        (
            "population",
            '"mean_age"',
            '"population"',
            "column population, population_symbol is there twice",
        ),
        ("population", '"mean_age"', '"year"', "column year is there twice"),
        (
            "population",
            '"mean_age"',
            '"population_symbol"',
            "column population_symbol is there twice",
        ),
        ("population-by-age", '"sex"', '"age"', "column age is there twice"),
        ("budgets", '"result_eur"', '"loan_stock_eur"', "column loan_stock_eur is there twice"),
        ("budgets", '"result_eur"', '"phase"', "column phase is there twice"),
        (
            "budgets",
            'cells = { budget = "16"',
            'cells = { bugdet = "16"',
            "'operating_income_eur' has a stage 'bugdet'. Did you mean 'budget'?",
        ),
        ("budgets", "result_eur = ", "resultt_eur = ", "'result_eur' has no description"),
        (
            "population",
            'sv = "Medelålder"',
            'se = "Medelålder"',
            "unknown key 'measures[4].description.se'. Valid: en, fi, sv.",
        ),
        ("population", '"11ra"', '"11 RA"', "name: "),
        ("population", '"StatFin/vaerak/11ra.px"', '"StatFin/vaerak/11ra"', "table: "),
        ("population", '"StatFin/vaerak/11ra.px"', '"/StatFin//11ra.px"', "table: "),
        (
            "population",
            '"integer"',
            '"integr"',
            "measures[1].type = 'integr' is not known. Did you mean 'integer'?",
        ),
        ("population", '"CC-BY-4.0"', '"CC0"', "licence = 'CC0' is not known."),
        (
            "population",
            'publisher = "Tilastokeskus"\n',
            "",
            "'publisher' is missing: it must be given.",
        ),
        ("population", "default = true", 'default = "yes"', "default: "),
        ("population", '"12-31"', '"31.12."', "day: "),
        ("budgets", "taxonomies = [", "taxonomies = [] # [", "taxonomies: "),
    ],
)
def test_a_fault_is_told_in_one_sentence(
    project_copy: Project, name: str, old: str, new: str, words: str
) -> None:
    edited(project_copy, name, old, new)
    message = complaint(project_copy, name)
    assert message.startswith(f"data/sources/{name}.toml: {words}")
    assert "\n" not in message


def test_every_fault_is_told_at_once(project_copy: Project) -> None:
    edited(project_copy, "population", "years =", "yers =")
    edited(project_copy, "population", '"integer"', '"whole"')
    message = complaint(project_copy, "population")
    assert message.startswith("data/sources/population.toml has 2 faults:")
    assert "unknown key 'yers'" in message
    assert "measures[1].type = 'whole'" in message


@pytest.mark.parametrize("content", [b"service = ", b"\xff\xfe", b"\xff", b'a = "1"\na = "2"\n'])
def test_a_file_that_is_no_toml(project_copy: Project, content: bytes) -> None:
    (project_copy.recipes / "population.toml").write_bytes(content)
    assert complaint(project_copy, "population").startswith("data/sources/population.toml is ")


def test_a_new_recipe_needs_only_its_file(project_copy: Project) -> None:
    text = (project_copy.recipes / "population.toml").read_text(encoding="utf-8")
    (project_copy.recipes / "another.toml").write_text(
        text.replace('"11ra"', '"another"'), encoding="utf-8"
    )
    assert "another" in recipe_names(project_copy)
    assert read_recipe(project_copy, "another").name == "another"


@pytest.mark.parametrize("form", ["[", "a{99999999999999999999}", "(" * 5000])
def test_a_form_of_periods_that_is_no_expression_is_told(project_copy: Project, form: str) -> None:
    edited(project_copy, "accounts", "period_form = ", f"period_form = '{form}' # ")
    with pytest.raises(ParameterError, match="period_form is not a regular expression"):
        read_recipe(project_copy, "accounts")


def test_a_stage_whose_name_is_no_name_is_told(project_copy: Project) -> None:
    path = project_copy.recipes / "accounts.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"(?m)^years = .*$", 'years = { "a|(" = 0 }', text), encoding="utf-8")
    with pytest.raises(ParameterError, match="years"):
        read_recipe(project_copy, "accounts")


def test_a_project_without_recipes_has_those_of_the_program(
    project: Project, tmp_path: Path
) -> None:
    bare = Project(tmp_path)
    assert recipe_names(bare) == recipe_names(project)
    assert read_recipe(bare, "population") == read_recipe(project, "population")
    with pytest.raises(ParameterError, match="Did you mean 'population'"):
        read_recipe(bare, "populaton")
    bare.recipes.mkdir(parents=True)
    shutil.copy(project.recipes / "population.toml", bare.recipes)
    assert recipe_names(bare) == ["population"]
