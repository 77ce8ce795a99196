"""Nothing but `agreement.strict_data` reads JSON or TOML, and what else turns bytes into objects
stands in a table with its reason: a duplicate name, an infinity or a list in a list in a list is
refused in one place.
"""

import ast
from collections.abc import Iterator

import pytest

from support.house import SOURCE

DOOR = "agreement/strict_data.py"
READERS = {
    *("json.load", "json.loads", "json.JSONDecoder", "tomllib.load", "tomllib.loads"),
    *("pickle.load", "pickle.loads", "pickle.Unpickler", "marshal.loads", "shelve.open"),
    *("tomlkit.parse", "tomlkit.load", "tomlkit.loads", "nbformat.read", "nbformat.reads"),
    *("ElementTree.fromstring", "ElementTree.parse", "ElementTree.iterparse", "ElementTree.XML"),
    *("ijson.items", "ijson.parse", "ijson.kvitems", "yaml.load", "yaml.safe_load"),
    *("pd.read_json", "pd.read_pickle", "pd.read_html", "pd.read_xml", "pd.eval"),
    *("eval", "exec"),
}
METHODS = {"model_validate_json", "validate_json", "raw_decode"}
"""Of pydantic and json: whatever they are called on."""

ELSEWHERE = {
    # What the program itself wrote a moment ago and sends through JSON, so that it is as on a wire.
    "run/engine/cell_messages.py": {"json.loads"},
    # Notebooks: nbformat itself writes NaN into outputs. They are programs with the user's rights.
    "run/notebook_choice.py": {"json.loads"},
    "run/trial_check.py": {"json.loads"},
    "run/lab/own_notebooks.py": {"json.loads"},
    # What the process that reads a spreadsheet is asked, and answers: its types are looked at.
    "tables/files/walls/encoding.py": {"json.loads"},
    "tables/files/walls/reading_program.py": {"json.loads"},
    # What the program asks of the process that sets its papers.
    "report/papers/typeset/typesetting_program.py": {"json.load"},
    # What a process of ours sends to another through a pipe.
    "run/engine/process.py": {"pickle.load"},
    "run/batch/warm_parent.py": {"pickle.load"},
    "run/batch/report_processes.py": {"pickle.load"},
    # One text of settings or terms, for a word on the screen; whatever else is there is passed over.
    "cli/completion.py": {"tomllib.loads"},
    "languages/user_language.py": {"tomllib.loads"},
    # What the program itself has.
    "languages/locale_data.py": {"json.loads"},
    "report/pictures/letters.py": {"json.loads"},
    "drafting/projects/project_notebooks.py": {"json.loads"},
    "desk_file/build/parts.py": {"json.loads"},
    "desk_file/build/site_modules.py": {"json.loads"},
    # The cells of a notebook, which is a program with the user's rights.
    "run/engine/plain_shell.py": {"eval"},
    # Terms whose whole text was read by the door before; this reader keeps their layout.
    "drafting/layout.py": {"tomlkit.parse"},
    "drafting/moved/year_draft.py": {"tomlkit.parse"},
    "archive/swaps.py": {"tomlkit.parse"},
    # Lines that the desk has just written.
    "desk/draft.py": {"tomlkit.parse"},
    # A catalogue of 512 MiB, in pieces that the door has looked at (`ShallowStream`).
    "sources/answers/treasury_documents.py": {"ijson.items", "ijson.parse"},
    # Drawings of an analyst's notebook, and parts of a Word file that was just
    # filled from the project's template. The parser refuses entities that grow.
    "report/pictures/embedded.py": {"ElementTree.fromstring"},
    "report/papers/word.py": {"ElementTree.fromstring"},
}


def reading_calls(text: str) -> Iterator[str]:
    """Yield the name of every call that makes objects of bytes or text."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ImportFrom):
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            yield from sorted(names & READERS)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
            name = ast.unparse(node.func)
            if name in READERS:
                yield name
            elif isinstance(node.func, ast.Attribute) and node.func.attr in METHODS:
                yield node.func.attr


@pytest.mark.slow
def test_what_reads_json_and_toml_is_the_door_alone() -> None:
    called = {}
    for path in SOURCE.rglob("*.py"):
        name = path.relative_to(SOURCE).as_posix()
        calls = set(reading_calls(path.read_text(encoding="utf-8")))
        if calls and name != DOOR:
            called[name] = calls
    assert called == ELSEWHERE


@pytest.mark.parametrize(
    ("text", "call"),
    [
        ("import json\njson.loads('{}')", "json.loads"),
        ("from json import loads", "json.loads"),
        ("import tomllib\ntomllib.load(file)", "tomllib.load"),
        ("Manifest.model_validate_json(raw)", "model_validate_json"),
        ("eval('1')", "eval"),
    ],
)
def test_a_reader_is_seen(text: str, call: str) -> None:
    assert list(reading_calls(text)) == [call]
    assert not list(reading_calls("json.dumps(1)\nread_json(b'1')\nre.compile('eval')"))
