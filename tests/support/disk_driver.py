"""Run in a process of its own: writing commands that meet trouble at each operation of the disk.

Every run is a forked child on a copy of a project. After the trouble it is looked at what is on the
disk, then the same command is run again, undisturbed. To be called with the project's folder, an
empty folder, and what to try: a name of `COMMANDS`, a name of `watched_os.TROUBLES` and a step (1:
each operation), with colons between.
"""

import contextlib
import io
import json
import os
import shutil
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from analyysi.archive.edition import INPUTS, Edition
from analyysi.cli import main as command_line
from analyysi.file_system import files, locks
from analyysi.project import Project
from support.services.pxweb import PxWeb
from support.services.tables import standard
from support.watched_os import KILLED, TROUBLES, kill_at, watch

OUR_NAMES = (files.NEW, locks.OLD, locks.LOCK)
DECISION = """kunta;osuus €
Hyrynsalmi;10000,00
Kuhmo;20000,00
Paltamo;5000,00
Puolanka;5000,00
Ristijärvi;5000,00
Sotkamo;25000,00
Suomussalmi;10000,00
"""
NEW_AGREEMENT = (
    *("--id", "auto", "--subject", "Kirjastoauto", "--purpose", "Kunnat omistavat auton."),
    *("--payers", "Kuhmo, Sotkamo", "--year", "2027", "--total", "180000"),
)


def command(*arguments: str) -> None:
    """Run a command as the user does; the fault's sentence goes to standard error."""
    sys.argv = ["analyysi", *arguments]
    command_line.main()


def called(*arguments: str) -> Callable[[Path], None]:
    return lambda root: command(*arguments, "--project", str(root))


def import_decision(root: Path) -> None:
    table = root.parent / "shares.csv"
    if not table.exists():
        table.write_text(DECISION, encoding="utf-8")
    options = ("--total", "80000", "--source", "Esimerkki 1 §", "--decided-by", "Esimerkki")
    command("import-decision", "kainuu-ict", "2021", str(table), *options, "--project", str(root))


def save_at_the_desk(root: Path) -> None:
    from analyysi.comparison.case import load_year
    from analyysi.comparison.history import shared_year
    from analyysi.desk.saving import Saved, save

    project = Project(root)
    case = load_year(project, "kainuu-ict", 2027)
    saved = save(project, case, shared_year(case), 2028)
    if not isinstance(saved, Saved):
        raise SystemExit(f"analyysi: {saved.values['reason']}")


def own_notebooks(root: Path) -> None:
    from analyysi.run.lab.own_notebooks import prepare_own_notebooks

    in_a_sentence(lambda: prepare_own_notebooks(Project(root)))


def excel(root: Path) -> None:
    output = root / "shares.csv"
    command(
        *("compare", "kainuu-ict", "2023", "--format", "excel", "--output", str(output)),
        *("--project", str(root)),
    )


FILES = {"report.html": b"<p>new</p>" * 2000, "results.csv": b"new;1\n", "run.json": b"{}"}


def pull(root: Path) -> None:
    command(
        *("pull", "population", "--pxweb", os.environ["PXWEB"], "--project", str(root), "--quiet"),
    )


@contextlib.contextmanager
def served(name: str) -> Iterator[None]:
    """Let this process answer as the service does that is asked, for as long as it is."""
    if name != "pull":
        yield
        return
    with PxWeb(standard(), limiter_on=False, max_cells=500) as service:
        os.environ["PXWEB"] = service.root
        yield


def with_a_report(root: Path) -> None:
    """Put an earlier report in its folder, and things of the user beside it."""
    folder = root / "reports" / "kainuu-ict" / "2023"
    if folder.exists():
        return
    (folder / "drafts").mkdir(parents=True)
    for name in FILES:
        (folder / name).write_bytes(b"old")
    for name in ("notes.txt", "drafts/notes.txt"):
        (folder / name).write_bytes(b"the user's")
    (folder / "gone.txt").symlink_to("/no/such/file")
    (folder / "elsewhere").symlink_to("/etc")


def replace_report(root: Path) -> None:
    from analyysi.run.folder import replace_folder

    in_a_sentence(lambda: replace_folder(root / "reports" / "kainuu-ict" / "2023", FILES))


