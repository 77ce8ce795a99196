"""The folder of a report: replaced as a whole, or left as it was."""

import re
import shutil
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from tempfile import mkdtemp

from analyysi.agreement.agreement import Agreement
from analyysi.agreement.parameters import RunParameters, trial_file
from analyysi.agreement.terms import Terms
from analyysi.comparison.participants import participant
from analyysi.project import Project
from analyysi.report.papers.paper_table import paper_files

PREVIOUS = "previous"
"""The subfolder with an earlier report's files, beside what is kept of a failed run."""

_BESIDE_PAPERS = {"run.json", "kustannustenjako.ipynb", "failed.ipynb", "failed.log"}
RESULTS = "results.csv"
_NEW, _OLD = ".new-", ".old-"


def run_files() -> frozenset[str]:
    """Return the names that a run may write, replace and remove in a report's folder.

    `PREVIOUS` is one of them. Anything else there is the user's and stays.
    """
    outputs = {RESULTS, *(file.name for file in paper_files())}
    trials = {trial_file(name) for name in outputs}
    return frozenset({*_BESIDE_PAPERS, PREVIOUS, *outputs, *trials})


_LONGEST_NAME = 60
"""Letters of a name in that of a folder; two names that are the same so far are told apart by their
payers' codes.
"""


def report_folder(
    project: Project, parameters: RunParameters, agreement: Agreement, terms: Terms
) -> Path:
    """Return where a report lies: ``2023`` for the Finnish one of all, ``2023-paltamo-sv`` for
    another, in `reports/` or the folder that the parameters name as `output`.

    Raises
    ------
    ParameterError
        If no participant has the name that the parameters give.
    """
    seat = ""
    if parameters.municipality:
        code = participant(agreement, terms, parameters.municipality)
        seat = _in_letters(agreement.party(code).name.main)
        if [_in_letters(party.name.main) for party in agreement.parties].count(seat) > 1:
            seat = f"{seat}-{code.lower()}"
    name = "-".join([str(parameters.year), *parameters.folder_parts(seat)])
    base = Path(parameters.output).resolve() if parameters.output else project.reports
    return base / parameters.agreement / name


def _in_letters(name: str) -> str:
    """Write a name as folders on every system allow it, and not too long for any of them.

    >>> _in_letters("Ristijärvi"), _in_letters("Kainuun liitto")
    ('ristijarvi', 'kainuun-liitto')
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    letters = re.sub(r"[^a-z0-9]+", "-", plain.lower())[:_LONGEST_NAME]
    return letters.strip("-") or "party"


def replace_folder(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Make `folder` hold exactly these files of a run; a fault or a kill leaves it as it was.

    Files that are not ours (`run_files`) stay: somebody may keep notes beside a report.

    The files are written beside it first and the folder is swapped by renaming. Left-overs of an
    earlier run that was killed are cleared away, and a folder it had set aside is put back.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    recover(folder)
    new = Path(mkdtemp(prefix=f"{_NEW}{folder.name}-", dir=folder.parent))
    old = folder.parent / f"{_OLD}{folder.name}"
    ours = run_files()
    try:
        for name, content in contents.items():
            if name.startswith(f"{PREVIOUS}/"):
                (new / PREVIOUS).mkdir(exist_ok=True)
            (new / name).write_bytes(content)
        for path in folder.iterdir() if folder.exists() else ():
            if path.name not in ours and path.name not in contents:
                (shutil.copytree if path.is_dir() else shutil.copy2)(path, new / path.name)
        new.chmod(0o755)
        if folder.exists():
            folder.rename(old)
        new.rename(folder)
    except BaseException:
        shutil.rmtree(new, ignore_errors=True)
        recover(folder)
        raise
    shutil.rmtree(old, ignore_errors=True)


def recover(folder: Path) -> None:
    """Remove what a killed run left beside `folder`; put an earlier folder back."""
    old = folder.parent / f"{_OLD}{folder.name}"
    if old.exists():
        if folder.exists():
            shutil.rmtree(old, ignore_errors=True)
        else:
            old.rename(folder)
    for left in folder.parent.glob(f"{_NEW}{folder.name}-*"):
        shutil.rmtree(left, ignore_errors=True)


def keep_failure(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Write a failed run's notebook and log; move an earlier report's files to `previous/`.

    So no report of an earlier run can be mistaken for this run's, and none is lost.
    """
    recover(folder)
    present = sorted(folder.iterdir()) if folder.exists() else []
    earlier = [
        path
        for path in present
        if path.name in run_files() - {PREVIOUS} and not path.name.startswith("failed.")
    ]
    if not earlier and (folder / PREVIOUS).exists():
        earlier = sorted((folder / PREVIOUS).iterdir())
    set_aside = {f"{PREVIOUS}/{path.name}": path.read_bytes() for path in earlier}
    replace_folder(folder, {**contents, **set_aside})
