"""Which business id (Y-tunnus) is which municipality's: a frozen table, each
line with its source.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import dataclass
from typing import Any

from analyysi.agreement.values import MUNICIPALITY_CODE
from analyysi.errors import ParameterError, Sentence, SourceError, joined
from analyysi.file_system.reading import read_file
from analyysi.project import Project
from analyysi.sources.files import read_csv

BUSINESS_IDS = "business_ids.csv"
_COLUMNS = ["municipality_code", "municipality", "business_id", "source"]
_FORM = re.compile(r"(\d{7})-(\d)")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2)


@dataclass(frozen=True)
class Municipality:
    """A municipality by its code, name and business id."""

    code: str
    name: str
    business_id: str


def is_business_id(text: str) -> bool:
    """Return whether a text is a business id with the right check digit.

    The rule is the Finnish Patent and Registration Office's: the seven digits times 7, 9, 10, 5, 8,
    4, 2, summed, modulo 11; the check digit is 0 for the remainder 0, else 11 less the remainder,
    and 1 is never a remainder.

    >>> is_business_id("0203026-2"), is_business_id("0203026-3"), is_business_id("203026-2")
    (True, False, False)
    """
    match = _FORM.fullmatch(text)
    if match is None:
        return False
    digits = map(int, match.group(1))
    remainder = sum(weight * digit for weight, digit in zip(_WEIGHTS, digits, strict=True)) % 11
    return remainder != 1 and int(match.group(2)) == (11 - remainder) % 11


def read_business_ids(project: Project) -> dict[str, Municipality]:
    """Return municipality code to municipality.

    Raises
    ------
    SourceError
        If the table is missing or a line of it is wrong; names every fault.
    """
    path = project.municipalities / BUSINESS_IDS
    where = project.relative(path)
    try:
        table = read_csv(read_file(path), where)
    except FileNotFoundError as error:
        raise SourceError(
            "{where} is missing: the State Treasury knows municipalities by it. Bring it back: "
            "{command}",
            where=where,
            command="analyysi update --restore",
        ) from error
    if list(table) != _COLUMNS:
        raise SourceError(
            "{where} has the columns {columns}; {expected} were expected.",
            where=where,
            columns=", ".join(table),
            expected=", ".join(_COLUMNS),
        )
    faults = []
    by_code: dict[str, Municipality] = {}
    for row, line in enumerate(table.rows(), start=2):
        cells = tuple(line.values())
        fault = _fault_of(row, cells, by_code)
        if fault is not None:
            faults.append(fault)
        else:
            code, name, business_id, _ = cells
            by_code[code] = Municipality(code, name, business_id)
    times = Counter(municipality.business_id for municipality in by_code.values())
    repeated = sorted(business_id for business_id, count in times.items() if count > 1)
    faults += [
        Sentence("business id {business_id} stands twice", business_id=business_id)
        for business_id in repeated
    ]
    if faults:
        raise SourceError(
            "{where}: {faults}. Correct the table.", where=where, faults=joined(faults, "; ")
        )
    return by_code


def _fault_of(row: int, cells: Sequence[Any], earlier: Container[str]) -> Sentence | None:
    """Return what is wrong with a line, of which the earlier ones have these codes."""
    if not all(isinstance(cell, str) for cell in cells):
        return Sentence("row {row} has an empty cell", row=row)
    code, _, business_id, _ = cells
    if MUNICIPALITY_CODE.fullmatch(code) is None:
        return Sentence(
            "row {row}: '{code}' is not a municipality code of three digits", row=row, code=code
        )
    if not is_business_id(business_id):
        return Sentence(
            "row {row} ({code}): '{business_id}' is not a business id, or its check digit is wrong",
            row=row,
            code=code,
            business_id=business_id,
        )
    if code in earlier:
        return Sentence("row {row}: {code} stands twice", row=row, code=code)
    return None


def pick(
    table: dict[str, Municipality], codes: tuple[str, ...], project: Project
) -> list[Municipality]:
    """Return the municipalities of these codes, ascending.

    Raises
    ------
    ParameterError
        Naming the codes that the table lacks, and how to add one.
    """
    missing = sorted(set(codes) - set(table))
    if missing:
        raise ParameterError(no_business_id(project, *missing))
    return [table[code] for code in sorted(set(codes))]


def no_business_id(project: Project, *codes: str) -> Sentence:
    """Say that the table has no business id for some municipalities, and how to add one."""
    where = project.relative(project.municipalities / BUSINESS_IDS)
    return Sentence(
        "{where} has no business id for {codes}. Add a line for each, with where you found it: "
        "{columns}.",
        where=where,
        codes=", ".join(codes),
        columns=",".join(_COLUMNS),
    )
