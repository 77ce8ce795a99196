"""A new snapshot: put together beside its place, checked, and moved there in one step."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice
from pathlib import Path

from analyysi import __version__
from analyysi.agreement.values import LocalText
from analyysi.errors import Sentence, SourceError, StorageError
from analyysi.file_system.files import copy_file, make_folder, opened, remove, write_file
from analyysi.file_system.folders import move_folder
from analyysi.file_system.locks import alone_in, tidy
from analyysi.languages.catalogue import in_every_language
from analyysi.project import Project
from analyysi.sources.answers.derive import derived_rows
from analyysi.sources.answers.px_table import COUNTRY
from analyysi.sources.fetch.hosts import is_publishers, origin
from analyysi.sources.fetch.staging import Kept, Staging
from analyysi.sources.files import PACKED, csv_pieces, json_bytes
from analyysi.sources.manifest import (
    ChosenDocument,
    Derivation,
    Exchange,
    LackingDocument,
    Manifest,
    StoredFile,
    data_package,
)
from analyysi.sources.plain_table import PlainTable
from analyysi.sources.recipe import Recipe
from analyysi.sources.schema import CODE, NAME, YEAR, TableSchema, check_form
from analyysi.sources.snapshots import (
    DATA_PACKAGE,
    MANIFEST,
    by_age,
    snapshot_ids,
    verified_manifest,
)

DATA = "data.csv"
_CHECKED_AT_ONCE = 50_000


@dataclass(frozen=True)
class Draft:
    """All that is known of a snapshot before its table is made."""

    recipe: Recipe
    name: str
    """The table's folder among the snapshots."""
    table: str
    """The publisher's own name of the table."""
    reference_period: str
    area_division: str
    updated: str | None
    answers: tuple[tuple[str, Kept], ...]
    """The name under which each answer is stored, in the order of asking."""
    derivation: Derivation
    schema: Callable[[int], TableSchema]
    """Number of rows to the table's form."""
    additive: frozenset[str] = frozenset()
    """Columns whose figures sum to the whole country's."""
    documents: tuple[ChosenDocument, ...] = ()
    limits: Mapping[str, float] | None = None
    remarks: tuple[str, ...] = ()
    """What the user should know of the answers, one sentence each."""
    lacking: tuple[LackingDocument, ...] = ()
    """What was asked for and did not come, while the others did."""
    ask_again: bool = False
    """Whether some of it may come if it is asked for again: the answers that came are kept then.
    """
    answered: frozenset[str] | None = None
    """The municipalities that the answers speak of, be it by having no row; None: all there are."""


@dataclass
class Tally:
    """What is counted while the rows pass by."""

    columns: list[str]
    additive: frozenset[str]
    dimensions: tuple[str, ...]
    figures: tuple[str, ...]
    rows: int = 0
    missing: int = 0
    codes: set[str] = field(default_factory=set)
    years: set[str] = field(default_factory=set)
    sums: dict[tuple[str, ...], list[int | Decimal | None]] = field(default_factory=dict)
    """(column, year, further dimensions) to the municipalities' sum and the country's figure."""

    def watch(self, rows: Iterable[list[str]]) -> Iterator[list[str]]:
        """Pass the rows on and count."""
        place = {name: index for index, name in enumerate(self.columns)}
        figures = [place[name] for name in self.figures]
        summed = [(name, place[name]) for name in self.columns if name in self.additive]
        keys = [place[YEAR], *(place[name] for name in self.dimensions)]
        code_place = place[CODE]
        for row in rows:
            self.rows += 1
            self.codes.add(row[code_place])
            self.years.add(row[place[YEAR]])
            self.missing += sum(not row[index] for index in figures)
            for name, index in summed:
                key = (name, *(row[key_place] for key_place in keys))
                pair = self.sums.setdefault(key, [0, None])
                if row[code_place] == COUNTRY:
                    pair[1] = _exact(row[index])
                elif pair[0] is not None:
                    figure = _exact(row[index])
                    pair[0] = None if figure is None else pair[0] + figure
            yield row

    def checks(self) -> tuple[list[str], list[str]]:
        """Return what was found to hold, and what was not, one sentence each."""
        municipalities = len(self.codes - {COUNTRY})
        held: list[str] = [
            Sentence(
                "{municipalities} municipalities, {rows} rows, {missing} figures missing",
                municipalities=municipalities,
                rows=self.rows,
                missing=self.missing,
            )
        ]
        both = {key: pair for key, pair in self.sums.items() if None not in pair}
        differ = [key for key, (municipal, country) in both.items() if municipal != country]
        if differ:
            name, *period = differ[0]
            municipal, country = both[differ[0]]
            broken = Sentence(
                "In {differing} of {sums} sums the municipalities do not come to the whole "
                "country's figure; the first is {column} {period}: {municipal} against {country}",
                differing=len(differ),
                sums=len(both),
                column=name,
                period=" ".join(period),
                municipal=municipal,
                country=country,
            )
            return held, [broken]
        if both:
            if len(both) == 1:
                held.append(
                    Sentence("The municipalities sum to the whole country's figure in the one sum")
                )
            else:
                held.append(
                    Sentence(
                        "The municipalities sum to the whole country's figure in all {count} sums",
                        count=len(both),
                    )
                )
        return held, []


