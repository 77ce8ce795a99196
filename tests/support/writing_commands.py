"""Everything that writes into a project, in one table: what is killed, and meets a full and a
protected disk, at each of its operations.

A command of `analyysi --help` stands here or in `READING`; a module of the program that writes
through `analyysi.file_system` is named by a row (`tests/test_writing_commands.py`). To add a
command, add a row.
"""

import contextlib
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any
from unittest.mock import patch

from analyysi.archive.edition import INPUTS, Edition
from analyysi.cli import command_line
from analyysi.errors import AnalyysiError
from analyysi.project import Project
from support.later_snapshot import publish_population
from support.services.pxweb import PxWeb
from support.services.tables import standard
from support.surveys import FIGURES, KEY_TEXT, STAFF_TEXT, asks, stored

TIME_OF_DAY = re.compile(rb"klo \d\d:\d\d UTC")
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


def keep_a_trial(root: Path) -> None:
    from analyysi.comparison.case import load_year
    from analyysi.comparison.history import shared_year
    from analyysi.desk.saved_trial import keep, saved_text
    from analyysi.desk.trial import as_agreed

    case = load_year(Project(root), "kainuu-ict", 2027)
    text = saved_text(case, {}, as_agreed(case), shared_year(case))
    try:
        keep(root, case, text)
    except (AnalyysiError, OSError) as error:
        raise SystemExit(f"analyysi: {error}") from error


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


def content(folder: Path) -> dict[str, bytes]:
    """Return every file under a folder; a link by where it leads."""
    return {
        path.relative_to(folder).as_posix(): (
            str(path.readlink()).encode() if path.is_symlink() else path.read_bytes()
        )
        for path in folder.rglob("*")
        if path.is_symlink() or path.is_file()
    }


def checksums(folder: Path) -> dict[str, str]:
    """Return a checksum of every file under a folder but for times of the day in it, and of where
    every link leads.
    """
    return {
        path: sha256(TIME_OF_DAY.sub(b"", written)).hexdigest()
        for path, written in content(folder).items()
    }


def in_a_sentence(work: Callable[[], Any]) -> None:
    """Do what a command does, with its way to tell a fault."""
    from analyysi.errors import AnalyysiError

    try:
        work()
    except AnalyysiError as error:
        raise SystemExit(f"analyysi: {error}") from error


TERMS, STAFF = "data/agreements/kainuu-ict", "henkilosto.csv"
NOTHING_ASKED = 4
"""The exit code of a rehearsal that got no answer: its report is written all the same."""
ANSWERS = "\n".join(
    [
        "kunta,workstations,staff",
        *(f"{code},{count + 1},{count + 2}" for code, count in FIGURES.items()),
    ]
)


def with_two_surveys(root: Path) -> None:
    """Let a year read two surveys that are answered, with newer answers beside the project's files."""
    staff_text = STAFF_TEXT.replace("kysely.csv", STAFF)
    path = asks(Project(root), KEY_TEXT + staff_text)
    path.write_text(stored(), encoding="utf-8")
    path.with_name(STAFF).write_text(stored().replace("workstations", "staff"), encoding="utf-8")
    (root / "answers.csv").write_text(ANSWERS, encoding="utf-8")


def without_answers(root: Path) -> None:
    """Let a year read a survey that nobody has answered."""
    asks(Project(root))


def with_later_figures(root: Path) -> None:
    later = "tilastokeskus/11ra/2027-04-02"
    publish_population(Project(root), "578", "2941", "2943", later)


