"""The State Treasury's catalogue and documents: raw bytes to chosen documents and rows of figures.

A budget, a plan and the accounts are different things: each figure carries its stage, and a
document is read only in a taxonomy that its cell numbers are known in.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import IO, Any

from analyysi.agreement.strict_data import OnceNamed, ShallowStream, UnreadableError, read_json
from analyysi.errors import Sentence, SourceError
from analyysi.languages.plain_text import csv_text, one_line
from analyysi.sources.answers.answer import figure
from analyysi.sources.manifest import ChosenDocument, DocumentFigure, TreasuryDerivation
from analyysi.sources.schema import CODE, NAME, YEAR
from analyysi.suggestions import did_you_mean

PHASES = ("alustava", "hyvaksytty", "lopullinen", "jalkikorjattu")
"""Phases of approval, the weakest first: preliminary, approved, final, corrected afterwards."""

FINAL_PHASES = PHASES[2:]
"""Those of documents that their municipality has made final."""

STAGE, PERIOD, PHASE, APPROVED = "stage", "period", "phase", "approved"
COMMENTS, FINDINGS = "comments", "findings"
"""Texts beside the figures of a row: the reporter's comments and the State Treasury's findings, as
a JSON object from column to text; empty where there is none.
"""
_YEAR_OF = re.compile(r"(\d{4})(?:C(\d{2}))?")


@dataclass(frozen=True)
class Fact:
    """A cell of a document, as written."""

    amount: str | None
    comment: str = ""
    """What the municipality that reports it says of it."""
    finding: str = ""
    """What the State Treasury's checks say of it."""


_Located = tuple[tuple[str, str, str, str], str, tuple[str, str], Fact]
"""Whose report a fact is of, in which taxonomy, its subpackage and cell, and the fact."""


@dataclass(frozen=True)
class Offer:
    """A line of the catalogue: one phase of one document."""

    business_id: str
    package: str
    period: str
    phase: str
    approved: str
    published: str


def read_catalogue(stream: IO[bytes], business_ids: Iterable[str], package: str) -> list[Offer]:
    """Read the catalogue piece by piece and keep the lines of these municipalities and this
    package.

    Raises
    ------
    SourceError
        If the bytes are not a whole catalogue, or a line that is wanted has an unknown phase.
    """
    import ijson.common  # only what is fetched or checked anew is read in pieces

    asked_ids = set(business_ids)
    offers = []
    lines = 0
    try:
        if not _is_catalogue(stream):
            raise SourceError(
                'The State Treasury\'s catalogue is not as expected: {"aineistot": [...]}.'
            )
        stream.seek(0)
        for line in ijson.items(ShallowStream(stream), "aineistot.item", map_type=OnceNamed):
            lines += 1
            line.check()
            if line["raportointikokonaisuus"] != package or line["ytunnus"] not in asked_ids:
                continue
            offers.append(
                Offer(
                    business_id=line["ytunnus"],
                    package=package,
                    period=str(line["raportointikausi"]),
                    phase=phase_of(str(line["hyvaksymisvaihe"])),
                    approved=one_line(str(line.get("hyvaksymispvm") or "")),
                    published=one_line(str(line.get("julkaisupvm") or "")),
                )
            )
    except (ijson.common.JSONError, ValueError, RecursionError) as error:
        raise SourceError(
            "The State Treasury's catalogue is not whole JSON: {fault}.",
            fault=one_line(str(error))[:120],
        ) from error
    except (KeyError, TypeError, AttributeError) as error:
        reason = (
            Sentence("{key} is missing", key=str(error))
            if isinstance(error, KeyError)
            else Sentence("an object of texts was expected")
        )
        raise SourceError(
            "The State Treasury's catalogue has a line of another form: {reason}.", reason=reason
        ) from error
    if not lines:
        raise SourceError("The State Treasury's catalogue is empty.")
    return offers


def _is_catalogue(stream: IO[bytes]) -> bool:
    """Return whether the top of the stream is an object with the list of documents; no more of it
    is read.
    """
    import ijson

    for prefix, event, _ in ijson.parse(ShallowStream(stream)):
        if (prefix, event) == ("aineistot", "start_array"):
            return True
        if prefix == "" and event not in ("start_map", "map_key"):
            return False
    return False


@lru_cache(maxsize=64)
def phase_of(text: str) -> str:
    """Return a phase as addresses have it, from any of its spellings.

    >>> phase_of("Jälkikorjattu"), phase_of("Lopullinen")
    ('jalkikorjattu', 'lopullinen')
    """
    plain = "".join(
        letter
        for letter in unicodedata.normalize("NFD", text.strip().lower())
        if not unicodedata.combining(letter)
    )
    if plain not in PHASES:
        raise SourceError(
            "The State Treasury has a phase of approval '{phase}', which is not known.",
            phase=one_line(text),
        )
    return plain


def choose(offers: Sequence[Offer]) -> list[Offer]:
    """Return the documents to take, one per municipality and period: the highest phase, then the
    latest approval.
    """
    best: dict[tuple[str, str], Offer] = {}
    for offer in offers:
        key = (offer.business_id, offer.period)
        if key not in best or _rank(offer) > _rank(best[key]):
            best[key] = offer
    return [best[key] for key in sorted(best)]


def _rank(offer: Offer) -> tuple[int, str]:
    return PHASES.index(offer.phase), moment(offer.approved)


def moment(text: str) -> str:
    """Return a time stamp in one form that sorts: the services write a space or a T, and any number
    of decimals.

    >>> moment("2023-01-04 08:19:43.07") == moment("2023-01-04T08:19:43.070Z")
    True
    """
    try:
        # The catalogue gives no zone; the same moment stands in the documents with a Z that means
        # nothing more.
        return datetime.fromisoformat(text.strip().removesuffix("Z")).isoformat(
            timespec="microseconds"
        )
    except ValueError:
        return ""


