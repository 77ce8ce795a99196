"""What a user's environment takes on the disk: a new one with the package's wheel and all that it
asks for.

python benchmarks/environment_size.py dist/analyysi-0.1.0-py3-none-any.whl
"""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from importlib.metadata import Distribution, distributions
from pathlib import Path
from tempfile import TemporaryDirectory

from table import machine, rows, write

_WHY = {
    "pandas": "tables of figures in the notebook, and what an analyst works with",
    "typst": "the PDF",
    "numpy": "pandas and matplotlib",
    "matplotlib": "an analyst's own figures, formulas in the PDF",
    "fonttools": "matplotlib",
    "pillow": "matplotlib",
    "pip": "every new environment",
    "setuptools": "every new environment on Python 3.11",
    "lxml": "Word files, by python-docx",
    "analyysi": "this program",
    "Pygments": "nbconvert and rich",
    "kiwisolver": "matplotlib",
    "pydantic_core": "checked terms files",
    "tornado": "papermill and nbconvert, by jupyter-client",
    "pydantic": "checked terms files",
}
_MEBIBYTE = 2**20
_SHOWN = 15


def size_on_disk(path: Path) -> int:
    """Return the bytes of a file's blocks, as `du` counts them."""
    return path.stat().st_blocks * 512


def size_of(library: Distribution) -> int:
    """Return what the files of a library take, compiled ones and its own tests included."""
    paths = [Path(str(library.locate_file(file))) for file in library.files or ()]
    return sum(size_on_disk(path) for path in paths if path.is_file())


def main() -> None:
    """Make an environment from the wheel that is named, and write its table."""
    wheel = Path(sys.argv[1]).resolve()
    with TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = Path(folder) / "bin" / "python"
        before = os.times().children_user
        subprocess.run([python, "-m", "pip", "install", "--quiet", wheel], check=True)
        seconds = os.times().children_user - before
        whole = subprocess.run(["du", "-sm", folder], check=True, capture_output=True, text=True)
        (packages,) = Path(folder).glob("lib/python*/site-packages")
        sizes = {library.name: size_of(library) for library in distributions(path=[str(packages)])}
    body = sorted(sizes.items(), key=lambda pair: -pair[1])
    rest = sum(size for _, size in body[_SHOWN:]) / _MEBIBYTE
    lines = rows(
        ["Library", "MB", "Comes for"],
        [
            *(
                [name, f"{size / _MEBIBYTE:.1f}", _WHY.get(name, "")]
                for name, size in body[:_SHOWN]
            ),
            [f"{len(body) - _SHOWN} others", f"{rest:.1f}", ""],
        ],
        right=[1],
    )
    taken = f"{whole.stdout.split()[0]} MB (`du -sm`), {len(body)} libraries"
    total = f"{taken}, {seconds:.0f} s of processor time."
    command = "benchmarks/environment_size.py"
    write("environment", [total, "", *lines, "", machine()], command=command)


if __name__ == "__main__":
    main()
