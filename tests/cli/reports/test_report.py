"""The command `report`: every parameter of a run has its option, and what it hands on."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

import analyysi.run.engine.process
import analyysi.run.report
from analyysi.agreement.parameters import RunParameters
from analyysi.cli.reports import archive
from analyysi.errors import ParameterError, Sentence
from analyysi.project import Project
from analyysi.run.report import MadeReport
from support.command_line import call

pytestmark = pytest.mark.slow

YEAR = ("report", "kainuu-ict", "2023")


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[tuple[RunParameters, list[str]]]:
    """Reports that were asked for; none is made."""
    asked: list[tuple[RunParameters, list[str]]] = []

    @contextmanager
    def no_processes(count: int) -> Iterator[Iterator[None]]:
        yield iter([None] * count)

    def note(
        project: Project, runs: list[RunParameters], formats: list[str], *_: Any
    ) -> tuple[MadeReport, ...]:
        asked.extend((parameters, formats) for parameters in runs)
        folder = project.reports / "kainuu-ict" / "2023"
        note = Sentence(
            "{file} was changed after it was made: it is kept as {path}.",
            file="agreement.docx",
            path="changed/agreement.docx",
        )
        return tuple(MadeReport(folder, {}, (folder / "report.html",), (note,)) for _ in runs)

    monkeypatch.setattr(analyysi.run.engine.process, "processes_ahead", no_processes)
    monkeypatch.setattr(analyysi.run.report, "make_reports", note)
    return asked


@pytest.mark.slow
def test_the_options_of_a_report_make_it_again(made: list[tuple[RunParameters, list[str]]]) -> None:
    parameters = RunParameters(
        agreement="kainuu-ict", year=2023, language="sv", municipality="Paltamo"
    )
    assert call("report", *parameters.as_options()).fault is None
    assert [asked for asked, _ in made] == [parameters]


@pytest.mark.parametrize("name", RunParameters.option_names())
def test_every_option_reaches_the_report(
    made: list[tuple[RunParameters, list[str]]], name: str
) -> None:
    changed = {"language": "sv", "data": "newest", "part": "all"}.get(name, "1")
    outcome = call(*YEAR, "-p", f"{name}={changed}")
    assert outcome.fault is None
    ((parameters, _),) = made
    assert getattr(parameters, name) == changed, f"cli.report does not hand on -p {name}"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["-p", "total"], "-p total: name=value was expected, such as -p total=90000."),
        (["-p", "total=1", "-p", "total=2"], "-p total is given twice: give it once."),
        (["-p", "year=2027"], "-p year: the command has year as an argument of its own."),
        (["-p", "totla=1"], "unknown parameter 'totla'. Did you mean 'total'?"),
        (
            ["--language", "sv", "-p", "language=en"],
            "--language and -p language=… were both given: give one of them.",
        ),
        (["-p", "total=9", "--publish"], "A trial is not published"),
        (["--part", "front", "--publish"], "An edition holds the report with its annex"),
        (["-p", "part=front", "--part", "page"], "--part and -p part=… were both given"),
        (["-p", "language=sv", "--language", "fi"], "--language and -p language=… were both"),
        (["-p", "output=x", "--publish"], "nor a report in a folder of your own"),
        (["--notebook", "none.ipynb"], "There is no notebook none.ipynb"),
    ],
)
def test_parameters_that_cannot_be_meant_are_refused(
    made: list[tuple[RunParameters, list[str]]], arguments: list[str], sentence: str
) -> None:
    outcome = call(*YEAR, *arguments)
    assert sentence in str(outcome.fault)
    assert not made


def test_each_language_is_a_report(made: list[tuple[RunParameters, list[str]]]) -> None:
    outcome = call(*YEAR, "--language", "fi,sv", "--format", "html, pdf")
    assert outcome.fault is None
    assert [(parameters.language, formats) for parameters, formats in made] == [
        ("fi", ["html", "pdf"]),
        ("sv", ["html", "pdf"]),
    ]
    assert outcome.printed.count("Written: reports/kainuu-ict/2023/report.html") == 2
    kept = "agreement.docx was changed after it was made: it is kept as changed/agreement.docx."
    assert outcome.printed.count(f"reports/kainuu-ict/2023: {kept}") == 2


def test_a_misspelt_language_stops_before_the_first_report(
    made: list[tuple[RunParameters, list[str]]],
) -> None:
    assert "No report in language 'vs'" in str(call(*YEAR, "--language", "fi,vs").fault)
    assert made == []


@pytest.mark.slow
def test_a_reason_to_supersede_belongs_to_publishing(
    made: list[tuple[RunParameters, list[str]]],
) -> None:
    outcome = call(*YEAR, "--supersede", "a new figure")
    assert isinstance(outcome.fault, ParameterError)
    assert "--supersede belongs to --publish" in str(outcome.fault)
    assert made == []


def test_publishing_gets_the_reports_and_makes_none_itself(
    made: list[tuple[RunParameters, list[str]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    published: list[tuple[Any, ...]] = []
    monkeypatch.setattr(archive, "publish", lambda *given: published.append(given))
    call(*YEAR, "--publish", "--supersede", "why", "--quiet")
    ((_, reports, formats, reason, quiet, key),) = published
    assert [parameters.year for parameters in reports] == [2023]
    assert (formats, reason, quiet, key) == (["html"], "why", True, "")
    assert made == []


def test_a_report_elsewhere_has_its_option(
    made: list[tuple[RunParameters, list[str]]], tmp_path: Path
) -> None:
    assert call(*YEAR, "--output", str(tmp_path)).fault is None
    assert [parameters.output for parameters, _ in made] == [str(tmp_path)]
    twice = call(*YEAR, "--output", "a", "-p", "output=b").fault
    assert "--output and -p output=… were both given: give one of them." in str(twice)
    published = call(*YEAR, "--output", "a", "--publish").fault
    assert "leave output=a out" in str(published)
