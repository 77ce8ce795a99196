"""What is told of the costs that the terms declare for groups."""

import json
from dataclasses import replace
from itertools import combinations

import pytest

from analyysi.comparison.compare import Comparison
from analyysi.errors import ReportError
from analyysi.project import Project
from analyysi.report.blocks import Bullets
from analyysi.report.pieces.declared_costs import annex_blocks
from support.declared_costs import ALONE, CODES, compared, with_game, with_table
from support.readers import reader_of

pytestmark = pytest.mark.slow


def told(comparison: Comparison) -> list[str]:
    (bullets,) = annex_blocks(reader_of(comparison))
    assert isinstance(bullets, Bullets)
    assert bullets.heading == "Mitä ilmoitetuista kustannuksista voi sanoa"
    return [sentence.replace("\xa0", " ") for sentence in bullets.items]


def with_costs(project: Project, costs: dict[tuple[str, ...], int]) -> Comparison:
    """Declare the cost of every group; not named ones cost 12 000 a member."""
    groups = [group for size in range(1, 8) for group in combinations(CODES, size)]
    declared = {group: 12_000 * len(group) for group in groups} | {CODES: 80_000} | costs
    lines = "\n".join(
        f'    {{ payers = {json.dumps(group)}, value = "{cost}" }},'
        for group, cost in declared.items()
    )
    table = f'[game]\nkind = "table"\nsource = {{ fi = "testi" }}\ncoalitions = [\n{lines}\n]\n'
    return compared(with_table(project, table))


def test_without_declared_costs_nothing_is_told(kainuu_2023: Comparison) -> None:
    assert annex_blocks(reader_of(kainuu_2023)) == []


def test_costs_that_save_are_told_with_their_certificates(project_copy: Project) -> None:
    comparison = compared(with_game(project_copy, "stand_alone", "alone", ALONE))
    sentences = told(comparison)
    # 235 000 alone, 80 000 together.
    assert sentences[:2] == [
        "Yhdessä säästetään 155 000 euroa siihen verrattuna, että jokainen toimisi yksin.",
        "Mitkään kaksi ryhmää eivät maksa yhdessä enempää kuin erikseen.",
    ]
    assert not any("voi lisätä suuremman ryhmän kustannuksia enemmän" in s for s in sentences)
    certified = [s for s in sentences if "tarkistettu täsmällisesti Kohlbergin ehdolla" in s]
    assert len(certified) == 2


@pytest.mark.slow
def test_costs_that_do_not_save_are_told_with_the_groups(project_copy: Project) -> None:
    # Each costs 15 000 alone, Kuhmo and Paltamo 40 000 together.
    alone = {(code,): 15_000 for code in CODES}
    sentences = told(with_costs(project_copy, alone | {("290", "578"): 40_000}))
    assert (
        "Nämä ryhmät maksaisivat yhdessä 10 000 euroa enemmän kuin erikseen: Kuhmo ja Paltamo."
        in sentences
    )
    assert any("voi lisätä suuremman ryhmän kustannuksia enemmän" in s for s in sentences)


def test_a_split_that_is_not_what_it_is_called_stops_the_report(project_copy: Project) -> None:
    comparison = compared(with_game(project_copy, "stand_alone", "alone", ALONE))
    (nucleolus,) = [
        split for split in comparison.splits if split.variant.method.name == "game_nucleolus"
    ]
    equal = next(split for split in comparison.splits if split.variant.method.name == "equal")
    forged = replace(nucleolus, exact=equal.exact)
    splits = tuple(forged if split is nucleolus else split for split in comparison.splits)
    with pytest.raises(ReportError, match="game_nucleolus is not what it is called"):
        annex_blocks(reader_of(replace(comparison, splits=splits)))
    # Steps around a method would make it another split, so that none is proved.
    case = replace(comparison.case, steps=(object(),))  # type: ignore[arg-type]
    sentences = told(replace(comparison, case=case, splits=splits))
    assert not any("Kohlbergin" in sentence for sentence in sentences)
