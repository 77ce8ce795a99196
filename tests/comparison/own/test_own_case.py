"""A case with own rules is the same case, and rules may be taken from it again."""

import pytest

from analyysi.agreement.terms import ChosenMethod
from analyysi.comparison.case import case_of, with_terms
from analyysi.comparison.compare import Comparison, compare_methods
from analyysi.comparison.own.additions import Additions
from analyysi.comparison.own.own_case import with_own
from analyysi.errors import ParameterError
from analyysi.project import Project
from support.own_rules import rule, square_root


def test_rules_come_and_go(kainuu_2023: Comparison) -> None:
    case = with_own(kainuu_2023.case, rule(square_root))
    assert [variant.method.name for variant in case.own_variants] == ["square_root"]
    assert "square_root" in case.methods
    assert with_own(case, Additions()) == kainuu_2023.case


@pytest.mark.slow
def test_terms_may_choose_an_own_rule(kainuu_2023: Comparison, project: Project) -> None:
    case = kainuu_2023.case
    chosen = ChosenMethod.model_validate(
        case.terms.method.model_dump()
        | {"name": "square_root", "parameters": {"key": "population_2021"}}
    )
    terms = case.terms.model_copy(update={"method": chosen})
    comparison = compare_methods(case_of(project, case.agreement, terms, (), rule(square_root)))
    assert comparison.chosen.id == "square_root-population_2021"
    assert comparison.chosen.cents["578"] == 972_050
    with pytest.raises(ParameterError, match=r"method.name = 'square_root' is not known"):
        with_terms(case, terms)
