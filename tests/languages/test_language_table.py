"""The table of languages: each row is complete, no code stands outside it, and a new language costs a
row and a catalogue.
"""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import tomlkit
from babel import Locale
from babel.dates import format_date

from analyysi.errors import ParameterError
from analyysi.languages.language_table import (
    FURTHER_LANGUAGES,
    LANGUAGES,
    MAIN_LANGUAGE,
    RECORD_LANGUAGE,
    Language,
    check_language,
    listed_languages,
    place_of,
)
from analyysi.report.language.numbers import Numbers
from support.places import ROOT

SOURCE = ROOT / "src" / "analyysi"
MAY_NAME_LANGUAGES = {
    "languages/language_table.py": "the table itself",
    "sources/municipalities/register.py": "statistics have municipalities' names in Finnish and Swedish",
}
"""Modules in which a language's code may stand, and why."""


def language_codes(source: str) -> Iterator[tuple[int, str]]:
    """Yield line and code wherever a module names a language: as a text, a keyword or a field.

    Docstrings and longer texts, such as examples of commands, are none.
    """
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Constant(value=str(code)) | ast.keyword(arg=str(code)):
                pass
            case ast.Attribute(attr=code):
                pass
            case _:
                continue
        if code in LANGUAGES:
            yield node.lineno, code


@pytest.mark.slow
def test_no_language_is_named_outside_its_table() -> None:
    named = [
        f"{path.relative_to(SOURCE)}:{line}: {code}"
        for path in sorted(SOURCE.rglob("*.py"))
        if path.relative_to(SOURCE).as_posix() not in MAY_NAME_LANGUAGES
        for line, code in language_codes(path.read_text(encoding="utf-8"))
    ]
    assert named == []


@pytest.mark.parametrize(
    "source", ['x = "fi"', 'f(sv="a")', "text.en", '{"fi": 1}', "x = text.fi or None"]
)
def test_a_language_named_in_code_is_found(source: str) -> None:
    assert list(language_codes(source))


def test_longer_texts_and_docstrings_are_no_codes() -> None:
    assert not list(language_codes('"""In fi."""\nhost = "stat.fi"\nname = "fin"'))


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=lambda language: language.code)
def test_a_row_is_complete(language: Language) -> None:
    assert all(getattr(language, field.name) for field in fields(language))
    locale = Locale.parse(language.locale)
    assert locale.language == language.code
    assert language.office_tag.startswith(f"{language.code}-")
    last_day = format_date(date(2021, 12, 31), format=language.day, locale=locale)
    # What statistics write of a year's last day is the date without the year.
    assert last_day.startswith(language.year_end)
    assert (SOURCE / "locale" / language.code / "LC_MESSAGES" / "analyysi.po").is_file()
    assert Numbers(language.code, "EUR").plain(Fraction(1)) == "1"


def test_the_main_language_comes_first() -> None:
    assert next(iter(LANGUAGES)) == MAIN_LANGUAGE
    assert (MAIN_LANGUAGE, *FURTHER_LANGUAGES) == tuple(LANGUAGES)
    assert RECORD_LANGUAGE in LANGUAGES
    assert [place_of(code) for code in (*LANGUAGES, "xx")] == list(range(len(LANGUAGES) + 1))
    assert listed_languages() == "fi, sv or en"


def test_an_unknown_language_is_refused_with_the_nearest() -> None:
    check_language(MAIN_LANGUAGE)
    with pytest.raises(ParameterError, match=r"No report in language 'se'\..*Valid: en, fi, sv"):
        check_language("se")


# A fourth language


def with_texts_in(content: Any, code: str) -> Any:
    """Return the content of a TOML file with every text in one language more: the English one."""
    if isinstance(content, dict):
        texts = {name: with_texts_in(inner, code) for name, inner in content.items()}
        return texts | ({code: texts["en"]} if "fi" in texts and "en" in texts else {})
    if isinstance(content, list):
        return [with_texts_in(inner, code) for inner in content]
    return content


def with_fourth_language(folder: Path) -> None:
    """Copy program and project, and add a row and a catalogue: nothing else of the program."""
    shutil.copytree(SOURCE, folder / "src" / "analyysi")
    for name in ("data", "notebooks", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    table = folder / "src" / "analyysi" / "languages" / "language_table.py"
    row = (
        'Language("nb", "Norwegian", "norsk bokmål", "nb_NO", "d. MMMM yyyy", "31. desember", '
        '("«", "»"), "nb-NO", '
        "SWEDISH_NAMES, ENGLISH_NUMBERS)"
    )
    text, count = re.subn(
        r"\n\)\nLANGUAGES", f"\n    {row},\n)\nLANGUAGES", table.read_text("utf-8")
    )
    assert count == 1
    table.write_text(text, encoding="utf-8")
    locale = folder / "src" / "analyysi" / "locale"
    shutil.copytree(locale / "en", locale / "nb")
    # The texts of an agreement are its author's, in whatever languages reports are to be made.
    for path in (folder / "data" / "agreements" / "kainuu-ict").glob("*.toml"):
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        path.write_text(tomlkit.dumps(with_texts_in(content, "nb")), encoding="utf-8")


@pytest.mark.slow
def test_a_new_language_costs_a_row_its_forms_and_a_catalogue(tmp_path: Path) -> None:
    with_fourth_language(tmp_path)
    command = [sys.executable, "-m", "analyysi", "report", "kainuu-ict", "2023"]
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "src")}
    maker = [sys.executable, str(ROOT / "docs" / "make_locale_data.py")]
    subprocess.run(maker, env=environment, check=True, capture_output=True)
    subprocess.run(
        [*command, "--language", "nb", "--format", "html,xlsx", "--project", str(tmp_path)],
        env=environment,
        check=True,
        capture_output=True,
    )
    (folder,) = (tmp_path / "reports" / "kainuu-ict").glob("2023-nb")
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert '<html lang="nb">' in page
    assert "31. desember 2021" in page
    # Frozen records have no Norwegian: they stand in Finnish, and say so.
    assert re.search(r'<dd lang="fi">CC-BY-4\.0\. Lähde: ', page)
    assert re.search(r'<h4 lang="fi">', page)
