"""pyproject.toml, requirements.lock and environment.yml say the same versions,
and name no address.
"""

import json
import re
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
ENVIRONMENT = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
LOCKED = dict(re.findall(r"^([a-z0-9][a-z0-9._-]*)==([^ ;\\]+)", LOCK, re.MULTILINE))
LOCKS = ("requirements.lock", "benchmarks/peers.lock", "tests/pdf/checkers.lock")
PINNED = re.compile(r"[a-z0-9][a-z0-9._-]*==[^ ;]+( ; [^-#]+?)?( --hash=sha256:[0-9a-f]{64})+")
CONDA_NAMES = {
    "dask": "dask-core",
    "matplotlib": "matplotlib-base",
    "jupyterlab-language-pack-fi-fi": "jupyterlab-language-pack-fi-FI",
}

NOT_IN_CONDA = {"fontpkg-ibm-plex-sans", "typst"}
"""What conda calls typst is the command line program, not the library for Python."""


def direct() -> list[Requirement]:
    extras = PROJECT["optional-dependencies"].values()
    return [
        Requirement(line)
        for line in (*PROJECT["dependencies"], *(line for extra in extras for line in extra))
    ]


def test_lock_satisfies_every_direct_dependency() -> None:
    for requirement in direct():
        assert requirement.specifier.contains(LOCKED[requirement.name]), requirement


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


def test_python_range_is_one() -> None:
    assert f"python {PROJECT['requires-python']}" in ENVIRONMENT["dependencies"]


def test_lock_has_a_hash_for_each_entry_and_one_version_of_each() -> None:
    entries = re.split(r"^(?=[a-z0-9])", LOCK, flags=re.MULTILINE)[1:]
    assert len(entries) > 50
    assert all("--hash=sha256:" in entry for entry in entries)
    names = [entry.split("==")[0] for entry in entries]
    assert len(names) == len(set(names))


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


def test_no_lock_file_names_an_address() -> None:
    node = json.loads(
        (ROOT / "tests" / "browser" / "package-lock.json").read_text(encoding="utf-8")
    )
    assert all("resolved" not in package for package in node["packages"].values())
    assert all("integrity" in package for name, package in node["packages"].items() if name)


def test_what_published_editions_import_stays_installable() -> None:
    assert "pandera" in {
        Requirement(line).name for line in PROJECT["optional-dependencies"]["editions"]
    }
