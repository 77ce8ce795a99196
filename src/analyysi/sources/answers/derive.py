"""`data.csv` out of raw bytes: the same for a fresh pull and for a check years later."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from analyysi.errors import SourceError
from analyysi.schema import TableSchema
from analyysi.sources.answers import tidy, treasury_documents
from analyysi.sources.answers.json_stat import parse_json_stat
from analyysi.sources.answers.px_json import CONTENTS, parse_px_json
from analyysi.sources.answers.px_table import Variable, area_codes, area_names, parse_metadata
from analyysi.sources.files import answer_bytes, csv_pieces
from analyysi.sources.manifest import (
    ChosenDocument,
    Derivation,
    PxJsonDerivation,
    PxWebDerivation,
    TreasuryDerivation,
)

Names = Callable[[str], Mapping[str, str]]
"""A snapshot's id to the names of municipalities that it has."""

READERS = {"json-stat2": parse_json_stat, "json": parse_px_json}
"""The forms that an answer can be asked in, and the reader of each."""


def derived_rows(
    folder: Path,
    derivation: Derivation,
    documents: Iterable[ChosenDocument],
    schema: TableSchema,
    names: Names,
) -> tuple[list[str], Iterator[list[str]]]:
    """Return the header and the rows that a snapshot's raw answers give.

    Parameters
    ----------
    folder
        The snapshot's folder, or the one in which it is being put together.
    documents
        The State Treasury's documents, as the manifest lists them.
    names
        Called for a derivation that takes its names from another snapshot.

    Raises
    ------
    SourceError
        If an answer is missing, or is not what the derivation expects.
    """
    if isinstance(derivation, PxWebDerivation):
        return tidy.header(derivation), _pxweb_rows(folder, derivation, schema)
    if isinstance(derivation, TreasuryDerivation):
        taken = (
            (document, _read(folder, document.file))
            for document in documents
            if document.file is not None
        )
        return treasury_documents.columns(derivation), treasury_documents.rows(taken, derivation)
    return _px_json(folder, derivation, names)


def derived(
    folder: Path,
    derivation: Derivation,
    documents: Iterable[ChosenDocument],
    schema: TableSchema,
    names: Names,
) -> Iterator[bytes]:
    """Yield the bytes of `data.csv`, piece by piece (see `derived_rows`)."""
    return csv_pieces(*derived_rows(folder, derivation, documents, schema, names))


def _pxweb_rows(
    folder: Path, derivation: PxWebDerivation, schema: TableSchema
) -> Iterator[list[str]]:
    metadata = parse_metadata(_read(folder, derivation.metadata), derivation.metadata)
    area = next(
        (variable for variable in metadata.variables if variable.code == derivation.area), None
    )
    if area is None:
        raise SourceError(f"{derivation.metadata} has no variable '{derivation.area}'.")
    names = area_names(area)
    whole = whole_columns(schema)
    for path in derivation.answers:
        answer = READERS[derivation.form](_read(folder, path), path)
        yield from tidy.rows(answer, derivation, names, whole, path)


def _px_json(
    folder: Path, derivation: PxJsonDerivation, names: Names
) -> tuple[list[str], Iterator[list[str]]]:
    options = dict(derivation.options)
    if "names" not in options:
        raise SourceError(
            "A derivation from PX-JSON needs 'names' among its options: the snapshot with the "
            "names."
        )
    known = names(options.pop("names"))
    answer = parse_px_json(_read(folder, derivation.raw), derivation.raw)
    areas = [dimension for dimension in answer.dimensions if "KU091" in dimension.codes]
    times = [dimension for dimension in answer.dimensions if dimension.role == "time"]
    if len(areas) != 1 or len(times) != 1:
        raise SourceError(
            f"{derivation.raw}: one area variable and one time variable were expected."
        )
    codes = area_codes(Variable(areas[0].code, "", areas[0].codes, areas[0].codes))
    unnamed = sorted(set(codes.values()) - set(known) - {"SSS"})
    if unnamed:
        raise SourceError(
            f"{derivation.raw}: municipality {', '.join(unnamed)} has no name in the list of names."
        )
    layout = PxWebDerivation(
        parser="pxweb",
        form="json",
        metadata=derivation.raw,
        answers=(derivation.raw,),
        area=areas[0].code,
        time=times[0].code,
        contents=CONTENTS,
        columns={column: code for code, column in options.items()},
        symbols=False,
        country=False,
    )
    found = sorted(
        tidy.rows(answer, layout, known, frozenset(), derivation.raw),
        key=lambda row: (row[0], row[2]),
    )
    return tidy.header(layout), iter(found)


def whole_columns(schema: TableSchema) -> frozenset[str]:
    """Return the columns whose figures are whole numbers."""
    return frozenset(column.name for column in schema.columns if column.type == "integer")


def _read(folder: Path, name: str) -> bytes:
    try:
        return answer_bytes(folder / name)
    except FileNotFoundError as error:
        raise SourceError(f"{name} is missing among the raw answers. Restore it.") from error
