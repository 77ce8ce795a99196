"""What of an edition's inputs is otherwise now, and what each difference by itself does to the
shares.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

import tomlkit
from tomlkit.exceptions import ParseError

from analyysi.archive.edition import LOCK
from analyysi.archive.ledger import Cause, Kind, changed_entries, effect, parsed
from analyysi.archive.replay import lay_out
from analyysi.archive.scratch_project import Bench, Outcome
from analyysi.comparison.case import load_year
from analyysi.comparison.revisions import revisions
from analyysi.comparison.scenarios import share
from analyysi.errors import AnalyysiError
from analyysi.project import Project
from analyysi.run.record import sha256
from analyysi.schema import NAME
from analyysi.sources.difference import Difference, compare_tables
from analyysi.sources.manifest import Manifest
from analyysi.sources.snapshots import MANIFEST

_SHOWN = 12
_SNAPSHOTS, _AGREEMENTS = "data/snapshots/", "data/agreements/"


def kind_of(path: str) -> Kind:
    """Tell what kind of cause a changed input is, by its path in the project."""
    if path.startswith(_AGREEMENTS) and path.endswith(".toml"):
        return "terms"
    if path.startswith("notebooks/"):
        return "notebook"
    if path.startswith("templates/"):
        return "template"
    return "library" if path == LOCK else "data"


def groups(paths: Iterable[str]) -> dict[str, list[str]]:
    """Put the files of one snapshot together, by its folder; any other file stands by itself."""
    found: dict[str, list[str]] = {}
    for path in paths:
        name = "/".join(path.split("/")[:5]) if path.startswith(_SNAPSHOTS) else path
        found.setdefault(name, []).append(path)
    return found


def changed_inputs(
    bench: Bench, present: Mapping[str, bytes | None], base: Outcome, where: str = ""
) -> list[Cause]:
    """Compare the true inputs with the copies that are there now, and swap each that differs by
    itself.

    Parameters
    ----------
    present
        Path to the bytes there now, or None where the file is missing, of the inputs that are to be
        compared.
    base
        What the present program makes of the true inputs.
    where
        What stands before the path in messages: the edition, for its own copies.
    """
    causes = []
    for name, paths in groups(present).items():
        differing = [path for path in paths if present[path] != bench.inputs[path]]
        if (
            not differing or name == LOCK
        ):  # another lock alone changes nothing; the libraries themselves are compared
            continue
        gone = [path for path in differing if present[path] is None]
        if gone:
            needed = name.startswith((_SNAPSHOTS, _AGREEMENTS))
            causes += [
                Cause("missing", f"{where}{path}", ("the file is not there",), None, needed)
                for path in gone
            ]
            continue
        now = {path: content for path in differing if (content := present[path]) is not None}
        kind = kind_of(name)
        if kind == "terms":
            causes += _terms(bench, name, now[name], base, where)
        elif name.startswith(_SNAPSHOTS):
            causes.append(_snapshot(bench, name, now, base, where))
        else:
            causes.append(_other(bench, kind, name, now, base, where))
    return causes


def _effect(base: Outcome, then: Outcome) -> dict[str, int] | None:
    return (
        None if base.results is None or then.results is None else effect(base.results, then.results)
    )


def _terms(bench: Bench, path: str, now: bytes, base: Outcome, where: str) -> list[Cause]:
    """Swap each part of the terms by itself; where that cannot be (keys renamed), the file as a
    whole.
    """
    place = f"{where}{path}"
    yearly = PurePosixPath(path).stem.isdecimal()
    try:
        before, after = bench.inputs[path].decode("utf-8"), now.decode("utf-8")
        old, new = parsed(before), parsed(after)
        document, other = tomlkit.parse(before), tomlkit.parse(after)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, ParseError) as error:
        return [Cause("terms", place, (f"it is no longer valid TOML: {error}",), None)]
    if old == new:
        return [Cause("terms", place, ("only comments or blank space differ",), fails=False)]
    whole = bench.results({path: now})
    if not yearly:
        # A standing agreement lives on (a new party, a year's deadline); it matters where it moves
        # the year's shares.
        moved = whole.results != base.results
        return [
            Cause(
                "terms", place, changed_entries(before, after)[:_SHOWN], _effect(base, whole), moved
            )
        ]
    causes = []
    for name in [name for name in {**old, **new} if old.get(name) != new.get(name)]:
        swapped = tomlkit.parse(before)
        if name in new:
            swapped[name] = other[name]
        else:
            del swapped[name]
        then = bench.results({path: tomlkit.dumps(swapped).encode()})
        told = changed_entries(_only(document, name), _only(other, name))
        causes.append(
            Cause(
                "rounding" if name == "rounding" else "terms",
                place,
                told[:_SHOWN],
                _effect(base, then),
            )
        )
    if len(causes) > 1 and any(cause.effect is None for cause in causes):
        told = changed_entries(before, after)
        return [Cause("terms", place, told[:_SHOWN], _effect(base, whole))]
    if causes and causes[0].effect is None and whole.said:
        return [replace(cause, what=(*cause.what, whole.said)) for cause in causes]
    return causes


def _only(document: tomlkit.TOMLDocument, name: str) -> str:
    return tomlkit.dumps({name: document[name].unwrap()}) if name in document else ""


def _snapshot(
    bench: Bench, name: str, now: Mapping[str, bytes], base: Outcome, where: str
) -> Cause:
    """Name the figures that stand otherwise now, and share by them, whatever the manifest says of
    their checksum.
    """
    manifest_path = f"{name}/{MANIFEST}"
    files = {path: content for path, content in bench.inputs.items() if path.startswith(f"{name}/")}
    files.update(now)
    try:
        manifest = Manifest.model_validate_json(bench.inputs[manifest_path])
        differing = _figures(manifest, bench.inputs, files, name)
    except (AnalyysiError, ValueError) as error:
        return Cause("data", f"{where}{name}", (f"it cannot be read: {error}",), None)
    then = bench.results({**now, manifest_path: _with_checksums(files, name)})
    said = (then.said,) if then.said else ()
    return Cause("data", f"{where}{name}", (*differing, *said), _effect(base, then))


def _figures(
    manifest: Manifest, before: Mapping[str, bytes], after: Mapping[str, bytes], name: str
) -> tuple[str, ...]:
    table = f"{name}/{manifest.data.path}"
    if before[table] == after[table]:
        return ("no figure differs, but what is said of them or the raw answer does",)
    with TemporaryDirectory(prefix="analyysi-") as folder:
        places = lay_out(Path(folder), {"old.csv": before[table], "new.csv": after[table]})
        found = compare_tables(manifest, manifest, places / "old.csv", places / "new.csv")
    return _revised(found, manifest)


def _revised(found: Difference, manifest: Manifest) -> tuple[str, ...]:
    key = manifest.table_schema.primary_key
    told = []
    for one in found.revisions:
        row = ", ".join(
            f"{column} {value}"
            for column, value in zip(key, one.key, strict=True)
            if column != NAME
        )
        old, new = ("absent" if figure is None else str(figure) for figure in (one.old, one.new))
        told.append(f"{one.name} ({row}), {one.column}: {old} → {new}")
    told = (
        [*told[:_SHOWN], f"and {len(told) - _SHOWN} more figures"] if len(told) > _SHOWN else told
    )
    for text, count in (("rows are new", found.rows_added), ("rows are gone", found.rows_lost)):
        told += [f"{count} {text}"] if count else []
    told += [f"{code} {label} is gone" for code, label in found.codes_missing]
    told += [f"{code} {label} is new" for code, label in found.codes_added]
    return tuple(told) or ("the same figures, written otherwise",)


def _with_checksums(files: Mapping[str, bytes], name: str) -> bytes:
    """Return the manifest with the checksums and sizes that its files have now."""
    manifest = json.loads(files[f"{name}/{MANIFEST}"])

    def refresh(value: object) -> None:
        if isinstance(value, dict):
            path = f"{name}/{value.get('path')}"
            if "sha256" in value and path in files:
                value["sha256"], value["bytes"] = sha256(files[path]), len(files[path])
            for part in value.values():
                refresh(part)
        elif isinstance(value, list):
            for part in value:
                refresh(part)

    refresh(manifest)
    return json.dumps(manifest, ensure_ascii=False).encode()


def _other(
    bench: Bench, kind: Kind, name: str, now: Mapping[str, bytes], base: Outcome, where: str
) -> Cause:
    then = bench.results(now)
    # Mergers, boundaries, notebooks and templates live on: they matter where they move the shares.
    # A survey is a year's own, and the copies within an edition are never to change.
    fails = then.results != base.results or name.startswith(_AGREEMENTS) or bool(where)
    what = ("it differs from the one published", *((then.said,) if then.said else ()))
    return Cause(kind, f"{where}{name}", what, _effect(base, then), fails)


def later_figures(bench: Bench, project: Project) -> list[Cause]:
    """Tell the figures that a later snapshot of the same table has otherwise, and what they would
    do to the shares.

    A published year keeps its figures, so this is worth knowing and no fault.
    """
    try:
        case = load_year(bench.project, bench.record.agreement, bench.record.year)
        found = revisions(project, case)
    except AnalyysiError:
        return []  # what is wrong with the project's figures is told where they are compared
    base = share(case, case.chosen, case.problem)
    causes = []
    for one in found:
        label = case.terms.keys[one.key].label.main
        told = [
            f"{case.agreement.party(code).name.main} ({code}), {label}: {_plain(old)} → {_plain(new)}"
            for code, (old, new) in one.changed.items()
        ]
        keys = {
            **case.problem.keys[one.key],
            **{code: new for code, (_, new) in one.changed.items()},
        }
        problem = replace(case.problem, keys={**case.problem.keys, one.key: keys})
        try:
            cents = share(case, case.chosen, problem)
        except AnalyysiError:
            causes.append(Cause("data", one.snapshot, tuple(told[:_SHOWN]), None, fails=False))
            continue
        moved = {code: change for code, amount in cents.items() if (change := amount - base[code])}
        causes.append(Cause("data", one.snapshot, tuple(told[:_SHOWN]), moved, fails=False))
    return causes


def _plain(figure: Fraction) -> str:
    return str(figure.numerator) if figure.denominator == 1 else str(float(figure))