def keep_failure(root: Path) -> None:
    from analyysi.run.folder import keep_failure

    folder = root / "reports" / "kainuu-ict" / "2023"
    in_a_sentence(lambda: keep_failure(folder, {"failed.log": b"why"}))


def write_batch(root: Path) -> None:
    from analyysi.run.batch.destination import FolderDestination

    destination = FolderDestination(root / "reports")

    def write() -> None:
        with destination.lock():
            for year in ("2022", "2023"):
                destination.replace_report(f"kainuu-ict/{year}", FILES)
                destination.write_file("runs.csv", b"runs")

    in_a_sentence(write)


def place_edition(root: Path) -> None:
    """Put an edition in place: with few files, so that every operation can be tried."""
    from analyysi.archive import publish
    from analyysi.archive.edition import editions_of
    from support.places import ROOT

    project = Project(root)
    published = editions_of(Project(ROOT), "kainuu-ict", 2023)[0].record
    contents = {
        name: content
        for name, content in _contents(published.agreement, published.year).items()
        if not name.startswith(INPUTS) or name.endswith(".toml")
    }

    def place() -> Edition:
        return publish._place(project, published, contents)

    in_a_sentence(place)


def _contents(agreement: str, year: int) -> dict[str, bytes]:
    from analyysi.archive.edition import editions_of
    from support.places import ROOT

    folder = editions_of(Project(ROOT), agreement, year)[0].folder
    return content(folder)


def in_a_sentence(work: Callable[[], Any]) -> None:
    """Do what a command does, with its way to tell a fault."""
    from analyysi.errors import AnalyysiError

    try:
        work()
    except AnalyysiError as error:
        raise SystemExit(f"analyysi: {error}") from error


def init(root: Path) -> None:
    command("init", str(root / "uusi"))


def init_in_an_empty_folder(root: Path) -> None:
    (root / "tyhja").mkdir(exist_ok=True)
    command("init", str(root / "tyhja"))


COMMANDS: Mapping[str, Callable[[Path], None]] = {
    "new-year": called("new-year", "kainuu-ict", "2028"),
    "new-agreement": called("new-agreement", *NEW_AGREEMENT),
    "import-decision": import_decision,
    "desk": save_at_the_desk,
    "lab": own_notebooks,
    "init": init,
    "init in an empty folder": init_in_an_empty_folder,
    "update": called("update"),
    "compare to Excel": excel,
    "report in place": replace_report,
    "failed report in place": keep_failure,
    "batch in place": write_batch,
    "edition in place": place_edition,
    "report": called("report", "kainuu-ict", "2023", "--quiet"),
    "pull": pull,
    "publish": called("report", "kainuu-ict", "2023", "--publish", "--quiet"),
    "batch": called("batch", "--agreements", "kainuu-ict", "--years", "2023,2027", "--quiet"),
}


@dataclass
class Tried:
    """What came of the tries: how many, and which left something wrong, in words."""

    operations: int = 0
    tries: int = 0
    struck: int = 0
    left_over: int = 0
    """Tries after which something of ours lay about until the next run."""
    absent: int = 0
    """Tries after which an earlier report was set aside until the next run."""
    wrong: list[str] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)


def in_a_child(work: Callable[[Path], None], root: Path, trouble: Any) -> tuple[int, str, int]:
    """Do the work in a child; return its exit code, what it complained of, and its operations."""
    told = root.parent / "told"
    told.unlink(missing_ok=True)
    child = os.fork()
    if child == 0:
        status = 1
        complaint = io.StringIO()
        try:
            counter = watch(trouble)
            with contextlib.redirect_stderr(complaint), contextlib.redirect_stdout(io.StringIO()):
                status = _status(work, root, complaint)
            told.write_text(json.dumps([complaint.getvalue(), counter.count]), encoding="utf-8")
        except BaseException:  # noqa: BLE001 - what is wrong with the driver itself
            traceback.print_exc(file=sys.__stderr__)
        finally:
            os._exit(status)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    complaint, count = json.loads(told.read_text(encoding="utf-8")) if told.exists() else ("", 0)
    return code, complaint, count


def _status(work: Callable[[Path], None], root: Path, complaint: io.StringIO) -> int:
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


def content(folder: Path) -> dict[str, bytes]:
    """Return every file under a folder; a link by where it leads."""
    return {
        path.relative_to(folder).as_posix(): (
            str(path.readlink()).encode() if path.is_symlink() else path.read_bytes()
        )
        for path in folder.rglob("*")
        if path.is_symlink() or path.is_file()
    }


