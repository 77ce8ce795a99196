"""The ways of sharing as tables: money sums to the total, every column is that of results.csv."""

import csv
import io
from decimal import Decimal

import pytest

import analyysi
from analyysi.agreement.reading import years_of
from analyysi.comparison.results import results_csv
from analyysi.errors import ParameterError
from analyysi.project import Project
from support.places import ROOT

YEARS = [
    (folder.name, year)
    for folder in sorted((ROOT / "data" / "agreements").iterdir())
    for year in years_of(Project(ROOT), folder.name)
]


@pytest.fixture(scope="module")
def comparison() -> analyysi.Comparison:
    return analyysi.load("kainuu-ict", 2023).compare()


@pytest.mark.slow
@pytest.mark.parametrize(("agreement", "year"), YEARS)
def test_money_sums_to_the_total_to_the_cent(agreement: str, year: int) -> None:
    case = analyysi.load(agreement, year)
    made = case.compare()
    cents = int(case.total * 100)
    assert set(made.cents.sum()) == {cents}
    assert {Decimal(str(total)) for total in made.shares.sum().round(2)} == {case.total}
    assert set(made.differences.sum().round(2)) <= {0.0}
    assert (made.shares * 100 - made.cents).abs().max().max() < 1e-6


def test_every_share_is_that_of_results_csv(comparison: analyysi.Comparison) -> None:
    rows = list(csv.DictReader(io.StringIO(results_csv(comparison.exact))))
    ids = comparison.cents.attrs["splits"]
    codes = comparison.cents.attrs["codes"]
    written = {(row["split"], row["payer_code"]): Decimal(row["amount_eur"]) for row in rows}
    shown = {
        (ids[heading], codes[payer]): Decimal(amount) / 100
        for heading, column in comparison.cents.items()
        for payer, amount in column.items()
    }
    assert shown == written


def test_the_chosen_way_comes_first_and_differs_by_nothing(
    comparison: analyysi.Comparison,
) -> None:
    assert comparison.shares.columns[0] == comparison.chosen == "Asukasluku 31.12.2021"
    assert comparison.chosen not in comparison.differences
    difference = comparison.shares["Tasajako"] - comparison.shares[comparison.chosen]
    assert (difference - comparison.differences["Tasajako"]).abs().max() < 1e-6


@pytest.mark.slow
def test_per_head_is_the_share_over_the_inhabitants(comparison: analyysi.Comparison) -> None:
    heads = analyysi.load("kainuu-ict", 2023).key("population_2021")
    expected = comparison.shares["Tasajako"] / heads
    assert (comparison.per_head["Tasajako"] - expected).abs().max() < 1e-9


@pytest.mark.slow
def test_a_case_that_counts_no_heads_says_so(organisations: Project) -> None:
    case = analyysi.load("yhteinen-palvelu", 2025, project=str(organisations.root))
    with pytest.raises(ParameterError, match="per_head"):
        _ = case.compare().per_head


@pytest.mark.slow
def test_frames_can_be_plotted_as_they_are(comparison: analyysi.Comparison) -> None:
    axes = comparison.shares.plot.barh()
    assert len(axes.patches) == comparison.shares.size


def test_a_notebook_shows_the_shares(comparison: analyysi.Comparison) -> None:
    html = comparison._repr_html_()
    assert "7\u00a0325,24" in html
    assert repr(comparison) == "<Comparison kainuu-ict 2023: 7 ways>"


@pytest.mark.slow
def test_a_wrong_seat_is_answered_with_the_nearest(comparison: analyysi.Comparison) -> None:
    with pytest.raises(ParameterError, match="Paltamo"):
        comparison.report("fi", "Paltama")


@pytest.mark.slow
def test_weights_are_euros_by_way_and_yardstick() -> None:
    comparison = analyysi.load("kainuu-ict", 2023).compare()
    weights = comparison.weights
    assert list(weights.columns.get_level_values(0).unique()) == list(comparison.shares)
    net = "nettotoimintamenojen tuhatta euroa kohti"
    assert weights.loc["Paltamo", (comparison.chosen, net)] == pytest.approx(
        7325.24 / 7_856_481 * 1000
    )
    assert weights.loc["Sotkamo", ("Tasajako", net)] == pytest.approx(80000 / 7 / 35_044.575, 1e-6)
