"""Statistics Finland's PX-JSON answers: raw bytes to a tidy table of text cells.

The form (`columns` with a type each, `data` with key and values, all text) is that of PxWeb's `json`
format. Variables are found by their role, never by a dated name such as `alue_23_20260101`.
"""

import json
import re
from typing import Any

import pandas as pd

from analyysi.errors import SourceError
from analyysi.schema import CODE, NAME, YEAR

_MUNICIPALITY = re.compile(r"KU(\d{3})")
_MISSING = {".", "..", "...", "-", ":", ""}


def parse_px_json(raw: bytes, names: dict[str, str], contents: dict[str, str], where: str) -> pd.DataFrame:
    """Take the municipalities' rows out of a PX-JSON answer.

    Parameters
    ----------
    raw
        The answer's bytes.
    names
        Municipality code ("578") to name: the answer has codes only.
    contents
        The answer's contents code to the column it becomes, in the order of the columns.
    where
        The file's name for messages.

    Returns
    -------
    Columns code, name, year and one per contents code, all text, ordered by code and year. A missing
    symbol ("..", "...") becomes a missing cell, never zero.

    Raises
    ------
    SourceError
        If the bytes are not a PX-JSON answer, a variable or contents code is not there, or a name is not known.
    """
    try:
        answer = json.loads(raw)
        columns, rows = answer["columns"], answer["data"]
        keys = [column for column in columns if column["type"] in ("d", "t")]
        values = [column["code"] for column in columns if column["type"] == "c"]
    except (ValueError, KeyError, TypeError) as error:
        raise SourceError(f"{where} is not a PX-JSON answer: columns and data were expected.") from error
    if not isinstance(rows, list) or not all(_is_row(row, len(keys), len(values)) for row in rows):
        raise SourceError(
            f"{where} is not a PX-JSON answer: {len(keys)} keys and {len(values)} values, all text, were "
            "expected in every row."
        )
    area = _only([i for i, column in enumerate(keys) if _holds_municipalities(rows, i, column)], "area", where)
    time = _only([i for i, column in enumerate(keys) if column["type"] == "t"], "time", where)
    for code in contents:
        if code not in values:
            raise SourceError(f"{where}: contents code '{code}' is not there; it has {', '.join(values)}.")
    tidy = []
    for row in rows:
        match = _MUNICIPALITY.fullmatch(row["key"][area])
        if match is None:
            continue
        code = match.group(1)
        if code not in names:
            raise SourceError(f"{where}: municipality {code} has no name in the list of names; add it there.")
        cells = {
            column: _cell(row["values"][values.index(contents_code)]) for contents_code, column in contents.items()
        }
        tidy.append({CODE: code, NAME: names[code], YEAR: row["key"][time], **cells})
    return pd.DataFrame(tidy).sort_values([CODE, YEAR], ignore_index=True)


def _is_row(row: Any, keys: int, values: int) -> bool:
    return isinstance(row, dict) and all(
        isinstance(row.get(name), list)
        and len(row[name]) == length
        and all(isinstance(cell, str) for cell in row[name])
        for name, length in (("key", keys), ("values", values))
    )


def _cell(text: str) -> Any:
    return pd.NA if text in _MISSING else text


def _holds_municipalities(rows: list[dict[str, Any]], position: int, column: dict[str, str]) -> bool:
    return column["type"] == "d" and any(_MUNICIPALITY.fullmatch(row["key"][position]) for row in rows)


def _only(found: list[int], role: str, where: str) -> int:
    if len(found) != 1:
        raise SourceError(f"{where}: one {role} variable was expected, {len(found)} found.")
    return found[0]
