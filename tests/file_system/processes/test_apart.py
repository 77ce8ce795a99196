"""A process of its own: what it is given, what it says, and that nothing of it stays."""

import subprocess
import sys
import time

import pytest

from analyysi.file_system.processes.apart import Limits, limited_command, run_apart

SMALL = Limits(memory=512 * 1024**2, seconds=5, processes=64)


def test_it_reads_what_it_is_given_and_both_outputs_come_back() -> None:
    text = "import sys; print(sys.stdin.read()[::-1]); print('err', file=sys.stderr); sys.exit(3)"
    ended = run_apart([sys.executable, "-c", text], {}, 20, given=b"abc")
    assert (ended.code, ended.out.split(), ended.err.split()) == (3, [b"cba"], [b"err"])


def test_settings_of_the_user_are_not_handed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_TOKEN", "of the user")
    out = run_apart(
        [sys.executable, "-c", "import os; print(dict(os.environ))"], {"GIVEN": "yes"}, 20
    ).out
    assert b"of the user" not in out
    assert b"'GIVEN': 'yes'" in out


@pytest.mark.skipif(sys.platform != "linux", reason="macOS and Windows have no limit of memory")
def test_memory_is_limited() -> None:
    ended = run_apart(limited_command([sys.executable, "-c", "bytearray(1024**3)"], SMALL), {}, 20)
    assert ended.code != 0
    assert b"MemoryError" in ended.err


def test_it_is_ended_when_the_time_is_over() -> None:
    begun = time.monotonic()
    with pytest.raises(subprocess.TimeoutExpired):
        run_apart([sys.executable, "-c", "import time; time.sleep(60)"], {}, 0.5)
    assert time.monotonic() - begun < 20
