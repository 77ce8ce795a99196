"""The program's own code as one file, so that years later the same program can recompute a year."""

from __future__ import annotations

import io
import zipfile
from importlib.resources import files
from pathlib import Path

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The earliest time that the form knows: a file's own time would make other bytes of the same code.
"""
_READABLE = 0o644 << 16


def code_files(root: Path | None = None) -> dict[str, bytes]:
    """Return every file of a package's folder (this program's own if None), path to bytes, compiled
    code left out.
    """
    folder = Path(str(files("analyysi"))) if root is None else root
    paths = (
        path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts
    )
    contents = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
    return {f"analyysi/{name}": contents[name] for name in sorted(contents)}


def pack(contents: dict[str, bytes]) -> bytes:
    """Make a zip file of the contents: the same contents, the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in contents.items():
            entry = zipfile.ZipInfo(name, _FIRST_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = _READABLE
            archive.writestr(entry, content)
    return out.getvalue()


def unpack(packed: bytes) -> dict[str, bytes]:
    """Return what a zip file of code holds, path to bytes."""
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}