def _exact(text: str) -> int | Decimal | None:
    if not text:
        return None
    return Decimal(text) if "." in text else int(text)


# Long: one row of the manifest for each thing known of the snapshot.
def store(
    project: Project, draft: Draft, staging: Staging
) -> tuple[Manifest, bool, tuple[str, ...]]:
    """Make the snapshot and move it to its place.

    Returns
    -------
    The manifest; whether it is new (else it is that of the stored snapshot with the same content);
    and what was found not to hold, in sentences.

    Raises
    ------
    SourceError, SchemaError
        If the answers do not give the table that was declared. Nothing is stored then.
    """
    folder = staging.folder / "snapshot"
    remove(folder)
    make_folder(folder / "raw")
    raw, exchanges = _store_answers(folder, draft)
    table, tally = _store_table(folder, draft)
    held, broken = tally.checks()
    schema = draft.schema(tally.rows)
    _check_rows(folder / DATA, schema)
    base = f"{draft.recipe.source}/{draft.name}"
    manifest = Manifest(
        id=f"{base}/{staging.started.isoformat()}",
        title=draft.recipe.title,
        publisher=draft.recipe.publisher,
        producer=draft.recipe.producer,
        table=draft.table,
        licence=draft.recipe.licence,
        attribution=draft.recipe.attribution,
        reference_period=draft.reference_period,
        area_division=draft.area_division,
        updated=draft.updated,
        retrieved=staging.started,
        obtained=_obtained(exchanges[-1].address),
        checks=(*held, *broken, *draft.remarks),
        note=draft.recipe.note,
        data=table,
        raw=tuple(raw),
        derivation=draft.derivation,
        exchanges=tuple(exchanges),
        limits=dict(draft.limits) if draft.limits is not None else None,
        documents=draft.documents,
        lacking=draft.lacking,
        made_by=f"analyysi {__version__}",
        table_schema=schema,
    )
    earlier = [name for name in snapshot_ids(project) if name.rpartition("/")[0] == base]
    for name in reversed(earlier):
        stored, _ = verified_manifest(project, name)
        if _same(stored, manifest) or (
            name == earlier[-1] and _has_these_rows(project, stored, manifest, folder, draft)
        ):
            tidy((project.snapshots / name).parent)  # a stopped pull may have left its lock
            return stored, False, tuple(broken)
    manifest = manifest.model_copy(update={"id": _free_id(manifest.id, earlier)})
    described = json_bytes(manifest.model_dump(mode="json", exclude_none=True))
    write_file(folder / MANIFEST, described)
    write_file(folder / DATA_PACKAGE, json_bytes(data_package(manifest)))
    _place(folder, project.snapshots / manifest.id, project)
    return manifest, True, tuple(broken)


def _place(folder: Path, target: Path, project: Project) -> None:
    try:
        with alone_in(target.parent):
            move_folder(folder, target)
    except (FileExistsError, StorageError) as error:
        cause = (
            Sentence("Something is there.")
            if isinstance(error, FileExistsError)
            else error.sentence
        )
        raise SourceError(
            "The snapshot could not be moved to {target}. {cause} What was fetched "
            "is kept: run the command again.",
            target=project.relative(target),
            cause=cause,
        ) from error


