"""JSON-stat 2.0 answers: raw bytes to dimensions and cells.

The form is that of https://json-stat.org/full/ as PxWeb fills it. Numbers are kept as they are
written, missing ones with their symbol.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from math import prod
from typing import Any

from analyysi.errors import SourceError
from analyysi.sources.answers.answer import Answer, Digits, Dimension, figure


def parse_json_stat(raw: bytes, where: str) -> Answer:
    """Read a json-stat2 answer.

    Parameters
    ----------
    raw
        The answer's bytes.
    where
        The answer's name for messages.

    Raises
    ------
    SourceError
        If the bytes are not a whole json-stat2 data set: broken JSON, sizes that do not fit, a cell
        that is neither a number nor empty.
    """
    try:
        content = json.loads(raw, parse_int=Digits, parse_float=Digits, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise SourceError(f"{where} is not whole JSON: {_reason(error)}.") from error
    if not isinstance(content, dict) or content.get("class") != "dataset":
        raise SourceError(f'{where} is not a json-stat2 answer: "class": "dataset" was expected.')
    try:
        dimensions = _dimensions(content)
        values, symbols = _cells(
            content, prod(len(dimension.codes) for dimension in dimensions), where
        )
        notes = tuple(str(note) for note in content.get("note") or ())
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise SourceError(
            f"{where} is not a json-stat2 answer as the form is: {_reason(error)}."
        ) from error
    return Answer(
        label=str(content.get("label", "")),
        source=str(content.get("source", "")),
        updated=content["updated"] if isinstance(content.get("updated"), str) else None,
        dimensions=dimensions,
        values=values,
        symbols=symbols,
        notes=notes,
    )


def _reason(error: BaseException) -> str:
    if isinstance(error, KeyError):
        return f"{error} is missing"
    return str(error) or type(error).__name__


def _no_number(text: str) -> Any:
    raise ValueError(f"{text} stands where a number was expected")


def _dimensions(content: Mapping[str, Any]) -> tuple[Dimension, ...]:
    roles = {code: role for role, codes in (content.get("role") or {}).items() for code in codes}
    ids, sizes = content["id"], content["size"]
    if len(set(ids)) != len(ids) or len(ids) != len(sizes):
        raise ValueError(f"{len(ids)} dimensions and {len(sizes)} sizes")
    dimensions = []
    for code, size in zip(ids, sizes, strict=True):
        described = content["dimension"][code]
        category = described["category"]
        labels = {str(key): str(label) for key, label in (category.get("label") or {}).items()}
        codes = _in_order(category, labels)
        if len(codes) != int(size):
            raise ValueError(f"dimension '{code}' has {len(codes)} values, its size says {size}")
        dimensions.append(
            Dimension(code, str(described.get("label", code)), codes, labels, roles.get(code))
        )
    return tuple(dimensions)


def _in_order(category: Mapping[str, Any], labels: Mapping[str, str]) -> tuple[str, ...]:
    """Return the codes in the order that the index gives: the order in which they happen to stand
    means nothing.
    """
    index = category.get("index")
    if index is None:  # allowed for a dimension of one value
        codes = tuple(labels)
        if len(codes) != 1:
            raise ValueError("a dimension has no index")
        return codes
    if isinstance(index, list):
        codes = tuple(str(code) for code in index)
    else:
        places = {str(code): int(place) for code, place in index.items()}
        codes = tuple(sorted(places, key=places.__getitem__))
        if sorted(places.values()) != list(range(len(places))):
            raise ValueError("an index has gaps or repeats a place")
    if len(set(codes)) != len(codes):
        raise ValueError("an index names a code twice")
    return codes


def _cells(
    content: Mapping[str, Any], size: int, where: str
) -> tuple[list[str | None], dict[int, str]]:
    given = content["value"]
    if isinstance(given, dict):  # only the cells that hold something
        sparse = {int(place): cell for place, cell in given.items()}
        if any(not 0 <= place < size for place in sparse):
            raise ValueError("a value lies outside the table")
        given = [sparse.get(place) for place in range(size)]
    if len(given) != size:
        raise ValueError(f"{len(given)} values for {size} cells")
    symbols = _symbols(content.get("status"), size)
    values: list[str | None] = []
    for place, cell in enumerate(given):
        if cell is None:
            values.append(None)
        elif isinstance(cell, Digits):
            values.append(figure(cell, where))
        elif isinstance(cell, str):  # a symbol in the number's own place
            symbols.setdefault(place, cell)
            values.append(None)
        else:
            raise ValueError(f"{cell!r} stands where a number was expected")
    return values, symbols


def _symbols(status: Any, size: int) -> dict[int, str]:
    if status is None:
        return {}
    if isinstance(status, str):
        return dict.fromkeys(range(size), status) if status else {}
    pairs = (
        enumerate(status)
        if isinstance(status, list)
        else ((int(place), text) for place, text in status.items())
    )
    symbols = {place: str(text) for place, text in pairs if text not in (None, "")}
    if any(not 0 <= place < size for place in symbols):
        raise ValueError("a status lies outside the table")
    return symbols
