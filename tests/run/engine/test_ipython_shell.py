"""Cells run by IPython in a process, and what they show as messages of the Jupyter protocol.

That they show what a kernel shows is held by test_papermill_engine.
"""

import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from analyysi.run.engine.process import FreshProcess

pytestmark = pytest.mark.notebook


@pytest.fixture(scope="module")
def shell() -> Iterator[FreshProcess]:
    """A shell in a process of its own: this one belongs to the tests."""
    with FreshProcess(modules=()) as process:
        yield process


def kinds_and_contents(messages: list[dict[str, Any]]) -> list[tuple[str, Any]]:
    """Return the messages without the source of the cell, which comes first."""
    assert messages[0]["msg_type"] == "execute_input"
    return [(message["msg_type"], message["content"]) for message in messages[1:]]


def test_a_process_takes_no_second_notebook() -> None:
    script = (
        "from pathlib import Path\nfrom tempfile import mkdtemp\nfrom analyysi.run.engine.shell "
        "import new_shell\n"
        "new_shell(Path(mkdtemp()))\ntry:\n    new_shell(Path(mkdtemp()))\nexcept RuntimeError as "
        "error:\n"
        "    print(error)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=True
    )
    assert "each notebook needs a process of its own" in done.stdout


def test_text_is_one_message_until_another_stream_writes(shell: FreshProcess) -> None:
    messages, reply = shell.run(
        "import sys\nprint('a')\nprint('b')\nprint('c', file=sys.stderr)\nprint('d')"
    )
    assert reply == {"status": "ok"}
    assert kinds_and_contents(messages) == [
        ("stream", {"name": "stdout", "text": "a\nb\n"}),
        ("stream", {"name": "stderr", "text": "c\n"}),
        ("stream", {"name": "stdout", "text": "d\n"}),
    ]


def test_value_of_the_last_expression_carries_the_number_of_its_cell(shell: FreshProcess) -> None:
    (_, before), *_ = kinds_and_contents(shell.run("1")[0])
    (kind, after), *_ = kinds_and_contents(shell.run("{'a': (1, 2)}")[0])
    assert kind == "execute_result"
    assert after["data"]["text/plain"] == "{'a': (1, 2)}"
    assert after["execution_count"] == before["execution_count"] + 1


def test_error_stands_in_the_messages_and_in_the_reply(shell: FreshProcess) -> None:
    messages, reply = shell.run("print('before')\n{}['no such key']")
    (stream, _), (kind, content) = kinds_and_contents(messages)
    assert (stream, kind) == ("stream", "error")
    assert (content["ename"], content["evalue"]) == ("KeyError", "'no such key'")
    assert (reply["status"], reply["ename"], reply["evalue"]) == (
        "error",
        "KeyError",
        "'no such key'",
    )
    assert reply["traceback"] == content["traceback"] != []


def test_fault_of_the_syntax_is_an_error_too(shell: FreshProcess) -> None:
    _, reply = shell.run("def (")
    assert (reply["status"], reply["ename"]) == ("error", "SyntaxError")


def test_what_json_has_not_is_written_as_kernels_write_it(shell: FreshProcess) -> None:
    source = (
        "from fractions import Fraction\n"
        "from IPython.display import display\n"
        "display({'image/png': b'PNG', 'text/plain': (1, Fraction(1, 3))}, raw=True)"
    )
    ((kind, content),) = kinds_and_contents(shell.run(source)[0])
    assert kind == "display_data"
    assert content["data"] == {"image/png": "UE5H", "text/plain": [1, "1/3"]}


def test_display_can_be_updated_and_cleared(shell: FreshProcess) -> None:
    shell.run("handle = display('first', display_id='here')")
    ((kind, content),) = kinds_and_contents(shell.run("handle.update('second')")[0])
    assert (kind, content["transient"]) == ("update_display_data", {"display_id": "here"})
    source = "from IPython.display import clear_output\nclear_output(wait=True)"
    assert kinds_and_contents(shell.run(source)[0]) == [("clear_output", {"wait": True})]
