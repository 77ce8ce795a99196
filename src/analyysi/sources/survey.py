"""Answers that were asked for one agreement: a CSV beside its terms, with those who did not answer
in sight.

One row per payer: `municipality_code`, a column per question, and the columns `estimated` ("yes"
where somebody else put the figure in the payer's place) and `source` (who answered, or how the
estimate was made).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analyysi.errors import SchemaError, SourceError
from analyysi.sources.files import read_csv
from analyysi.sources.schema import CODE, NAME, Column, TableSchema, check_table

ESTIMATED, SOURCE = "estimated", "source"
_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?")


@dataclass(frozen=True)
class Survey:
    """A survey's table with typed columns; and whose figures are estimates, each with its source.

    That a figure is an estimate does not say that nobody answered: the source tells.
    """

    table_schema: TableSchema
    table: pd.DataFrame
    estimated: Mapping[str, str]


def read_survey(path: Path, where: str) -> Survey:
    """Read and check a survey.

    Parameters
    ----------
    where
        The file's name for messages.

    Raises
    ------
    SourceError
        If it is missing, no CSV, or lacks a column.
    SchemaError
        If a payer stands twice, an answer is no number, a source is missing or "estimated" is
        neither yes nor empty.
    """
    try:
        frame = read_csv(path.read_bytes(), where)
    except FileNotFoundError as error:
        raise SourceError(
            f"{where} is missing: a key of the terms takes its figures from it."
        ) from error
    lacking = [name for name in (CODE, ESTIMATED, SOURCE) if name not in frame]
    if lacking:
        raise SourceError(
            f"{where} has no column {', '.join(lacking)}: every answer needs its source."
        )
    marks = zip(frame[CODE], frame[ESTIMATED], strict=True)
    wrong = [str(code) for code, mark in marks if pd.notna(mark) and mark != "yes"]
    if wrong:
        raise SchemaError(
            f"{where}: '{ESTIMATED}' of {', '.join(wrong)} is neither 'yes' nor empty. "
            "Write yes where the figure is an estimate, and nothing where it is an answer."
        )
    schema = TableSchema(
        columns=tuple(_column(name, frame[name]) for name in frame.columns),
        primary_key=(CODE,),
        rows=max(1, len(frame)),
    )
    table = check_table(frame, schema, where, "Correct the answers in the file.")
    estimated = table.loc[table[ESTIMATED] == "yes"]
    return Survey(schema, table, dict(zip(estimated[CODE], estimated[SOURCE], strict=True)))


def _column(name: str, cells: pd.Series[str]) -> Column:
    if name == CODE:
        return Column(name=name, type="string", description="Maksajan tunnus", required=True)
    if name in (NAME, ESTIMATED):
        return Column(name=name, type="string", description=name)
    if name == SOURCE:
        return Column(name=name, type="string", description="Lähde", required=True)
    given = [cell for cell in cells if pd.notna(cell)]
    number = any(_NUMBER.fullmatch(cell) for cell in given)
    return Column(
        name=name,
        type="number" if number else "string",
        description=name,
        unit="persons",
        minimum=0,
    )
