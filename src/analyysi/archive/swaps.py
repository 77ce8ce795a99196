"""How an edition's inputs differ from the present ones, and the effect of each difference alone on
the shares.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path, PurePosixPath

import tomlkit

from analyysi.agreement.reading import validate
from analyysi.agreement.strict_data import read_json
from analyysi.agreement.toml_text import toml_text
from analyysi.archive.edition import LOCK
from analyysi.archive.ledger import Cause, Kind, changed_entries, first_of, parsed, with_effects
from analyysi.archive.replay import lay_out
from analyysi.archive.scratch_project import Outcome, ScratchProject
from analyysi.comparison.case import Case, load_year
from analyysi.comparison.compare import compare_methods
from analyysi.comparison.results import results_csv
from analyysi.comparison.uncertain.revisions import revisions
from analyysi.errors import AnalyysiError, ParameterError, Sentence, SourceError, joined
from analyysi.file_system.places import temporary_folder
from analyysi.languages.library_faults import library_fault
from analyysi.project import Project
from analyysi.run.record import sha256
from analyysi.sources.difference import Difference, compare_tables
from analyysi.sources.manifest import Manifest
from analyysi.sources.schema import NAME
from analyysi.sources.snapshots import MANIFEST

_MOST_TERMS_BYTES = 64 * 1024
"""Terms that are taken apart, which takes the square of their length; the largest have a tenth."""
_MOST_PARTS = 40
"""Parts of terms that are swapped one at a time; there are half as many by name."""
_SNAPSHOTS, _AGREEMENTS = "data/snapshots/", "data/agreements/"


def kind_of(path: str) -> Kind:
    """Return what kind of cause a changed input is, by its path in the project."""
    if path.startswith(_AGREEMENTS) and path.endswith(".toml"):
        return "terms"
    if path.startswith("notebooks/"):
        return "notebook"
    if path.startswith("templates/"):
        return "template"
    return "library" if path == LOCK else "data"


def groups(paths: Iterable[str]) -> dict[str, list[str]]:
    """Group the files of a snapshot under its folder; any other file is a group alone."""
    by_group: dict[str, list[str]] = {}
    for path in paths:
        name = "/".join(path.split("/")[:5]) if path.startswith(_SNAPSHOTS) else path
        by_group.setdefault(name, []).append(path)
    return by_group


def changed_inputs(
    scratch: ScratchProject, present: Mapping[str, bytes | None], base: Outcome, where: str = ""
) -> list[Cause]:
    """Compare the true inputs with the present copies, and swap each that differs, one at a time.

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
        differing = [path for path in paths if present[path] != scratch.inputs[path]]
        # Another lock file alone changes nothing; the libraries themselves are compared.
        if not differing or name == LOCK:
            continue
        gone = [path for path in differing if present[path] is None]
        if gone:
            needed = name.startswith((_SNAPSHOTS, _AGREEMENTS))
            absent = (Sentence("the file is not there"),)
            causes += [
                Cause("missing", joined((where, path), ""), absent, None, needed) for path in gone
            ]
            continue
        now = {path: content for path in differing if (content := present[path]) is not None}
        kind = kind_of(name)
        if kind == "terms":
            causes += _terms(scratch, name, now[name], base, where)
        elif name.startswith(_SNAPSHOTS):
            causes.append(_snapshot(scratch, name, now, base, where))
        else:
            causes.append(_other(scratch, kind, name, now, base, where))
    return causes


