"""The State Treasury's service of municipal finances (tutkihallintoa.fi): addresses, and raw
answers.

What the answers hold is read by `treasury_documents`.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import quote

from analyysi.agreement.strict_data import UnreadableError, read_json
from analyysi.errors import ServiceError, SourceError
from analyysi.sources.answers.treasury_documents import asked_cells, read_catalogue, read_document
from analyysi.sources.fetch.replies import BrokenAnswerError, Reply
from analyysi.sources.fetch.staging import ChangedMeanwhileError
from analyysi.sources.fetch.transport import LARGEST_CATALOGUE, Transport
from analyysi.sources.manifest import ChosenDocument, DocumentFigure

POLITE_CALLS, POLITE_WINDOW = 300, 60.0
"""Our own measure: the service publishes none."""


class Kuntatalous:
    """The service at one root."""

    def __init__(self, transport: Transport, root: str) -> None:
        self.transport = transport
        self.root = root.rstrip("/")
        self.name = "the State Treasury"
        transport.set_pace(self.root, POLITE_CALLS, POLITE_WINDOW)

    def catalogue_address(self) -> str:
        """Return where the list of all documents is."""
        return f"{self.root}/aineistot"

    def document_address(self, document: ChosenDocument) -> str:
        """Return a document's address. It is built here: an address that stands in the catalogue is
        not followed.
        """
        names = (document.phase, document.package, document.business_id, document.period)
        return "/".join((self.root, "dokumentti", *(quote(name, safe="") for name in names)))

    def fetch_catalogue(self, into: Path) -> Reply:
        """Ask for the catalogue, tens of megabytes; it is stored packed and
        never held as a whole.
        """

        def check(path: Path) -> None:
            try:
                with gzip.open(path) as stream:
                    read_catalogue(stream, (), "")  # type: ignore[arg-type]
            except ServiceError:
                raise
            except SourceError as error:
                raise BrokenAnswerError(error.sentence) from error

        return self.transport.fetch(
            self.catalogue_address(), into, packed=True, largest=LARGEST_CATALOGUE, check=check
        )

    def fetch_document(
        self, document: ChosenDocument, into: Path, check: Callable[[Path], None]
    ) -> Reply:
        """Ask for one document.

        Raises
        ------
        ServiceError
            If the catalogue offers a document that the service then does not have.
        """
        try:
            return self.transport.fetch(self.document_address(document), into, check=check)
        except ServiceError as error:
            if error.status == 404:
                raise ChangedMeanwhileError(
                    "The State Treasury's catalogue offers {package} {period} of "
                    "{municipality} ({phase}), but the document is not there (404). It "
                    "may have been replaced a moment ago: try later.",
                    404,
                    package=document.package,
                    period=document.period,
                    municipality=document.municipality_code,
                    phase=document.phase,
                ) from error
            raise


def document_check(
    document: ChosenDocument, taxonomies: Sequence[str], figures: Sequence[DocumentFigure]
) -> Callable[[Path], None]:
    """Return a check of a document's bytes: broken JSON is asked for again, an unknown taxonomy
    stops at once.
    """
    cells = asked_cells(figures)

    def check(path: Path) -> None:
        raw = path.read_bytes()
        try:
            read_json(raw)
        except UnreadableError as error:
            raise BrokenAnswerError(
                "The State Treasury's {package} document is not whole JSON: {fault}.",
                package=document.package,
                fault=error,
            ) from error
        read_document(raw, document, taxonomies, cells)

    return check