def without_snapshots(root: Path) -> None:
    for path in sorted((root / "data" / "snapshots").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()


def collect(root: Path) -> None:
    answers = (str(root / "answers.csv"), "--replace", "--source", "Viesti 1.9.2027")
    command("survey", "collect", "kainuu-ict", "2027", *answers, "--project", str(root))


def in_folder(*arguments: str, folder: str) -> Callable[[Path], None]:
    """Return what a command does that writes into a folder of its own choice in the project."""
    return lambda root: command(*arguments, "--output", str(root / folder), "--project", str(root))


def table(*arguments: str) -> Callable[[Path], None]:
    """Return what a command does that writes a table for Excel."""
    return in_folder(*arguments, "--format", "excel", folder="table.xlsx")


def desk_file(root: Path) -> None:
    """Make the file with a letter for each part: how it is written has nothing to do with them."""
    from analyysi.desk_file.build import parts

    taken = parts.Parts(dict.fromkeys(parts.PARTS, "0 "), "MPL-2.0", {})
    with patch.object(parts, "read_parts", return_value=taken):
        in_folder("desk-file", "kainuu-ict", "2027", folder="laskuri.html")(root)


def rehearse(root: Path) -> None:
    try:
        in_folder("rehearse", "--offline", folder="rehearsal.md")(root)
    except SystemExit as ended:
        if ended.code != NOTHING_ASKED:
            raise


def results_of_a_notebook(root: Path) -> None:
    """Do what the last cell of a notebook does that was loaded with a folder of its own."""
    import analyysi

    own, project = str(root / "own"), str(root)
    case = analyysi.load("kainuu-ict", 2023, output=own, project=project)
    in_a_sentence(lambda: case.compare().report().results())


def init(root: Path) -> None:
    command("init", str(root / "uusi"))


def no_project(root: Path) -> None:
    """Leave an empty folder: a project in a project is refused."""
    shutil.rmtree(root)
    root.mkdir()


def init_in_an_empty_folder(root: Path) -> None:
    (root / "tyhja").mkdir(exist_ok=True)
    command("init", str(root / "tyhja"))


@dataclass(frozen=True)
class Writing:
    """A command that writes, or a part of one that is tried more closely than the whole."""

    name: str
    command: str
    """As `analyysi --help` names it, with the group before it; empty: it is no command."""
    work: Callable[[Path], None]
    modules: tuple[str, ...] = ()
    """The modules of the program that write in it, but for those of `analyysi.file_system`."""
    prepare: Callable[[Path], None] = lambda root: None
    """What is done to the copy of the project beforehand."""
    once: bool = False
    """Whether it refuses to be run twice, so that a third run tells what a second has left."""
    seconds: bool = False
    """Whether a run takes seconds. It is then run once, and the disk is copied at each operation as
    a kill there would leave it.
    """
    together: tuple[str, ...] = ()
    """Files that belong together: never some as before and some as after, unless that is told."""
    short: tuple[str, ...] = ()
    """Troubles and steps that the tests try: "killed:3"."""


WRITING = (
    Writing(
        *("new-year", "new-year", called("new-year", "kainuu-ict", "2028")),
        modules=("drafting/writing.py",),
        once=True,
        short=("killed:3",),
    ),
    Writing(
        *("new-agreement", "new-agreement", called("new-agreement", *NEW_AGREEMENT)),
        modules=("drafting/writing.py",),
        once=True,
        together=("data/agreements/auto/agreement.toml", "data/agreements/auto/2027.toml"),
        short=("killed:8",),
    ),
    Writing(
        *("import-decision", "import-decision", import_decision),
        modules=("drafting/writing.py",),
        once=True,
    ),
    Writing(
        *("use", "use", called("use", "kainuu-ict", "2027")),
        modules=("drafting/writing.py",),
        prepare=with_later_figures,
        short=("killed:4",),
    ),
    Writing(
        *("survey send", "survey send"),
        in_folder(
            *("survey", "send", "kainuu-ict", "2027", "--per-payer"),
            folder="forms",
        ),
        modules=("drafting/placing.py",),
        prepare=without_answers,
        short=("killed:23",),
    ),
    Writing(
        *("survey collect, two files", "survey collect", collect),
        modules=("drafting/placing.py",),
        prepare=with_two_surveys,
        together=(f"{TERMS}/kysely.csv", f"{TERMS}/{STAFF}"),
        short=("killed:2", "full:5", "no right:5"),
    ),
    Writing(
        *("survey remind", "survey remind"),
        in_folder("survey", "remind", "kainuu-ict", "2027", folder="reminders"),
        modules=("drafting/placing.py",),
        prepare=without_answers,
    ),
    Writing(
        *("desk, saving", "", save_at_the_desk),
        modules=("drafting/writing.py",),
        short=("killed:6",),
    ),
    Writing(
        *("desk, keeping a trial", "", keep_a_trial),
        modules=("desk/saved_trial.py",),
        short=("killed:2", "full:3"),
    ),
    Writing(
        *("lab", "lab", called("lab", "--prepare")),
        modules=("run/lab/own_notebooks.py",),
        short=("killed:11",),
    ),
    Writing(
        *("init", "init", init),
        modules=("drafting/projects/new_project.py",),
        prepare=no_project,
        once=True,
        short=("killed:90",),
    ),
    Writing(
        *("init in an empty folder", "init", init_in_an_empty_folder),
        modules=("drafting/projects/new_project.py",),
        prepare=no_project,
        once=True,
        short=("killed:90", "full:150"),
    ),
    Writing(
        *("update", "update", called("update")),
        modules=("drafting/projects/update.py",),
        short=("killed:60", "full:70"),
    ),
    Writing(
        *("compare to Excel", "compare", table("compare", "kainuu-ict", "2023")),
        modules=("cli/excel_output.py",),
        once=True,
    ),
    Writing(
        *("desk in one file", "desk-file", desk_file),
        modules=("cli/excel_output.py",),
        once=True,
    ),
    Writing(
        *("explain to Excel", "explain", table("explain", "kainuu-ict", "2023")),
        modules=("cli/excel_output.py",),
        once=True,
    ),
    Writing(
        *("decisions to Excel", "decisions", table("decisions")),
        modules=("cli/excel_output.py",),
        once=True,
    ),
    Writing(
        *("rehearse", "rehearse", rehearse),
        modules=("run/rehearsal/writing.py",),
        once=True,
    ),
    Writing(
        *("results of a notebook", "", results_of_a_notebook),
        modules=("analyst/report.py",),
    ),
    Writing(
        *("pull", "pull", pull),
        modules=("sources/fetch/staging.py", "sources/fetch/store.py", "sources/fetch/replies.py"),
        prepare=without_snapshots,
    ),
    Writing(
        *("report in place", "", replace_report),
        modules=("run/folder.py",),
        prepare=with_a_report,
        short=("killed:2", "full:3", "no right:3"),
    ),
    Writing(
        *("failed report in place", "", keep_failure),
        modules=("run/folder.py",),
        prepare=with_a_report,
        short=("killed:5",),
    ),
    Writing(
        *("batch in place", "", write_batch),
        modules=("run/batch/destination.py", "run/folder.py"),
        prepare=with_a_report,
        short=("killed:11",),
    ),
    Writing(
        *("edition in place", "", place_edition),
        modules=("archive/publish.py",),
        prepare=with_a_report,
        short=("killed:40", "full:60"),
    ),
    Writing(
        *("report", "report", called("report", "kainuu-ict", "2023", "--quiet")),
        modules=("run/folder.py",),
        prepare=with_a_report,
        seconds=True,
    ),
    Writing(
        *("report --publish", "report"),
        called("report", "kainuu-ict", "2023", "--publish", "--quiet"),
        modules=("archive/publish.py", "archive/known_code.py", "run/folder.py"),
        prepare=with_a_report,
        seconds=True,
    ),
    Writing(
        *("batch", "batch"),
        called("batch", "--agreements", "kainuu-ict", "--years", "2023,2027", "--quiet"),
        modules=("run/batch/destination.py", "run/folder.py"),
        prepare=with_a_report,
        seconds=True,
    ),
)
BY_NAME: Mapping[str, Writing] = {writing.name: writing for writing in WRITING}

READING: Mapping[str, tuple[str, ...]] = {
    "check": ("--project", "{root}"),
    "diff": (
        *("tilastokeskus/11ra/2026-11-24", "tilastokeskus/11ra/2026-11-24"),
        *("--project", "{root}"),
    ),
    "doctor": ("--project", "{root}"),
    "list": ("--project", "{root}"),
    "schema": ("terms",),
    "show": ("kainuu-ict", "2027", "--project", "{root}"),
    "tables": ("--offline",),
    "reproduce": ("--results-only", "--quiet", "--project", "{root}"),
}
"""The commands that write nothing into a project, with arguments to try that with."""

UNENDING = {"preview"}
"""Those that write nothing and do not end by themselves: their own tests look at the project."""

TEMPORARY: Mapping[str, str] = {
    "archive/anchor.py": "a list and its signature, to be compared",
    "archive/method_search.py": "the present program, cut, to be run",
    "archive/own_environment.py": "a lock file and an environment",
    "archive/replay.py": "a project and a program laid out to be run",
    "desk_file/engine/beginning.py": "an agreement that begins in the memory of a browser",
    "desk_file/engine/sent_tables.py": "a table that was pasted or dropped, to be read",
    "run/execute.py": "the log of a notebook that is being run",
}
"""The modules that write into temporary folders alone, and what."""