def is_ours(name: str) -> bool:
    """Return whether a path is of what is not at its place yet: nobody takes it for a result."""
    if name.startswith("data/.pull"):
        return True
    return any(part.startswith(OUR_NAMES) or part == ".batch.lock" for part in name.split("/"))


def tried(template: Path, work_folder: Path, name: str, kind: str, step: int) -> Tried:
    work, result = COMMANDS[name], Tried()
    if name.endswith("in place"):
        with_a_report(template)
    before = content(template)
    whole = work_folder / "whole"
    shutil.rmtree(whole, ignore_errors=True)
    shutil.copytree(template, whole, symlinks=True)
    complaint = io.StringIO()
    counter = watch(kill_at(0))
    # In this very process: the children find imported what a run imports.
    with contextlib.redirect_stderr(complaint), contextlib.redirect_stdout(io.StringIO()):
        code = _status(work, whole, complaint)
    result.operations = counter.count
    if code != 0:
        raise SystemExit(f"{name} does not run undisturbed: {complaint.getvalue()}")
    after = content(whole)
    for number in range(1, result.operations + 1, step):
        root = work_folder / "tried"
        shutil.copytree(template, root, symlinks=True)
        code, told, _ = in_a_child(work, root, TROUBLES[kind](number))
        result.tries += 1
        result.struck += code != 0
        faults = _complaints(code, told, kind, result)
        now = content(root)
        result.left_over += any(is_ours(path) for path in now)
        faults += _torn(now, before, after, result)
        in_a_child(work, root, kill_at(0))
        _, said, _ = in_a_child(work, root, kill_at(0)) if is_refused(name) else (0, "", 0)
        again = content(root)
        faults += _differing(again, after, said)
        result.wrong += [f"{kind} at {number}: {fault}" for fault in faults]
        shutil.rmtree(root)
    return result


def is_refused(name: str) -> bool:
    """Return whether a command refuses to be run twice, so that a second time clears away."""
    return name in {"new-year", "new-agreement", "import-decision", "compare to Excel"} or (
        name.startswith("init")
    )


def _complaints(code: int, complaint: str, kind: str, result: Tried) -> list[str]:
    if code == KILLED or (code == 0 and kind != "killed"):
        return []
    sentence = complaint.strip()
    if sentence not in result.sentences and len(result.sentences) < 5:
        result.sentences.append(sentence)
    is_a_sentence = sentence.startswith("analyysi: ") and sentence.count("\n") <= 1
    if is_a_sentence and "unexpected fault" not in sentence:
        return []
    return [f"exit {code}, told: {sentence[:200]!r}"]


def _torn(
    now: Mapping[str, bytes], before: Mapping[str, bytes], after: Mapping[str, bytes], result: Tried
) -> list[str]:
    """Return what is neither as it was nor as it is to be."""
    torn = [
        f"torn: {path}"
        for path, written in now.items()
        if not is_ours(path)
        and not (path in after and _says_the_day(path))
        and written not in (before.get(path), after.get(path))
    ]
    gone = [path for path in before if path in after and path not in now]
    set_aside = [path for path in now if path.split("/")[-2:-1] and locks.OLD in path]
    result.absent += bool(gone and set_aside)
    if gone and not set_aside:
        torn.append(f"gone: {gone[:3]}")
    return torn


def _differing(again: Mapping[str, bytes], after: Mapping[str, bytes], said: str) -> list[str]:
    differing = sorted(
        path
        for path in {*again, *after}
        if again.get(path) != after.get(path) and not _says_the_day(path)
    )
    return [f"after the next run: {differing[:4]} {said[:200]}"] if differing else []


def _says_the_day(path: str) -> bool:
    """Return whether a file says when it was made, or how long that took."""
    return Path(path).name in {"run.json", "runs.csv", "index.html", "failed.log"} and (
        path.startswith("reports/")
    )


if __name__ == "__main__":
    project, work_place, *wanted = sys.argv[1:]
    outcomes = {}
    for asked in wanted:
        which, trouble_kind, each = asked.split(":")
        with served(which):
            outcome = tried(Path(project), Path(work_place), which, trouble_kind, int(each))
        outcomes[asked] = asdict(outcome)
    sys.stdout.write(json.dumps(outcomes))
