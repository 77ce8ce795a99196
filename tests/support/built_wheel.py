"""The wheel and the source archive of this checkout, built without a network."""

import subprocess
import sys
import tarfile
import zipfile
from functools import cache
from pathlib import Path

from support.places import ROOT


def build(target: str, folder: Path) -> Path:
    """Build one of hatchling's targets ("wheel", "wheel:editable", "sdist") into a folder; return the file."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.iterdir()
    return built


def names_in_wheel(wheel: Path) -> set[str]:
    """Return the paths that a wheel holds."""
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def names_in_sdist(sdist: Path) -> set[str]:
    """Return the paths that a source archive holds, as seen from its root."""
    with tarfile.open(sdist) as archive:
        return {name.partition("/")[2] for name in archive.getnames()}


@cache
def tracked() -> set[str]:
    """Return the files that git knows here; none outside of a clone."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    names = filter(None, listed.stdout.split("\0"))
    return {name for name in names if (ROOT / name).is_file()}
