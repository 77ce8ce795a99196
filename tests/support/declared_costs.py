"""Costs of groups declared in a copy of the project's own terms; nobody has named any of them."""

from analyysi.comparison.case import load_year
from analyysi.comparison.compare import Comparison, compare_methods
from analyysi.project import Project

CODES = ("105", "290", "578", "620", "697", "765", "777")
# Made up for the tests: what a person of one's own would cost each, and what each would pay at
# most.
ALONE = {
    "105": 20_000,
    "290": 45_000,
    "578": 30_000,
    "620": 25_000,
    "697": 15_000,
    "765": 60_000,
    "777": 40_000,
}


def with_game(project: Project, kind: str, name: str, costs: dict[str, int]) -> Project:
    lines = "\n".join(
        f'{code} = {{ value = "{cost}.00", source = {{ fi = "testi" }} }}'
        for code, cost in costs.items()
    )
    return with_table(project, f'[game]\nkind = "{kind}"\n\n[game.{name}]\n{lines}\n')


def with_table(project: Project, addition: str) -> Project:
    path = project.agreements / "kainuu-ict" / "2027.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("[method]", f"{addition}\n[method]", 1), encoding="utf-8")
    return project


def compared(project: Project) -> Comparison:
    return compare_methods(load_year(project, "kainuu-ict", 2027))
