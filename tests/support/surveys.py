"""A survey of the founding agreement: how many workstations each payer has."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

import openpyxl

from analyysi.agreement.agreement import Party
from analyysi.agreement.key import Key
from analyysi.agreement.reading import read_agreement, validate
from analyysi.project import Project
from analyysi.sources.surveys.questions import Question, questions_of
from support.places import ROOT

FIGURES = {"105": 120, "290": 410, "578": 1205, "620": 130, "697": 75, "765": 560, "777": 390}
FILE = "kysely.csv"
KEY_TEXT = """\
[keys.workstations]
survey = "kysely.csv"
column = "workstations"
reference_date = 2026-12-31
unit = "workstations"
label = { fi = "työasemat 31.12.2026", sv = "arbetsstationer 31.12.2026", en = "workstations on \
31 December 2026" }
by = { fi = "työasemien mukaan", sv = "enligt antalet arbetsstationer", en = "by workstations" }

"""
STAFF_TEXT = KEY_TEXT.replace("workstations", "staff").replace('unit = "staff"', 'unit = "persons"')


def survey_key(**changed: object) -> Key:
    """Return a key that reads the survey."""
    plain: dict[str, object] = {
        "survey": FILE,
        "column": "workstations",
        "reference_date": date(2026, 12, 31),
        "unit": "workstations",
        "label": {
            "fi": "työasemat 31.12.2026",
            "sv": "arbetsstationer 31.12.2026",
            "en": "workstations on 31 December 2026",
        },
        "by": {"fi": "työasemien mukaan"},
    }
    return validate(plain | changed, Key, "2027.toml")


@cache
def parties() -> tuple[Party, ...]:
    """Return the parties of the founding agreement."""
    return read_agreement(Project(ROOT), "kainuu-ict").parties


def workstations() -> Question:
    """Return the question of the survey."""
    ((question,),) = questions_of([survey_key()]).values()
    return question


def asks(project: Project, text: str = KEY_TEXT, key: str = "workstations") -> Path:
    """Let the founding agreement of 2027 share by a survey, and return the path of its answers."""
    folder = project.agreements / "kainuu-ict"
    terms = folder / "2027.toml"
    changed = terms.read_text(encoding="utf-8").replace("[method]", f"{text}[method]", 1)
    changed = changed.replace(
        'parameters = { key = "population_2025" }', f'parameters = {{ key = "{key}" }}', 1
    )
    terms.write_text(changed, encoding="utf-8")
    return folder / FILE


def stored(answers: Mapping[str, int] = FIGURES) -> str:
    """Return answers as a survey beside the terms holds them."""
    rows = [f"{code},{figure},,Sähköposti 24.8.2026" for code, figure in answers.items()]
    return "\n".join(["municipality_code,workstations,estimated,source", *rows, ""])


def fill_in(form: Path, answers: Mapping[str, tuple[object, ...]], to: Path) -> Path:
    """Fill in a form as a person does: answer, estimate, source and comment of each payer."""
    book = openpyxl.load_workbook(form)
    for row in book.active.iter_rows():
        if row[1].value in answers:
            for cell, entry in zip(row[5:9], answers[row[1].value], strict=False):
                cell.value = entry
    book.save(to)
    return to
