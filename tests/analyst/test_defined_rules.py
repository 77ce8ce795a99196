"""`@analyysi.method` and `case.with_key` in a notebook: ten lines, no catalogue, no leftovers."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import analyysi
from analyysi.allocation.methods import METHODS
from analyysi.analyst.defined_rules import defined_rules
from analyysi.errors import AllocationError, ParameterError

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def _no_leftovers() -> Iterator[None]:
    analyysi.forget_methods()
    yield
    analyysi.forget_methods()


def square_root(figures: Any) -> Any:
    return figures**0.5


def test_a_rule_of_three_lines_is_compared() -> None:
    case = analyysi.load("kainuu-ict", 2023)

    @analyysi.method("Neliöjuuri asukasluvusta", key="population_2021")
    def neliöjuuri(asukkaat: Any) -> Any:
        return asukkaat**0.5

    shares = case.compare().shares
    assert shares.loc["Paltamo", "Neliöjuuri asukasluvusta"] == 9720.50
    assert [own.name for own in defined_rules().methods] == ["neliojuuri"]
    assert neliöjuuri(4) == 2
    assert "neliojuuri" not in METHODS


def test_running_the_cell_again_replaces_the_rule() -> None:
    case = analyysi.load("kainuu-ict", 2023)
    analyysi.method("Sama", key="population_2021")(square_root)
    analyysi.method("Muu", key="population_2021")(square_root)
    assert [own.title for own in defined_rules().methods] == ["Muu"]

    @analyysi.method("Muu", key="tax_revenue_2020")
    def renamed(figures: Any) -> Any:
        return figures

    comparison = case.compare()
    assert [own.name for own in defined_rules().methods] == ["renamed"]
    assert list(comparison.shares).count("Muu") == 1
    analyysi.forget_methods()
    assert "Muu" not in case.compare().shares
    assert "Muu" in comparison.shares


@pytest.mark.parametrize(
    ("title", "key", "name", "sentence"),
    [
        ("", "population_2021", "rule", "needs a title"),
        ("Tasan", "", "equal", "'equal' is a method of the program already"),
        ("Nimetön", "", "<lambda>", "cannot name a way of sharing"),
        ("Avain", "Asukasluku 2021", "rule", "key"),
    ],
)
def test_faults_of_a_definition(title: str, key: str, name: str, sentence: str) -> None:
    def function(figures: Any) -> Any:
        return figures

    function.__name__ = name
    with pytest.raises(ParameterError, match=sentence):
        analyysi.method(title, key=key)(function)


def test_a_bare_decorator_is_explained() -> None:
    with pytest.raises(ParameterError, match="needs a title for the report"):
        analyysi.method(square_root)  # type: ignore[arg-type]


def test_a_key_of_ones_own_from_a_file_of_the_project(tmp_path: Path) -> None:
    case = analyysi.load("kainuu-ict", 2023)
    path = tmp_path / "luvut.csv"
    rows = "".join(f"{name};{place}\n" for place, name in enumerate(case.payers.index, start=1))
    path.write_text(f"Kunta;Työasemia\n{rows}", encoding="utf-8")
    described = {
        "label": "Työasemat",
        "unit": "workstations",
        "date": "2022-09-30",
        "source": "Kysely",
    }
    own = case.with_key("workstations", path, **described)
    assert own.key("workstations").sum() == sum(range(1, 8))
    assert own.sources.loc["workstations", "publisher"] == "Kysely"
    assert "workstations" not in case.exact.terms.keys
    shares = own.compare().shares
    column = next(name for name in shares if "Työasemat" in name)
    assert round(shares[column].sum(), 2) == 80000.00


def test_a_comparison_refuses_a_rule_that_answers_differently() -> None:
    answers = iter(range(1, 100))

    @analyysi.method("Vaihteleva", key="population_2021")
    def wandering(figures: Any) -> Any:
        return figures + next(answers)

    with pytest.raises(AllocationError, match="The rule 'Vaihteleva' answers differently"):
        analyysi.load("kainuu-ict", 2023).compare()
