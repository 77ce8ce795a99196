"""A run's parameters are checked before the kernel starts and again in the notebook."""

import re
import unicodedata
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyysi.agreement.parameters import (
    COMPUTED,
    RunParameters,
    assigned_values,
    check_output,
    check_parameters,
    is_parameters_cell,
    notebook_parameters,
)
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
            "unknown parameter 'yaer'. Did you mean 'year'? Valid: "
            f"{', '.join(sorted(RunParameters.model_fields))}.",
        ),
        *(
            ({"year": year}, f"year: {year!r} is no year: a whole number such as 2023 was expected")
            for year in ("twenty", "", "None", 2023.5, True, [2023])
        ),
        ({"year": None}, "year was passed as None, which is no value: leave year out, or give"),
        ({"municipality": None}, "municipality was passed as None, which is no value: leave"),
        ({"municipality": True}, "municipality: True is neither a name nor a code: Paltamo or 578"),
        ({"municipality": 578.5}, "578.5 is neither a name nor a code"),
        ({"participants": None}, "participants was passed as None"),
        ({"participants": [578, None]}, "participants: None is neither a name nor a code"),
        ({"year": 23}, "year: Input should be greater than or equal to 1900"),
        ({"agreement": 5}, "agreement = 5: text in quotes was expected"),
        ({"agreement": ""}, "agreement: String should have at least 1 character"),
        ({"language": ""}, "language: String should have at least 1 character"),
        ({"total": True}, "total: an amount was expected, such as 90000 or 90000,50"),
        ({"total": "-5"}, "total: an amount above zero was expected"),
        ({"total": "90.000"}, "may be meant in thousands or with three decimals"),
        ({"total": "90,000"}, "write it without a mark between thousands, 90000 or 90000,50"),
        ({"total": "9,0055"}, "total: '9.0055' has a part of a cent"),
        ({"participants": []}, "nobody is named: name at least one"),
        ({"participants": " , "}, "nobody is named: name at least one"),
        ({"data": "new"}, "data = 'new' is not known. Did you mean 'newest'?"),
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


def test_a_parameter_that_the_notebooks_cell_lacks_has_its_default() -> None:
    in_the_cell = {name: content for name, content in GIVEN.items() if name != "municipality"}
    assert notebook_parameters(in_the_cell).municipality == ""


MAIN = RunParameters(agreement="kainuu-ict", year=2023)
TEXTS = st.text(min_size=1, max_size=8)
SOME_PARAMETERS = st.builds(
    RunParameters,
    agreement=st.just("kainuu-ict"),
    year=st.just(2023),
    language=st.sampled_from(["fi", "sv", "en"]),
    municipality=st.sampled_from(["", "578"]),
    total=st.sampled_from(["", "9", "9.5", "90000.00", "0.01"]),
    method=st.sampled_from(["", "equal", "Equal", "9-data-pull"]),
    data=st.sampled_from(["frozen", "newest", "pull"]),
)


def seat_of(parameters: RunParameters) -> str:
    return "paltamo" if parameters.municipality else ""


@pytest.mark.parametrize(
    ("changed", "parts"),
    [
        ({}, ()),
        ({"language": "sv"}, ("sv",)),
        ({"municipality": "578", "language": "sv"}, ("paltamo", "sv")),
        ({"total": "90000"}, ("kokeilu", "total-90000")),
        (
            {"total": "9.5", "key": "tax_revenue", "language": "en"},
            ("kokeilu", "total-9.5", "key-tax_revenue", "en"),
        ),
        ({"output": "/somewhere"}, ()),
    ],
)
def test_the_folder_names_every_parameter_that_is_not_at_its_default(
    changed: dict[str, Any], parts: tuple[str, ...]
) -> None:
    parameters = MAIN.model_copy(update=changed)
    assert parameters.folder_parts(seat_of(parameters)) == parts


@pytest.mark.slow
@given(SOME_PARAMETERS, SOME_PARAMETERS)
def test_two_reports_never_have_one_folder(first: RunParameters, second: RunParameters) -> None:
    names = {"-".join(each.folder_parts(seat_of(each))) for each in (first, second)}
    assert len(names) == len({first, second})


@pytest.mark.slow
@given(TEXTS, TEXTS)
def test_values_that_no_folder_can_have_differ_in_it_all_the_same(first: str, second: str) -> None:
    parts = {MAIN.model_copy(update={"method": text}).folder_parts() for text in (first, second)}
    assert len(parts) == len({first, second})
    assert all(re.fullmatch(r"method-[a-z0-9_.-]+", part) for (_, part) in parts)


def test_a_seat_without_letters_is_named_all_the_same() -> None:
    assert MAIN.model_copy(update={"municipality": "578"}).folder_parts() == ("municipality-578",)


def test_the_options_of_a_report_are_those_that_were_given() -> None:
    assert MAIN.as_options() == ["kainuu-ict", "2023"]
    asked = RunParameters(agreement="a", year=2023, language="fi", municipality="", total="9")
    assert asked.as_options() == ["a", "2023", "--language", "fi", "-p", "total=9"]


