"""Which reports a batch makes: run files, and their groups expanded into single reports."""

import re
import shutil
from pathlib import Path

import pytest

from analyysi.errors import ParameterError
from analyysi.project import Project
from analyysi.run.batch.run_file import Group, planned_runs, read_run_file


def _names(project: Project, **group: object) -> list[str]:
    return [item.name for item in planned_runs(project, [Group.model_validate(group)])[0]]


@pytest.mark.slow
def test_groups_are_crossed_out_in_order(project: Project) -> None:
    assert _names(
        project, agreements=("kainuu-ict",), years=(2027, "2020-2023"), languages=("fi", "sv")
    ) == [
        "kainuu-ict/2023",
        "kainuu-ict/2023-sv",
        "kainuu-ict/2027",
        "kainuu-ict/2027-sv",
    ]
    seats = _names(project, agreements=("kainuu-ict",), years=(2023,), municipalities="all")
    assert len(seats) == 8
    assert seats[0] == "kainuu-ict/2023"
    assert _names(project, years=(2023,), municipalities=("paltamo", "697")) == [
        "kainuu-ict/2023-paltamo",
        "kainuu-ict/2023-ristijarvi",
    ]
    assert {name.split("/")[0] for name in _names(project)} == {"dublin-fire", "kainuu-ict"}


@pytest.mark.slow
def test_a_report_named_twice_is_made_once_with_all_formats(project: Project) -> None:
    groups = [
        Group(years=("2023",), formats=("pdf",)),
        Group(years=("2023",), municipalities="all"),
    ]
    items, _ = planned_runs(project, groups)
    assert len(items) == 8
    assert [item.formats for item in items[:2]] == [("html", "pdf"), ("html",)]


@pytest.mark.slow
def test_a_group_may_ask_for_a_part(project: Project) -> None:
    group = Group(agreements=("kainuu-ict",), years=("2023",), part="front")
    (run,), _ = planned_runs(project, [group])
    assert (run.name, run.parameters.part) == ("kainuu-ict/2023-part-front", "front")


@pytest.mark.slow
def test_a_sweep_of_totals_and_methods_is_one_group(project: Project) -> None:
    totals = list(range(70_000, 80_000, 1_000))
    names = _names(
        project,
        agreements=("kainuu-ict",),
        years=(2023,),
        parameters={"total": totals, "method": "equal"},
    )
    assert names == [f"kainuu-ict/2023-kokeilu-total-{total}-method-equal" for total in totals]
    crossed = _names(
        project,
        agreements=("kainuu-ict",),
        years=(2023,),
        languages=("fi", "sv"),
        parameters={"key": ["population_2021", "tax_revenue_2020"], "total": "1"},
    )
    assert len(crossed) == 4
    assert crossed[-1] == "kainuu-ict/2023-kokeilu-total-1-key-tax_revenue_2020-sv"


