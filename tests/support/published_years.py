"""The published year of the repository, in a copy in which a test may change anything."""

import csv
import hashlib
import io
import json
import shutil
import stat
from pathlib import Path

from analyysi.archive.edition import INPUTS, RECORD, Edition, editions_of
from analyysi.project import Project
from analyysi.run.record import sha256
from support.places import ROOT

POPULATION = "thl-sotkanet/population-31-12/2026-11-24"
TERMS = "data/agreements/kainuu-ict/2023.toml"


def publish_again(project: Project, number: int = 0) -> Project:
    """Copy a published edition, the first unless another is named by its place, into a copy of the
    project, with all that it was published on in the project's own places, and make it writable.
    """
    published = editions_of(Project(ROOT), "kainuu-ict", 2023)[number]
    place = project.reports / published.folder.relative_to(ROOT / "reports")
    shutil.copytree(published.folder, place)
    shutil.copy2(ROOT / "requirements.lock", project.root)
    for path in published.record.inputs:
        target = project.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(place / INPUTS / path, target)
    for path in project.root.rglob("*"):
        if path.is_file():
            path.chmod(stat.S_IWUSR | stat.S_IRUSR)
    return project


def edition(project: Project) -> Edition:
    """Return the first edition of the year."""
    return editions_of(project, "kainuu-ict", 2023)[0]


def published_inputs() -> dict[str, bytes]:
    """Return what the published year rests on, by path in a project."""
    published = edition(Project(ROOT))
    return {
        path: (published.folder / INPUTS / path).read_bytes() for path in published.record.inputs
    }


def edit(path: Path, old: str, new: str) -> None:
    """Change the first place of a file where a text stands, which must be there."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) >= 1, old
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")


def revised_population(table: bytes, code: str, year: str, change: int) -> tuple[bytes, int, int]:
    """Change one figure of the population table; return the table, the old and the new figure."""
    rows = list(csv.reader(io.StringIO(table.decode("utf-8"), newline="")))
    header = rows[0]
    code_column, year_column, figure_column = (
        header.index(name) for name in ("municipality_code", "year", "population")
    )
    (row,) = (row for row in rows if [row[code_column], row[year_column]] == [code, year])
    old = int(row[figure_column])
    row[figure_column] = str(old + change)
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue().encode("utf-8"), old, old + change


def revise(
    project: Path, code: str = "578", year: str = "2021", change: int = 100
) -> tuple[int, int]:
    """Change one population figure in a project's snapshot; return it as it was and as it is."""
    path = project / "data" / "snapshots" / POPULATION / "data.csv"
    table, old, new = revised_population(path.read_bytes(), code, year, change)
    path.write_bytes(table)
    return old, new


def forge(folder: Path, path: str, content: bytes) -> None:
    """Change a file of an edition and, as somebody would who means it, every checksum of it."""
    old = sha256((folder / path).read_bytes())
    (folder / path).write_bytes(content)
    for record in (RECORD, "ro-crate-metadata.json"):
        text = (folder / record).read_text(encoding="utf-8")
        (folder / record).write_text(text.replace(old, sha256(content)), encoding="utf-8")
    sums = {
        line.split("  ")[1]: line.split("  ")[0]
        for line in (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    }
    for name in (path, RECORD, "ro-crate-metadata.json"):
        sums[name] = sha256((folder / name).read_bytes())
    lines = [f"{checksum}  {name}\n" for name, checksum in sums.items()]
    (folder / "SHA256SUMS").write_text("".join(lines), encoding="utf-8", newline="\n")


def forge_population(published: Project, change: int = 100) -> tuple[int, int]:
    """Revise Paltamo's population in the archive, with its manifest and every checksum."""
    folder, place = edition(published).folder, f"inputs/data/snapshots/{POPULATION}"
    table, old, new = revised_population(
        (folder / place / "data.csv").read_bytes(), "578", "2021", change
    )
    manifest = json.loads((folder / place / "manifest.json").read_text(encoding="utf-8"))
    manifest["data"] |= {"sha256": hashlib.sha256(table).hexdigest(), "bytes": len(table)}
    forge(folder, f"{place}/data.csv", table)
    forge(
        folder, f"{place}/manifest.json", json.dumps(manifest, ensure_ascii=False).encode("utf-8")
    )
    return old, new
