"""Run in a process of its own: writing commands that meet trouble at each operation of the disk.

Every run is a forked child on a copy of a project. After the trouble it is looked at what is on the
disk, then the same command is run again, undisturbed, on every state of the disk that differs from
those before. A command that takes seconds is run once, and the disk is looked at before each
operation and in the middle of each write, as a kill there leaves it.

To be called with the project's folder, an empty folder, and what to try: a name of
`writing_commands.WRITING`, a name of `watched_os.TROUBLES` and a step (1: each operation), with
colons between.
"""

import contextlib
import io
import itertools
import json
import os
import shutil
import sys
import traceback
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from analyysi.file_system import files, locks, together
from support.watched_os import KILLED, TROUBLES, kill_at, looked_at, watch
from support.writing_commands import BY_NAME, Writing, checksums, served

OUR_NAMES = (files.NEW, locks.OLD, locks.LOCK, together.READY)
UNDISTURBED = kill_at(0)


@dataclass
class Tried:
    """What came of the tries: how many, and what was wrong after how many of them."""

    operations: int = 0
    tries: int = 0
    struck: int = 0
    """Tries after which the command ended otherwise than undisturbed."""
    torn: int = 0
    untold: int = 0
    """Tries that ended without one clear sentence."""
    next_wrong: int = 0
    left: int = 0
    """Tries of which something is left after the next run."""
    absent: int = 0
    """Tries after which an earlier report was set aside until the next run."""
    states: int = 0
    """States of the disk on which the next run was tried."""
    faults: list[str] = field(default_factory=list)

    def count(self, at: str, kind: str, faults: Iterable[str]) -> None:
        """Count a try as faulty, if it has faults of a kind, and keep them."""
        listed = [f"{at}: {fault}" for fault in faults]
        if listed:
            setattr(self, kind, getattr(self, kind) + 1)
            self.faults += listed


