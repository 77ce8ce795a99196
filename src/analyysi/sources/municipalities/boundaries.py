"""Boundaries of municipalities, for the map of a report: read from one stored file, checked by its
checksum.

The file is a topology (TopoJSON): borders are stored once, as arcs, and both neighbours refer to
the same arc. So neighbours share their border point by point.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from pathlib import Path
from typing import Any

from analyysi.agreement.reading import validate
from analyysi.agreement.strict_data import UnreadableError, read_json
from analyysi.agreement.values import Frozen, LocalText, Words
from analyysi.errors import ParameterError, Sentence, SourceError
from analyysi.file_system.reading import read_file
from analyysi.project import Project
from analyysi.sources.manifest import FileName, Sha256
from analyysi.sources.municipalities.divisions import read_mergers

FOLDER = "municipalities-2020"
"""The stored division: a folder of `data/boundaries`."""

Ring = tuple[tuple[float, float], ...]
"""Points in degrees (longitude, latitude), the last one equal to the first."""
Polygon = tuple[Ring, ...]
"""The outer ring, then the holes."""


class BoundaryFile(Frozen):
    """What `manifest.json` says of the file beside it."""

    file: FileName
    bytes: int
    sha256: Sha256
    division: date
    """The first day of the municipal division that the boundaries follow."""
    publisher: Words
    licence: Words
    attribution: LocalText
    """What the licence asks to be said where the map is shown."""


@dataclass(frozen=True)
class Boundaries:
    """The boundaries of the municipalities asked for, and which of them are not known."""

    areas: Mapping[str, tuple[Polygon, ...]]
    """Municipality code to the polygons that it consists of, in the order asked for."""
    missing: tuple[str, ...]
    """Codes that the division does not have, or whose area is another since."""
    attribution: LocalText
    path: str
    """The file, as seen from the project's root."""
    sha256: str


def boundaries(project: Project, codes: Iterable[str], day: date | None = None) -> Boundaries:
    """Read the boundaries of some municipalities.

    A code that the stored division does not have is missing, and so is one whose area has changed
    by a merger since (or, where the day lies before the division, until then): no boundary is
    better than a wrong one.

    Parameters
    ----------
    codes
        Municipality codes, "578".
    day
        The day of which the boundaries are wanted; today's, that is, of the newest division known,
        if None.

    Raises
    ------
    SourceError
        If the file is missing, or is not the one that was stored.
    """
    folder = project.boundaries / FOLDER
    stored = _manifest(project, folder / "manifest.json")
    path = folder / stored.file
    where = project.relative(path)
    content = _verified(path, where, stored)
    changed = _changed(project, stored.division, day)
    try:
        topology = read_json(content)
        geometries = {
            str(geometry["properties"]["id"]): geometry for geometry in _geometries(topology)
        }
        arcs = [_decoded(arc, topology["transform"]) for arc in topology["arcs"]]
        known = {
            code: geometries[code]
            for code in dict.fromkeys(codes)
            if code in geometries and code not in changed
        }
        areas = {code: _polygons(geometry, arcs) for code, geometry in known.items()}
    except (ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
        raise SourceError(
            "{where} is not a topology of municipalities with codes: {fault}.",
            where=where,
            fault=repr(error),
        ) from error
    return Boundaries(
        areas=areas,
        missing=tuple(code for code in dict.fromkeys(codes) if code not in areas),
        attribution=stored.attribution,
        path=where,
        sha256=stored.sha256,
    )


def _manifest(project: Project, path: Path) -> BoundaryFile:
    where = project.relative(path)
    try:
        return validate(read_json(read_file(path)), BoundaryFile, where)
    except FileNotFoundError as error:
        raise SourceError(
            "{where} is missing: the map is drawn from the file that it names. Restore it.",
            where=where,
        ) from error
    except UnreadableError as error:
        raise SourceError(
            "{where} is not valid JSON in UTF-8: {fault}.", where=where, fault=error
        ) from error
    except ParameterError as error:
        raise SourceError("{fault}", fault=error) from error


def _verified(path: Path, where: str, stored: BoundaryFile) -> bytes:
    try:
        content = read_file(path)
    except FileNotFoundError as error:
        raise SourceError(
            "{where} is missing: the map is drawn from it. Restore it.", where=where
        ) from error
    checksum = hashlib.sha256(content).hexdigest()
    if (len(content), checksum) != (stored.bytes, stored.sha256):
        raise SourceError(
            "{where} has changed since it was stored: {stored_bytes} bytes with SHA-256 "
            "{stored_checksum} were expected, {bytes} bytes with {checksum} found. Restore "
            "it, or store a new division beside it.",
            where=where,
            stored_bytes=stored.bytes,
            stored_checksum=stored.sha256,
            bytes=len(content),
            checksum=checksum,
        )
    return content


def _changed(project: Project, division: date, day: date | None) -> frozenset[str]:
    """Return the municipalities whose area is not the same on both days, as far as mergers are
    known.
    """
    mergers = read_mergers(project)
    until = mergers.complete_to if day is None else day
    between = mergers.between(min(division, until), max(division, until))
    return frozenset(code for merger in between for code in (merger.into, merger.absorbed))


def _geometries(topology: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """Return the geometries of the one collection that the file has."""
    (collection,) = topology["objects"].values()
    geometries: Sequence[Mapping[str, Any]] = collection["geometries"]
    return geometries


def _decoded(arc: Sequence[Sequence[int]], transform: Mapping[str, Sequence[float]]) -> Ring:
    """Return an arc in degrees: its points are whole steps of a grid, each counted from the point
    before.
    """
    (across, up), (left, bottom) = transform["scale"], transform["translate"]
    columns, rows = (accumulate(values) for values in zip(*arc, strict=True))
    return tuple(
        (left + column * across, bottom + row * up)
        for column, row in zip(columns, rows, strict=True)
    )


def _polygons(geometry: Mapping[str, Any], arcs: Sequence[Ring]) -> tuple[Polygon, ...]:
    kinds = {"Polygon": lambda polygon: [polygon], "MultiPolygon": list}
    polygons = kinds[geometry["type"]](geometry["arcs"])
    return tuple(_polygon(rings, arcs) for rings in polygons)


def _polygon(rings: Sequence[Sequence[int]], arcs: Sequence[Ring]) -> Polygon:
    return tuple(_ring(ring, arcs) for ring in rings)


def _ring(numbers: Sequence[int], arcs: Sequence[Ring]) -> Ring:
    """Join arcs to a ring. A negative number is an arc walked backwards: ~n is arc n. Ends that
    meet stand once.
    """
    points: list[tuple[float, float]] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        if points and points[-1] != arc[0]:
            raise ValueError(
                Sentence("arc {number} does not begin where the one before ends", number=number)
            )
        points += arc[1:] if points else arc
    if points[0] != points[-1]:
        raise ValueError(
            Sentence("the ring that begins with arc {number} is not closed", number=numbers[0])
        )
    return tuple(points)
