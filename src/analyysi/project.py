"""Where a project's data, notebooks and reports lie."""

import os
from dataclasses import dataclass
from pathlib import Path

from analyysi.errors import ParameterError, Sentence

ENVIRONMENT_VARIABLE = "ANALYYSI_PROJECT"


@dataclass(frozen=True)
class Project:
    """A folder that holds `data/agreements`, `data/snapshots` and `notebooks`."""

    root: Path

    @property
    def agreements(self) -> Path:
        """The folder with one subfolder per agreement."""
        return self.root / "data" / "agreements"

    @property
    def decisions(self) -> Path:
        """The folder with what is printed of other bodies' decisions, one file each; a project may
        be without.
        """
        return self.root / "data" / "decisions"

    @property
    def snapshots(self) -> Path:
        """The folder with the frozen figures, `<source>/<table>/<retrieved>/`."""
        return self.root / "data" / "snapshots"

    @property
    def recipes(self) -> Path:
        """The folder with what `analyysi pull` can fetch, one file each."""
        return self.root / "data" / "sources"

    @property
    def municipalities(self) -> Path:
        """The folder with what is known of the municipalities themselves: mergers, business ids."""
        return self.root / "data" / "municipalities"

    @property
    def boundaries(self) -> Path:
        """The folder with the boundaries of municipalities, for the map; a
        project may be without.
        """
        return self.root / "data" / "boundaries"

    @property
    def templates(self) -> Path:
        """The folder with the templates of the agreement's papers, which a lawyer edits."""
        return self.root / "templates"

    @property
    def unfinished(self) -> Path:
        """The folder where a pull keeps what it has until it has all; git ignores it."""
        return self.root / "data" / ".pull"

    @property
    def notebooks(self) -> Path:
        """The folder with the notebooks that papermill executes."""
        return self.root / "notebooks"

    @property
    def own_notebooks(self) -> Path:
        """The folder with an analyst's own copies of the notebooks; git ignores it."""
        return self.root / "omat"

    @property
    def reports(self) -> Path:
        """The folder under which a run writes, `<agreement>/<year>/`."""
        return self.root / "reports"

    def relative(self, path: Path) -> str:
        """Write a path as seen from the root, with forward slashes, so that records name no
        machine.

        A folder of the project that is a link to another place, as `reports` on a share, is in the
        project under its own name.
        """
        inside = os.path.join(os.path.abspath(self.root), "")  # noqa: PTH100, PTH118 - see absolute
        whole = os.path.abspath(path)  # noqa: PTH100
        if whole.startswith(inside):  # as nearly always, and ten times as quick as pathlib
            return whole.removeprefix(inside).replace(os.sep, "/")
        named, root = absolute(path), absolute(self.root)
        if not named.is_relative_to(root):
            named, root = named.resolve(), root.resolve()
        return named.relative_to(root).as_posix()

    def has(self, path: Path) -> bool:
        """Return whether a path lies in the project, be it by a link of the project's own."""
        return absolute(path).is_relative_to(absolute(self.root)) or (
            path.resolve().is_relative_to(self.root.resolve())
        )

    def shown(self, path: Path) -> str:
        """Write a path for a message: as seen from the root, or whole if it lies elsewhere."""
        return self.relative(path) if self.has(path) else path.as_posix()


def absolute(path: Path) -> Path:
    """Return a whole path without following links, so that one that leads nowhere is seen."""
    return Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow them


def from_home(path: str | Path) -> Path:
    """Return a path with the home folder in the place of a "~" at its beginning.

    Raises
    ------
    ParameterError
        If it names a user whom this computer does not know, as "~nobody/reports".
    """
    try:
        return Path(path).expanduser()
    except RuntimeError:
        raise ParameterError(
            "{folder}: this computer knows no home folder of that name. Write the whole path, "
            "without the sign ~.",
            folder=path,
        ) from None


def find_project(start: str | Path = "") -> Project:
    """Find the project that `start`, or else ``$ANALYYSI_PROJECT``, or else the working folder lies
    in.

    The parents are searched too, so that a notebook opened in JupyterLab (which runs in
    `notebooks/`) and a command given in the root find the same figures.

    Raises
    ------
    ParameterError
        If neither the folder nor any parent holds `data/agreements`.
    """
    given = str(start) or os.environ.get(ENVIRONMENT_VARIABLE, "")
    folder = from_home(given).resolve() if given else Path.cwd()
    for candidate in (folder, *folder.parents):
        if (candidate / "data" / "agreements").is_dir():
            return Project(candidate)
    raise ParameterError(
        "No analyysi project at {folder} or above it: a folder with data/agreements was expected. "
        "Change to the project's folder, or name it with --project or {variable}. Make one: "
        "{command}",
        folder=folder,
        variable=ENVIRONMENT_VARIABLE,
        command=Sentence("analyysi init FOLDER"),
    )
