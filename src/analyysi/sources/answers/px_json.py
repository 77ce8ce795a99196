"""PX-JSON answers (PxWeb's format "json"): raw bytes to dimensions and cells.

The form is `columns` with a type each ("d" variable, "t" time, "c" contents) and `data` with keys
and values, all text. It is the fall-back of json-stat2: a missing figure is its symbol in the
figure's place.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import count
from typing import Any

from analyysi.agreement.strict_data import UnreadableError, read_json
from analyysi.errors import SourceError
from analyysi.sources.answers.answer import SYMBOLS, Answer, Dimension, figure

CONTENTS = "contentscode"
"""What the dimension of the contents is called here: the answer spreads it over its columns."""

_DOTTED_TIME = re.compile(r"(\d{4}-\d{2}-\d{2}T\d{2})\.(\d{2})\.(\d{2}Z?)")


def parse_px_json(raw: bytes, where: str, symbols: Collection[str] = SYMBOLS) -> Answer:
    """Read a PX-JSON answer.

    Parameters
    ----------
    raw
        The answer's bytes.
    where
        The answer's name for messages.
    symbols
        What the publisher puts in a figure's place.

    Raises
    ------
    SourceError
        If the bytes are not a whole PX-JSON answer, a combination of codes is missing or stands
        twice, or a cell is neither a number nor a known symbol.
    """
    content, columns, rows, keys, contents = _layout(raw, where)
    labels = {column["code"]: _label(column) for column in contents}
    dimensions = [_dimension(column, place, rows) for place, column in enumerate(keys)]
    dimensions.append(Dimension(CONTENTS, CONTENTS, tuple(labels), labels, "metric"))
    values, marks = _cells(rows, dimensions, symbols, where)
    described = _metadata(content)
    updated = described.get("updated")
    return Answer(
        label=str(described.get("label", "")),
        source=str(described.get("source", "")),
        # The server writes the time in the Finnish way, which no other program reads.
        updated=_DOTTED_TIME.sub(r"\1:\2:\3", updated) if isinstance(updated, str) else None,
        dimensions=tuple(dimensions),
        values=values,
        symbols=marks,
        notes=tuple(
            column["comment"] for column in columns if isinstance(column.get("comment"), str)
        ),
    )


_Layout = tuple[dict[str, Any], list[Any], list[Any], list[Any], list[Any]]
"""The content, all columns, the rows, the columns of keys and those of contents."""


def _layout(raw: bytes, where: str) -> _Layout:
    """Read an answer's JSON and check that its rows and columns fit each other."""
    try:
        content = read_json(raw)
        columns, rows = content["columns"], content["data"]
        keys = [column for column in columns if column["type"] in ("d", "t")]
        contents = [column for column in columns if column["type"] == "c"]
        names = [column["code"] for column in (*keys, *contents)]
    except UnreadableError as error:
        raise SourceError(
            "{where} is not whole JSON: {fault}.", where=where, fault=error
        ) from error
    except (ValueError, KeyError, TypeError) as error:
        raise SourceError(
            "{where} is not a PX-JSON answer: columns and data were expected.", where=where
        ) from error
    if not isinstance(rows, list) or not all(
        _is_row(row, len(keys), len(contents)) for row in rows
    ):
        raise SourceError(
            "{where} is not a PX-JSON answer: {keys} keys and {values} values, all "
            "text, were expected in every row.",
            where=where,
            keys=len(keys),
            values=len(contents),
        )
    if not all(isinstance(name, str) for name in names):
        raise SourceError(
            "{where} is not a PX-JSON answer: a column's code is no text.", where=where
        )
    if len(set(names)) != len(names):
        raise SourceError("{where} is not a PX-JSON answer: a column stands twice.", where=where)
    return content, columns, rows, keys, contents


def _dimension(column: dict[str, Any], place: int, rows: list[Any]) -> Dimension:
    """Return the dimension of a key column, with its codes in the order in which they come."""
    codes = tuple(dict.fromkeys(row["key"][place] for row in rows))
    role = "time" if column["type"] == "t" else None
    return Dimension(column["code"], _label(column), codes, {}, role)


def _label(column: dict[str, Any]) -> str:
    return str(column.get("text", column["code"]))


def _metadata(content: dict[str, Any]) -> dict[str, Any]:
    described = content.get("metadata")
    first = described[0] if isinstance(described, list) and described else {}
    return first if isinstance(first, dict) else {}


def _is_row(row: Any, keys: int, values: int) -> bool:
    return (
        isinstance(row, dict)
        and _is_list_of_text(row.get("key"), keys)
        and _is_list_of_text(row.get("values"), values)
    )


def _is_list_of_text(cells: Any, length: int) -> bool:
    return (
        isinstance(cells, list)
        and len(cells) == length
        and all(isinstance(cell, str) for cell in cells)
    )


def _cells(
    rows: list[Any], dimensions: list[Dimension], known: Collection[str], where: str
) -> tuple[list[str | None], dict[int, str]]:
    width = len(dimensions[-1].codes)
    places = [dict(zip(dimension.codes, count(), strict=False)) for dimension in dimensions[:-1]]
    combinations = 1
    for place in places:
        combinations *= len(place)
    if len(rows) != combinations:
        raise SourceError(
            "{where} is not a whole PX-JSON answer: {rows} rows for {combinations} combinations.",
            where=where,
            rows=len(rows),
            combinations=combinations,
        )
    values: list[str | None] = [None] * (combinations * width)
    symbols: dict[int, str] = {}
    seen = bytearray(combinations)
    for row in rows:
        index = 0
        for code, place in zip(row["key"], places, strict=True):
            index = index * len(place) + place[code]
        if seen[index]:
            raise SourceError(
                "{where} is not a PX-JSON answer: {row} stands twice.",
                where=where,
                row=" ".join(row["key"]),
            )
        seen[index] = 1
        for offset, text in enumerate(row["values"]):
            cell = index * width + offset
            if text in known:
                symbols[cell] = text
            elif text:
                values[cell] = figure(text, where)
    return values, symbols
