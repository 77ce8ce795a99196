"""A later snapshot of the population of Kainuu, published into a copy of the project."""

import hashlib
import json
import shutil

from analyysi.project import Project

TABLE = "thl-sotkanet/population-31-12"
USED, LATER = f"{TABLE}/2026-11-24", f"{TABLE}/2026-12-01"


def publish_later(project: Project, old: str, new: str, later: str = LATER) -> None:
    """Add a later snapshot of the population, with one row otherwise."""
    folder = project.snapshots / later
    shutil.copytree(project.snapshots / USED, folder)
    data = (folder / "data.csv").read_text(encoding="utf-8")
    assert data.count(old) == 1
    content = data.replace(old, new).encode()
    (folder / "data.csv").write_bytes(content)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    manifest |= {"id": later, "retrieved": later[-10:]}
    if new == "":  # a table that lacks a payer declares another form
        manifest["table_schema"] |= {"panel": [], "rows": manifest["table_schema"]["rows"] - 1}
    manifest["data"] |= {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


def row_of(project: Project, code: str, year: int) -> str:
    """Return the row of a municipality and a year, as the table has it."""
    lines = (project.snapshots / USED / "data.csv").read_text(encoding="utf-8").splitlines()
    (row,) = [line for line in lines if line.startswith(f"{code},") and f",{year}," in line]
    return row


def asking(project: Project, day: str) -> Project:
    """Let the terms of 2023 ask for tax revenue of a later day than the figures are of."""
    path = project.agreements / "kainuu-ict" / "2023.toml"
    terms = path.read_text(encoding="utf-8")
    known = 'column = "tax_revenue"\nrows = { year = 2020 }\nreference_date = 2020-12-31\n'
    assert known in terms
    path.write_text(terms.replace(known, f"{known}asked = {day}\n"), encoding="utf-8")
    return project


def publish_budgets(
    project: Project, old: str, new: str, keep: str, change: tuple[str, str] = ("", "")
) -> None:
    """Store the budgets of some municipalities (`keep` begins their rows) as another snapshot, with
    one text of their rows changed.
    """
    folder = project.snapshots / new
    shutil.copytree(project.snapshots / old, folder)
    lines = (folder / "data.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    rows = [line for line in lines[1:] if line.startswith(keep)]
    content = "".join([lines[0], *rows]).replace(*change).encode()
    (folder / "data.csv").write_bytes(content)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    manifest |= {"id": new, "retrieved": new[-10:]}
    manifest["table_schema"]["rows"] = len(rows)
    manifest["data"] |= {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


def publish_population(project: Project, code: str, before: str, after: str, later: str) -> None:
    """Store the population of Statistics Finland again, with another figure of a municipality in
    2025.
    """
    old = "tilastokeskus/11ra/2026-11-24"
    folder = project.snapshots / later
    shutil.copytree(project.snapshots / old, folder)
    lines = (folder / "data.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    changed = [
        line.replace(f",{before}", f",{after}", 1)
        if line.startswith(f"{code},") and ",2025," in line
        else line
        for line in lines
    ]
    assert changed != lines
    content = "".join(changed).encode()
    (folder / "data.csv").write_bytes(content)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    manifest |= {"id": later, "retrieved": later[-10:]}
    manifest["data"] |= {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
