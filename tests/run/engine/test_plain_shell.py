"""Cells run without IPython show what they show in IPython, and what only that has is refused."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from analyysi.run.engine.process import FreshProcess
from support.without_ipython import hide_ipython

pytestmark = pytest.mark.notebook

ODD_CELLS = [
    "print('one'); print('two')\nimport sys; print('three', file=sys.stderr)\n{'a': (1, 2), 'b': "
    "None}",
    "display('first', 2); 'last'",
    "import pandas as pd\npd.DataFrame({'kunta': ['Paltamo'], 'euroa': [7079]})",
    "list(range(60))",
    "{name: {'sum': number} for number, name in enumerate(['Paltamo', 'Sotkamo', 'Kuhmo'] * 1)}",
    "x = 1;",
    "x + 1;  # not shown",
    "';'",
    "import asyncio\nawait asyncio.sleep(0)\n'awaited'",
    "from matplotlib import pyplot as plt\n_ = plt.plot([0, 1])",
    "plt.plot([1, 0]); plt.show(); 'after'",
    "figure, axes = plt.subplots(figsize=(2, 1)); plt.close(figure)\nfigure",
    "class Odd:\n    def _repr_mimebundle_(self, **_):\n"
    "        return {'text/plain': 'odd', 'application/x+json': {'t': (1,)}}, {'m': 1}\nOdd()",
    "class Marked:\n    def _repr_html_(self):\n        return '<b>ä</b>'\n"
    "    def __repr__(self):\n        return 'marked'\nMarked()",
    "len(In), In[1][:12], Out[1]",
    "None",
]


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FreshProcess]:
    with pytest.MonkeyPatch.context() as monkeypatch:
        hide_ipython(tmp_path_factory.mktemp("hidden"), monkeypatch)
        process = FreshProcess(modules=())
    with process:
        yield process


def error_of(process: FreshProcess, source: str) -> tuple[str, str]:
    messages, reply = process.run(source)
    assert reply["status"] == "error"
    assert messages[-1]["msg_type"] == "error"
    assert messages[-1]["content"]["traceback"] == reply["traceback"] != []
    return reply["ename"], reply["evalue"]


def test_cells_show_what_ipython_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with FreshProcess(modules=()) as ipython:
        theirs = [ipython.run(source) for source in ODD_CELLS]
    hide_ipython(tmp_path, monkeypatch)
    with FreshProcess(modules=()) as plain:
        ours = [plain.run(source) for source in ODD_CELLS]
    for source, shown, expected in zip(ODD_CELLS, ours, theirs, strict=True):
        assert [contents(message) for message in shown[0]] == [
            contents(message) for message in expected[0]
        ], source
        assert shown[1] == expected[1] == {"status": "ok"}, source


def contents(message: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    return message["msg_type"], message["content"]


def test_an_error_is_told_with_its_line_and_the_next_cell_runs(plain: FreshProcess) -> None:
    assert error_of(plain, "kept = 1\n1 / 0") == ("ZeroDivisionError", "division by zero")
    _, reply = plain.run("kept\n{}['no such key']")
    assert "{}['no such key']" in "".join(reply["traceback"])
    assert plain.run("kept")[0][-1]["content"]["data"]["text/plain"] == "1"
    assert error_of(plain, "raise SystemExit(3)") == ("SystemExit", "3")


def test_what_only_ipython_has_is_refused_with_the_way_to_it(plain: FreshProcess) -> None:
    for source in ("%time 1", "!ls", "x = 1\n%matplotlib inline", "files = !ls", "len?"):
        name, sentence = error_of(plain, source)
        assert name == "SyntaxError"
        assert "IPython's commands (%, !, ?) need IPython" in sentence
        assert "analyysi[lab]" in sentence
    name, sentence = error_of(plain, "from IPython.display import HTML")
    assert name == "ModuleNotFoundError"
    assert "analyysi[lab]" in sentence
    assert "analyysi[lab]" not in error_of(plain, "def (")[1]


def test_a_process_takes_no_second_notebook(plain: FreshProcess) -> None:
    source = "from analyysi.run.engine.plain_shell import PlainShell\nPlainShell()"
    name, sentence = error_of(plain, source)
    assert name == "RuntimeError"
    assert "each notebook needs a process of its own" in sentence


def test_the_notebook_is_known_to_what_it_calls(plain: FreshProcess) -> None:
    plain.run("# Parameters\nproject = '/somewhere'")
    source = (
        "from analyysi.analyst import notebook_names as n\nn.injected_project(), n.cells_run()[-1]"
    )
    shown = plain.run(source)[0][-1]["content"]["data"]["text/plain"]
    assert shown.startswith("('/somewhere',")
    numbers = plain.run("sorted(map(int, n.checksums_of_cells(__import__('pathlib').Path('/no'))))")
    assert numbers[0][-1]["content"]["data"]["text/plain"].startswith("[1, 2")
