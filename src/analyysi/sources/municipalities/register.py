"""The municipalities of the newest stored division, with their official names in Finnish and
Swedish.
"""

from __future__ import annotations

from datetime import date

from analyysi.agreement.strict_data import read_json
from analyysi.agreement.values import MUNICIPALITY_CODE, LocalText
from analyysi.errors import SourceError
from analyysi.file_system.reading import read_file
from analyysi.project import Project
from analyysi.sources.manifest import Manifest
from analyysi.sources.municipalities.boundaries import boundaries
from analyysi.sources.schema import CODE, NAME
from analyysi.sources.snapshots import municipality_names, snapshot_ids, verified_manifest

_MOST_ROWS = 200_000


def municipalities(project: Project) -> dict[str, LocalText]:
    """Return municipality code to name, by code: Finnish, and Swedish where the stored boundaries
    have another.

    They are those of the snapshot of the newest division; of several, of the one that has most of
    them.

    Raises
    ------
    SourceError
        If no stored snapshot has names of municipalities, or a file is damaged.
    """
    dated = [
        (day, name)
        for name in snapshot_ids(project)
        if (day := _division(verified_manifest(project, name)[0])) is not None
    ]
    newest: date | None = None
    names: dict[str, str] = {}
    for day, name in sorted(dated, reverse=True):
        if newest is not None and day < newest:
            break
        municipalities = {
            code: finnish
            for code, finnish in municipality_names(project, name).items()
            if MUNICIPALITY_CODE.fullmatch(code)
        }
        if municipalities:  # a table of organisations, or of another country, has none
            newest = day
            names = max(names, municipalities, key=len)
    if not names:
        raise SourceError(
            "No stored snapshot names the municipalities of one division. Take the program's "
            "own: analyysi update --restore. Or fetch the newest: analyysi pull population"
        )
    swedish = _swedish(project)
    return {code: _name(name, swedish.get(code, name)) for code, name in sorted(names.items())}


def _name(finnish: str, swedish: str) -> LocalText:
    """Return a municipality's official names: in Finnish, and in Swedish where that differs."""
    return LocalText.of({"fi": finnish} | ({"sv": swedish} if swedish != finnish else {}))


def _division(manifest: Manifest) -> date | None:
    schema = manifest.table_schema
    if schema.column(CODE) is None or schema.column(NAME) is None or schema.rows > _MOST_ROWS:
        return None
    try:
        return date.fromisoformat(manifest.area_division)
    except ValueError:  # of no single division
        return None


def _swedish(project: Project) -> dict[str, str]:
    if not project.boundaries.is_dir():
        return {}
    # Asked for no municipality, it checks the file and names it in errors.
    stored = boundaries(project, ())
    content = read_json(read_file(project.root / stored.path))
    names = {}
    for collection in content["objects"].values():
        for geometry in collection["geometries"]:
            properties = geometry["properties"]
            if properties.get("namn"):
                names[str(properties["id"])] = str(properties["namn"])
    return names
