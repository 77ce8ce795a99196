"""The command `decisions`: a table, the page, and a wrong digit named."""

import shutil
from pathlib import Path

import pytest

from analyysi.errors import AnalyysiError, ParameterError
from support.command_line import call
from support.places import ROOT


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    (tmp_path / "data" / "agreements").mkdir(parents=True)
    shutil.copytree(ROOT / "data" / "decisions", tmp_path / "data" / "decisions")
    return tmp_path


def test_table_says_by_what_and_why_not_recomputed() -> None:
    printed = call("decisions", "--project", str(ROOT)).printed
    lines = {line.split("│")[1].strip(): line for line in printed.splitlines() if "│" in line}
    assert "the shares of some" in lines["kt-2022"]
    assert "10 numbers" in lines["kt-2022"]
    assert "1 number " in lines["brpc-2014"]
    assert "no: The population is not" in lines["central-florida-2006"]


def test_page_in_a_language() -> None:
    printed = call(
        "decisions", "--format", "page", "--language", "sv", "--project", str(ROOT)
    ).printed
    assert printed.startswith("<!doctype html>")
    assert '<html lang="sv">' in printed


def test_a_wrong_digit_stops_it(copied: Path) -> None:
    path = copied / "data" / "decisions" / "emmaboda-torsas-2010.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('"61.2"', '"62.1"'), encoding="utf-8")
    outcome = call("decisions", "--project", str(copied))
    assert isinstance(outcome.fault, AnalyysiError)
    assert "emmaboda-torsas-2010.toml: emmaboda.percent is 62.1" in str(outcome.fault)
    checked = call("check", "--project", str(copied))
    assert "emmaboda.percent is 62.1, but it comes to 61.212" in str(checked.fault)


def test_a_text_that_a_language_lacks_is_named_with_its_file(copied: Path) -> None:
    path = copied / "data" / "decisions" / "hsl-hsy-helsinki-2022.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace(', sv = "egen användning minus egna biljettintäkter"', ""), encoding="utf-8"
    )
    asked = ("decisions", "--format", "page", "--language", "sv", "--project", str(copied))
    assert str(call(*asked).fault).startswith(
        "data/decisions/hsl-hsy-helsinki-2022.toml: The text 'oma käyttö, josta vähennetään oma "
        "lipputulo' has no version in 'sv'"
    )


def test_faults_of_what_is_asked_and_of_an_empty_folder(copied: Path) -> None:
    fault = call("decisions", "--format", "pgae", "--project", str(copied)).fault
    assert isinstance(fault, ParameterError)
    assert "Did you mean 'page'?" in str(fault)
    shutil.rmtree(copied / "data" / "decisions")
    fault = call("decisions", "--project", str(copied)).fault
    assert str(fault) == "No decisions in data/decisions."
