"""The language to speak: what is asked for, the environment, the project, the machine."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from analyysi.errors import ParameterError
from analyysi.languages.user_language import (
    SETTINGS,
    language_here,
    language_of_readers,
    user_language,
)


def project_in(folder: Path, settings: str) -> Path:
    (folder / SETTINGS).parent.mkdir(parents=True)
    (folder / SETTINGS).write_text(settings, encoding="utf-8")
    inner = folder / "notebooks"
    inner.mkdir()
    return inner


def test_each_place_counts_before_the_next(tmp_path: Path) -> None:
    inner = project_in(tmp_path, 'language = "sv"\n')
    environment = {"ANALYYSI_LANGUAGE": "fi", "LANG": "en_GB.UTF-8"}
    assert user_language("en", environment, inner) == "en"
    assert user_language("", environment, inner) == "fi"
    assert user_language("", {"LANG": "fi_FI.UTF-8"}, inner) == "sv"
    assert user_language("", {"LANG": "fi_FI.UTF-8"}, tmp_path.parent) == "fi"


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "fi_FI.UTF-8"}, "fi"),
        ({"LANG": "sv_FI"}, "sv"),
        ({"LC_ALL": "sv_FI.UTF-8", "LANG": "fi_FI.UTF-8"}, "sv"),
        ({"LC_ALL": "", "LC_MESSAGES": "fi", "LANG": "C"}, "fi"),
        ({"LC_ALL": "C", "LANG": "fi_FI.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
    ],
)
def test_the_machine_decides_where_nobody_else_does(
    tmp_path: Path, environment: Mapping[str, str], language: str
) -> None:
    assert user_language("", environment, tmp_path) == language


@pytest.mark.parametrize(
    "settings", ['language = "de"', "language = [", "other = 1", "language = 1"]
)
def test_settings_that_say_no_language_hinder_nothing(tmp_path: Path, settings: str) -> None:
    inner = project_in(tmp_path, settings)
    assert user_language("", {"LANG": "fi_FI.UTF-8"}, inner) == "fi"


def test_a_language_that_there_is_not_is_named_with_its_place(tmp_path: Path) -> None:
    with pytest.raises(
        ParameterError, match="--language: there is no language 'svv'. Did you mean"
    ):
        user_language("svv", {}, tmp_path)
    with pytest.raises(ParameterError, match="ANALYYSI_LANGUAGE: there is no language 'ru'"):
        user_language("", {"ANALYYSI_LANGUAGE": "ru"}, tmp_path)


def test_the_project_that_is_named_decides(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("ANALYYSI_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(variable, raising=False)
    project_in(tmp_path, 'language = "sv"')
    assert language_here(project=str(tmp_path)) == "sv"
    monkeypatch.setenv("ANALYYSI_PROJECT", str(tmp_path))
    assert language_here() == "sv"
    assert language_here("fi") == "fi"


@pytest.mark.parametrize(
    ("settings", "language"),
    [
        ('language = "sv"', "sv"),
        ('language = "xx"', "fi"),
        ("language = 3", "fi"),
        ("language = []", "fi"),
        ("=", "fi"),
    ],
)
def test_papers_are_in_the_language_of_the_project(
    settings: str, language: str, tmp_path: Path
) -> None:
    assert language_of_readers(tmp_path) == "fi"
    (tmp_path / SETTINGS).parent.mkdir()
    (tmp_path / SETTINGS).write_text(settings, encoding="utf-8")
    assert language_of_readers(tmp_path) == language
