"""Somebody leaves or joins, the total changes: the sums of Kainuu worked out a second time."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from analyysi.allocation.cost_games.declared_games import stand_alone_and_joint
from analyysi.allocation.steps.step_table import STEPS, OffTheTop
from analyysi.comparison.case import load_year
from analyysi.comparison.compare import Comparison, compare_methods
from analyysi.comparison.scenarios import joins, totals, withdrawals, would_leave
from analyysi.project import Project
from analyysi.sources.snapshots import load_snapshot
from support.frames import frame_of

# Asukasluku 31.12.2021, Tilastokeskus (THL Sotkanet, indikaattori 127).
PEOPLE = {
    "105": 2139,
    "290": 7928,
    "578": 3183,
    "620": 2446,
    "697": 1210,
    "765": 10348,
    "777": 7508,
}
KAJAANI = "205"


def by_people(total: int, people: dict[str, int]) -> dict[str, int]:
    """Largest remainder in whole numbers."""
    whole = sum(people.values())
    parts = {code: total * n // whole for code, n in people.items()}
    rest = sorted(people, key=lambda code: (-(total * people[code] % whole), code))
    for code in rest[: total - sum(parts.values())]:
        parts[code] += 1
    return parts


def test_each_of_the_seven_leaves(kainuu_2023: Comparison) -> None:
    found = withdrawals(kainuu_2023)
    assert [scenario.payer for scenario in found] == list(kainuu_2023.case.terms.participants)
    for scenario in found:
        left = {code: n for code, n in PEOPLE.items() if code != scenario.payer}
        assert dict(scenario.cents) == by_people(80_000_00, left)
        assert sum(scenario.cents.values()) == 80_000_00
        assert all(change > 0 for change in scenario.changes.values())
    largest = next(scenario for scenario in found if scenario.payer == "765")
    # who has most inhabitants of those who stay
    assert max(largest.changes, key=lambda code: largest.changes[code]) == "290"


@pytest.mark.slow
def test_kajaani_joins(kainuu_2023: Comparison, project: Project) -> None:
    (scenario,) = joins(kainuu_2023)
    assert scenario.payer == KAJAANI
    table = frame_of(load_snapshot(project, "thl-sotkanet/population-31-12/2026-11-24").table)
    (people,) = table[(table["municipality_code"] == KAJAANI) & (table["year"] == 2021)][
        "population"
    ]
    assert dict(scenario.cents) == by_people(80_000_00, {**PEOPLE, KAJAANI: int(people)})
    assert set(scenario.changes) == set(PEOPLE)
    assert all(change < 0 for change in scenario.changes.values())


def test_other_totals(kainuu_2023: Comparison) -> None:
    found = totals(kainuu_2023)
    assert [scenario.total for scenario in found] == [64_000_00, 72_000_00, 88_000_00, 96_000_00]
    for scenario in found:
        assert dict(scenario.cents) == by_people(scenario.total, PEOPLE)


@pytest.mark.slow
def test_an_agreed_share_has_no_answer_without_somebody(project_copy: Project) -> None:
    path: Path = project_copy.agreements / "kainuu-ict" / "2023.toml"
    text = path.read_text(encoding="utf-8")
    shares = ", ".join(f'"{code}" = "1/7"' for code in PEOPLE)
    start = text.index('name = "proportional"')
    text = (
        text[:start]
        + f'name = "fixed"\nparameters = {{ shares = {{ {shares} }} }}'
        + text[text.index("chosen_by") - 1 :]
    )
    path.write_text(text, encoding="utf-8")
    comparison = compare_methods(load_year(project_copy, "kainuu-ict", 2023))
    assert withdrawals(comparison) == ()
    assert joins(comparison) == ()
    assert len(totals(comparison)) == 4


def test_nobody_knows_who_would_leave_where_no_costs_are_declared(kainuu_2023: Comparison) -> None:
    assert would_leave(kainuu_2023) is None


def test_who_pays_less_by_itself_would_leave_and_may_draw_others_along(
    kainuu_2023: Comparison,
) -> None:
    # Made-up costs of acting alone, in cents: Ristijärvi and Paltamo would do so more cheaply than
    # by population.
    alone = dict.fromkeys(PEOPLE, 4000000) | {"697": 2_000_00, "578": 7_400_00}
    game = stand_alone_and_joint(alone, 80_000_00)
    case = kainuu_2023.case
    comparison = replace(kainuu_2023, case=replace(case, problem=replace(case.problem, game=game)))
    assert kainuu_2023.chosen.cents["697"] > 2_000_00
    assert kainuu_2023.chosen.cents["578"] < 7_400_00
    assert would_leave(comparison) == ("697",)
    (gone,) = [scenario for scenario in withdrawals(kainuu_2023) if scenario.payer == "697"]
    # Without Ristijärvi Paltamo pays 80 000 * 3 183 / 33 552 = 7 589.41 euros, more than it would
    # alone.
    assert would_leave(comparison, gone) == ("578",)


def test_who_pays_all_the_same_has_no_departure(kainuu_2023: Comparison) -> None:
    """A row in which it leaves and nobody's share moves would say that its departure is free."""
    first = (STEPS["off_the_top"], OffTheTop(payer="765", share="0.1"))
    comparison = compare_methods(replace(kainuu_2023.case, steps=(first,)))
    leavers = [scenario.payer for scenario in withdrawals(comparison)]
    assert leavers == [code for code in comparison.case.problem.payers if code != "765"]
