"""pyproject.toml, both lock files and environment.yml say the same versions,
and name no address.
"""

import ast
import json
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from analyysi import __version__

ROOT = Path(__file__).parent.parent
LOCK = (ROOT / "requirements-dev.lock").read_text(encoding="utf-8")
"""What anybody needs: every extra."""
USER_LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
"""What a user needs."""
LATER_PYTHON = "python_full_version >= '3.15'"
"""The marker of libraries that have another version there, with wheels for it."""
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
ENVIRONMENT = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))


def entries(lock: str) -> list[str]:
    """Return the entries of a lock file, each with its hashes."""
    return re.split(r"^(?=[a-z0-9])", lock, flags=re.MULTILINE)[1:]


def pinned(lock: str) -> dict[str, str]:
    """Return the version of each library on the Pythons before 3.15."""
    return dict(
        entry.split(" ", 1)[0].split("==") for entry in entries(lock) if LATER_PYTHON not in entry
    )


def files(lock: str) -> dict[str, list[str]]:
    """Return the hashes of each pinned library's files; who needs it on which machine may differ
    between locks.
    """
    return {
        entry.split(" ", 1)[0]: sorted(re.findall(r"sha256:(\w+)", entry))
        for entry in entries(lock)
    }


LOCKED = pinned(LOCK)
LOCKS = (
    "requirements.lock",
    "requirements-dev.lock",
    "benchmarks/peers.lock",
    "tests/pdf/checkers.lock",
)
PINNED = re.compile(r"[a-z0-9][a-z0-9._-]*==[^ ;]+( ; [^-#]+?)?( --hash=sha256:[0-9a-f]{64})+")
CONDA_NAMES = {
    "dask": "dask-core",
    "matplotlib": "matplotlib-base",
    "jupyterlab-language-pack-fi-fi": "jupyterlab-language-pack-fi-FI",
}

NOT_IN_CONDA = {"fontpkg-ibm-plex-sans", "typst"}
"""What conda calls typst is the command line program, not the library for Python."""


MADE_HERE = "desk-file"
"""The extra whose package is made of the same checkout: no lock has it, and no index is asked."""


def direct() -> list[Requirement]:
    named = PROJECT["optional-dependencies"]
    extras = [lines for name, lines in named.items() if name != MADE_HERE]
    return [
        Requirement(line)
        for line in (*PROJECT["dependencies"], *(line for extra in extras for line in extra))
    ]


def test_lock_satisfies_every_direct_dependency() -> None:
    for requirement in direct():
        assert requirement.specifier.contains(LOCKED[requirement.name]), requirement


def test_the_parts_of_the_desk_file_are_of_the_programs_own_version() -> None:
    (line,) = PROJECT["optional-dependencies"][MADE_HERE]
    parts = tomllib.loads((ROOT / "desk_parts" / "pyproject.toml").read_text(encoding="utf-8"))
    assert line == f"{parts['project']['name']}=={__version__}"
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    (locked,) = re.findall(r"^EXTRAS := (.+)$", makefile, re.MULTILINE)
    assert {*locked.split(), MADE_HERE} == set(PROJECT["optional-dependencies"])


def test_environment_pins_what_the_lock_pins() -> None:
    pins = dict(
        re.split(r"\s*=\s*", line, maxsplit=1)
        for line in ENVIRONMENT["dependencies"]
        if isinstance(line, str) and " =" in line
    )
    by_pip = next(line["pip"] for line in ENVIRONMENT["dependencies"] if isinstance(line, dict))
    pins |= dict(line.split("==") for line in by_pip if "==" in line)
    expected = {CONDA_NAMES.get(need.name, need.name): LOCKED[need.name] for need in direct()}
    assert pins == expected
    assert {line.split("==")[0] for line in by_pip if "==" in line} == NOT_IN_CONDA


OF_EXTRAS = {
    "desk": {"ipywidgets", "IPython"},
    "run/batch": {"distributed", "fsspec"},
    "run/engine/ipython_shell.py": {"IPython"},
}
"""Where libraries that an extra brings are imported, and only there."""


