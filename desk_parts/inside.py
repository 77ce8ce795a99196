"""What the shipped interpreter itself does, in Node: it compiles all modules, and tells which can
be imported with what the desk has.

Bytecode is read only by the version that wrote it. So the Python of the file compiles what the file
holds, and the machine needs no Python of that version.
"""

from __future__ import annotations

import json
import platform
import sys
from importlib import _bootstrap_external, import_module
from pathlib import Path

OPTIMIZATION = 2
"""Without docstrings and assertions: nothing reads them there."""
UNCHECKED = b"\0" * 8
ARCHIVE = "python314.zip"


def compile_all(source: Path, target: Path) -> None:
    """Compile every module below a folder; the file names in tracebacks are relative to it."""
    for path in sorted(source.rglob("*.py")):
        name = path.relative_to(source).as_posix()
        code = compile(path.read_bytes(), name, "exec", dont_inherit=True, optimize=OPTIMIZATION)
        place = target / f"{name}c"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(_bootstrap_external._code_to_hash_pyc(code, UNCHECKED, False))


def from_the_archive() -> list[str]:
    """Return the modules that were imported from the zip of the standard library."""
    places = {name: getattr(module, "__file__", None) for name, module in sys.modules.items()}
    return sorted(name for name, place in places.items() if place and ARCHIVE in place)


def not_importable(site: Path, package: str) -> dict[str, str]:
    """Import every module of a package, and return those that cannot be, each with the reason."""
    reasons = {}
    for path in sorted((site / package).rglob("*.py")):
        place = path.relative_to(site).with_suffix("").as_posix().removesuffix("/__init__")
        try:
            import_module(place.replace("/", "."))
        except ImportError as fault:
            reasons[place] = str(fault).partition("\n")[0]
    return reasons


def main(staged: str, compiled: str, package: str) -> None:
    """Compile both trees, import the package, and write what was seen into `seen.json`."""
    import importlib.util  # noqa: F401 - what takes the site apart is needed before it

    first = from_the_archive()
    for tree in ("stdlib", "site"):
        compile_all(Path(staged, tree), Path(compiled, tree))
    site = Path(staged, "site")
    sys.path.insert(0, str(site))
    sys.dont_write_bytecode = True
    seen = {
        "python": platform.python_version(),
        "first": first,
        "not importable": not_importable(site, package),
        "imported": from_the_archive(),
    }
    Path(compiled, "seen.json").write_text(json.dumps(seen), encoding="utf-8")
