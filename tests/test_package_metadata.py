"""What indexes, archives and other tools read of the package agrees with it and leads nowhere
astray.
"""

import doctest
import importlib.util
import json
import re
import shutil
from pathlib import Path
from types import ModuleType

import pytest
import yaml
from hatchling.metadata.core import ProjectMetadata
from hatchling.plugin.manager import PluginManager

from analyysi import __version__
from analyysi.run.batch.run_file import read_run_file
from support.places import ROOT

ADDRESS = "file:///srv/analyysi"
_TARGET = re.compile(r"\]\(([^)\s]+)\)")


def loaded(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def metadata(folder: Path, address: str) -> ProjectMetadata:
    """Return the metadata that a build writes, of a copy whose setting is another address."""
    for name in ("README.md", "LICENSE", "hatch_build.py", "src/analyysi/__init__.py"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder / name)
    settings = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert settings.count('\naddress = ""\n') == 1, "the address is empty until there is one"
    settings = settings.replace('\naddress = ""\n', f'\naddress = "{address}"\n')
    (folder / "pyproject.toml").write_text(settings, encoding="utf-8")
    return ProjectMetadata(str(folder), PluginManager())


def targets(text: str) -> list[str]:
    return [target for target in _TARGET.findall(text) if not target.startswith("#")]


def test_without_an_address_the_package_has_no_link_that_leads_nowhere(tmp_path: Path) -> None:
    core = metadata(tmp_path, "").core
    assert core.urls == {}
    assert all(target.startswith("https:") for target in targets(core.readme))
    assert "![" not in core.readme
    assert "analyysi report" in core.readme


def test_every_link_of_the_package_leads_to_a_file_once_there_is_an_address(tmp_path: Path) -> None:
    core = metadata(tmp_path, ADDRESS + "/").core
    assert {"Source", "Documentation", "Changelog", "Issues"} == set(core.urls)
    own = [target for target in targets(core.readme) if target.startswith(ADDRESS)]
    assert len(own) == len([t for t in targets(read("README.md")) if "://" not in t])
    for target in (*own, core.urls["Documentation"], core.urls["Changelog"]):
        path = re.sub(rf"^{ADDRESS}/(blob|raw|tree)/main/", "", target)
        assert (ROOT / path.partition("#")[0]).exists(), target


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_examples_of_the_hook_hold() -> None:
    outcome = doctest.testmod(loaded(ROOT / "hatch_build.py"))
    assert (outcome.failed, outcome.attempted) == (0, 4)


def test_citation_and_codemeta_are_as_the_project_says() -> None:
    maker = loaded(ROOT / "docs" / "make_metadata.py")
    for name, text in maker.FILES.items():
        assert read(name) == text(), f"{name}: run docs/make_metadata.py"
    assert yaml.safe_load(read("CITATION.cff"))["version"] == __version__
    assert json.loads(read("codemeta.json"))["version"] == __version__


def test_changelog_begins_with_the_version_of_the_package() -> None:
    headings = re.findall(
        r"^## (\S+) \((unreleased|\d{4}-\d\d-\d\d)\)$", read("CHANGELOG.md"), re.M
    )
    assert headings[0][0] == __version__
    assert len(headings) == len(re.findall(r"^## ", read("CHANGELOG.md"), re.M))


@pytest.mark.parametrize("name", ["github-tests.yml", "gitlab-ci.yml"])
def test_workflows_install_from_a_lock_file_with_hashes_and_test_on_windows(name: str) -> None:
    text = read(f"examples/{name}")
    assert yaml.safe_load(text)
    assert "--require-hashes -r requirements-dev.lock" in text
    assert "windows" in text
    assert "have not run these workflows" in read("examples/README.md")


def test_run_file_of_the_schedule_is_read(tmp_path: Path) -> None:
    (settings,) = re.findall(
        r"```toml yearly.toml\n(.*?)```", read("docs/scheduling.md"), re.DOTALL
    )
    path = tmp_path / "yearly.toml"
    path.write_text(settings, encoding="utf-8")
    (group,) = read_run_file(path).reports
    assert group.formats == ("html", "pdf", "docx", "xlsx")


def test_devcontainer_makes_the_environment() -> None:
    settings = json.loads(read(".devcontainer/devcontainer.json"))
    assert settings["postCreateCommand"] == "make env"
    assert (ROOT / ".devcontainer" / settings["build"]["dockerfile"]).is_file()


def test_binder_installs_the_lock_of_all() -> None:
    assert "-r ../requirements-dev.lock" in read("binder/requirements.txt")
    assert (ROOT / "binder" / "postBuild").stat().st_mode & 0o111