def test_records_have_no_folder_of_the_machine_and_the_notebook_has_it() -> None:
    asked = MAIN.model_copy(update={"project": "/somewhere", "output": "/out", "total": "9"})
    assert {"project", "output"}.isdisjoint(asked.recorded())
    passed = asked.for_notebook("/here")
    assert passed["project"] == "/here"
    assert passed["total"] == "9"
    assert "method" not in passed, "the notebook's default is the same"


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ({"year": "2023"}, {"year": 2023}),
        ({"year": 2023.0}, {"year": 2023}),
        ({"year": " 2023.0 "}, {"year": 2023}),
        ({"year": np.int64(2023)}, {"year": 2023}),
        ({"municipality": 91.0}, {"municipality": "091"}),
        ({"municipality": "578.0"}, {"municipality": "578"}),
        ({"municipality": "1.0"}, {"municipality": "1.0"}),
        ({"participants": [91.0, "578.0"]}, {"participants": "091, 578"}),
        ({"participants": "105, 578.0"}, {"participants": "105, 578"}),
        ({"municipality": 578}, {"municipality": "578"}),
        ({"municipality": 20}, {"municipality": "020"}),
        ({"participants": [578, "105"]}, {"participants": "578, 105"}),
        ({"participants": 578}, {"participants": "578"}),
        ({"total": 90000}, {"total": "90000"}),
        ({"total": 90000.5}, {"total": "90000.50"}),
        ({"total": np.int64(90000)}, {"total": "90000"}),
        ({"total": "90\N{NO-BREAK SPACE}000,50 €"}, {"total": "90000.50"}),
        ({"total": ""}, {"total": ""}),
        ({"method": " equal "}, {"method": "equal"}),
    ],
)
def test_text_that_schedulers_pass_is_read_as_what_it_means(
    given: dict[str, Any], meant: dict[str, Any]
) -> None:
    assert check_parameters(GIVEN | given) == RunParameters(**GIVEN | meant)


def test_names_are_composed_as_macos_does_not_write_them() -> None:
    decomposed = unicodedata.normalize("NFD", "Ristijärvi")
    parameters = check_parameters(
        GIVEN | {"municipality": decomposed, "participants": f"Kuhmo, {decomposed}"}
    )
    assert parameters.municipality == "Ristijärvi"
    assert parameters.participants == "Kuhmo, Ristijärvi"


def test_a_run_with_another_total_is_a_trial_and_one_with_another_folder_is_none() -> None:
    assert MAIN.model_copy(update={"output": "/out", "language": "sv"}).trial == {}
    assert MAIN.model_copy(update={"total": "9", "data": "newest"}).trial == {
        "total": "9",
        "data": "newest",
    }


@pytest.mark.parametrize(
    "source",
    [
        'agreement = "kainuu-ict"\nyear = 2023\nkunta = "Paltamo"',
        'agreement: str = "kainuu-ict"  # sopimus\nyear: int = 2023\nkunta: str = "Paltamo"',
    ],
)
def test_an_unknown_name_in_the_parameters_cell_stops_the_notebook(source: str) -> None:
    with pytest.raises(ParameterError, match="The notebook has no parameter 'kunta'"):
        notebook_parameters({**GIVEN, "In": ["", source]})


def test_a_parameter_that_the_notebook_does_not_declare_stops_it() -> None:
    cells = ["", 'agreement = "kainuu-ict"\nyear = 2023', "# Parameters\ntotal = 90000"]
    with pytest.raises(ParameterError, match="The notebook has no parameter 'total'"):
        notebook_parameters({**GIVEN, "total": 90000, "In": cells})


@pytest.mark.parametrize(
    "source", ["year = 1\0", "year = '\ud800'", "(" * 5000, "-" * 90_000 + "1"]
)
def test_a_cell_that_no_python_reads_sets_nothing(source: str) -> None:
    assert assigned_values(source) == {}
    assert not is_parameters_cell(source)


def test_cells_that_compute_are_no_parameters_cells() -> None:
    history = ["", "import math", 'agreement = "a"\nyear = 2023\nprint(year)\nkunta = 1']
    assert notebook_parameters({**GIVEN, "In": history}).year == 2023
    assert not is_parameters_cell("year = ")
    assert assigned_values("a = b = 1\nc = len('x')\nd: int") == {"a": 1, "b": 1, "c": COMPUTED}
    assert assigned_values("a = {[1]: 2}") == {"a": COMPUTED}


def test_the_notebook_misses_its_parameters_cell() -> None:
    with pytest.raises(
        ParameterError,
        match=f"does not set {', '.join(RunParameters.model_fields)}; run that cell first",
    ):
        notebook_parameters({})


def test_an_unknown_name_is_called_a_parameter() -> None:
    with pytest.raises(ParameterError, match="unknown parameter 'totl'. Did you mean 'total'?"):
        check_parameters({"agreement": "kainuu-ict", "year": 2023, "totl": 5})


PARAMETERS_CELL = 'agreement: str = "kainuu-ict"\nyear: int = 2023\noutput: str = ""'


@pytest.mark.parametrize(
    ("cells", "asked"),
    [
        ([PARAMETERS_CELL, 'output = "elsewhere"'], ""),
        ([PARAMETERS_CELL, '# Parameters\noutput = "there"\n'], "there"),
        (['# Parameters\nyear = 2023\nproject = "/p"\n'], ""),
    ],
    ids=["a lower cell", "another than by -p", "in analyysi report"],
)
def test_a_folder_that_was_not_asked_for_is_refused(cells: list[str], asked: str) -> None:
    sentence = f"output = 'elsewhere' was passed to analyysi.load, and '{asked}' was asked for"
    with pytest.raises(ParameterError, match=sentence):
        check_output("elsewhere", cells)
    check_output(asked, cells)


def test_a_folder_that_no_parameters_cell_names_is_asked_for_where_it_is_passed() -> None:
    check_output("there", [])
    check_output("there", ['analyysi.load("kainuu-ict", 2023, output="there")'])
    check_output("there", [PARAMETERS_CELL.replace('""', "str(path)")])