@pytest.mark.parametrize(
    ("group", "message"),
    [
        ({"agreements": ("kainuu-itc",)}, "Did you mean 'kainuu-ict'"),
        ({"years": (2024,)}, "No agreement of the run has a year '2024'"),
        ({"municipalities": ("Paltmao",)}, "has a participant 'Paltmao'. Did you mean 'Paltamo'"),
        ({"languages": ("fj",)}, "No report in language 'fj'"),
        ({"formats": ("html", "ppt")}, "There is no format 'ppt'"),
    ],
)
def test_what_is_nowhere_is_refused_before_anything_begins(
    group: dict[str, object], message: str, project: Project
) -> None:
    with pytest.raises(ParameterError, match=re.escape(message)):
        planned_runs(project, [Group.model_validate(group)])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "[[reports]]\nlanguage = ['fi']",
            "unknown key 'reports[1].language'. Did you mean 'languages'?",
        ),
        (
            "[[reports]]\n[reports.parameters]\ntotla = [1]",
            "'totla' is no parameter of a trial. Did you mean 'total'?",
        ),
        (
            "[[reports]]\n[reports.parameters]\ntotal = []",
            "total = [] names nothing to try: leave it out",
        ),
        (
            "[[reports]]\n[reports.parameters]\nparticipants = ['578', '105']",
            "each value of participants is a whole group",
        ),
        ("[[reports]]\nyears = ['20x']", "'20x' is no year"),
        ("reports = []", "reports"),
        ("[[reports]", "is not valid TOML"),
        ("workers = -1\n[[reports]]", "workers"),
    ],
)
def test_faults_in_a_run_file_are_told(text: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "batch.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ParameterError, match=re.escape(message)):
        read_run_file(path)
    with pytest.raises(ParameterError, match="There is no run file"):
        read_run_file(tmp_path / "none.toml")


def test_years_may_be_ranges(tmp_path: Path) -> None:
    path = tmp_path / "batch.toml"
    path.write_text(
        'output = "out"\nworkers = 3\n[[reports]]\nyears = [2023, "2026-2028"]\n', encoding="utf-8"
    )
    told = read_run_file(path)
    assert (told.output, told.workers, told.reports[0].years) == ("out", 3, ("2023", "2026-2028"))


def test_seat_and_language_make_the_folder_and_the_parameters(project: Project) -> None:
    group = Group(
        agreements=("kainuu-ict",),
        years=("2023",),
        municipalities=("joint", "Paltamo"),
        languages=("sv",),
    )
    (joint, paltamo), faulty = planned_runs(project, [group])
    assert faulty == []
    assert (joint.name, joint.seat_name, joint.parameters.municipality) == (
        "kainuu-ict/2023-sv",
        "",
        "",
    )
    assert (paltamo.name, paltamo.seat_name) == ("kainuu-ict/2023-paltamo-sv", "Paltamo")
    assert (paltamo.parameters.year, paltamo.parameters.language) == (2023, "sv")


def test_year_at_fault_stops_no_other(project_copy: Project) -> None:
    terms = project_copy.agreements / "kainuu-ict" / "2027.toml"
    terms.write_text("year = 2027\n", encoding="utf-8")
    runs, faulty = planned_runs(project_copy, [Group(agreements=("kainuu-ict",))])
    assert [run.name for run in runs] == ["kainuu-ict/2023"]
    assert [(year.name, year.agreement, year.year) for year in faulty] == [
        ("kainuu-ict/2027", "kainuu-ict", 2027)
    ]
    assert "2027.toml" in faulty[0].fault


def test_agreement_at_fault_is_told_for_each_of_its_years(project_copy: Project) -> None:
    path = project_copy.agreements / "kainuu-ict" / "agreement.toml"
    path.write_text("", encoding="utf-8")
    runs, faulty = planned_runs(project_copy, [Group(years=("2023-2027",), municipalities="all")])
    assert {run.name.partition("/")[0] for run in runs} <= {"dublin-fire"}
    assert [year.name for year in faulty] == ["kainuu-ict/2023", "kainuu-ict/2027"]


@pytest.mark.parametrize("seats", [("joint",), ("Paltamo",), "all"])
def test_where_every_year_is_at_fault_the_faults_are_told_and_no_seat_is_refused(
    project_copy: Project, seats: object
) -> None:
    years = sorted(project_copy.agreements.glob("*/20*.toml"))
    for path in years:
        path.write_text("year = [", encoding="utf-8")
    runs, faulty = planned_runs(project_copy, [Group.model_validate({"municipalities": seats})])
    assert runs == []
    assert [year.name for year in faulty] == [f"{path.parent.name}/{path.stem}" for path in years]


@pytest.mark.parametrize("seats", [("joint",), "all"])
def test_run_that_names_no_report_is_refused(project_copy: Project, seats: object) -> None:
    group = Group.model_validate({"municipalities": seats})
    shutil.rmtree(project_copy.agreements / "dublin-fire")
    for path in (project_copy.agreements / "kainuu-ict").glob("20*.toml"):
        path.unlink()
    with pytest.raises(ParameterError, match="The run names no report"):
        planned_runs(project_copy, [group])
    shutil.rmtree(project_copy.agreements / "kainuu-ict")
    with pytest.raises(ParameterError, match="no agreement in .* Make one: analyysi new-agree"):
        planned_runs(project_copy, [group])


@pytest.mark.parametrize("years", ["2023-2020", "1800", "2023-", "-2023", "20 23", True, 2023.5])
def test_what_is_no_year_is_refused_with_an_example(years: object) -> None:
    with pytest.raises(ValueError, match='is no year: 2023 or "2001-2022" was expected'):
        Group.model_validate({"years": [years]})


@pytest.mark.slow
def test_a_trial_that_is_possible_nowhere_is_refused_before_anything_begins(
    project: Project,
) -> None:
    with pytest.raises(ParameterError, match="no method 'equall'. Did you mean 'equal'?"):
        _names(project, parameters={"method": ["equal", "equall"]})
    with pytest.raises(ParameterError, match="has no key 'population_2012'"):
        _names(project, agreements=("kainuu-ict",), parameters={"key": "population_2012"})


def test_a_trial_that_some_years_lack_stops_no_other(project: Project) -> None:
    names = _names(project, agreements=("kainuu-ict",), parameters={"key": "population_2021"})
    assert "kainuu-ict/2023-kokeilu-key-population_2021" in names
    assert len(names) == 2
