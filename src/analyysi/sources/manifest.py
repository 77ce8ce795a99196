"""What is known of a snapshot: where its figures come from, what they cover, and how they were
checked.
"""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import (
    Field,
    StringConstraints,
    ValidatorFunctionWrapHandler,
    WrapValidator,
    model_validator,
)

from analyysi.agreement.values import Frozen, LocalText, Printable, Words
from analyysi.errors import Sentence
from analyysi.sources.schema import TableSchema

Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
SNAPSHOT_ID = r"^[a-z0-9_-]+/[a-z0-9_-]+/\d{4}-\d{2}-\d{2}(-\d+)?$"
"""`<source>/<table>/<retrieved>`; a second snapshot of one day ends in -2."""

FileName = Annotated[
    str, StringConstraints(pattern=r"^(raw/)?[A-Za-z0-9_-][A-Za-z0-9._-]*$", max_length=120)
]
"""A file within the snapshot's folder, and never above it."""

_LICENCE_PAGES = {"CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/"}


class StoredFile(Frozen):
    """A file of the snapshot, with the size and the checksum it had when it was stored."""

    path: FileName
    bytes: Annotated[int, Field(ge=0)]
    sha256: Sha256
    unpacked_sha256: Sha256 | None = None
    """Of a gzipped answer: the checksum of the answer itself, as the service sent it."""


class PxJsonDerivation(Frozen):
    """`data.csv` from one PX-JSON answer: contents code to column, and under `names` the snapshot
    with the names.
    """

    parser: Literal["px_json"]
    raw: FileName
    options: dict[Printable, Printable]


class PxWebDerivation(Frozen):
    """`data.csv` from the answers of one PxWeb table, in order. Variables and measures by the codes
    they had.
    """

    parser: Literal["pxweb"]
    form: Words
    """"json-stat2", "json", or the name of a service whose answers have a form of its own."""
    metadata: FileName | None = None
    """The file of the table's metadata, with the areas' names; None: the answers label them."""
    answers: tuple[FileName, ...]
    area: Words
    contents: Words
    time: Words | None = None
    year: int | None = None
    """The year of all figures, where the table has no time variable."""
    columns: dict[Printable, Printable]
    """Column to the measure's code."""
    dimensions: dict[Printable, Printable] = Field(default_factory=dict)
    """Column to the code of a further variable, such as that of ages."""
    symbols: bool = True
    """Whether each measure has a column of symbols beside it."""
    country: bool = True
    """Whether the whole country has rows, with the code SSS."""

    @model_validator(mode="after")
    def _has_a_year(self) -> Self:
        if (self.time is None) == (self.year is None):
            raise ValueError(Sentence("either 'time' or 'year' must be given"))
        return self


class DocumentFigure(Frozen):
    """Where a figure stands in the State Treasury's documents."""

    column: Words
    subpackage: Words
    cells: dict[Printable, Words]
    """Stage ("budget", "actual") to the cell's number in the taxonomy."""


class ChosenDocument(Frozen):
    """A document of the State Treasury that the catalogue offered, and the file of it, if it was
    taken.
    """

    municipality_code: Words
    business_id: Words
    package: Words
    period: Words
    phase: Words
    approved: Printable = ""
    published: Printable = ""
    file: FileName | None = None


def _kept_sentence(text: object, checked: ValidatorFunctionWrapHandler) -> object:
    """Check a text and, where it is a sentence, keep what it was made of."""
    plain = checked(text)
    return text if isinstance(text, Sentence) and text == plain else plain


KeptSentence = Annotated[Words, WrapValidator(_kept_sentence)]
"""A text that can be said in the reader's language as long as it is not read from its file."""


class LackingDocument(Frozen):
    """A municipality whose document was asked for and is not in the table, and why."""

    municipality_code: Words
    municipality: Printable = ""
    """Its name; empty where the project does not know it."""
    kind: Literal["no_business_id", "no_document", "not_read"]
    """Not to be asked for without an id; not there yet; or offered, and what came will not do."""
    reason: KeptSentence
    """In a sentence, with what can be done."""


class TreasuryDerivation(Frozen):
    """`data.csv` from the State Treasury's documents: the cells to read, and the taxonomies they
    are known in.
    """

    parser: Literal["kuntatalous"]
    package: Words
    taxonomies: tuple[Words, ...]
    figures: tuple[DocumentFigure, ...]
    years: dict[Printable, int]
    """Stage to the year of its figures, counted from the document's own."""
    names: dict[Printable, Printable]
    """Municipality code to name, as the table of business ids has it."""


