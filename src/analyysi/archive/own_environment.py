"""Environments of editions' own: the Python that an edition records, with the libraries that its
lock file pins, each by its checksum.

Only pinned wheels with checksums are installed, so nothing of a package runs while the environment
is made; and what runs in it runs apart (`isolation`).
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from packaging.requirements import InvalidRequirement, Requirement

from analyysi.archive.edition import INPUTS, LOCK, Edition
from analyysi.archive.program_path import program_path
from analyysi.errors import ReproductionError
from analyysi.file_system.files import make_folder, write_file
from analyysi.languages.plain_text import one_line
from analyysi.run.record import sha256

_LOCKED = f"{INPUTS}/{LOCK}"
_HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")
_MINUTES = 30
_VERSION = re.compile(r"3\.\d+\.\d+")


def check_lock(lock: bytes, where: str) -> str:
    """Return the libraries of a lock file that pins every one by version and checksum, one a line.

    What is installed is what was read here, and not the file: where a comment or a line ends in it,
    an installer may take otherwise.

    Raises
    ------
    ReproductionError
        If a line says anything else (another index, an address, a folder): it is not installed.
    """
    text = lock.decode("utf-8", "replace")
    entries = []
    for line in re.sub(r"\\\r?\n", " ", text).splitlines():
        entry = " ".join(line.split())
        if not entry or entry.startswith("#"):
            continue
        if not _is_pinned(entry):
            raise ReproductionError(
                "{where}: '{line}' is no library pinned by version and SHA-256, and "
                "nothing else is installed from an archive. No environment was made.",
                where=where,
                line=entry[:80],
            )
        entries.append(f"{entry}\n")
    return "".join(entries)


def _is_pinned(entry: str) -> bool:
    words = entry.split()
    hashes = [word for word in words if word.startswith("--")]
    try:
        pinned = Requirement(" ".join(word for word in words if not word.startswith("--")))
    except InvalidRequirement:
        return False
    exact = [specifier.operator for specifier in pinned.specifier] == ["=="]
    return (
        exact
        and pinned.url is None
        and not pinned.extras
        and bool(hashes)
        and all(map(_HASH.fullmatch, hashes))
    )


@dataclass
class OwnPythons:
    """The environments made in one folder: one for each lock file and Python."""

    folder: Path
    made: dict[str, Path] = field(default_factory=dict)

    def python_of(self, edition: Edition) -> Path:
        """Return the Python of an edition's own environment, which is made if it is not there.

        Raises
        ------
        ReproductionError
            If the edition has no lock file or one that is refused, if no Python of its version is
            here, or if a library cannot be had.
        """
        try:
            lock = edition.published(_LOCKED)
        except LookupError as error:
            raise ReproductionError(
                "{edition} has no {file}: leave --own-environment out.",
                edition=edition.name,
                file=_LOCKED,
            ) from error
        text = check_lock(lock, edition.place_of(_LOCKED))
        version = edition.record.python
        name = sha256(f"{version}\n{text}".encode())[:16]
        if name not in self.made:
            self.made[name] = _make(self.folder / name, text, version, edition.name)
        return self.made[name]


def _make(folder: Path, lock: str, version: str, name: str) -> Path:
    make_folder(folder)
    lock_file, environment = folder / LOCK, folder / "environment"
    write_file(lock_file, lock.encode())
    program = environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    uv = program_path("uv")
    pinned = ["--require-hashes", "--no-deps", "--only-binary", ":all:", "-r", str(lock_file)]
    if uv is not None:
        _do([uv, "venv", "--no-config", "--python", version, str(environment)], name)
        into = ["--no-config", "--python", str(program)]
        _do([uv, "pip", "install", *into, *pinned], name)
    else:
        _do([_python(version, name), "-m", "venv", str(environment)], name)
        quiet = ["--disable-pip-version-check", "--no-input", "-qq"]
        _do([str(program), "-I", "-m", "pip", "install", *quiet, *pinned], name)
    return program


def _python(version: str, name: str) -> str:
    """Return a Python of a version here: this one, or one on the path; of the same minor version
    where there is none of the same.
    """
    if not _VERSION.fullmatch(version):
        raise ReproductionError(
            "{edition} records Python '{version}', which is no version.",
            edition=name,
            version=version,
        )
    minor = version.rpartition(".")[0]
    places = [sys.executable, program_path(f"python{minor}"), program_path("python3")]
    versions = {place: _version_of(place) for place in places if place}
    for place, here in versions.items():
        if here == version:
            return place
    for place, here in versions.items():
        if here.startswith(f"{minor}."):
            return place
    raise ReproductionError(
        "{edition} was made by Python {version}, and no Python {minor} is here: "
        "install it, or install uv, which brings it. No environment was made.",
        edition=name,
        version=version,
        minor=minor,
    )


def _version_of(place: str) -> str:
    command = [place, "-I", "-c", "import platform; print(platform.python_version())"]
    done = subprocess.run(command, capture_output=True, check=False)
    return done.stdout.decode("ascii", "replace").strip()


def _do(command: Sequence[str], name: str) -> None:
    try:
        done = subprocess.run(
            command,
            cwd=Path(command[-1]).parent,
            capture_output=True,
            timeout=60 * _MINUTES,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ReproductionError(
            "{edition}: its own environment could not be made: {fault}.", edition=name, fault=error
        ) from error
    if done.returncode != 0:
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
        complaint = next((line for line in lines if "error" in line.casefold()), "no reason given")
        raise ReproductionError(
            "{edition}: its own environment could not be made: {complaint}. It takes the "
            "network, or an index of packages that is reached without it.",
            edition=name,
            complaint=one_line(complaint),
        )
