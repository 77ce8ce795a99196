"""The program that sets limits on itself and becomes a command."""

import os
import subprocess
import sys

import pytest

from analyysi.file_system.processes import limited

GIBIBYTE = 1024**3


def become(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-I", "-S", limited.__file__, *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


@pytest.mark.slow
def test_limits_hold_in_the_command() -> None:
    text = (
        "import resource as r; "
        "print([r.getrlimit(getattr(r, f'RLIMIT_{name}')) for name in "
        "('AS', 'CPU', 'NPROC', 'FSIZE', 'CORE')])"
    )
    done = become(str(GIBIBYTE), "30", "64", "as-is", sys.executable, "-c", text)
    limits = [(most, most) for most in (GIBIBYTE, 30, 64, limited.FILE_BYTES, 0)]
    assert done.stdout.strip() == str(limits)


@pytest.mark.slow
def test_limits_are_not_raised_above_those_of_the_caller() -> None:
    text = "import resource; print(resource.getrlimit(resource.RLIMIT_CPU)[0])"
    inner = [sys.executable, "-I", "-S", limited.__file__, str(GIBIBYTE), "99", "64", "as-is"]
    done = become(str(GIBIBYTE), "30", "64", "as-is", *inner, sys.executable, "-c", text)
    assert done.stdout.strip() == "30"


@pytest.mark.slow
def test_command_keeps_its_process_and_its_exit_code() -> None:
    text = "import os, sys; print(os.getppid()); sys.exit(5)"
    done = become(str(GIBIBYTE), "30", "64", "as-is", sys.executable, "-c", text)
    assert (int(done.stdout), done.returncode) == (os.getpid(), 5)
