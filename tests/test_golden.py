"""Published years come out as they were. The split is worked out here a second time, by whole
numbers alone.
"""

from pathlib import Path

from analyysi.allocation.whole_units.rounding import largest_remainder
from analyysi.comparison.compare import Comparison
from analyysi.comparison.results import results_csv

GOLDEN = Path(__file__).parent / "golden"

# Asukasluku 31.12.2021, Tilastokeskus (THL Sotkanet, indikaattori 127).
POPULATION = {
    "105": 2139,
    "290": 7928,
    "578": 3183,
    "620": 2446,
    "697": 1210,
    "765": 10348,
    "777": 7508,
}
CENTS = {
    "105": 492262,
    "290": 1824521,
    "578": 732524,
    "620": 562913,
    "697": 278465,
    "765": 2381451,
    "777": 1727864,
}


def _by_whole_numbers(total: int, weights: dict[str, int]) -> dict[str, int]:
    sum_of_weights = sum(weights.values())
    parts = {code: total * weight // sum_of_weights for code, weight in weights.items()}
    rest = {code: total * weight % sum_of_weights for code, weight in weights.items()}
    for code in sorted(weights, key=lambda code: (-rest[code], code))[
        : total - sum(parts.values())
    ]:
        parts[code] += 1
    return parts


def test_2023_results_are_the_bytes_that_were_published(kainuu_2023: Comparison) -> None:
    assert results_csv(kainuu_2023).encode() == (GOLDEN / "2023" / "results.csv").read_bytes()


def test_2023_by_population_to_the_cent(kainuu_2023: Comparison) -> None:
    assert kainuu_2023.chosen.id == "proportional-population_2021"
    assert dict(kainuu_2023.chosen.cents) == CENTS
    assert _by_whole_numbers(80_000_00, POPULATION) == CENTS
    assert dict(kainuu_2023.case.problem.keys["population_2021"]) == POPULATION


def test_2023_in_whole_euros(kainuu_2023: Comparison) -> None:
    rounded = largest_remainder(kainuu_2023.chosen.exact.amounts, 100).cents
    assert sum(rounded.values()) == 80_000_00
    euros = {code: cents // 100 for code, cents in rounded.items()}
    assert euros == _by_whole_numbers(80_000, POPULATION)
    assert euros["578"] == 7325


def test_every_split_of_either_year_sums_to_the_total(
    kainuu_2023: Comparison, kainuu_2027: Comparison
) -> None:
    for comparison in (kainuu_2023, kainuu_2027):
        for split in comparison.splits:
            assert sum(split.cents.values()) == 80_000_00
