"""Whose seat: names in any language, codes, misspellings, and those who do not take part."""

import pytest

from analyysi.agreement.participants import participant
from analyysi.comparison.compare import Comparison
from analyysi.errors import ParameterError


@pytest.mark.parametrize("name", ["Paltamo", "paltamo", " PALTAMO ", "578"])
def test_a_participant_is_found_by_name_or_code(kainuu_2023: Comparison, name: str) -> None:
    assert participant(kainuu_2023.case.agreement, kainuu_2023.case.terms, name) == "578"


def test_misspelt_name_gets_the_nearest(kainuu_2023: Comparison) -> None:
    with pytest.raises(ParameterError, match="no participant 'Paltam'. Did you mean 'Paltamo'"):
        participant(kainuu_2023.case.agreement, kainuu_2023.case.terms, "Paltam")


@pytest.mark.parametrize("name", ["Kajaani", "Kajana", "205"])
def test_who_stays_outside_has_no_share(kainuu_2023: Comparison, name: str) -> None:
    with pytest.raises(ParameterError, match="Kajaani does not take part in kainuu-ict 2023.*Participants: Hyrynsalmi"):
        participant(kainuu_2023.case.agreement, kainuu_2023.case.terms, name)
