"""The page says what it is and holds the decided shares without a script; its policy allows its own
scripts alone.
"""

import json
import re

import pytest
from bs4 import BeautifulSoup

from analyysi.comparison.case import load_year
from analyysi.comparison.compare import compare_methods
from analyysi.comparison.results import fingerprint
from analyysi.desk_file.build.document import SCRIPTS, desk_file
from analyysi.desk_file.build.parts import PARTS, Parts
from analyysi.languages.language_table import LANGUAGES
from analyysi.project import Project
from analyysi.report.html import policy_hash
from support.places import ROOT

TAKEN = Parts({name: f"0 {name}" for name in PARTS}, "MPL-2.0 <text>", {})


@pytest.fixture(scope="module")
def pages(project: Project) -> dict[str, str]:
    return {
        language: desk_file(project, TAKEN, "kainuu-ict", 2027, language) for language in LANGUAGES
    }


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_shares_stand_in_the_page_to_the_cent(
    project: Project, pages: dict[str, str], language: str
) -> None:
    comparison = compare_methods(load_year(project, "kainuu-ict", 2027))
    page = BeautifulSoup(pages[language], "html.parser")
    cells = [row.find_all("td")[0].text for row in page.select("#decided-shares tbody tr")]
    cents = [int(re.sub(r"\D", "", cell)) for cell in cells]
    assert cents == [*comparison.chosen.cents.values(), 8_000_000]
    assert page.html["lang"] == language
    assert fingerprint(comparison) in page.footer.text
    assert page.find("pre").text == "MPL-2.0 <text>"


@pytest.mark.slow
def test_the_policy_allows_its_own_scripts_and_no_connection(pages: dict[str, str]) -> None:
    page = BeautifulSoup(pages["fi"], "html.parser")
    policy = page.find("meta", {"http-equiv": "Content-Security-Policy"})["content"]
    scripts = [script.string for script in page.find_all("script") if not script.get("type")]
    assert [policy_hash(script) for script in scripts] == re.findall(r"'sha256-[^']+'", policy)
    assert len(scripts) == len(SCRIPTS)
    assert "connect-src 'none'" in policy
    assert "unsafe-eval" not in policy.replace("'wasm-unsafe-eval'", "")


@pytest.mark.slow
def test_every_part_and_the_files_of_the_agreement_stand_in_it(pages: dict[str, str]) -> None:
    page = BeautifulSoup(pages["sv"], "html.parser")
    for name in PARTS:
        assert page.find("script", id=name).string == f"0 {name}"
    assert re.match(r"\d+ \S+$", page.find("script", id="project").string)
    assert json.loads(page.find("script", id="words").string)["opening"]["year"] == 2027


@pytest.mark.slow
def test_it_is_the_same_to_the_byte_each_time(project: Project, pages: dict[str, str]) -> None:
    assert desk_file(project, TAKEN, "kainuu-ict", 2027, "fi") == pages["fi"]


def test_every_script_and_every_section_stands_in_the_page() -> None:
    page = ROOT / "src" / "analyysi" / "desk_file" / "page"
    template = (page / "desk.html.j2").read_text(encoding="utf-8")
    sections = re.findall(r'include "sections/(\w+)\.html\.j2"', template)
    assert sorted(sections) == sorted(path.name.split(".")[0] for path in page.glob("sections/*"))
    names = [name for joined in SCRIPTS for name in joined]
    assert sorted(names) == sorted(path.stem for path in page.glob("scripts/*"))
