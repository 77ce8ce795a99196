"""What a project begins with: in every language, with an example that says that it is one."""

import tomllib
from pathlib import Path

import pytest
import yaml

from analyysi import __version__
from analyysi.comparison.case import load_year
from analyysi.comparison.compare import compare_methods
from analyysi.drafting.projects import starting_files as module
from analyysi.drafting.projects.installed_wheel import Wheel
from analyysi.drafting.projects.starting_files import POPULATION, starting_files
from analyysi.errors import ParameterError
from analyysi.file_system.program_files import program_files
from analyysi.languages.language_table import LANGUAGES
from analyysi.project import Project

WHEEL = Wheel("analyysi-0.1.0-py3-none-any.whl", b"a wheel")
NAMES = {"fi": "esimerkki", "sv": "exempel", "en": "example"}


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_a_project_has_the_program_files_and_its_own(language: str) -> None:
    files = starting_files(language, WHEEL)
    assert set(program_files()) <= set(files.contents)
    assert files.agreement == NAMES[language]
    assert f"data/agreements/{files.agreement}/{files.year}.toml" in files.contents
    readme = files.contents["README.md"].decode()
    assert f"analyysi report {files.agreement} {files.year}" in readme
    settings = tomllib.loads(files.contents[".analyysi/settings.toml"].decode())
    assert settings == {"language": language}


@pytest.mark.slow
def test_the_example_is_official_but_for_its_sum_and_says_so(tmp_path: Path) -> None:
    files = starting_files("sv", None)
    for name, content in files.contents.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    case = load_year(Project(tmp_path), files.agreement, files.year)
    assert {key.snapshot for key in case.terms.keys.values()} == {POPULATION}
    assert (case.terms.status, case.terms.total.assumed) == ("draft", True)
    assert not case.terms.published
    for code, word in (("fi", "simerk"), ("sv", "xemp"), ("en", "xample")):
        texts = [case.agreement.subject, case.agreement.purpose, case.terms.total.source]
        texts += [*case.terms.assumptions, case.terms.method.source, case.terms.method.reason]
        assert all(word in text.in_language(code) for text in texts)
    assert sum(compare_methods(case).chosen.cents.values()) == case.terms.total.value


def test_the_environment_is_that_of_the_wheel_by_its_checksum() -> None:
    contents = starting_files("fi", WHEEL).contents
    assert contents[f"wheel/{WHEEL.name}"] == WHEEL.content
    lines = contents["requirements.txt"].decode().splitlines()
    assert lines[-1] == f"./wheel/{WHEEL.name} --hash=sha256:{WHEEL.sha256}"
    pip = yaml.safe_load(contents["environment.yml"])["dependencies"][-1]["pip"]
    assert pip == ["-r requirements.lock", "-r requirements.txt"]


def test_without_a_wheel_the_environment_names_the_version() -> None:
    contents = starting_files("fi", None).contents
    assert contents["requirements.txt"].decode().splitlines()[-1] == f"analyysi=={__version__}"
    assert not any(name.startswith("wheel/") for name in contents)
    # Without a checksum pip would refuse the lock beside it.
    pip = yaml.safe_load(contents["environment.yml"])["dependencies"][-1]["pip"]
    assert pip == ["-r requirements.txt"]


def test_ci_runs_what_the_readme_says() -> None:
    contents = starting_files("en", WHEEL).contents
    steps = yaml.safe_load(contents[".github/workflows/analyysi.yml"])["jobs"]["check"]["steps"]
    commands = [step["run"] for step in steps if "run" in step]
    assert commands[-2:] == ["analyysi check", "analyysi reproduce"]
    readme = contents["README.md"].decode()
    assert all(command in readme for command in commands[:2])


def test_git_leaves_out_what_is_made(language: str) -> None:
    ignored = starting_files(language, None).contents[".gitignore"].decode().splitlines()
    for made in (
        "/omat/",
        "reports/*/*",
        "!reports/*/published/",
        "uv.lock",
        "reports/.batch.lock",
    ):
        assert made in ignored


def test_no_address_of_a_download_is_written(language: str) -> None:
    for name, content in starting_files(language, WHEEL).contents.items():
        is_written = name in module.WRITTEN or name.startswith("data/agreements/")
        assert not is_written or b"://" not in content, name


def test_an_archived_program_says_that_it_cannot(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "program_files", dict)
    with pytest.raises(ParameterError, match="Use an installed analyysi"):
        starting_files("fi", None)
