"""A process of its own for each notebook: fresh, alone, and gone when it is no longer needed."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from analyysi.errors import ReportError, StorageError
from analyysi.run.engine import process as module
from analyysi.run.engine.process import FreshProcess, processes_ahead, start_ahead

pytestmark = [pytest.mark.notebook, pytest.mark.usefixtures("started_processes")]


def shown(process: FreshProcess, source: str) -> Any:
    """Return the text of what a cell's last expression shows."""
    messages, reply = process.run(source)
    assert reply == {"status": "ok"}
    return messages[-1]["content"]["data"]["text/plain"]


def test_every_notebook_has_a_process_of_its_own() -> None:
    with FreshProcess(modules=()) as first, FreshProcess(modules=()) as second:
        first.run("import os, builtins\nos.environ['LEFT'] = builtins.left = 'here'")
        messages, reply = second.run(
            "import os, builtins\n(os.environ.get('LEFT'), hasattr(builtins, 'left'))"
        )
    assert reply == {"status": "ok"}
    assert messages[-1]["content"]["data"]["text/plain"] == "(None, False)"


def test_nothing_of_the_users_profile_takes_part(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    startup = tmp_path / "profile_default" / "startup"
    startup.mkdir(parents=True)
    (startup / "00.py").write_text(
        "import builtins; builtins.from_profile = True", encoding="utf-8"
    )
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    with FreshProcess(modules=()) as process:
        messages, _ = process.run("import builtins\nhasattr(builtins, 'from_profile')")
    assert messages[-1]["content"]["data"]["text/plain"] == "False"
    assert not (tmp_path / "profile_default" / "history.sqlite").exists()


def test_the_process_ends_with_its_parent() -> None:
    script = (
        "import os, signal, sys\nfrom analyysi.run.engine.process import FreshProcess\n"
        "process = FreshProcess(modules=())\nm, _ = process.run('import os; os.getpid()')\n"
        "print(m[-1]['content']['data']['text/plain'], flush=True)\nos.kill(os.getpid(), "
        "signal.SIGKILL)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=False
    )
    pid = int(done.stdout)
    for _ in range(100):
        if not Path(f"/proc/{pid}").exists():
            return
        subprocess.run(["sleep", "0.05"], check=True)
    pytest.fail(f"process {pid} outlived its parent")


def test_modules_are_imported_before_the_first_cell() -> None:
    with FreshProcess(modules=("wave",)) as process:
        modules = "('wave' in sys.modules, 'analyysi.report.page' in sys.modules)"
        assert shown(process, f"import sys\n{modules}") == "(True, False)"


def test_names_last_from_cell_to_cell_and_the_folder_is_the_callers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with FreshProcess(modules=()) as process:
        process.run("share = 7079")
        monkeypatch.chdir(tmp_path)
        assert shown(process, "share") == "7079"
        assert shown(process, "import os\nos.getcwd()") == repr(str(tmp_path))


def test_process_that_ends_in_a_cell_is_reported_with_its_code() -> None:
    with (
        FreshProcess(modules=()) as process,
        pytest.raises(ReportError, match=r"ended \(exit code 3\) in the middle of a cell"),
    ):
        process.run("import os\nos._exit(3)")


def test_process_that_is_killed_is_reported_with_the_signal() -> None:
    with (
        FreshProcess(modules=()) as process,
        pytest.raises(ReportError, match=r"ended \(signal 9\).*If memory ran out"),
    ):
        process.run("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)")


def test_closing_leaves_no_process_and_no_folder() -> None:
    process = FreshProcess(modules=())
    home, child = process._home, process._process
    assert home.is_dir()
    process.close()
    assert child.poll() is not None
    assert not home.exists()


def test_what_libraries_write_past_python_does_not_get_between_the_messages() -> None:
    with FreshProcess(modules=()) as process:
        process.run("import os\n_ = os.write(1, b'from C')")
        assert shown(process, "import sys\nsys.__stdin__.read()") == "''"


def test_processes_ahead_are_given_one_by_one_and_started_one_early() -> None:
    with processes_ahead(2) as given:
        first = next(given)
        pid = shown(first, "import os\nos.getpid()")
        second = next(given)
        assert first._process.poll() is not None
        assert shown(second, "import os\nos.getpid()") != pid
        assert next(given, None) is None
        assert second._process.poll() is not None


def test_processes_ahead_end_with_a_fault() -> None:
    with pytest.raises(ZeroDivisionError), processes_ahead(3) as given:  # noqa: PT012
        first = next(given)
        1 / 0  # noqa: B018
    assert first._process.poll() is not None


def test_what_was_started_ahead_is_the_first_process_and_ends_with_this_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    at_the_end: list[Any] = []
    monkeypatch.setattr("atexit.register", at_the_end.append)
    start_ahead()
    (started,) = module._started_ahead
    with processes_ahead(2) as processes:
        assert next(processes) is started
        assert shown(started, "1 + 1") == "2"
        assert next(processes) is not started
    assert module._started_ahead == []
    at_the_end[0]()
    assert started._process.poll() is not None


def test_what_cannot_be_started_ahead_is_told_by_who_needs_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise OSError(24, "Too many open files")

    monkeypatch.setattr(subprocess, "Popen", fails)
    start_ahead()
    with pytest.raises(StorageError, match="too many files are open"), processes_ahead(1):
        pass
