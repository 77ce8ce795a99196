"""`data.csv` out of raw bytes: the same for a fresh pull and for a check years later."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from pkgutil import resolve_name
from typing import Any

from analyysi.errors import SourceError
from analyysi.sources.answers import tidy, treasury_documents
from analyysi.sources.answers.answer import Answer, Dimension
from analyysi.sources.answers.json_stat import parse_json_stat
from analyysi.sources.answers.px_json import CONTENTS, parse_px_json
from analyysi.sources.answers.px_table import (
    Variable,
    are_areas,
    area_codes,
    area_names,
    parse_metadata,
)
from analyysi.sources.fetch.services import SERVICES
from analyysi.sources.files import answer_bytes, csv_pieces
from analyysi.sources.manifest import (
    ChosenDocument,
    Derivation,
    PxJsonDerivation,
    PxWebDerivation,
    TreasuryDerivation,
)
from analyysi.sources.schema import TableSchema
from analyysi.suggestions import did_you_mean

Names = Callable[[str], Mapping[str, str]]
"""A snapshot's id to the names of municipalities that it has."""

READERS = {"json-stat2": parse_json_stat, "json": parse_px_json}
"""The forms that an answer can be asked in, and the reader of each; a service may have its own."""


Table = tuple[list[str], Iterator[list[str]]]
"""The header and the rows of `data.csv`."""


@dataclass(frozen=True)
class StoredAnswers:
    """The raw answers of one snapshot, and what its manifest says of them."""

    folder: Path
    """The snapshot's folder, or the one in which it is being put together."""
    documents: Iterable[ChosenDocument]
    """The State Treasury's documents, as the manifest lists them."""
    schema: TableSchema
    names: Names
    """Called for a derivation that takes its names from another snapshot."""

    def read(self, name: str) -> bytes:
        """Return the bytes of one answer, unpacked."""
        try:
            return answer_bytes(self.folder / name)
        except FileNotFoundError as error:
            raise SourceError(
                "{file} is missing among the raw answers. Restore it.", file=name
            ) from error


def derived_rows(
    folder: Path,
    derivation: Derivation,
    documents: Iterable[ChosenDocument],
    schema: TableSchema,
    names: Names,
) -> Table:
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
    answers = StoredAnswers(folder, documents, schema, names)
    return DERIVATIONS[type(derivation)](answers, derivation)


def derived(
    folder: Path,
    derivation: Derivation,
    documents: Iterable[ChosenDocument],
    schema: TableSchema,
    names: Names,
) -> Iterator[bytes]:
    """Yield the bytes of `data.csv`, piece by piece (see `derived_rows`)."""
    return csv_pieces(*derived_rows(folder, derivation, documents, schema, names))


def _pxweb(answers: StoredAnswers, derivation: PxWebDerivation) -> Table:
    return tidy.header(derivation), _pxweb_rows(answers, derivation)


def _pxweb_rows(answers: StoredAnswers, derivation: PxWebDerivation) -> Iterator[list[str]]:
    names: Mapping[str, str] = {}
    if derivation.metadata is not None:
        metadata = parse_metadata(answers.read(derivation.metadata), derivation.metadata)
        variables = {variable.code: variable for variable in metadata.variables}
        if derivation.area not in variables:
            raise SourceError(
                "{file} has no variable '{variable}'.",
                file=derivation.metadata,
                variable=derivation.area,
            )
        names = area_names(variables[derivation.area])
    whole = whole_columns(answers.schema)
    read = _reader(derivation.form)
    for path in derivation.answers:
        answer = read(answers.read(path), path)
        labels = names or _names_in(answer, derivation.area)
        yield from tidy.rows(answer, derivation, labels, whole, path)


def _reader(form: str) -> Callable[[bytes, str], Answer]:
    """Return what reads answers of a form, be it a common one or a service's own."""
    if form in READERS:
        return READERS[form]
    own = {service.name: service.reader for service in SERVICES.values() if service.reader}
    if form not in own:
        raise SourceError(
            "The raw answers have the form '{form}', which is not known.{near}",
            form=form,
            near=did_you_mean(form, [*READERS, *own]),
        )
    reader: Callable[[bytes, str], Answer] = resolve_name(own[form])
    return reader


def _names_in(answer: Answer, area: str) -> Mapping[str, str]:
    """Return the areas' names as an answer itself labels them."""
    dimension = answer.dimension(area)
    if dimension is None:
        return {}  # `tidy.rows` names the dimension that is missing
    return area_names(_variable(dimension))


def _variable(dimension: Dimension) -> Variable:
    texts = tuple(dimension.labels.get(code, code) for code in dimension.codes)
    return Variable(dimension.code, dimension.label, dimension.codes, texts)


def _treasury(answers: StoredAnswers, derivation: TreasuryDerivation) -> Table:
    taken = (
        (document, answers.read(document.file))
        for document in answers.documents
        if document.file is not None
    )
    return treasury_documents.columns(derivation), treasury_documents.rows(taken, derivation)


def _px_json(answers: StoredAnswers, derivation: PxJsonDerivation) -> Table:
    options = dict(derivation.options)
    if "names" not in options:
        raise SourceError(
            "A derivation from PX-JSON needs 'names' among its options: the snapshot with the "
            "names."
        )
    known = answers.names(options.pop("names"))
    answer = parse_px_json(answers.read(derivation.raw), derivation.raw)
    areas = [dimension for dimension in answer.dimensions if are_areas(dimension.codes)]
    times = [dimension for dimension in answer.dimensions if dimension.role == "time"]
    if len(areas) != 1 or len(times) != 1:
        raise SourceError(
            "{file}: one area variable and one time variable were expected.", file=derivation.raw
        )
    codes = area_codes(_variable(areas[0]))
    unnamed = sorted(set(codes.values()) - set(known) - {"SSS"})
    if unnamed:
        raise SourceError(
            "{file}: municipality {codes} has no name in the list of names.",
            file=derivation.raw,
            codes=", ".join(unnamed),
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
    by_code_and_year = sorted(
        tidy.rows(answer, layout, known, frozenset(), derivation.raw),
        key=lambda row: (row[0], row[2]),
    )
    return tidy.header(layout), iter(by_code_and_year)


def whole_columns(schema: TableSchema) -> frozenset[str]:
    """Return the columns whose figures are whole numbers."""
    return frozenset(column.name for column in schema.columns if column.type == "integer")


DERIVATIONS: Mapping[type[Derivation], Callable[[StoredAnswers, Any], Table]] = {
    PxJsonDerivation: _px_json,
    PxWebDerivation: _pxweb,
    TreasuryDerivation: _treasury,
}
"""What makes the table of each kind of derivation in `manifest`; a test names a kind without."""
