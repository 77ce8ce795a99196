"""The engine: cells in a process over a pipe show what they show in a Jupyter kernel, and papermill
knows no other.
"""

import re
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat import NotebookNode

from analyysi.run.engine.papermill_engine import SingleUseEngine
from support.jupyter_command import jupyter_command

pytestmark = pytest.mark.notebook

ODD_CELLS = [
    "print('one'); print('two')\nimport sys; print('three', file=sys.stderr)\n{'a': (1, 2), 'b': "
    "None}",
    "from IPython.display import HTML, JSON, Image, clear_output, "
    "display\ndisplay(HTML('<b>ä</b>')); HTML('<i>x</i>')",
    "display(JSON({'a': [1, 2]})); Image(data=b'\\x89PNG\\r\\n\\x1a\\n', format='png')",
    "handle = display('first', display_id='here')",
    "handle.update('second')",
    "print('gone'); clear_output(); print('stays')",
    "print('gone later'); clear_output(wait=True); print('last')",
    "import pandas as pd\npd.DataFrame({'kunta': ['Paltamo'], 'euroa': [7079]})",
    "!echo from the shell",
    "%%capture caught\nprint('not shown')",
    "caught.stdout",
    "x = 1;",
    "x + 1;",
    "import asyncio\nawait asyncio.sleep(0)\n'awaited'",
    "from matplotlib import pyplot as plt\n_ = plt.plot([0, 1])",
    "1 / 0",
    "def (",
    "class Odd:\n    def _repr_mimebundle_(self, **_):\n"
    "        return {'text/plain': 'odd', 'application/x+json': {'t': (1,)}}, {'m': 1}\nOdd()",
    "len(In), In[1][:12], Out[1]",
    "",
]


def _notebook(*sources: str) -> NotebookNode:
    cells = [
        nbformat.v4.new_code_cell(source, metadata={"tags": ["raises-exception"]})
        for source in sources
    ]
    for number, cell in enumerate(cells):
        cell["id"] = f"c{number}"
    metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    return nbformat.v4.new_notebook(cells=cells, metadata=metadata)


def _plain(output: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out of an output what no two kernels have alike: colours and the names of cells in
    tracebacks.
    """
    shown = dict(output)
    if shown["output_type"] == "error":
        shown["traceback"] = len(shown["traceback"]) > 0
        shown["evalue"] = re.sub(r"\([^)]*\)$", "", shown["evalue"])
    if "image/png" in shown.get("data", {}) and len(shown["data"]["image/png"]) > 100:
        shown["data"] = {**shown["data"], "image/png": "drawn"}
    return shown


def test_odd_cells_show_what_they_show_in_a_kernel() -> None:
    notebook = _notebook(*ODD_CELLS)
    notebook.metadata["papermill"] = {}
    ours = SingleUseEngine.execute_notebook(notebook, "python3", progress_bar=False)
    kernel = _notebook(*ODD_CELLS)
    NotebookClient(kernel, kernel_name="python3", coalesce_streams=True).execute()
    for mine, theirs in zip(ours.cells, kernel.cells, strict=True):
        assert [_plain(output) for output in mine.outputs] == [
            _plain(output) for output in theirs.outputs
        ], mine.source
        assert mine.execution_count == theirs.execution_count, mine.source
    assert ours.metadata.language_info == kernel.metadata.language_info


def test_papermill_finds_the_engine_and_tells_a_failed_cell(tmp_path: Path) -> None:
    notebook = nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_code_cell("print('before')"),
            nbformat.v4.new_code_cell("{}['no such key']"),
        ],
        metadata=_notebook().metadata,
    )
    nbformat.write(notebook, tmp_path / "in.ipynb")
    out = tmp_path / "out.ipynb"
    command = jupyter_command(
        "papermill", "--engine", "analyysi", str(tmp_path / "in.ipynb"), str(out)
    )
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode != 0
    assert "KeyError: 'no such key'" in done.stderr
    failed = nbformat.read(out, as_version=4)
    assert [
        output.ename
        for cell in failed.cells
        for output in cell.get("outputs", [])
        if "ename" in output
    ]
