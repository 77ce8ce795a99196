"""The made example of Päijät-Häme: nine real municipalities with their real inhabitants and budgets,
and a joint post that nobody has agreed on. It lies outside the project's agreements, in
tests/examples, and is brought into a copy of the project.
"""

import shutil
from pathlib import Path

from analyysi.project import Project
from support.places import ROOT, TESTS

EXAMPLE, YEAR = "paijat-hame-ict", 2027
ASIKKALA, HARTOLA, HOLLOLA, HEINOLA, KARKOLA, LAHTI, ORIMATTILA, PADASJOKI, SYSMA = PAYERS = (
    "016",
    "081",
    "098",
    "111",
    "316",
    "398",
    "560",
    "576",
    "781",
)
NOBODYS = {
    "fi": "Esimerkki: kukaan ei ole sopinut tästä kustannustenjaosta",
    "sv": "Exempel: ingen har avtalat om denna kostnadsfördelning",
    "en": "Example: nobody has agreed on this cost sharing",
}
"""What a reader is told wherever the matter is named, by language."""


def with_example(project: Project, status: str = "analysis") -> Project:
    """Bring the example into a copy of the project.

    Parameters
    ----------
    status
        That of its year: "analysis" as it is stored, "draft" or "decided" for tests of the words.
    """
    folder = project.agreements / EXAMPLE
    shutil.copytree(TESTS / "examples" / EXAMPLE, folder)
    terms = folder / f"{YEAR}.toml"
    text = terms.read_text(encoding="utf-8")
    changed = text.replace('status = "analysis"', f'status = "{status}"', 1)
    terms.write_text(changed, encoding="utf-8")
    return project


def example_project(folder: Path, status: str = "analysis") -> Project:
    """Write a project that has the example besides the repository's own agreements."""
    for place in ("data", "notebooks", "templates"):
        shutil.copytree(ROOT / place, folder / place)
    return with_example(Project(folder), status)
