"""Every text that a template or a script of the page names is there, in each language."""

import re
from pathlib import Path

import pytest

from analyysi.desk_file.build.page_words import TEXTS, page_words
from analyysi.languages.language_table import LANGUAGES
from analyysi.money import MAIN_CURRENCY
from analyysi.report.language.words import Words
from support.places import ROOT

PAGE = ROOT / "src" / "analyysi" / "desk_file" / "page"
NAMED = re.compile(
    r"""data-word="(\w+)"|\bwords\.(\w+)|\bsay\(['"](\w+)['"]|\bspeaking\(['"](\w+)['"]"""
)

PUT_TOGETHER = ("step_", "blank_", "scale_")
"""How the names begin that a script or the document of a blank desk puts together."""


def texts_of(paths: list[Path]) -> set[str]:
    found = [NAMED.findall(path.read_text(encoding="utf-8")) for path in paths]
    names = {name for groups in found for group in groups for name in group}
    return names - {""}


def test_templates_and_scripts_name_texts_that_there_are() -> None:
    named = texts_of([*PAGE.rglob("*.j2"), *PAGE.rglob("*.js")])
    assert named - set(TEXTS) == set()
    assert {"skip", "lacking", "choices"} <= named


def test_every_text_is_named_by_a_template_or_a_script() -> None:
    paths = [*PAGE.rglob("*.j2"), *PAGE.rglob("*.js")]
    words = set(re.findall(r"\w+", " ".join(path.read_text("utf-8") for path in paths)))
    unnamed = set(TEXTS) - words
    assert {name for name in unnamed if not name.startswith(PUT_TOGETHER)} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_gap_stays_a_gap_in_every_language(language: str) -> None:
    said = page_words(Words(language, MAIN_CURRENCY))
    assert said.keys() == TEXTS.keys()
    assert "{fault}" in said["failed"]
    for name, message in TEXTS.items():
        assert set(re.findall(r"\{\w+\}", said[name])) == set(re.findall(r"\{\w+\}", message.text))
