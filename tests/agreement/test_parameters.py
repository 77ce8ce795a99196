"""A run's parameters are checked before the kernel starts and again in the notebook."""

from typing import Any

import pytest

from analyysi.agreement.parameters import RunParameters, check_parameters, notebook_parameters
from analyysi.errors import ParameterError

GIVEN: dict[str, Any] = {
    "agreement": "kainuu-ict",
    "year": 2023,
    "language": "fi",
    "municipality": "",
    "project": "",
}


def test_good_parameters() -> None:
    assert check_parameters(GIVEN) == RunParameters(**GIVEN)
    assert check_parameters({"agreement": "kainuu-ict", "year": 2023}).language == "fi"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (
            {"yaer": 2023},
            "unknown key 'yaer'. Did you mean 'year'? Valid: agreement, language, municipality, "
            "project, year.",
        ),
        ({"year": "2023"}, "year: Input should be a valid integer"),
        ({"year": 2023.0}, "year: Input should be a valid integer"),
        ({"year": True}, "year: Input should be a valid integer"),
        ({"year": 23}, "year: Input should be greater than or equal to 1900"),
        ({"agreement": 5}, "agreement = 5: text in quotes was expected"),
        ({"agreement": ""}, "agreement: String should have at least 1 character"),
        ({"language": ""}, "language: String should have at least 1 character"),
    ],
)
def test_bad_parameters(change: dict[str, Any], words: str) -> None:
    with pytest.raises(ParameterError) as caught:
        check_parameters(GIVEN | change)
    assert str(caught.value).startswith("Run parameters: ")
    assert words in str(caught.value)


def test_a_missing_parameter() -> None:
    with pytest.raises(ParameterError, match="'year' is missing: it must be given"):
        check_parameters({"agreement": "kainuu-ict"})


def test_the_notebook_takes_its_parameters() -> None:
    history = [
        "",
        "yaer = 1  # not injected",
        "# Parameters\nyear = 2023\nagreement = 'kainuu-ict'\n",
    ]
    assert notebook_parameters({**GIVEN, "In": history, "other": 1}).year == 2023


def test_the_notebook_refuses_an_injected_parameter_it_does_not_know() -> None:
    history = ["", "# Parameters\nyaer = 2027\n"]
    with pytest.raises(
        ParameterError, match="The notebook has no parameter 'yaer'. Did you mean 'year'"
    ):
        notebook_parameters({**GIVEN, "In": history, "yaer": 2027})


def test_the_notebook_misses_its_parameters_cell() -> None:
    with pytest.raises(
        ParameterError,
        match="does not set agreement, year, language, municipality, project; run that cell first",
    ):
        notebook_parameters({})
