"""The record of a run, run.json: parameters, inputs, code, libraries and outputs with checksums."""

import hashlib
import os
import platform
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import requires, version
from importlib.resources import files
from pathlib import Path
from typing import Any

from analyysi import __version__
from analyysi.agreement.parameters import RunParameters
from analyysi.file_system.program_files import PACKED
from analyysi.file_system.reading import read_file
from analyysi.project import Project

_CODE_ENDINGS = {".py", ".j2", ".css", ".js", ".typ", ".po", ".json"}
LOCK = "requirements.lock"


def sha256(content: bytes) -> str:
    """Return the SHA-256 of bytes in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def run_record(
    project: Project,
    parameters: RunParameters,
    notebook: Path,
    from_notebook: Mapping[str, Any],
    outputs: Mapping[str, bytes],
    executed: bytes,
    key: str,
) -> dict[str, Any]:
    """Return the record of a run. No path in it names the machine.

    Parameters
    ----------
    notebook
        The notebook that was executed, as committed.
    from_notebook
        The record in the notebook's results output: inputs, fingerprint and summary.
    outputs
        File name to content of what the run makes.
    executed
        The executed notebook, as it is put beside them.
    key
        What `unchanged.key_of` gave when the run began.
    """
    lock = project.root / LOCK
    return {
        "parameters": parameters.recorded(),
        "key": key,
        "fingerprint": from_notebook["fingerprint"],
        "report": dict(from_notebook["report"]),
        "inputs": list(from_notebook["inputs"]),
        # Reports without rules of an analyst's own keep their records as they were.
        **{name: from_notebook[name] for name in ("own",) if name in from_notebook},
        "notebook": {"path": _shown(project, notebook), "sha256": sha256(read_file(notebook))},
        "code": {"version": __version__, "sha256": code_sha256()},
        "python": platform.python_version(),
        "packages": direct_dependencies(),
        "lock": {"path": LOCK, "sha256": sha256(read_file(lock))} if lock.is_file() else None,
        "outputs": {name: sha256(content) for name, content in sorted(outputs.items())},
        "executed_notebook": sha256(executed),
        "executed_at": _now().isoformat(timespec="seconds"),
    }


def _shown(project: Project, notebook: Path) -> str:
    """Return a notebook's path in the project, or the name alone of one outside it."""
    return project.relative(notebook) if project.has(notebook) else notebook.name


def _now() -> datetime:
    """Return the time, or that of ``SOURCE_DATE_EPOCH``, with which a run repeats to the byte."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return (
        datetime.fromtimestamp(int(epoch), UTC)
        if re.fullmatch(r"[0-9]{1,11}", epoch)
        else datetime.now(UTC)
    )


@cache
def code_sha256() -> str:
    """Return one checksum over the package's code, templates and texts.

    It is computed once: this process goes on with the code that it began with. What an installed
    program packs for new projects is none of its code, so that it has the checksum of a clone.
    """
    root = Path(str(files("analyysi")))
    packed = root / PACKED
    paths = [path for path in root.rglob("*") if path.suffix in _CODE_ENDINGS and path.is_file()]
    names = {path.relative_to(root).as_posix(): path for path in paths}
    digest = hashlib.sha256()
    for name in sorted(names):
        if not names[name].is_relative_to(packed):
            # Line ends may differ between systems; the code does not.
            content = read_file(names[name]).replace(b"\r\n", b"\n")
            digest.update(f"{name} {sha256(content)}\n".encode())
    return digest.hexdigest()


def direct_dependencies() -> dict[str, str]:
    """Return the installed version of every library that analyysi itself asks for."""
    return dict(_direct_dependencies())


@cache
def _direct_dependencies() -> dict[str, str]:
    # Not above: whoever needs another function of this module need not wait for it.
    from packaging.requirements import Requirement

    needed = (Requirement(line) for line in requires("analyysi") or ())
    direct = [need for need in needed if need.marker is None or "extra" not in str(need.marker)]
    names = sorted(need.name for need in direct)
    return {name: version(name) for name in names}
