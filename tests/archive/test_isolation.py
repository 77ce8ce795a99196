"""Code that came with an archive runs apart: what it is kept from, by each way that works here."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from analyysi.archive import isolation
from analyysi.archive.isolation import ISOLATIONS, Box, run_isolated
from analyysi.archive.replay import replay_results
from analyysi.file_system.processes.apart import Ended

pytestmark = pytest.mark.slow


@pytest.fixture(params=ISOLATIONS)
def kept(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Each way that works here, in turn, as the one that is taken."""
    name = request.param
    monkeypatch.setattr(isolation, "ISOLATIONS", {name: ISOLATIONS[name], "": ISOLATIONS[""]})
    isolation.isolation.cache_clear()
    taken = isolation.isolation()[1]
    if taken is not ISOLATIONS[name]:
        isolation.isolation.cache_clear()
        pytest.skip(f"{name} does not work on this system")
    yield str(name)
    isolation.isolation.cache_clear()


def run(folder: Path, text: str, seconds: int = 60) -> Ended:
    for name in ("home", "out", "in"):
        (folder / name).mkdir(exist_ok=True)
    box = Box(folder / "home", [folder / "out"], [folder / "in"])
    return run_isolated([sys.executable, "-c", text], box, {"GIVEN": "yes"}, seconds)


def test_one_way_always_works(kept: str, tmp_path: Path) -> None:
    ended = run(tmp_path, "import sys; print('out'); print('err', file=sys.stderr); sys.exit(3)")
    assert (ended.code, ended.out, ended.err) == (3, b"out\n", b"err\n")


def test_settings_and_home_of_the_user_are_not_handed_on(
    kept: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET_TOKEN", "of the user")
    text = "import os, pathlib; print(dict(os.environ)); print(pathlib.Path.home(), os.getcwd())"
    out = run(tmp_path, text).out.decode()
    assert "of the user" not in out
    assert "'GIVEN': 'yes'" in out
    assert out.splitlines()[1] == f"{tmp_path / 'home'} {tmp_path / 'home'}"


def test_network_is_out_of_reach(kept: str, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        text = f"import socket; socket.create_connection(('127.0.0.1', {port}), 5); print('there')"
        ended = run(tmp_path, text)
    assert (ended.out == b"there\n") is not ISOLATIONS[kept].keeps_network


def test_a_notebook_may_still_speak_to_its_kernel(kept: str, tmp_path: Path) -> None:
    text = (
        "import socket; server = socket.create_server(('127.0.0.1', 0)); "
        "socket.create_connection(server.getsockname(), 5); print('there')"
    )
    assert run(tmp_path, text).out == b"there\n"


def test_files_of_the_user_are_neither_read_nor_written(kept: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("of the user", encoding="utf-8")
    out = run(tmp_path, f"print(open({str(secret)!r}).read())").out
    assert (b"of the user" in out) is not ISOLATIONS[kept].keeps_files
    run(tmp_path, f"open({str(secret)!r}, 'w').write('changed')")
    assert (secret.read_text() == "of the user") is ISOLATIONS[kept].keeps_files


def test_inputs_can_be_read_and_only_what_is_shown_for_it_written(
    kept: str, tmp_path: Path
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "figures").write_text("80000", encoding="utf-8")
    copy = f"open({str(tmp_path / 'out' / 'copy')!r}, 'w')"
    text = f"{copy}.write(open({str(tmp_path / 'in' / 'figures')!r}).read())"
    assert run(tmp_path, text).code == 0
    assert (tmp_path / "out" / "copy").read_text() == "80000"
    if ISOLATIONS[kept].keeps_files:
        assert run(tmp_path, f"open({str(tmp_path / 'in' / 'figures')!r}, 'w')").code != 0


def test_memory_and_size_of_files_are_limited(kept: str, tmp_path: Path) -> None:
    assert b"MemoryError" in run(tmp_path, "bytes(5 * 1024**3)").err
    large = f"open({str(tmp_path / 'out' / 'large')!r}, 'wb').truncate(300 * 1024**2)"
    assert run(tmp_path, large).code != 0
    assert run(tmp_path, "import resource; print(resource.getrlimit(resource.RLIMIT_NPROC)[0])").out


def test_what_does_not_end_is_ended_with_all_that_it_started(kept: str, tmp_path: Path) -> None:
    text = f"{sleeper(tmp_path)}; import time; time.sleep(600)"
    with pytest.raises(subprocess.TimeoutExpired):
        run(tmp_path, text, seconds=3)
    assert gone(str(tmp_path))


def test_what_stays_behind_is_ended(kept: str, tmp_path: Path) -> None:
    run(tmp_path, sleeper(tmp_path))
    assert gone(str(tmp_path))


def sleeper(tmp_path: Path) -> str:
    """Return a statement that starts a process of which the folder's name is an argument."""
    sleep = "import time; time.sleep(600)"
    return (
        "import subprocess, sys; "
        f"subprocess.Popen([sys.executable, '-c', {sleep!r}, {str(tmp_path)!r}])"
    )


def gone(argument: str) -> bool:
    """Return whether soon no process has an argument: the system ends them one by one."""
    until = time.monotonic() + 10
    while argument in processes():
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


def processes() -> str:
    """Return the command lines of all processes."""
    lines = []
    for place in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            lines.append(place.read_bytes().replace(b"\0", b" ").decode("utf-8", "replace"))
        except OSError:
            continue
    return "\n".join(lines)


def test_a_way_that_the_system_forbids_is_not_taken(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    broken = tmp_path / "bwrap"
    broken.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    broken.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    isolation.isolation.cache_clear()
    try:
        assert isolation.isolation() == ("", ISOLATIONS[""])
    finally:
        isolation.isolation.cache_clear()


def test_the_way_without_a_program_says_that_it_keeps_nothing_from_the_network() -> None:
    row = ISOLATIONS[""]
    assert (row.keeps_network, row.keeps_files) == (False, False)
    assert row.sentence.startswith("NOT isolated from the network")
    assert list(ISOLATIONS)[-1] == ""


def test_archived_program_gets_copies_and_no_module_from_where_it_runs(
    kept: str, tmp_path: Path
) -> None:
    package = tmp_path / "code" / "analyysi"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    (package / "__main__.py").write_text(
        "import os, pathlib, sys\n"
        "place = pathlib.Path(sys.argv[-1])\n"
        "try:\n    (place / 'terms').write_text('changed')\nexcept OSError:\n    pass\n"
        "try:\n    import shadow\nexcept ImportError:\n    print(os.environ['PYTHONSAFEPATH'])\n",
        encoding="utf-8",
    )
    project = tmp_path / "project"
    project.mkdir()
    (project / "terms").write_text("true", encoding="utf-8")
    (project / "shadow.py").touch()
    assert replay_results(project, tmp_path / "code", "a", 2023).strip() == "1"
    assert (project / "terms").read_text() == "true"
    assert {path.name for path in project.iterdir()} == {"terms", "shadow.py"}
