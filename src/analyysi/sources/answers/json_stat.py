"""JSON-stat 2.0 answers: raw bytes to dimensions and cells.

The form is that of https://json-stat.org/full/ as PxWeb fills it. Numbers are kept as they are
written, missing ones with their symbol.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from math import prod
from typing import Any

from analyysi.agreement.strict_data import UnreadableError, read_json
from analyysi.errors import Sentence, SourceError, sentence_of
from analyysi.sources.answers.answer import (
    MOST_CELLS,
    SYMBOLS,
    Answer,
    Digits,
    Dimension,
    figure,
    refused_cell,
)


def parse_json_stat(raw: bytes, where: str, symbols: Collection[str] = SYMBOLS) -> Answer:
    """Read a json-stat2 answer.

    Parameters
    ----------
    raw
        The answer's bytes.
    where
        The answer's name for messages.
    symbols
        What the publisher puts in a figure's place or beside it.

    Raises
    ------
    SourceError
        If the bytes are not a whole json-stat2 data set: broken JSON, sizes that do not fit, a cell
        that is neither a number, a symbol nor empty.
    """
    try:
        content = read_json(raw, number=Digits)
    except UnreadableError as error:
        raise SourceError(
            "{where} is not whole JSON: {fault}.", where=where, fault=error
        ) from error
    if not isinstance(content, dict) or content.get("class") != "dataset":
        raise SourceError(
            '{where} is not a json-stat2 answer: "class": "dataset" was expected.', where=where
        )
    try:
        dimensions = _dimensions(content)
        values, marks = _cells(content, _size(dimensions), symbols, where)
        notes = _texts(content.get("note") or [])
        label, source = _text(content.get("label", "")), _text(content.get("source", ""))
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise SourceError(
            "{where} is not a json-stat2 answer as the form is: {fault}.",
            where=where,
            fault=_reason(error),
        ) from error
    return Answer(
        label=label,
        source=source,
        updated=content["updated"] if isinstance(content.get("updated"), str) else None,
        dimensions=dimensions,
        values=values,
        symbols=marks,
        notes=notes,
    )


def _reason(error: BaseException) -> Sentence:
    if isinstance(error, KeyError):
        return Sentence("{key} is missing", key=str(error))
    return sentence_of(error) or Sentence("{name}", name=str(error) or type(error).__name__)


def _text(content: object) -> str:
    """Return a text; what was written as a number is none."""
    if not isinstance(content, str) or isinstance(content, Digits):
        raise TypeError(
            Sentence("{given} stands where a text was expected", given=str(content)[:40])
        )
    return content


def _texts(content: object) -> tuple[str, ...]:
    if not isinstance(content, list):
        raise TypeError(
            Sentence("{given} stands where a list of texts was expected", given=str(content)[:40])
        )
    return tuple(map(_text, content))


def _dimensions(content: Mapping[str, Any]) -> tuple[Dimension, ...]:
    roles = {code: role for role, codes in (content.get("role") or {}).items() for code in codes}
    ids, sizes = _texts(content["id"]), content["size"]
    if len(set(ids)) != len(ids) or len(ids) != len(sizes):
        raise ValueError(
            Sentence(
                "{dimensions} dimensions and {sizes} sizes", dimensions=len(ids), sizes=len(sizes)
            )
        )
    dimensions = []
    for code, size in zip(ids, sizes, strict=True):
        described = content["dimension"][code]
        category = described["category"]
        labels = {key: _text(label) for key, label in (category.get("label") or {}).items()}
        codes = _in_order(category, labels)
        if len(codes) != int(size):
            raise ValueError(
                Sentence(
                    "dimension '{code}' has {values} values, its size says {size}",
                    code=code,
                    values=len(codes),
                    size=size,
                )
            )
        dimensions.append(
            Dimension(code, _text(described.get("label", code)), codes, labels, roles.get(code))
        )
    return tuple(dimensions)


def _size(dimensions: Iterable[Dimension]) -> int:
    size = prod(len(dimension.codes) for dimension in dimensions)
    if size > MOST_CELLS:
        raise ValueError(
            Sentence(
                "it has {cells} cells, and at most {most} are read",
                cells=size,
                most=MOST_CELLS,
            )
        )
    return size


def _in_order(category: Mapping[str, Any], labels: Mapping[str, str]) -> tuple[str, ...]:
    """Return the codes in the order that the index gives: the order in which they happen to stand
    means nothing.
    """
    index = category.get("index")
    if index is None:  # allowed for a dimension of one value
        codes = tuple(labels)
        if len(codes) != 1:
            raise ValueError(Sentence("a dimension has no index"))
        return codes
    if isinstance(index, list):
        codes = _texts(index)
    else:
        places = {code: int(place) for code, place in index.items()}
        codes = tuple(sorted(places, key=places.__getitem__))
        if sorted(places.values()) != list(range(len(places))):
            raise ValueError(Sentence("an index has gaps or repeats a place"))
    if len(set(codes)) != len(codes):
        raise ValueError(Sentence("an index names a code twice"))
    return codes


def _cells(
    content: Mapping[str, Any], size: int, known: Collection[str], where: str
) -> tuple[list[str | None], dict[int, str]]:
    given = content["value"]
    if isinstance(given, dict):  # only the cells that hold something
        sparse = {int(place): cell for place, cell in given.items()}
        if any(not 0 <= place < size for place in sparse):
            raise ValueError(Sentence("a value lies outside the table"))
        given = [sparse.get(place) for place in range(size)]
    if len(given) != size:
        raise ValueError(
            Sentence("{values} values for {cells} cells", values=len(given), cells=size)
        )
    symbols = _symbols(content.get("status"), size, known)
    values: list[str | None] = []
    for place, cell in enumerate(given):
        if cell is None:
            values.append(None)
        elif isinstance(cell, Digits):
            values.append(figure(cell, where))
        elif isinstance(cell, str):  # a symbol in the number's own place
            symbols.setdefault(place, _symbol(cell, known))
            values.append(None)
        else:
            raise ValueError(
                Sentence("{given} stands where a number was expected", given=repr(cell))
            )
    return values, symbols


def _symbol(text: object, known: Collection[str]) -> str:
    """Return a symbol of the publisher; a number that was sent as text is none."""
    if not isinstance(text, str) or (text and text not in known):
        raise ValueError(refused_cell(str(text), known))
    return text


def _symbols(status: Any, size: int, known: Collection[str]) -> dict[int, str]:
    if status is None:
        return {}
    if isinstance(status, str):
        return dict.fromkeys(range(size), _symbol(status, known)) if status else {}
    pairs: Iterable[tuple[int, object]] = (
        enumerate(status)
        if isinstance(status, list)
        else ((int(place), text) for place, text in status.items())
    )
    symbols = {place: _symbol(text, known) for place, text in pairs if text not in (None, "")}
    if any(not 0 <= place < size for place in symbols):
        raise ValueError(Sentence("a status lies outside the table"))
    return symbols
