"""A call of every command that succeeds, and what each needs to do so: a project, and services on this
machine.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from analyysi.languages.user_language import SETTINGS
from analyysi.project import Project
from support.places import ROOT
from support.surveys import asks, stored

Prepare = Callable[[Path], object]

DECIDED = "Kunta;€\nPaltamo;7 079,00\nKuhmo;17 792,00\nYhteensä;24 871,00\n"


@dataclass(frozen=True)
class Call:
    """A command as it is typed; `{language}`, `{pxweb}` and `{treasury}` are filled in."""

    typed: tuple[str, ...]
    writes: bool = False
    """Whether it changes the project, so that it needs one of its own."""
    prepare: Prepare | None = None
    """What is done in the project's folder before."""

    def arguments(self, **values: str) -> list[str]:
        """Return the arguments with their placeholders filled in."""
        return [argument.format(**values) for argument in self.typed]


def of(text: str, *more: str, writes: bool = False, prepare: Prepare | None = None) -> Call:
    """Return a call typed as a text whose words are the arguments, and more that have spaces."""
    return Call((*text.split(), *more), writes, prepare)


def _asks(folder: Path) -> None:
    path = asks(Project(folder))
    path.write_text(stored({"578": 120}), encoding="utf-8")
    (folder / "a.txt").write_text("Paltamo: 130\nKuhmo: n. 7\n", encoding="utf-8")


def _decided(folder: Path) -> None:
    (folder / "osuudet.csv").write_text(DECIDED, encoding="utf-8")


def _newest_edition(folder: Path) -> None:
    edition = Path("reports", "kainuu-ict", "published", "2023", "edition-4")
    shutil.copytree(ROOT / edition, folder / edition)


def _new_project(folder: Path) -> None:
    from analyysi.drafting.projects.new_project import new_project

    project = folder.parent / f"uusi-{folder.name[-2:]}"
    new_project(project, "fi")
    (project / "README.md").unlink()
    notebook = project / "notebooks" / "kustannustenjako.ipynb"
    notebook.write_text(notebook.read_text(encoding="utf-8") + "\n", encoding="utf-8")


def _in_its_language(folder: Path) -> None:
    """Give the project a language, as `init` does: comments of its files are in it."""
    settings = folder / SETTINGS
    settings.parent.mkdir()
    settings.write_text(f'language = "{folder.name[-2:]}"\n', encoding="utf-8")


SERVICES = "--pxweb {pxweb} --treasury {treasury}"
NEWEST = "tilastokeskus/11ra/2026-11-24"

CALLS: dict[str, Call] = {
    "list": of("list"),
    "show": of("show kainuu-ict 2023"),
    "show, an agreement": of("show kainuu-ict"),
    "doctor": of("doctor"),
    "compare": of("compare kainuu-ict 2023"),
    "desk-file": of("desk-file --help"),
    "explain": of("explain kainuu-ict 2023"),
    "decisions": of("decisions"),
    "check": of("check"),
    "reproduce": of(
        "reproduce kainuu-ict 2023 --results-only", writes=True, prepare=_newest_edition
    ),
    "batch": of("batch --all --dry-run"),
    "report": of("report kainuu-ict 2027 --part front", writes=True),
    "use": of("use kainuu-ict 2027 --dry-run"),
    "new-year": of("new-year kainuu-ict 2028", writes=True, prepare=_in_its_language),
    "pull": of(f"pull {SERVICES}", writes=True),
    "pull, the list": of("pull --list"),
    "diff": of(f"diff {NEWEST} {NEWEST}"),
    "tables": of("tables StatFin/vaerak/11ra.px --language {language} --pxweb {pxweb}"),
    "rehearse": of(f"rehearse --language {{language}} --output r.md {SERVICES}", writes=True),
    "import-decision": of(
        "import-decision kainuu-ict 2022 osuudet.csv --dry-run", writes=True, prepare=_decided
    ),
    "lab": of("lab --prepare", writes=True),
    "survey send": of(
        "survey send kainuu-ict 2027 --language {language}", writes=True, prepare=_asks
    ),
    "survey collect": of("survey collect kainuu-ict 2027 a.txt", writes=True, prepare=_asks),
    "survey remind": of(
        "survey remind kainuu-ict 2027 --language {language}", writes=True, prepare=_asks
    ),
    "new-agreement": of(
        "new-agreement --no-report --year 2027 --total 60000 --subject Velkaneuvonta --payers",
        "Puumala, 593, Juva",
        writes=True,
    ),
    "init": of("init ../toinen-{language} --language {language}", writes=True),
    "update": of(
        "update --dry-run --project ../uusi-{language}", writes=True, prepare=_new_project
    ),
    "schema": of("schema --help"),
}
"""Of each command a call that succeeds, and of some a second; the name begins with the command's."""


def copied(folder: Path, *more: str) -> Path:
    """Copy into a folder what commands read of a project, without its reports; and more folders."""
    for name in ("data", "notebooks", "templates", *more):
        shutil.copytree(ROOT / name, folder / name, symlinks=True)
    return folder
