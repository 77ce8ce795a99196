"""Today's other ways to run a notebook and make a page of it, for `benchmarks/reports.py`.

They come from .benchmark-venv (see peers.py) and run by this project's Python with its libraries,
which both environments have in the same versions: the notebook's cells need the program.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from importlib.metadata import distributions
from pathlib import Path
from typing import Any, Protocol

HERE = Path(__file__).parent
BIN = Path(sys.executable).parent
NOTEBOOK = "kustannustenjako.ipynb"
PEERS = HERE.parent / ".benchmark-venv"
NAMES = ("ploomber-engine", "marimo", "jupyter-client", "nbclient")
_PLOOMBER = "from ploomber_engine.cli import cli; cli()"
_ONLY_LOOKED_AT = "skip-execution"
"""The tag of cells that are for the notebook alone: all ways leave them out."""
_MARKDOWN = "import marimo as mo"


class Run(Protocol):
    """What runs a command, and ends the program if it fails."""

    def __call__(self, *command: str | Path, environment: dict[str, str]) -> None:
        """Run a command in an environment."""


def _packages() -> Path:
    """Return the folder of the peers' libraries."""
    return next(PEERS.glob("[Ll]ib/**/site-packages"))


def versions() -> list[str]:
    """Return each peer with its version, from the peers' environment or from this one."""
    installed = distributions(path=[str(_packages()), *sys.path])
    versions_there = {library.name.replace("_", "-"): library.version for library in installed}
    return [f"{name} {versions_there[name]}" for name in NAMES]


def peers(
    project: Path, out: Path, environment: dict[str, str], run: Run
) -> dict[str, Callable[[], None]]:
    """Return the peers' ways to make one report, cold from the shell.

    `jupyter execute` and ploomber-engine only run the notebook: nbconvert makes the page of it, as
    after papermill. marimo makes a page of its own, of the same cells, from the notebook in its own
    format, into which it was converted before.
    """
    folder = out / "peers"
    folder.mkdir()
    source = project / "notebooks" / NOTEBOOK
    paths = [str(_packages()), environment.get("PYTHONPATH", "")]
    with_peers = environment | {"PYTHONPATH": os.pathsep.join(filter(None, paths))}

    def page_of(executed: Path) -> None:
        command = [BIN / "jupyter", "nbconvert", "--to", "analyysi", executed]
        run(*command, "--output", executed.with_suffix(".html"), environment=environment)

    def jupyter_execute() -> None:
        executed = folder / "execute.ipynb"
        run(BIN / "jupyter", "execute", source, f"--output={executed}", environment=environment)
        page_of(executed)

    def ploomber() -> None:
        executed = folder / "ploomber.ipynb"
        options = ["--no-progress-bar", "--remove-tagged-cells", _ONLY_LOOKED_AT, "-p", "year"]
        command = [sys.executable, "-c", _PLOOMBER, source, executed, *options, "2023"]
        run(*command, environment=with_peers)
        page_of(executed)

    converted = folder / "marimo" / "report.py"
    converted.parent.mkdir()
    _for_marimo(source, converted.with_suffix(".ipynb"))
    marimo = [sys.executable, "-m", "marimo"]
    made = converted.with_suffix(".ipynb")
    run(*marimo, "convert", made, "-o", converted, environment=with_peers)
    export = [*marimo, "export", "html", converted, "--no-include-code", "--force"]
    export += ["-o", converted.with_suffix(".html")]
    return {
        "`jupyter execute`, then `jupyter nbconvert`": jupyter_execute,
        "ploomber-engine, then `jupyter nbconvert`": ploomber,
        "`marimo export html` (a page of its own)": lambda: run(*export, environment=with_peers),
    }


def _for_marimo(source: Path, copy: Path) -> None:
    """Copy the notebook without the cells that are only looked at, and with the import that
    marimo's converter leaves out although its texts need it.
    """
    notebook: dict[str, Any] = json.loads(source.read_text(encoding="utf-8"))
    kept = [
        cell
        for cell in notebook["cells"]
        if _ONLY_LOOKED_AT not in cell["metadata"].get("tags", [])
    ]
    own = {"cell_type": "code", "metadata": {}, "source": [_MARKDOWN], "outputs": []}
    notebook["cells"] = [{**own, "execution_count": None, "id": "marimo"}, *kept]
    copy.write_text(json.dumps(notebook, ensure_ascii=False), encoding="utf-8")
