"""Runs LibreOffice without a window, with a profile of its own that recalculates every file it
opens.
"""

import atexit
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

# LibreOffice trusts the values stored in a file that names Excel as its maker, unless it is told
# not to.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
</item>
</oor:items>
"""


def office_missing() -> str | None:
    """Return a sentence on what the office tests lack here, or None."""
    return None if shutil.which("soffice") else "browser or office tests need soffice (LibreOffice)"


@cache
def _profile() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="office-profile-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    (folder / "user").mkdir()
    (folder / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    return folder


def convert(paths: Sequence[Path], to: str, out: Path, read_as: str = "") -> list[Path]:
    """Convert files in one start of LibreOffice, into the folder `out`; a workbook is recalculated
    on the way. `read_as` is the filter that reads the files, where their kind does not say it all.
    """
    out.mkdir(parents=True, exist_ok=True)
    command = [
        "soffice",
        f"-env:UserInstallation={_profile().as_uri()}",
        "--headless",
        "--convert-to",
        to,
        *([f"--infilter={read_as}"] if read_as else []),
    ]
    done = subprocess.run(
        [*command, "--outdir", str(out), *map(str, paths)],
        capture_output=True,
        encoding="utf-8",
        timeout=60 + 20 * len(paths),
        check=False,
    )
    made = [out / f"{path.stem}.{to.partition(':')[0]}" for path in paths]
    lacking = [path.name for path in made if not path.exists()]
    assert not lacking, (
        f"LibreOffice did not make {', '.join(lacking)}: {done.stdout} {done.stderr}"
    )
    return made
