"""Every document of the repository that people read: one table for the site and for the tests."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parent.parent.parent


class Runs(Enum):
    """Where the commands of a document are run by its test."""

    PROJECT = "a project that `analyysi init` has just made, with the files that the page offers"
    CLONE = "a copy of this repository's project"
    APART = "tests of its own: tests/cli/terms/test_new_agreement.py"
    NOWHERE = "nowhere: it has none of ours"


@dataclass(frozen=True)
class Document:
    """A document: its file, its language, the part of the site that it stands in (none: it is no
    page), and where its commands are run.
    """

    path: str
    language: str = "en"
    part: str = ""
    runs: Runs = Runs.NOWHERE
    address: str = ""
    """The page on the site, if it is not `<language>/<name>.html` (Finnish: `<name>.html`)."""

    @property
    def source(self) -> Path:
        """Return the file."""
        return ROOT / self.path

    @property
    def page(self) -> str:
        """Return the path of its page on the site."""
        stem = PurePosixPath(self.path).stem
        folder = "" if self.language == MAIN_LANGUAGE else f"{self.language}/"
        return self.address or f"{folder}{stem}.html"

    def text(self) -> str:
        """Return what it says, in Markdown."""
        return self.source.read_text(encoding="utf-8")


MAIN_LANGUAGE = "fi"

LANGUAGES = {"fi": "Suomi", "sv": "Svenska", "en": "English"}
"""The languages of the site, the main one first."""

PARTS: dict[str, dict[str, str]] = {
    "start": {"fi": "Alkuun", "sv": "Börja här", "en": "Start"},
    "tasks": {"fi": "Kolme tehtävää", "sv": "Uppgifter", "en": "Tasks"},
    "guide": {"fi": "Ohjeet", "sv": "Anvisningar", "en": "Guides"},
    "reference": {"fi": "Hakuteos", "sv": "Uppslagsverk", "en": "Reference"},
    "readers": {"fi": "Lukijalle", "sv": "För läsaren", "en": "For readers"},
    "program": {
        "fi": "Ohjelman tekijälle",
        "sv": "För utvecklare",
        "en": "For those who change it",
    },
}
"""The parts of the site, in their order."""

DOCUMENTS: tuple[Document, ...] = (
    Document("docs/fi/index.md", "fi", "start", Runs.PROJECT),
    Document("docs/fi/asennus.md", "fi", "start", Runs.PROJECT),
    Document("docs/fi/toiminta.md", "fi", "start"),
    Document("docs/fi/galleria.md", "fi", "start"),
    Document("docs/fi/tehtava-painot.md", "fi", "tasks", Runs.PROJECT),
    Document("docs/fi/tehtava-tasaosa-ja-katto.md", "fi", "tasks", Runs.PROJECT),
    Document("docs/fi/tehtava-tyoasemat.md", "fi", "tasks", Runs.PROJECT),
    Document("docs/kayttoohje.md", "fi", "guide", Runs.CLONE),
    Document("docs/analyytikolle.md", "fi", "guide", Runs.CLONE),
    Document("docs/koekysely.md", "fi", "guide", Runs.CLONE),
    Document("docs/fi/uusi-sopimus.md", "fi", "guide", Runs.PROJECT),
    Document("docs/fi/kyselyt.md", "fi", "guide", Runs.PROJECT),
    Document("docs/fi/vanhat-paatokset.md", "fi", "guide", Runs.PROJECT),
    Document("docs/fi/erajo.md", "fi", "guide", Runs.PROJECT),
    Document("docs/fi/palvelut.md", "fi", "guide", Runs.PROJECT),
    Document("docs/fi/toistaminen.md", "fi", "guide", Runs.PROJECT),
    Document("docs/fi/jakotavat.md", "fi", "reference", Runs.PROJECT),
    Document("docs/fi/jakoperusteet.md", "fi", "reference", Runs.PROJECT),
    Document("docs/fi/hallituksen-jasenelle.md", "fi", "readers"),
    Document("docs/fi/laskuritiedosto.md", "fi", "readers"),
    Document("docs/fi/tarkastajalle.md", "fi", "readers", Runs.PROJECT),
    Document("docs/sv/index.md", "sv", "start", Runs.PROJECT),
    Document("docs/sv/exempel.md", "sv", "start"),
    Document("docs/sv/uppgift-vikter.md", "sv", "tasks", Runs.PROJECT),
    Document("docs/sv/uppgift-lika-del-och-tak.md", "sv", "tasks", Runs.PROJECT),
    Document("docs/sv/uppgift-arbetsstationer.md", "sv", "tasks", Runs.PROJECT),
    Document("docs/sv/fordelningssatt.md", "sv", "reference", Runs.PROJECT),
    Document("docs/sv/styrelsen.md", "sv", "readers"),
    Document("docs/sv/kalkylatorfilen.md", "sv", "readers"),
    Document("docs/sv/revisorn.md", "sv", "readers", Runs.PROJECT),
    Document("docs/sv/nytt-avtal.md", "sv", "guide", Runs.PROJECT),
    Document("docs/sv/enkat.md", "sv", "guide", Runs.PROJECT),
    Document("docs/en/index.md", "en", "start", Runs.PROJECT),
    Document("docs/en/how-it-works.md", "en", "start"),
    Document("docs/en/gallery.md", "en", "start"),
    Document("README.md", "en", "start", Runs.CLONE),
    Document("docs/en/installation.md", "en", "start", Runs.CLONE),
    Document("docs/en/task-weights.md", "en", "tasks", Runs.PROJECT),
    Document("docs/en/task-sum-each-and-cap.md", "en", "tasks", Runs.PROJECT),
    Document("docs/en/task-workstations.md", "en", "tasks", Runs.PROJECT),
    Document("docs/new-agreement.md", "en", "guide", Runs.APART),
    Document("docs/en/surveys.md", "en", "guide", Runs.PROJECT),
    Document("docs/en/earlier-decisions.md", "en", "guide", Runs.PROJECT),
    Document("docs/jupyterlab.md", "en", "guide", Runs.CLONE),
    Document("docs/batch.md", "en", "guide", Runs.CLONE),
    Document("docs/live-services.md", "en", "guide", Runs.CLONE),
    Document("docs/scheduling.md", "en", "guide", Runs.CLONE),
    Document("templates/README.md", "en", "guide", address="en/templates.html"),
    Document("docs/en/commands.md", "en", "reference", Runs.CLONE),
    Document("docs/en/keys.md", "en", "reference", Runs.PROJECT),
    Document("docs/methods.md", "en", "reference"),
    Document("docs/api.md", "en", "reference"),
    Document("docs/data.md", "en", "reference"),
    Document("docs/glossary.md", "en", "reference"),
    Document("docs/en/desk-file.md", "en", "readers"),
    Document("docs/en/board.md", "en", "readers"),
    Document("docs/en/reproduction.md", "en", "readers", Runs.PROJECT),
    Document("docs/security.md", "en", "readers"),
    Document("docs/second-implementation.md", "en", "readers"),
    Document("CONTRIBUTING.md", "en", "program"),
    Document("docs/architecture.md", "en", "program"),
    Document("docs/extending.md", "en", "program"),
    Document("docs/performance.md", "en", "program"),
    Document("docs/decisions.md", "en", "program"),
    Document("docs/release.md", "en", "program"),
    Document("examples/README.md", "en", "program", address="en/examples.html"),
    Document("CHANGELOG.md", "en", "program"),
)
"""The documents, in the order of the site's contents."""

PAGES = tuple(document for document in DOCUMENTS if document.part)
OF_PATH = {document.path: document for document in DOCUMENTS}
