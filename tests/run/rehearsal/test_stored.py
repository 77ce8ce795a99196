"""What is stored of the services."""

from decimal import Decimal

import pytest

from analyysi.project import Project
from analyysi.run.rehearsal.stored import newest_tables, stored_documents
from analyysi.sources.recipe import read_recipe, recipe_names
from support.rehearsals import budgets_recipe, table_recipe


@pytest.mark.slow
def test_every_document_of_the_snapshots_is_there_with_its_exact_figures(project: Project) -> None:
    documents = stored_documents(project, budgets_recipe(project))
    assert len(documents) == 41
    assert [each.document.period for each in documents][::17] == ["2026", "2025", "2023"]
    paltamo = next(
        each
        for each in documents
        if (each.document.municipality_code, each.document.period) == ("578", "2026")
    )
    assert paltamo.name == "Paltamo"
    assert paltamo.document.business_id == "0188808-0"
    assert paltamo.document.phase == "lopullinen"
    assert len(paltamo.figures) == 32
    assert all(isinstance(amount, Decimal) for amount in paltamo.figures.values())
    assert {row for row, _ in paltamo.figures} == {
        ("578", "2026", stage) for stage in ("budget", "plan_1", "plan_2", "prior_amended")
    }


def test_the_business_id_is_that_of_the_document_where_our_list_lacks_it(
    project_copy: Project,
) -> None:
    path = project_copy.municipalities / "business_ids.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not line.startswith("111,")]
    path.write_text("\n".join(kept) + "\n", encoding="utf-8")
    documents = stored_documents(project_copy, budgets_recipe(project_copy))
    (heinola,) = [each for each in documents if each.name == "Heinola"]
    assert heinola.document.business_id == "1068892-9"


@pytest.mark.slow
def test_every_snapshot_that_a_recipe_says_was_copied_is_there(project: Project) -> None:
    for name in recipe_names(project):
        recipe = read_recipe(project, name)
        tables = {table.manifest.id.rpartition("/")[0] for table in newest_tables(project, recipe)}
        assert set(recipe.copied) <= tables, name


def test_only_the_newest_snapshot_of_a_table_counts(project: Project) -> None:
    (table,) = newest_tables(project, table_recipe(project, "population"))
    assert table.manifest.id == "tilastokeskus/11ra/2026-11-24"
    assert table.names()["578"] == "Paltamo"
