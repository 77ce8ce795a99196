"""The page of a desk for anything: no agreement in it, in three languages, the same each time."""

import json
import re

import pytest
from bs4 import BeautifulSoup

from analyysi.desk_file.build.begin_words import BEGIN
from analyysi.desk_file.build.blank_document import blank_file
from analyysi.desk_file.build.parts import PARTS, Parts
from analyysi.desk_file.build.project_files import blank_files
from analyysi.languages.language_table import LANGUAGES
from analyysi.report.html import policy_hash

TAKEN = Parts({name: f"0 {name}" for name in PARTS}, "MPL-2.0 <text>", {})


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_what_it_is_and_where_to_begin(language: str) -> None:
    text = blank_file(TAKEN, language)
    assert blank_file(TAKEN, language) == text
    page = BeautifulSoup(text, "html.parser")
    assert page.html["lang"] == language
    assert page.find(id="begin") is not None
    assert page.find(id="decided") is None
    data = json.loads(page.find("script", id="words").string)
    assert data["opening"] is None
    for words in data["words"].values():
        assert words["failed"] == words["blank_failed"]
    assert page.find("p", id="progress").text == data["words"][language]["blank_no_script"]
    assert re.search(r"[0-9a-f]{16}", page.footer.text)


def test_the_policy_allows_its_own_scripts_alone() -> None:
    page = BeautifulSoup(blank_file(TAKEN, "fi"), "html.parser")
    policy = page.find("meta", {"http-equiv": "Content-Security-Policy"})["content"]
    scripts = [script.string for script in page.find_all("script") if not script.get("type")]
    assert [policy_hash(script) for script in scripts] == re.findall(r"'sha256-[^']+'", policy)


def test_no_agreement_is_in_it() -> None:
    names = list(blank_files())
    assert "data/municipalities/mergers.toml" in names
    assert any(name.startswith("data/snapshots/tilastokeskus/11ra/") for name in names)
    assert [name for name in names if "agreements" in name] == ["data/agreements/.gitkeep"]
    assert [name for name in names if not name.startswith("data/")] == []


def test_a_text_in_the_place_of_another_has_one_to_replace() -> None:
    from analyysi.desk_file.build.page_words import TEXTS

    replaced = {name.removeprefix("blank_") for name in BEGIN if name.startswith("blank_")}
    assert replaced <= set(TEXTS)