def _terms(
    scratch: ScratchProject, path: str, now: bytes, base: Outcome, where: str
) -> list[Cause]:
    """Swap each part of the terms alone, or the whole file where keys are renamed."""
    place = joined((where, path), "")
    yearly = PurePosixPath(path).stem.isdecimal()
    size = max(len(now), len(scratch.inputs[path]))
    if size > _MOST_TERMS_BYTES:
        large = Sentence(
            "it differs, and with {size} bytes it is too large to be compared entry by entry",
            size=size,
        )
        return [Cause("terms", place, (large,), None)]
    try:
        before, after = toml_text(scratch.inputs[path], path), toml_text(now, place)
        old, new = parsed(before), parsed(after)
        document, new_document = tomlkit.parse(before), tomlkit.parse(after)
    except ParameterError as error:
        return [Cause("terms", place, (error.sentence,), None)]
    except ValueError as error:
        torn = Sentence("it is no longer valid TOML: {fault}", fault=library_fault(str(error)))
        return [Cause("terms", place, (torn,), None)]
    if old == new:
        remark = Sentence("only comments or blank space differ")
        return [Cause("terms", place, (remark,), fails=False)]
    whole = scratch.results({path: now})
    if not yearly:
        # A standing agreement lives on (a new party, a year's deadline); it matters where it moves
        # the year's shares.
        moved = whole.results != base.results
        entries = first_of(changed_entries(before, after), Sentence("entries"))
        agreement = Cause("terms", place, entries, fails=moved)
        return [with_effects(agreement, base.results, whole.results)]
    parts = [name for name in {**old, **new} if old.get(name) != new.get(name)]
    causes = []
    many = len(parts) > _MOST_PARTS
    for name in () if many else parts:
        swapped = tomlkit.parse(before)
        if name in new:
            swapped[name] = new_document[name]
        else:
            del swapped[name]
        swapped_outcome = scratch.results({path: tomlkit.dumps(swapped).encode()})
        changes = changed_entries(_only(document, name), _only(new_document, name))
        kind: Kind = "rounding" if name == "rounding" else "terms"
        cause = Cause(kind, place, first_of(changes, Sentence("entries")))
        causes.append(with_effects(cause, base.results, swapped_outcome.results))
    if many or (len(causes) > 1 and any(cause.effect is None for cause in causes)):
        changes = changed_entries(before, after)
        cause = Cause("terms", place, first_of(changes, Sentence("entries")))
        return [with_effects(cause, base.results, whole.results)]
    if causes and causes[0].effect is None and whole.fault:
        return [replace(cause, what=(*cause.what, whole.fault)) for cause in causes]
    return causes


def _only(document: tomlkit.TOMLDocument, name: str) -> str:
    return tomlkit.dumps({name: document[name].unwrap()}) if name in document else ""


def _snapshot(
    scratch: ScratchProject, name: str, now: Mapping[str, bytes], base: Outcome, where: str
) -> Cause:
    """Name the figures that differ now, and compute the shares by them, whatever checksum the
    manifest gives.
    """
    place = joined((where, name), "")
    manifest_path = f"{name}/{MANIFEST}"
    files = {
        path: content for path, content in scratch.inputs.items() if path.startswith(f"{name}/")
    }
    files.update(now)
    try:
        manifest = _manifest(scratch.inputs, manifest_path)
        differing = _figures(manifest, scratch.inputs, files, name)
        present = {**now, manifest_path: _with_checksums(files, name)}
    except LookupError as error:
        stray = Sentence(
            "it cannot be read: its manifest names {file}, which is no file of it", file=error
        )
        return Cause("data", place, (stray,), None)
    except (AnalyysiError, ValueError) as error:
        return Cause("data", place, (Sentence("it cannot be read: {fault}", fault=error),), None)
    swapped_outcome = scratch.results(present)
    stopped = (swapped_outcome.fault,) if swapped_outcome.fault else ()
    cause = Cause("data", place, (*differing, *stopped))
    return with_effects(cause, base.results, swapped_outcome.results)


def _manifest(files: Mapping[str, bytes], path: str) -> Manifest:
    if path not in files:
        raise SourceError("it has no {file}", file=MANIFEST)
    return validate(read_json(files[path]), Manifest, path)


def _figures(
    manifest: Manifest, before: Mapping[str, bytes], after: Mapping[str, bytes], name: str
) -> tuple[str, ...]:
    table = f"{name}/{manifest.data.path}"
    if table not in before or table not in after:
        raise SourceError("its manifest names {file}, which is not there", file=manifest.data.path)
    if before[table] == after[table]:
        return (Sentence("no figure differs, but what is said of them or the raw answer does"),)
    with temporary_folder() as folder:
        places = lay_out(Path(folder), {"old.csv": before[table], "new.csv": after[table]})
        difference = compare_tables(manifest, manifest, places / "old.csv", places / "new.csv")
    return _revised(difference, manifest)