Derivation = Annotated[
    PxJsonDerivation | PxWebDerivation | TreasuryDerivation, Field(discriminator="parser")
]
"""How `data.csv` comes from the raw bytes: the parser and its settings."""


class Exchange(Frozen):
    """One request and the answer to it."""

    address: Words
    method: Literal["GET", "POST"]
    query: FileName | None = None
    """The file of the request's body."""
    answer: FileName
    """The file of the answer."""
    status: int
    content_type: Printable
    retrieved: date


class Manifest(Frozen):
    """A snapshot's record, `manifest.json`. `datapackage.json` is made from it (`data_package`)."""

    id: Annotated[str, StringConstraints(pattern=SNAPSHOT_ID)]
    title: LocalText
    publisher: Words
    producer: Words
    table: Words
    """The publisher's own name of the table or indicator."""
    licence: Literal["CC-BY-4.0", "public-official-figures"]
    attribution: LocalText
    reference_period: Words
    """The days the figures are of: "2000-12-31/2022-12-31", or "2020"."""
    area_division: Words
    """The day of the municipal division the figures follow; "mixed" is explained in `note`."""
    updated: Words | None = None
    """The publisher's own time stamp, as it gave it."""
    retrieved: date
    """The day (UTC) of the first request, or the day a stored copy was taken into use."""
    obtained: LocalText | Words
    """How the figures reached us. A bare text is English."""
    checks: Annotated[tuple[KeptSentence, ...], Field(min_length=1)]
    note: LocalText | None = None
    data: StoredFile
    raw: tuple[StoredFile, ...] = ()
    derivation: Derivation | None = None
    exchanges: tuple[Exchange, ...] = ()
    """Every request, in order, where the figures were asked of a service."""
    limits: dict[Printable, float] | None = None
    """What the service allowed when it was asked."""
    documents: tuple[ChosenDocument, ...] = ()
    """Every phase of every document that the State Treasury offered, and which of them was taken.
    """
    lacking: tuple[LackingDocument, ...] = ()
    """Whose document of the State Treasury was asked for and is not in the table."""
    made_by: Words | None = None
    """The program and its version that fetched the figures."""
    table_schema: TableSchema

    @property
    def files(self) -> tuple[StoredFile, ...]:
        """Every stored file."""
        return (self.data, *self.raw)


def newest_retrieval(manifests: Iterable[Manifest]) -> date | None:
    """Return the newest day on which figures of some snapshots were retrieved; None if there are no
    snapshots.
    """
    return max((manifest.retrieved for manifest in manifests), default=None)


def data_package(manifest: Manifest) -> dict[str, Any]:
    """Describe a snapshot as a Data Package (v2), for tools that know that form but not ours.

    That form has one text where we have one by language: it gets the Finnish one, the only one that
    is always there.
    """
    fields = []
    for column in manifest.table_schema.columns:
        constraints: dict[str, Any] = {"required": True} if column.required else {}
        if column.minimum is not None:
            constraints["minimum"] = column.minimum
        if column.pattern is not None:
            constraints["pattern"] = column.pattern
        described: dict[str, Any] = {
            "name": column.name,
            "type": column.type,
            "description": column.description.main,
        }
        if column.unit is not None:
            described["unit"] = column.unit
        if constraints:
            described["constraints"] = constraints
        fields.append(described)
    licence: dict[str, str] = {"name": manifest.licence}
    if manifest.licence in _LICENCE_PAGES:
        licence["path"] = _LICENCE_PAGES[manifest.licence]
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": manifest.id.replace("/", "-"),
        "title": manifest.title.main,
        "description": f"{manifest.attribution.main}. {manifest.table}",
        "licenses": [licence],
        "sources": [_source(manifest)],
        "created": f"{manifest.retrieved.isoformat()}T00:00:00Z",
        "resources": [
            {
                "name": "data",
                "path": manifest.data.path,
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "bytes": manifest.data.bytes,
                "hash": f"sha256:{manifest.data.sha256}",
                "schema": {
                    "fields": fields,
                    "primaryKey": list(manifest.table_schema.primary_key),
                    "missingValues": [""],
                },
            }
        ],
    }


def _source(manifest: Manifest) -> dict[str, str]:
    source = {"title": f"{manifest.publisher}: {manifest.table}"}
    if manifest.exchanges:
        source["path"] = manifest.exchanges[-1].address
    return source
