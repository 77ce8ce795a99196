"""Processes in which IPython is not installed, as with a user who has no JupyterLab."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


def hide_ipython(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let processes that are started from now on find no IPython."""
    hidden = (
        "import sys\nfor name in ('IPython', 'ipykernel', 'matplotlib_inline', 'ipywidgets'):\n"
    )
    (folder / "sitecustomize.py").write_text(f"{hidden}    sys.modules[name] = None\n", "utf-8")
    path = [str(folder), os.environ.get("PYTHONPATH", "")]
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, path)))
