"""Run by test_pull_killed.py in a process of its own: pulls that are killed at a chosen file
operation.

Python tells every file operation to an audit hook before it happens, so `kill -9` can strike before
each one of them: no moment of a pull that leaves a trace on disk is missed. Every pull is a forked
child of this process.
"""

import json
import os
import shutil
import signal
import sys
from pathlib import Path
from typing import Any

from analyysi.project import Project
from analyysi.sources.fetch.hosts import Hosts
from analyysi.sources.fetch.order import Wishes
from analyysi.sources.fetch.pull import Puller
from analyysi.sources.fetch.transport import Transport

FILE_EVENTS = {
    "open",
    "os.rename",
    "os.remove",
    "os.rmdir",
    "os.mkdir",
    "os.chmod",
    "os.listdir",
    "os.scandir",
}
FILE_EVENTS |= {"shutil.copyfile", "shutil.rmtree", "tempfile.mkstemp"}


def pull(project: Path, pxweb: str, treasury: str, name: str, kill_at: int, counted: Path) -> None:
    """Pull in a child; `kill_at` 0 never kills. The number of file operations is written to
    `counted`.
    """
    count = 0

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal count
        if event in FILE_EVENTS and any(str(project) in str(argument) for argument in arguments):
            count += 1
            if count == kill_at:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)
    transport = Transport(Hosts((pxweb, treasury)))
    puller = Puller(Project(project), transport, {"pxweb": pxweb, "treasury": treasury})
    puller.pull(name, Wishes())
    puller.finish()
    transport.close()
    counted.write_text(str(count), encoding="utf-8")


def in_a_child(*arguments: Any) -> int:
    child = os.fork()
    if child == 0:
        status = 1
        try:
            pull(*arguments)
            status = 0
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def content(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def main(
    template: Path, work: Path, pxweb: str, treasury: str, name: str, step: int
) -> dict[str, Any]:
    counted = work / "count"
    whole = work / "whole"
    shutil.copytree(template, whole)
    assert in_a_child(whole, pxweb, treasury, name, 0, counted) == 0
    expected = content(whole)
    operations = int(counted.read_text(encoding="utf-8"))
    killed, wrong = 0, []
    for kill_at in range(1, operations + 1, step):
        project = work / "killed"
        shutil.copytree(template, project)
        code = in_a_child(project, pxweb, treasury, name, kill_at, counted)
        killed += code == -signal.SIGKILL
        again = in_a_child(project, pxweb, treasury, name, 0, counted)
        written = content(project)
        if again != 0 or written != expected:
            odd = sorted(
                name for name in {*written, *expected} if written.get(name) != expected.get(name)
            )
            wrong.append({"kill_at": kill_at, "exit": again, "files": odd[:5]})
        shutil.rmtree(project)
    return {"operations": operations, "killed": killed, "wrong": wrong, "files": len(expected)}


if __name__ == "__main__":
    result = main(Path(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:6], int(sys.argv[6]))
    sys.stdout.write(json.dumps(result))
