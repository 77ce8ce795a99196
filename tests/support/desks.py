"""What tests do at the desk: choose a method, find the entry of a parameter, declare claims and
costs.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from analyysi.comparison.case import Variant
from analyysi.desk.desk import Desk
from analyysi.project import Project


def choose_method(desk: Desk, name: str) -> None:
    """Choose a method whose parameters are to be entered."""
    ways = desk.controls.ways
    names = [None if isinstance(way, Variant) else way.name for way in ways.offered]
    ways.control.value = names.index(name)


def entry(form: Any, *path: str) -> Any:
    """Return the entry of a parameter, or of one within it."""
    for name in path[:-1]:
        form = form.entries[name].form
    return form.entries[path[-1]]


def add_step(desk: Desk, name: str) -> Any:
    """Add a step and return its form."""
    steps = desk.controls.steps
    steps.choice.value = name
    steps.add.click()
    return steps.rows[-1].form


def widgets_in(widget: Any) -> Iterator[Any]:
    """Yield a widget and all within it."""
    yield widget
    for child in getattr(widget, "children", ()):
        yield from widgets_in(child)


PAYERS = ("105", "290", "578", "620", "697", "765", "777")
"""The participants of Kainuu's terms of 2027."""


def declare_claims_and_game(project: Project) -> None:
    """Declare made-up claims and costs alone in Kainuu's terms of 2027."""
    folder = project.agreements / "kainuu-ict"
    rows = "".join(f"{code},{12000 + int(code)},,made up\n" for code in PAYERS)
    header = "municipality_code,most,estimated,source\n"
    (folder / "most.csv").write_text(header + rows, encoding="utf-8")
    key = (
        '[keys.most]\nsurvey = "most.csv"\ncolumn = "most"\nclaim = true\n'
        'reference_date = 2026-10-01\nunit = "euros"\n'
        'label = { fi = "vaade", sv = "anspråk", en = "claim" }\n'
        'by = { fi = "vaateen mukaan", sv = "enligt anspråket", en = "by claim" }\n\n'
    )
    costs = "".join(
        f'{code} = {{ value = "30000.00", source = {{ fi = "Tarjous", sv = "Offert", en = "Offer" }}'
        " }\n"
        for code in PAYERS
    )
    path = folder / "2027.toml"
    text = path.read_text(encoding="utf-8").replace("[method]", key + "[method]", 1)
    text += f'\n[game]\nkind = "stand_alone"\n\n[game.alone]\n{costs}'
    path.write_text(text, encoding="utf-8")
