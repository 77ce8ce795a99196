"""Which business id (Y-tunnus) is which municipality's: a frozen table, each
line with its source.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from analyysi.agreement.values import MUNICIPALITY_CODE
from analyysi.errors import ParameterError, SourceError
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
            f"{where} is missing: the State Treasury knows municipalities by it. Restore it."
        ) from error
    if list(table.columns) != _COLUMNS:
        raise SourceError(
            f"{where} has the columns {', '.join(table.columns)}; {', '.join(_COLUMNS)} were "
            "expected."
        )
    faults = []
    by_code: dict[str, Municipality] = {}
    for row, (code, name, business_id, source) in enumerate(table.itertuples(index=False), start=2):
        if not all(isinstance(cell, str) for cell in (code, name, business_id, source)):
            faults.append(f"row {row} has an empty cell")
        elif MUNICIPALITY_CODE.fullmatch(code) is None:
            faults.append(f"row {row}: '{code}' is not a municipality code of three digits")
        elif not is_business_id(business_id):
            faults.append(
                f"row {row} ({code}): '{business_id}' is not a business id, or its check digit is "
                "wrong"
            )
        elif code in by_code:
            faults.append(f"row {row}: {code} stands twice")
        else:
            by_code[code] = Municipality(code, name, business_id)
    times = Counter(municipality.business_id for municipality in by_code.values())
    repeated = sorted(business_id for business_id, count in times.items() if count > 1)
    faults += [f"business id {business_id} stands twice" for business_id in repeated]
    if faults:
        raise SourceError(f"{where}: {'; '.join(faults)}. Correct the table.")
    return by_code


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


def no_business_id(project: Project, *codes: str) -> str:
    """Say that the table has no business id for some municipalities, and how to add one."""
    where = project.relative(project.municipalities / BUSINESS_IDS)
    return (
        f"{where} has no business id for {', '.join(codes)}. Add a line for each, with "
        f"where you found it: {','.join(_COLUMNS)}."
    )