def _store_answers(folder: Path, draft: Draft) -> tuple[list[StoredFile], list[Exchange]]:
    raw, exchanges = [], []
    for name, kept in draft.answers:
        copy_file(kept.path, folder / name)
        raw.append(_stored(folder, name, kept.sha256 if name.endswith(PACKED) else None))
        query = None
        if kept.body is not None:
            query = f"{name.removesuffix('.json')}.query.json"
            write_file(folder / query, kept.body)
            raw.append(_stored(folder, query))
        exchanges.append(
            Exchange(
                address=kept.address,
                method="GET" if kept.body is None else "POST",
                query=query,
                answer=name,
                status=kept.status,
                content_type=kept.content_type,
                retrieved=kept.retrieved,
            )
        )
    return raw, exchanges


def _stored(folder: Path, name: str, unpacked: str | None = None) -> StoredFile:
    path = folder / name
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return StoredFile(path=name, bytes=path.stat().st_size, sha256=digest, unpacked_sha256=unpacked)


def _store_table(folder: Path, draft: Draft) -> tuple[StoredFile, Tally]:
    form = draft.schema(1)
    header, rows = derived_rows(folder, draft.derivation, draft.documents, form, _no_names)
    figures = tuple(
        column.name
        for column in form.columns
        if column.type in ("integer", "number") and column.name != YEAR
    )
    dimensions = tuple(name for name in form.primary_key if name not in (CODE, NAME, YEAR))
    tally = Tally(header, draft.additive, dimensions, figures)
    digest, size = hashlib.sha256(), 0
    with opened(folder / DATA) as file:
        for piece in csv_pieces(header, tally.watch(rows)):
            digest.update(piece)
            size += len(piece)
            file.write(piece)
    if tally.rows == 0:
        raise SourceError(
            "{table}: the answers hold no figure of a municipality.", table=draft.table
        )
    return StoredFile(path=DATA, bytes=size, sha256=digest.hexdigest()), tally


def _no_names(snapshot_id: str) -> Mapping[str, str]:
    raise SourceError(
        "A fetched table takes its names from its own answers, not from {snapshot}.",
        snapshot=snapshot_id,
    )


def _check_rows(path: Path, schema: TableSchema) -> None:
    """Check the table as a reader will, some rows at a time: their number must not matter to the
    memory.
    """
    with path.open(encoding="utf-8", newline="") as file:
        lines = csv.reader(file)
        header = next(lines)
        while rows := list(islice(lines, _CHECKED_AT_ONCE)):
            piece = schema.model_copy(update={"rows": len(rows), "panel": ()})
            check_form(PlainTable.of_rows(header, rows), piece, path.name)


def _same(stored: Manifest, fetched: Manifest) -> bool:
    return (
        stored.data.sha256 == fetched.data.sha256
        and stored.updated == fetched.updated
        and stored.area_division == fetched.area_division
        and stored.table_schema == fetched.table_schema
    )


def _has_these_rows(
    project: Project, stored: Manifest, fetched: Manifest, folder: Path, draft: Draft
) -> bool:
    """Return whether a stored table has the very rows of those municipalities that the answers
    speak of, and others besides: then what came is nothing new.
    """
    if draft.answered is None or stored.area_division != fetched.area_division:
        return False
    before = _rows_by_code(project.snapshots / stored.id / stored.data.path)
    now = _rows_by_code(folder / fetched.data.path)
    asked_before = {code: rows for code, rows in before.items() if code in {*draft.answered, CODE}}
    return asked_before == now


def _rows_by_code(path: Path) -> dict[str, list[list[str]]]:
    """Return the rows of a table by municipality, and its header by the name of that column."""
    by_code: dict[str, list[list[str]]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in filter(None, csv.reader(file)):
            by_code.setdefault(row[0], []).append(row)
    return by_code


def _free_id(plain_id: str, taken: list[str]) -> str:
    same_day = [
        by_age(name)[2] for name in taken if name == plain_id or name.startswith(f"{plain_id}-")
    ]
    return f"{plain_id}-{max(same_day) + 1}" if same_day else plain_id


def _obtained(address: str) -> LocalText:
    if is_publishers(address):
        return in_every_language("Fetched from the publisher's own service.")
    return in_every_language(
        "Fetched from {root}, which is not the publisher's own service.", root=origin(address)
    )
