"""Whether a trial can be made, as far as it can be known before its notebook is executed."""

from __future__ import annotations

import ast
import json
import unicodedata
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path

from analyysi.agreement.agreement import Agreement
from analyysi.agreement.parameters import RunParameters
from analyysi.agreement.terms import Terms
from analyysi.errors import SchemaError, SourceError
from analyysi.file_system.reading import read_file
from analyysi.project import Project


def check_trial(
    project: Project,
    parameters: RunParameters,
    agreement: Agreement,
    terms: Terms,
    notebook: Path,
) -> None:
    """Refuse a trial by a method, key or participant that there is not. A year as it stands passes.

    Rules and keys of the analyst's own are in the notebook: what its cells define is left to the
    run, and so is everything where a cell brings in code from elsewhere.

    Raises
    ------
    ParameterError
        Names the nearest; or for a participant without figures, or a method that needs more.
    """
    if not parameters.trial:
        return
    # What they import takes longer than a year without a trial is checked in.
    from analyysi.comparison.own.additions import Additions
    from analyysi.comparison.trial.loading import load_case
    from analyysi.comparison.trial.trial_terms import trial_terms

    methods = Additions().rows(agreement)
    known: dict[str, Collection[str]] = {"method": methods, "key": terms.keys}
    unknown = {
        name: ""
        for name, names in known.items()
        if getattr(parameters, name) and getattr(parameters, name) not in names
    }
    added = names_added(notebook, project.root) if unknown else set()
    left_to_the_run = {
        name: "" for name in unknown if added is None or _plain(getattr(parameters, name)) in added
    }
    if left_to_the_run:
        # Whether a method fits a key of one's own, only the run knows; whether there is such a
        # method is known here.
        is_misspelt = "method" in unknown and "method" not in left_to_the_run
        method = parameters.method if is_misspelt else ""
        parameters = parameters.model_copy(update={"method": method, **left_to_the_run})
    trial_terms(agreement, terms, parameters, methods)
    if parameters.participants and parameters.data == "frozen":
        with suppress(SourceError, SchemaError):  # a fault of the files is told by the run
            load_case(project, parameters)


def names_added(notebook: Path, root: Path) -> set[str] | None:
    """Return the names of the functions and of the keys that a notebook's cells define; None where
    they cannot be known: a cell has magics or runs code from elsewhere.

    Raises
    ------
    OSError, ValueError
        If it is no notebook.
    """
    names: set[str] = set()
    for source in _code_cells(notebook):
        try:
            nodes = list(ast.walk(ast.parse(source)))
        except (SyntaxError, ValueError, RecursionError, MemoryError):  # as `assigned_values`
            return None
        for node in nodes:
            if isinstance(node, ast.FunctionDef):
                names.add(_plain(node.name))
            elif isinstance(node, ast.Call):
                names |= _key_named(node)
            elif _is_from_elsewhere(node, (root, notebook.parent)):
                return None
    return names


def _code_cells(notebook: Path) -> Iterator[str]:
    for cell in json.loads(read_file(notebook))["cells"]:
        if cell.get("cell_type") == "code":
            yield "".join(cell["source"])


def _key_named(call: ast.Call) -> set[str]:
    """Return the name that a call of `with_key` gives a key, if it is written out there."""
    if not isinstance(call.func, ast.Attribute) or call.func.attr != "with_key":
        return set()
    given = [*call.args[:1], *(word.value for word in call.keywords if word.arg == "name")]
    return {str(node.value) for node in given if isinstance(node, ast.Constant)}


def _is_from_elsewhere(node: ast.AST, folders: tuple[Path, ...]) -> bool:
    """Return whether a line imports a file of the analyst's own, or runs code that is not shown."""
    if isinstance(node, ast.Name):
        return node.id in ("exec", "get_ipython", "__import__", "importlib", "runpy")
    modules: list[str] = []
    if isinstance(node, ast.Import):
        modules = [alias.name for alias in node.names]
    elif isinstance(node, ast.ImportFrom):
        modules = [node.module or ""]
    tops = [module.partition(".")[0] for module in modules]
    return any((folder / f"{top}.py").is_file() for top in tops for folder in folders) or any(
        (folder / top / "__init__.py").is_file() for top in tops for folder in folders
    )


def _plain(name: str) -> str:
    """Return a name in the small letters from a to z that a rule is known by."""
    decomposed = unicodedata.normalize("NFKD", name.lower())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