def columns(derivation: TreasuryDerivation) -> list[str]:
    """Return the table's columns."""
    return [
        CODE,
        NAME,
        YEAR,
        STAGE,
        PERIOD,
        PHASE,
        APPROVED,
        *(cell.column for cell in derivation.figures),
        COMMENTS,
        FINDINGS,
    ]


def asked_cells(figures: Iterable[DocumentFigure]) -> frozenset[tuple[str, str]]:
    """Return every (subpackage, cell number) that is read."""
    return frozenset(
        (figure.subpackage, number) for figure in figures for number in figure.cells.values()
    )


def rows(
    documents: Iterable[tuple[ChosenDocument, bytes]], derivation: TreasuryDerivation
) -> Iterator[list[str]]:
    """Yield a row for each document and stage: the stages of one document are never one row."""
    cells = asked_cells(derivation.figures)
    for document, raw in documents:
        facts = read_document(raw, document, derivation.taxonomies, cells)
        name = _name(document)
        match = _YEAR_OF.fullmatch(document.period)
        if match is None:
            raise SourceError(
                "{document}: the period '{period}' is neither a year nor a quarter.",
                document=name,
                period=document.period,
            )
        for stage, distance in derivation.years.items():
            of_stage = {
                cell.column: facts.get((cell.subpackage, cell.cells.get(stage, "")), Fact(None))
                for cell in derivation.figures
            }
            figures = [
                _value(of_stage[cell.column], name, cell.cells.get(stage))
                for cell in derivation.figures
            ]
            if any(figures):
                yield [
                    document.municipality_code,
                    csv_text(derivation.names[document.municipality_code]),
                    str(int(match.group(1)) + distance),
                    stage,
                    document.period,
                    document.phase,
                    document.approved,
                    *figures,
                    _texts({column: fact.comment for column, fact in of_stage.items()}),
                    _texts({column: fact.finding for column, fact in of_stage.items()}),
                ]


def read_document(
    raw: bytes,
    document: ChosenDocument,
    taxonomies: Sequence[str],
    cells: Container[tuple[str, str]],
) -> Mapping[tuple[str, str], Fact]:
    """Read a document's facts: (subpackage, cell number) to the amount as written and what is said
    of it.

    Parameters
    ----------
    cells
        The cells that will be read. Others may stand there more than once, as some packages have
        it.

    Raises
    ------
    SourceError
        If the bytes are not the document that was asked for, its taxonomy is not known, or a wanted
        cell stands twice.
    """
    where = _name(document)
    facts = _facts(raw, where)
    if not facts:
        raise SourceError("{where} is empty.", where=where)
    expected = (document.business_id, document.package, document.period, document.phase)
    known: dict[tuple[str, str], Fact] = {}
    for identity, taxonomy, key, fact in facts:
        if identity != expected:
            raise SourceError(
                "{where}: it holds facts of {identity}.", where=where, identity=" ".join(identity)
            )
        if taxonomy not in taxonomies:
            raise SourceError(
                "{where} is in the taxonomy '{taxonomy}', and its cell numbers are known "
                "in {taxonomies} only: the same number may mean something else there. "
                "Compare the taxonomies, then add it to the recipe in data/sources.{near}",
                where=where,
                taxonomy=taxonomy,
                taxonomies=", ".join(taxonomies),
                near=did_you_mean(taxonomy, taxonomies),
            )
        if key in known and key in cells:
            raise SourceError(
                "{where}: cell {cell} of {subpackage} stands twice.",
                where=where,
                cell=key[1],
                subpackage=key[0],
            )
        known[key] = fact
    return known


def _facts(raw: bytes, where: str) -> list[_Located]:
    try:
        return [_fact(line) for line in read_json(raw)]
    except UnreadableError as error:
        raise SourceError(
            "{where} is not whole JSON: {fault}.", where=where, fault=error
        ) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise SourceError(
            "{where} is not a list of facts as the State Treasury gives them.", where=where
        ) from error


def _fact(line: Any) -> _Located:
    # The documents spell the phase's field with ä, the catalogue without.
    phase = line["hyväksymisvaihe"] if "hyväksymisvaihe" in line else line["hyvaksymisvaihe"]
    identity = (
        str(line["ytunnus"]),
        str(line["raportointikokonaisuus"]),
        str(line["raportointikausi"]),
        phase_of(str(phase)),
    )
    amount = line["arvo"]
    if amount is not None and not isinstance(amount, str):
        raise TypeError("an amount is text")
    key = (str(line["osakokonaisuus"]), str(line["tunnusluku"]))
    findings = (finding["havainto"] for finding in line.get("tarkastushavainnot") or ())
    fact = Fact(
        amount.strip() if amount else None,
        one_line(str(line.get("kommentti") or "")),
        one_line(" ".join(map(str, findings))),
    )
    return identity, str(line["taksonomia"]), key, fact


def _value(fact: Fact, document: Sentence, cell: str | None) -> str:
    if fact.amount is None:
        return ""
    return figure(fact.amount, Sentence("{document}, cell {cell}", document=document, cell=cell))


def _texts(of_column: Mapping[str, str]) -> str:
    texts = {column: text for column, text in of_column.items() if text}
    return json.dumps(texts, ensure_ascii=False) if texts else ""


def _name(document: ChosenDocument) -> Sentence:
    return Sentence(
        "{package} {period} of {municipality} ({phase})",
        package=document.package,
        period=document.period,
        municipality=document.municipality_code,
        phase=document.phase,
    )
