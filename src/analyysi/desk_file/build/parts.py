"""The parts that the companion package brings: Python for the browser, and the program compiled for
it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from importlib.util import find_spec
from typing import Any

from analyysi import __version__
from analyysi.desk_file.build.shipped import program_sha256
from analyysi.errors import ParameterError

PACKAGE = "analyysi_desk_parts"
PARTS = ("runtime", "wasm", "stdlib", "site", "unxz")
"""The parts, as letters that stand in the page: `packing.as_text`."""
MAKE = "make desk"
INSTALL = f"pip install {PACKAGE.replace('_', '-')}=={__version__}"
"""What brings them where there is no clone: they are of the program's own version."""


@dataclass(frozen=True)
class Parts:
    """What the companion package holds.

    Parameters
    ----------
    letters
        The name of each part to its letters.
    licences
        The licences of all that is in the parts.
    record
        Versions, checksums, and which program the parts were made of.
    """

    letters: Mapping[str, str]
    licences: str
    record: Mapping[str, Any]


def parts_missing() -> ParameterError | None:
    """Return what is wrong with the parts here: none are installed, or they hold another program;
    None if nothing is.
    """
    if find_spec(PACKAGE) is None:
        return ParameterError(
            "The parts of the desk file are not installed. In a clone, make them with {command}; "
            "elsewhere install them with {install}.",
            command=MAKE,
            install=INSTALL,
        )
    if _record()["program"] != program_sha256():
        return ParameterError(
            "The parts of the desk file hold another version of the program, and would calculate "
            "with that. In a clone, make them again with {command}; elsewhere install those of "
            "this version with {install}.",
            command=MAKE,
            install=f"{INSTALL} --force-reinstall --no-deps",
        )
    return None


def read_parts() -> Parts:
    """Return the parts.

    Raises
    ------
    ParameterError
        If they are not installed, or hold another program than this one.
    """
    fault = parts_missing()
    if fault is not None:
        raise fault
    package = files(PACKAGE)
    letters = {name: (package / name).read_text(encoding="ascii") for name in PARTS}
    return Parts(letters, (package / "licences.txt").read_text(encoding="utf-8"), _record())


def _record() -> Mapping[str, Any]:
    record: Mapping[str, Any] = json.loads((files(PACKAGE) / "parts.json").read_text("utf-8"))
    return record
