"""The year that is open, with added keys."""

from __future__ import annotations

from dataclasses import replace

import pytest

from analyysi.comparison.compare import Comparison
from analyysi.desk_file.engine.opened import open_year
from analyysi.errors import ParameterError, SchemaError
from analyysi.project import Project
from analyysi.sources.plain_table import PlainTable
from analyysi.sources.schema import CODE
from support.desk_files import KEY_WORDS, WORKSTATIONS, Page


def test_a_year_is_the_programs_own(project: Project, kainuu_2027: Comparison) -> None:
    opened = open_year(project, "kainuu-ict", 2027, "sv", "Paltamo")
    assert opened.focus == "578"
    assert opened.own.cents == kainuu_2027.chosen.cents
    assert opened.comparison.splits == kainuu_2027.splits
    assert opened.previous is not None
    assert opened.previous.year == 2023
    assert opened.context.previous == opened.previous


def test_the_fingerprint_of_the_figures_is_that_of_the_files(project: Project) -> None:
    one, other = (open_year(project, "kainuu-ict", year, "fi") for year in (2023, 2027))
    assert one.data != other.data
    assert len(one.data) == 16
    changed = replace(one.base.inputs[0], sha256="0" * 64)
    base = replace(one.base, inputs=(changed, *one.base.inputs[1:]))
    assert replace(one, base=base).data != one.data


@pytest.mark.parametrize(
    ("agreement", "year", "language", "seat"),
    [
        ("kainu-ict", 2027, "fi", ""),
        ("kainuu-ict", 2026, "fi", ""),
        ("kainuu-ict", 2027, "de", ""),
        ("kainuu-ict", 2027, "fi", "Paltam"),
    ],
)
def test_what_there_is_not_is_refused(
    project: Project, agreement: str, year: int, language: str, seat: str
) -> None:
    with pytest.raises(ParameterError):
        open_year(project, agreement, year, language, seat)


def test_a_key_that_a_payer_lacks_is_not_added() -> None:
    page = Page()
    page.ask("table", text=WORKSTATIONS, key=KEY_WORDS)
    opened = page.session.opened
    (added,) = opened.added.values()
    assert opened.case.problem.keys[added.name]["697"] == 33
    assert opened.base.problem.keys.keys() < opened.case.problem.keys.keys()
    assert added.figures is not None
    survey = added.figures.survey
    table = PlainTable({name: survey.table[name][:2] for name in (CODE, added.key.column)})
    figures = replace(added.figures, survey=replace(survey, table=table))
    lacking = replace(added, figures=figures)
    with pytest.raises(SchemaError):
        replace(opened, added={}).with_key(lacking)