def imported(path: Path) -> set[str]:
    """Return the top names of what a module imports anywhere, for its types too."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names: set[str] = set()
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=aliases):
                names |= {alias.name.partition(".")[0] for alias in aliases}
            case ast.ImportFrom(module=str(module), level=0):
                names.add(module.partition(".")[0])
    return names - sys.stdlib_module_names - {"analyysi"}


@pytest.mark.slow
def test_program_imports_only_what_a_user_has() -> None:
    users = {pin.split("==")[0] for pin in files(USER_LOCK)}
    brought_by = packages_distributions()
    for path in sorted((ROOT / "src" / "analyysi").rglob("*.py")):
        place = path.relative_to(ROOT / "src" / "analyysi").as_posix()
        rooms = [names for room, names in OF_EXTRAS.items() if place.startswith(room)]
        for name in imported(path) - set().union(*rooms):
            libraries = {canonicalize_name(library) for library in brought_by.get(name, ())}
            assert libraries & users, f"{place} imports {name}, which a user has not"


def test_conda_recipe_says_what_the_project_says() -> None:
    recipe = yaml.safe_load((ROOT / "conda" / "recipe.yaml").read_text(encoding="utf-8"))
    names = {**CONDA_NAMES, "typst": "typst-py"}
    run = {
        f"{names.get(need.name, need.name)} {need.specifier}"
        for need in map(Requirement, PROJECT["dependencies"])
    }
    assert set(recipe["requirements"]["run"]) == {f"python {PROJECT['requires-python']}", *run}
    assert recipe["context"]["version"] == __version__


def test_python_range_is_one() -> None:
    assert f"python {PROJECT['requires-python']}" in ENVIRONMENT["dependencies"]


@pytest.mark.parametrize("lock", [LOCK, USER_LOCK], ids=["dev", "user"])
def test_lock_has_a_hash_for_each_entry_and_one_version_of_each(lock: str) -> None:
    assert len(entries(lock)) > 50
    assert all("--hash=sha256:" in entry for entry in entries(lock))
    earlier = [entry.split("==")[0] for entry in entries(lock) if LATER_PYTHON not in entry]
    later = {entry.split("==")[0] for entry in entries(lock) if LATER_PYTHON in entry}
    assert len(earlier) == len(set(earlier))
    assert later == {"contourpy", "numpy"}


def test_user_needs_what_the_lock_of_all_pins_and_nothing_of_the_developers() -> None:
    assert files(USER_LOCK).items() < files(LOCK).items()
    names = {pin.split("==")[0] for pin in files(USER_LOCK)}
    extras = PROJECT["optional-dependencies"]
    for_users = [*PROJECT["dependencies"], *extras["editable"]]
    assert {Requirement(line).name for line in for_users} <= names
    for extra in ("cluster", "dev", "lab"):
        own = {Requirement(line).name for line in extras[extra]}
        assert not own & (names - {"jsonschema", "python-docx"}), "what papers need is the user's"


@pytest.mark.parametrize("path", LOCKS)
def test_a_lock_file_is_pinned_lines_with_hashes_and_nothing_else(path: str) -> None:
    text = (ROOT / path).read_text(encoding="utf-8")
    lines = re.sub(r" \\\n +", " ", text).splitlines()
    pinned = [line for line in lines if not line.startswith("#")]
    assert pinned
    assert [line for line in pinned if not PINNED.fullmatch(line)] == []
    assert "://" not in text


def test_the_lists_of_lock_files_are_all_of_them() -> None:
    assert {path.relative_to(ROOT).as_posix() for path in _lock_files()} == set(LOCKS)
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert f"LOCKS := {' '.join(LOCKS)}\n" in makefile


def _lock_files() -> list[Path]:
    return [*ROOT.glob("*.lock"), *ROOT.glob("benchmarks/*.lock"), *ROOT.glob("tests/*/*.lock")]


def test_the_pdf_checkers_are_locked() -> None:
    lock = (ROOT / "tests" / "pdf" / "checkers.lock").read_text(encoding="utf-8")
    assert {"outloud", "pdfua"} <= set(re.findall(r"^([a-z0-9-]+)==", lock, re.MULTILINE))


@pytest.mark.parametrize("folder", ["tests/browser", "desk_parts"])
def test_no_lock_file_names_an_address(folder: str) -> None:
    node = json.loads((ROOT / folder / "package-lock.json").read_text(encoding="utf-8"))
    assert all("resolved" not in package for package in node["packages"].values())
    assert all("integrity" in package for name, package in node["packages"].items() if name)


def test_the_compiled_library_of_the_desk_file_is_locked_for_the_browser() -> None:
    """What `make desk` fetches has its hash in the lock, under the version that a user has."""
    (entry,) = [line for line in entries(USER_LOCK) if line.startswith("pydantic-core==")]
    wheel = "e6da138a1ecc1341c8b788a5ee822670b03788e1f5decf7af9d461de6e508b8e"
    assert f"--hash=sha256:{wheel}" in entry


def test_what_published_editions_import_stays_installable() -> None:
    assert "pandera" in {
        Requirement(line).name for line in PROJECT["optional-dependencies"]["editions"]
    }
