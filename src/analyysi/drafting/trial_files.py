"""Agreement files that are not written yet, worked out as if they were: a draft is put in place
only if it works.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from analyysi.comparison.case import Case, load_case
from analyysi.comparison.compare import compare_methods
from analyysi.project import Project


@dataclass(frozen=True)
class _Beside(Project):
    """A project whose agreements are those of another folder; in messages they stand where they
    will be.
    """

    drafts: Path

    @property
    def agreements(self) -> Path:
        return self.drafts

    def relative(self, path: Path) -> str:
        found = path.resolve()
        if found.is_relative_to(self.drafts.resolve()):
            return (Path("data/agreements") / found.relative_to(self.drafts.resolve())).as_posix()
        return super().relative(path)


def draft_case(project: Project, agreement_id: str, year: int, files: Mapping[str, str]) -> Case:
    """Work out a year as it would be with some files of its agreement's folder, which may not be
    there yet.

    Every method that applies is tried, as `analyysi check` does.

    Parameters
    ----------
    files
        A file's name in the agreement's folder to its text.

    Raises
    ------
    AnalyysiError
        For every fault that `analyysi check` would find.
    """
    with TemporaryDirectory(prefix="analyysi-") as name:
        folder = Path(name) / agreement_id
        if (project.agreements / agreement_id).is_dir():
            shutil.copytree(project.agreements / agreement_id, folder)
        folder.mkdir(exist_ok=True)
        for file, text in files.items():
            (folder / file).write_text(text, encoding="utf-8", newline="\n")
        case = load_case(_Beside(project.root, Path(name)), agreement_id, year)
    compare_methods(case)
    return case
