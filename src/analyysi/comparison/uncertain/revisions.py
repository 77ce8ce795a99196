"""Whether the figures of a year are the ones its terms ask for, and still those that their
publisher has.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from analyysi.agreement.key import Key
from analyysi.comparison.case import Case, Input, snapshot_input
from analyysi.errors import ParameterError, SchemaError, SourceError
from analyysi.project import Project
from analyysi.sources.keys import key_weights
from analyysi.sources.municipalities.divisions import join_divisions
from analyysi.sources.snapshots import by_age, load_snapshot, snapshot_ids


@dataclass(frozen=True)
class OlderFigure:
    """A key whose figures are of an earlier day than the agreement asks for."""

    key: str
    used: date
    asked: date


@dataclass(frozen=True)
class Revision:
    """A key whose figures differ in a later snapshot of the same table: payer to (used here,
    later).
    """

    key: str
    snapshot: str
    retrieved: date
    changed: Mapping[str, tuple[Fraction, Fraction]]
    input: Input


def older_figures(case: Case) -> tuple[OlderFigure, ...]:
    """Return the keys whose terms say that figures of a later day are asked for."""
    return tuple(
        OlderFigure(name, key.reference_date, key.asked)
        for name, key in case.terms.keys.items()
        if key.asked is not None
    )


def revisions(project: Project, case: Case) -> tuple[Revision, ...]:
    """Set each key's figures beside those of the newest later snapshot of its table, if there is
    one.

    Figures of different municipal divisions are brought to one first. A later snapshot that lacks a
    payer, the column or the rows (a payer that has merged, another form) says nothing of a
    revision and is passed over.
    """
    later_of = _newest(project)
    revised = []
    for name, key in case.terms.keys.items():
        if key.snapshot is None:
            continue
        later = later_of.get(_table(key.snapshot))
        if later is None or by_age(later) <= by_age(key.snapshot):
            continue
        revision = _compare(project, case, name, key, later)
        if revision is not None:
            revised.append(revision)
    return tuple(revised)


def _compare(project: Project, case: Case, name: str, key: Key, later: str) -> Revision | None:
    where = f"{case.agreement.id} {case.terms.year}"
    snapshot, payers = load_snapshot(project, later, [key.rows]), case.terms.participants
    divisions = {source: manifest.area_division for source, manifest in case.manifests.items()}
    try:
        join = join_divisions(project, {**divisions, later: snapshot.manifest.area_division}, where)
        newer = key_weights(
            name, key.model_copy(update={"snapshot": later}), snapshot, payers, where, join
        )
        used = key_weights(name, key, case.tables[key.source], payers, where, join)
    except (ParameterError, SchemaError, SourceError):
        return None
    changed = {code: (used[code], newer[code]) for code in used if used[code] != newer[code]}
    if not changed:
        return None
    manifest = snapshot.manifest
    return Revision(
        name, later, manifest.retrieved, changed, snapshot_input(project, later, manifest)
    )


def _newest(project: Project) -> dict[str, str]:
    newest: dict[str, str] = {}
    for snapshot_id in sorted(snapshot_ids(project), key=by_age):
        newest[_table(snapshot_id)] = snapshot_id
    return newest


def _table(snapshot_id: str) -> str:
    return snapshot_id.rpartition("/")[0]
