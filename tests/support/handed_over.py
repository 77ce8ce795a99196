"""An edition as somebody hands it over: changed, with every checksum made again."""

import io
import json
import subprocess
import zipfile
from pathlib import Path

from analyysi.archive.code_archive import unpack
from analyysi.archive.edition import CODE, CRATE, RECORD, SUMS, Edition
from analyysi.archive.integrity import sums_bytes
from analyysi.file_system.zip_file import zipped
from analyysi.project import Project
from analyysi.run.record import sha256


def write_as(folder: Path, name: str, content: bytes) -> None:
    """Write a file of an edition, and make the record's entry for it, or add one."""
    place = folder / name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content)
    record_as(folder, name, content)


def record_as(folder: Path, name: str, content: bytes) -> None:
    """Let the record say that the edition has a file of this name and content."""
    record = json.loads((folder / RECORD).read_bytes())
    files = {file["path"]: file["sha256"] for file in record["files"]}
    files[name] = sha256(content)
    record["files"] = [{"path": path, "sha256": files[path]} for path in sorted(files)]
    (folder / RECORD).write_text(json.dumps(record), encoding="utf-8")
    seal(folder)


def seal(folder: Path) -> None:
    """Make the list of checksums again, of what the record names and of the record."""
    record = json.loads((folder / RECORD).read_bytes())
    listed = {file["path"]: file["sha256"] for file in record["files"]}
    for name in (RECORD, CRATE):
        listed[name] = sha256((folder / name).read_bytes())
    lines = [f"{listed[name]}  {name}\n" for name in sorted(listed)]
    (folder / SUMS).write_text("".join(lines), encoding="utf-8", newline="\n")


def with_code(folder: Path, path: str, text: str) -> None:
    """Put a text before the first statement of a file of the archived program."""
    program = unpack((folder / CODE).read_bytes())
    program[path] = text.encode() + program[path].replace(b"from __future__", b"# from __future__")
    write_as(folder, CODE, zipped(program))


def with_name_in_zip(folder: Path, name: str, content: bytes) -> None:
    """Add a file to the archived program by a name that no program has."""
    out = io.BytesIO((folder / CODE).read_bytes())
    entry = zipfile.ZipInfo("x")
    entry.filename = entry.orig_filename = name
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(entry, content)
    write_as(folder, CODE, out.getvalue())


def commit(project: Project) -> None:
    """Put the published years of a project into git, as whoever publishes does."""
    git(project.root, "init", "--quiet")
    git(project.root, "add", "--force", "reports")
    git(project.root, "commit", "--quiet", "-m", "Publish")


def git(folder: Path, *arguments: str) -> str:
    """Call git with a name of its own, whatever the user's settings are."""
    who = ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "core.autocrlf=false"]
    command = ["git", "-C", str(folder), *who, "-c", "commit.gpgsign=false", *arguments]
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout


def key_of(folder: Path, name: str) -> Path:
    """Make an SSH key without a passphrase."""
    place = folder / name
    command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", str(place)]
    subprocess.run(command, check=True, capture_output=True)
    return place


def signers_of(folder: Path, **keys: Path) -> Path:
    """Write who may sign, by name."""
    lines = [f"{name} {key.with_suffix('.pub').read_text()}" for name, key in keys.items()]
    place = folder / "signers"
    place.write_text("".join(lines), encoding="utf-8")
    return place


def sealed(edition: Edition) -> bool:
    """Return whether an edition agrees with its own list."""
    folder = edition.folder
    names = [line.split("  ", 1)[1] for line in (folder / SUMS).read_text().splitlines()]
    contents = {name: (folder / name).read_bytes() for name in names}
    return sums_bytes(contents) == (folder / SUMS).read_bytes()
