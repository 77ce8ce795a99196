"""Terms that name what is not there are refused with the nearest name."""

from __future__ import annotations

import pytest

from analyysi.agreement.checked_terms import check_last_year, check_names, row_of
from analyysi.agreement.values import Frozen
from analyysi.allocation.agreed_weights import AgreedWeights
from analyysi.allocation.pools import Pools
from analyysi.allocation.steps.amounts_first import SumEach
from analyysi.comparison.compare import Comparison
from analyysi.errors import ParameterError
from analyysi.languages.saying import said
from analyysi.project import Project

POOLS = Pools(
    pools=(
        {"label": {"fi": "palo"}, "share": "1/2", "keys": {"population_2025": "1"}},
        {"label": {"fi": "hoito"}, "equal": "1", "payers": ["578", "205"]},
    )
)


def test_what_is_there_is_let_pass(kainuu_2027: Comparison, project: Project) -> None:
    case = kainuu_2027.case
    check_names(case.agreement, case.terms, [POOLS], "here")
    check_last_year(project, case.agreement, case.terms, "here")


@pytest.mark.parametrize(
    ("parameters", "fault"),
    [
        (
            POOLS.model_copy(
                update={
                    "pools": (
                        POOLS.pools[0].model_copy(update={"keys": {"population_2052": 1}}),
                        POOLS.pools[1],
                    )
                }
            ),
            "there is no key 'population_2052'. Did you mean 'population_2025'?",
        ),
        (
            AgreedWeights(weights={"587": "1"}),
            "\"587\" is not a party of the agreement. Did you mean '578'?",
        ),
        (
            SumEach(amounts={"587": "10.00"}),
            "\"587\" is not a party of the agreement. Did you mean '578'?",
        ),
    ],
)
def test_what_is_not_there_is_named(
    kainuu_2027: Comparison, parameters: Frozen, fault: str
) -> None:
    case = kainuu_2027.case
    with pytest.raises(ParameterError) as refused:
        check_names(case.agreement, case.terms, [parameters], "here")
    assert fault in str(refused.value)


ROWS = {"half_even": 1, "half_up": 2}


def test_a_row_is_returned_by_its_name() -> None:
    assert row_of("half_up", ROWS, "rounding.rule", "2023.toml") == 2


def test_a_misspelt_name_is_refused_in_the_readers_language() -> None:
    with pytest.raises(ParameterError, match="Did you mean 'half_up'") as caught:
        row_of("half_upp", ROWS, "rounding.rule", "2023.toml")
    assert said(caught.value, "fi") == (
        "2023.toml: rounding.rule = ”half_upp” ei ole tunnettu. Tarkoititko ”half_up”? "
        "Mahdolliset: half_even, half_up."
    )
