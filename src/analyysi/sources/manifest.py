"""What is known of a snapshot: where its figures come from, what they cover, and how they were checked."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from analyysi.agreement.values import Frozen, LocalText, Words
from analyysi.schema import TableSchema

Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
_LICENCE_PAGES = {"CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/"}


class StoredFile(Frozen):
    """A file of the snapshot, with the size and the checksum it had when it was stored."""

    path: Words
    bytes: Annotated[int, Field(ge=1)]
    sha256: Sha256


class Derivation(Frozen):
    """How `data.csv` comes from the raw bytes: the parser, and what it was told."""

    parser: Literal["px_json"]
    raw: Words
    options: dict[str, str] = Field(default_factory=dict)


class Manifest(Frozen):
    """A snapshot's record, `manifest.json`. `datapackage.json` is made from it (`data_package`)."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+/[a-z0-9-]+/\d{4}-\d{2}-\d{2}$")]
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
    """The day of the municipal division the figures follow; "mixed" is told apart in `note`."""
    updated: Words | None = None
    """The publisher's own time stamp, as it gave it."""
    retrieved: date
    obtained: Words
    """How the figures reached us, when not by a request to the publisher's own service."""
    checks: Annotated[tuple[Words, ...], Field(min_length=1)]
    note: LocalText | None = None
    data: StoredFile
    raw: tuple[StoredFile, ...] = ()
    derivation: Derivation | None = None
    table_schema: TableSchema

    @property
    def files(self) -> tuple[StoredFile, ...]:
        """Every stored file."""
        return (self.data, *self.raw)


def data_package(manifest: Manifest) -> dict[str, Any]:
    """Describe a snapshot as a Data Package (v2), for tools that know that form but not ours."""
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
            "description": column.description,
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
        "title": manifest.title.fi,
        "description": f"{manifest.attribution.fi}. {manifest.table}",
        "licenses": [licence],
        "sources": [{"title": f"{manifest.publisher}: {manifest.table}"}],
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
