"""Estimated costs of acting alone: every solution at both ends. All costs are made up."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import pytest

from analyysi.comparison.case import load_year
from analyysi.comparison.compare import Comparison, compare_methods
from analyysi.comparison.game_range import ends_of_range
from analyysi.errors import ParameterError
from analyysi.project import Project
from analyysi.report.page import Page

CODES = ("105", "290", "578", "620", "697", "765", "777")


def compared(project: Project, ranged: str, others: str = "") -> Comparison:
    path: Path = project.agreements / "kainuu-ict" / "2027.toml"
    costs = "\n".join(
        f'{code} = {{ value = "30000", {ranged if code == "697" else ""} source = {{ fi = '
        f'"Keksitty" }} }}'
        for code in CODES
    )
    game = f'\n[game]\nkind = "stand_alone"\n\n[game.alone]\n{costs}\n{others}'
    path.write_text(path.read_text(encoding="utf-8") + game, encoding="utf-8")
    return compare_methods(load_year(project, "kainuu-ict", 2027))


@pytest.mark.slow
def test_both_ends_of_one_estimate(project_copy: Project) -> None:
    comparison = compared(project_copy, 'low = "10000", high = "50000",')
    found = {one.split.id: one for one in ends_of_range(comparison)}
    by_alone = found["game_proportional_to_stand_alone"]
    # 80 000 by 30 000 for six and 10 000, or 50 000, for Ristijärvi.
    assert abs(by_alone.low["697"] - Fraction(80_000_00 * 10, 190)) < 1
    assert abs(by_alone.high["697"] - Fraction(80_000_00 * 50, 230)) < 1
    assert all(
        sum(ends.values()) == 80_000_00 for one in found.values() for ends in (one.low, one.high)
    )
    assert "game_shapley" in found
    assert not any(name.startswith("proportional") for name in found)
    assert (
        "osuudet, kun yksin toimimisen kustannusten arviot ovat ala- ja ylärajalla"
        in Page(comparison, "fi").annex().html
    )


@pytest.mark.slow
def test_costs_without_a_range_have_no_ends(project_copy: Project, kainuu_2023: Comparison) -> None:
    comparison = compared(project_copy, "")
    assert ends_of_range(comparison) == ()
    assert "ylärajallaan" not in Page(comparison, "fi").annex().html
    assert ends_of_range(kainuu_2023) == ()


@pytest.mark.parametrize(
    ("ranged", "words"),
    [
        ('low = "10000",', "low and high belong together"),
        ('low = "31000", high = "40000",', "value must lie between low and high"),
        ('low = "1000", high = "29999",', "value must lie between low and high"),
    ],
)
def test_an_estimate_that_does_not_fit(project_copy: Project, ranged: str, words: str) -> None:
    with pytest.raises(ParameterError, match=words):
        compared(project_copy, ranged)


OWEN = """
[[alternatives]]
name = "game_owen"
parameters = { unions = [["105", "290", "578"], ["620", "697"], ["765"], ["777"]] }

[[alternatives]]
name = "game_shapley_sampled"
parameters = { draws = 50, seed = 3 }
"""


@pytest.mark.slow
def test_two_levels_and_an_estimate_stand_beside_the_others(project_copy: Project) -> None:
    comparison = compared(project_copy, "", OWEN)
    splits = {split.variant.method.name: split for split in comparison.splits}
    owen, sampled = splits["game_owen"], splits["game_shapley_sampled"]
    assert owen.id == "game_owen-unions_105_290_578.620_697.765.777"
    assert sum(owen.cents.values()) == sum(sampled.cents.values()) == 80_000_00
    assert owen.cents["765"] == owen.cents["777"]
    assert owen.cents["105"] < owen.cents["765"]
    html = Page(comparison, "fi").annex().html
    # Anchors and results.csv take no spaces and no brackets.
    assert all(re.fullmatch(r"[\w.-]+", name) for name in re.findall(r' id="([^"]*)"', html))
    assert "Owenin arvo (kaksi tasoa)" in html
    assert "(Hyrynsalmi, Kuhmo ja Paltamo) ja (Puolanka ja Ristijärvi)" in html
    assert "Arvion keskivirhe on enintään" in html
    assert (
        "50 arvotussa järjestyksessä ja niiden käänteisissä järjestyksissä (siemenluku 3)"
        in html.replace("\xa0", " ")
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("unions", "words"),
    [
        ('[["105", "105"]]', "105 stands in the unions more than once"),
        ('[["105"], ["999"]]', '"999" is not a party of the agreement'),
        ('[["105"], ["290"]]', "The unions do not divide the players among them"),
    ],
)
def test_groups_that_do_not_fit(project_copy: Project, unions: str, words: str) -> None:
    terms = f'\n[[alternatives]]\nname = "game_owen"\nparameters = {{ unions = {unions} }}\n'
    with pytest.raises(Exception, match=words):
        compared(project_copy, "", terms)