def _revised(difference: Difference, manifest: Manifest) -> tuple[str, ...]:
    key = manifest.table_schema.primary_key
    changes: list[str] = []
    for revision in difference.revisions:
        row = ", ".join(
            f"{column} {cell}"
            for column, cell in zip(key, revision.key, strict=True)
            if column != NAME
        )
        old, new = (
            Sentence("absent") if figure is None else str(figure)
            for figure in (revision.old, revision.new)
        )
        place = f"{revision.name} ({row}), {revision.column}"
        changes.append(Sentence("{name}: {old} → {new}", name=place, old=old, new=new))
    changes = [*first_of(changes, Sentence("figures"))]
    if difference.rows_added:
        changes.append(Sentence("{count} rows are new", count=difference.rows_added))
    if difference.rows_lost:
        changes.append(Sentence("{count} rows are gone", count=difference.rows_lost))
    for code, label in difference.codes_missing:
        changes.append(Sentence("{code} {label} is gone", code=code, label=label))
    for code, label in difference.codes_added:
        changes.append(Sentence("{code} {label} is new", code=code, label=label))
    return tuple(changes) or (Sentence("the same figures, written otherwise"),)


def _with_checksums(files: Mapping[str, bytes], name: str) -> bytes:
    """Return the manifest with the checksums and sizes that its files have now."""
    manifest = read_json(files[f"{name}/{MANIFEST}"])

    def refresh(node: object) -> None:
        if isinstance(node, dict):
            path = f"{name}/{node.get('path')}"
            if "sha256" in node and path in files:
                node["sha256"], node["bytes"] = sha256(files[path]), len(files[path])
            for child in node.values():
                refresh(child)
        elif isinstance(node, list):
            for child in node:
                refresh(child)

    refresh(manifest)
    return json.dumps(manifest, ensure_ascii=False).encode()


def _other(
    scratch: ScratchProject,
    kind: Kind,
    name: str,
    now: Mapping[str, bytes],
    base: Outcome,
    where: str,
) -> Cause:
    swapped_outcome = scratch.results(now)
    # Mergers, boundaries, notebooks and templates live on: they matter where they move the shares.
    # A survey is a year's own, and the copies within an edition are never to change.
    fails = swapped_outcome.results != base.results or name.startswith(_AGREEMENTS) or bool(where)
    what = (
        Sentence("it differs from the one published"),
        *((swapped_outcome.fault,) if swapped_outcome.fault else ()),
    )
    cause = Cause(kind, joined((where, name), ""), what, fails=fails)
    return with_effects(cause, base.results, swapped_outcome.results)


def later_figures(scratch: ScratchProject, project: Project) -> list[Cause]:
    """Return the figures that differ in a later snapshot of the same table, with what each would do
    to the shares.

    A published year keeps its figures, so this is worth knowing and no fault.
    """
    try:
        case = load_year(scratch.project, scratch.record.agreement, scratch.record.year)
        revised = revisions(project, case)
    except AnalyysiError:
        return []  # what is wrong with the project's figures is reported where they are compared
    base = _shared(case)
    causes = []
    for revision in revised:
        label = case.terms.keys[revision.key].label.main
        changes = [
            f"{case.agreement.party(code).name.main} ({code}), {label}: "
            f"{_plain(old)} → {_plain(new)}"
            for code, (old, new) in revision.changed.items()
        ]
        keys = {
            **case.problem.keys[revision.key],
            **{code: new for code, (_, new) in revision.changed.items()},
        }
        problem = replace(case.problem, keys={**case.problem.keys, revision.key: keys})
        cause = Cause(
            "data", revision.snapshot, first_of(changes, Sentence("figures")), fails=False
        )
        causes.append(with_effects(cause, base, _shared(replace(case, problem=problem))))
    return causes


def _shared(case: Case) -> str | None:
    """Share a case by every split, as results.csv has it; None where it cannot be."""
    try:
        return results_csv(compare_methods(case))
    except AnalyysiError:
        return None


def _plain(figure: Fraction) -> str:
    return str(figure.numerator) if figure.denominator == 1 else str(float(figure))