class Trial:
    """A writing command with one kind of trouble, in a folder to work in."""

    def __init__(self, template: Path, work_folder: Path, writing: Writing) -> None:
        self.work_folder, self.writing, self.result = work_folder, writing, Tried()
        self.prepared = work_folder / "prepared"
        shutil.copytree(template, self.prepared, symlinks=True)
        writing.prepare(self.prepared)
        self.before, self.after = checksums(self.prepared), dict[str, str]()

    def copy(self, source: Path, name: str) -> Path:
        shutil.rmtree(self.work_folder / name, ignore_errors=True)
        shutil.copytree(source, self.work_folder / name, symlinks=True)
        return self.work_folder / name

    def undisturbed(self, trouble: Any) -> None:
        """Run in this very process: the children find imported what a run imports."""
        whole = self.copy(self.prepared, "project")
        complaint = io.StringIO()
        counter = watch(trouble, whole)
        with contextlib.redirect_stderr(complaint), contextlib.redirect_stdout(io.StringIO()):
            code = _status(self.writing.work, whole, complaint)
        if code != 0:
            raise SystemExit(f"{self.writing.name} does not run: {complaint.getvalue()}")
        not_passed = set(self.writing.modules) - counter.modules
        if not_passed:
            raise SystemExit(f"{self.writing.name} does not write by {not_passed}")
        self.result.operations, self.after = counter.count, checksums(whole)

    def tried(self, kind: str, step: int) -> Tried:
        if self.writing.seconds and kind == "killed":
            self._looked_at(step)
            return self.result
        self.undisturbed(UNDISTURBED)
        if self.writing.seconds:
            step = max(step, self.result.operations // 4)
        states: set[str] = set()
        for number in range(1, self.result.operations + 1, step):
            root = self.copy(self.prepared, "project")
            code, told = in_a_child(self.writing.work, root, TROUBLES[kind](number))
            at = f"{kind} at {number}"
            self.result.tries += 1
            self.result.struck += code != 0
            self.result.count(at, "untold", _untold(code, told, kind))
            now = checksums(root)
            self._look(at, now)
            if _state(now) not in states:
                states.add(_state(now))
                self._run_again(at, root)
        self.result.states = len(states)
        return self.result

    def _looked_at(self, step: int) -> None:
        """Copy aside each state of the disk, and run again on each that differs."""
        numbers = itertools.count()
        states: dict[str, Path] = {}
        seen: list[dict[str, str]] = []
        project = self.work_folder / "project"

        def look() -> None:
            if next(numbers) % step:
                return
            seen.append(checksums(project))
            name = _state(seen[-1])
            if name not in states:
                states[name] = self.work_folder / f"state-{len(states)}"
                shutil.copytree(project, states[name], symlinks=True)

        self.undisturbed(looked_at(look))
        watch(UNDISTURBED, project)
        self.result.tries = self.result.struck = len(seen)
        self.result.states = len(states)
        for number, now in enumerate(seen, 1):
            self._look(f"look {number}", now)
        for folder in states.values():
            self._run_again(folder.name, self.copy(folder, "project"))
            shutil.rmtree(folder)

    def _look(self, at: str, now: Mapping[str, str]) -> None:
        self.result.count(at, "torn", _torn(now, self.before, self.after))
        self.result.count(at, "torn", _half(now, self.after, self.writing.together))
        gone = _gone(now, self.before, self.after)
        set_aside = any(part.startswith(locks.OLD) for path in now for part in path.split("/"))
        if gone and set_aside:
            self.result.absent += 1
        elif gone:
            self.result.count(at, "torn", [f"gone: {gone[:3]}"])

    def _run_again(self, at: str, root: Path) -> None:
        code, told = in_a_child(self.writing.work, root, UNDISTURBED)
        faults = _untold(code, told, "the next run")
        if self.writing.once:
            code, told = in_a_child(self.writing.work, root, UNDISTURBED)
            faults += _untold(code, told, "the next run")
        again = checksums(root)
        differing = [
            path
            for path in sorted({*again, *self.after})
            if again.get(path) != self.after.get(path) and not _says_the_day(path)
        ]
        left = [path for path in differing if is_ours(path) and path in again]
        wrong = [path for path in differing if path not in left]
        faults += [f"after the next run: {wrong[:4]} {told[:200]}"] if wrong else []
        self.result.count(at, "next_wrong", faults)
        self.result.count(at, "left", [f"left for ever: {left[:4]}"] if left else [])


def in_a_child(work: Callable[[Path], None], root: Path, trouble: Any) -> tuple[int, str]:
    """Do the work in a child; return its exit code, and what it complained of."""
    told = root.parent / "told"
    told.unlink(missing_ok=True)
    child = os.fork()
    if child == 0:
        status = 1
        complaint = io.StringIO()
        try:
            watch(trouble, root)
            with contextlib.redirect_stderr(complaint), contextlib.redirect_stdout(io.StringIO()):
                status = _status(work, root, complaint)
            told.write_text(complaint.getvalue(), encoding="utf-8")
        except BaseException:  # noqa: BLE001 - what is wrong with the driver itself
            traceback.print_exc(file=sys.__stderr__)
        finally:
            os._exit(status)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return code, told.read_text(encoding="utf-8") if told.exists() else ""


def _status(work: Callable[[Path], None], root: Path, complaint: io.StringIO) -> int:
    # The settings of the user are the project's too, so that they are looked at.
    os.environ["XDG_CONFIG_HOME"] = str(root / "settings")
    try:
        work(root)
    except SystemExit as ended:
        if isinstance(ended.code, str):
            complaint.write(ended.code)
            return 1
        return ended.code or 0
    except BaseException as error:  # noqa: BLE001 - told as what it is
        complaint.write(f"Traceback: {type(error).__name__}: {error}")
        return 99
    return 0


def is_ours(name: str) -> bool:
    """Return whether a path is of what is not at its place yet: nobody takes it for a result."""
    if name.startswith("data/.pull"):
        return True
    return any(part.startswith(OUR_NAMES) or part == ".batch.lock" for part in name.split("/"))


def _state(now: Mapping[str, str]) -> str:
    """Return what tells a state of the disk from another. What lies under a name of something new
    is cleared away as a whole: there it counts only that there is something.
    """
    lines = set()
    for path, checksum in now.items():
        outside, new, _ = path.partition(files.NEW)
        lines.add(f"{outside}{new}" if new else f"{path} {checksum}")
    return "\n".join(sorted(lines))


def _untold(code: int, complaint: str, kind: str) -> list[str]:
    if code == KILLED or (code == 0 and kind != "killed"):
        return []
    # Before it a command may say what it is doing.
    before, start, sentence = complaint.strip().rpartition("analyysi: ")
    is_a_sentence = bool(start) and sentence.count("\n") <= 1 and "Traceback" not in before
    if is_a_sentence and "unexpected fault" not in sentence:
        return []
    return [f"exit {code}, told: {sentence[:200]!r}"]


def _torn(now: Mapping[str, str], before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
    """Return what is neither as it was nor as it is to be."""
    return [
        f"torn: {path}"
        for path, written in now.items()
        if not is_ours(path)
        and not (path in after and _says_the_day(path))
        and written not in (before.get(path), after.get(path))
    ]


def _half(now: Mapping[str, str], after: Mapping[str, str], paths: Iterable[str]) -> list[str]:
    """Return files that belong together of which only some are as they are to be, untold."""
    done = [path for path in paths if now.get(path) == after[path]]
    is_told = any(together.READY in path for path in now)
    return [f"alone: {done}"] if done and len(done) < len(list(paths)) and not is_told else []


def _gone(now: Mapping[str, str], before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
    return [path for path in before if path in after and path not in now]


def _says_the_day(path: str) -> bool:
    """Return whether a file says when it was made, or how long that took."""
    return Path(path).name in {"run.json", "runs.csv", "index.html", "failed.log"} and (
        path.startswith("reports/")
    )


if __name__ == "__main__":
    project_folder, work_place, *wanted = sys.argv[1:]
    outcomes = {}
    for place, asked in enumerate(wanted):
        which, trouble_kind, each = asked.split(":")
        work_here = Path(work_place).resolve() / str(place)
        work_here.mkdir()
        with served(which):
            trial = Trial(Path(project_folder), work_here, BY_NAME[which])
            outcomes[asked] = asdict(trial.tried(trouble_kind, int(each)))
        shutil.rmtree(work_here)
    sys.stdout.write(json.dumps(outcomes))
