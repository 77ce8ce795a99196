"""The State Treasury's REST service of municipal budgets and accounts (Valtiokonttori).

`fixtures/valtiokonttori/espoo_ktas_2023_facts_excerpt.csv` holds real facts of Espoo's budget for
2023 (CC BY 4.0, source: Valtiokonttori); the excerpt comes from the public repository
juntunen-ai/budjettihaukka, commit fdf91199.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from support.places import FIXTURES
from support.services.server import JSON, Answer, Server

ROOT = "/rest/v1/json"
PHASES = {
    "alustava": "Alustava",
    "hyvaksytty": "Hyväksytty",
    "lopullinen": "Lopullinen",
    "jalkikorjattu": "Jälkikorjattu",
}
"""In an address, and in an answer."""
BUDGET_TAXONOMY = "jhs-2019-03/2019-08-31"
ACCOUNTS_TAXONOMY_2025 = "jhs-2018-01/2024-03-26"
_ESPOO = FIXTURES / "valtiokonttori" / "espoo_ktas_2023_facts_excerpt.csv"

BUDGET_CELLS = {
    "toimintatulot": ("16", "805", "769", "1715"),
    "toimintamenot": ("632", "1476", "1482", "1260"),
    "henkilöstömenot": ("473", "1248", "1234", "82"),
    "palvelujen ostot": ("15", "507", "523", "388"),
    "verotulot": ("584", "838", "850", "1654"),
    "valtionosuudet": ("1157", "839", "831", "1632"),
    "vuosikate": ("1093", "328", "237", "576"),
    "tilikauden tulos": ("1121", "1017", "1010", "1723"),
    "lainakanta": ("1580", "1681", "1693", "1598"),
    "investointimenot": ("176610", "31626", "58070", "161188"),
}
"""Cells of KTAS: the budget year, the two plan years after it, and the amended budget of the year
before.
"""
ACCOUNTS_CELLS = {
    "toimintatulot": "3319283",
    "toimintamenot": "3418067",
    "verotulot": "3460403",
    "valtionosuudet": "3530963",
    "henkilöstö": "1562",
    "palvelut": "699",
    "aineet": "683",
    "avustukset": "3432179",
    "muut": "3446291",
    "vuosikate": "1400",
    "poistot": "1470",
    "tilikauden tulos": "159456",
    "ylijäämä": "1447",
    "investoinnit": "1374",
}
"""Cells of KKNR: investments are in `k-t13`, the rest in `k-t07`."""

Fact = tuple[str, str, str | None]
"""Subpackage, cell, value; a value is text with a decimal point, or missing."""


@dataclass(frozen=True)
class Document:
    """One document: the figures of a municipality, a package and a period, in one phase of
    approval.
    """

    ytunnus: str
    package: str
    period: str
    phase: str = "lopullinen"
    """As in an address."""
    approved: str = "2026-01-15 08:19:43.07"
    published: str = ""
    """The time of approval, if it is not given."""
    taxonomy: str = BUDGET_TAXONOMY
    facts: Sequence[Fact] = ()
    raw: bytes | None = None
    """The whole document as it is served, where it is not made of `facts`."""

    @property
    def path(self) -> str:
        return f"{ROOT}/dokumentti/{self.phase}/{self.package}/{self.ytunnus}/{self.period}"


class Treasury(Server):
    """The catalogue and the documents under `/rest/v1/json`. Tests may change every attribute while
    it runs.

    `padding` more rows stand in the catalogue, half before and half after the documents' own; about
    290 bytes each. Their addresses answer 404. Of two documents with one address the later in the
    list is served.
    """

    def __init__(
        self, documents: list[Document] | None = None, *, port: int = 0, padding: int = 0
    ) -> None:
        super().__init__(port)
        self.documents: list[Document] = [] if documents is None else documents
        self.padding = padding

    @property
    def root(self) -> str:
        """The address that a client is given."""
        return self.url + ROOT

    def answer(self, method: str, path: str, query: dict[str, str], body: bytes) -> Answer:
        path = path.rstrip("/")
        if method != "GET":
            return Answer(405, "text/plain", b"Method Not Allowed")
        if path == f"{ROOT}/aineistot":
            return Answer(200, JSON, self._catalogue(list(self.documents)))
        for document in reversed(self.documents):
            if document.path == path:
                made = _dumps([_fact(document, *fact) for fact in document.facts])
                return Answer(200, JSON, made if document.raw is None else document.raw)
        return Answer(404, "text/plain", b"Not Found")

    def _catalogue(self, documents: list[Document]) -> Iterator[bytes]:
        rows = self._rows(documents)
        yield b'{"aineistot":['
        start = b""
        while piece := [_dumps(row) for _, row in zip(range(200), rows, strict=False)]:
            yield start + b",".join(piece)
            start = b","
        yield b"]}"

    def _rows(self, documents: list[Document]) -> Iterator[dict[str, str]]:
        before = self.padding // 2
        yield from (self._row(_filler(number)) for number in range(before))
        yield from (self._row(document) for document in documents)
        yield from (self._row(_filler(number)) for number in range(before, self.padding))

    def _row(self, document: Document) -> dict[str, str]:
        return {
            "ytunnus": document.ytunnus,
            "raportointikokonaisuus": document.package,
            "raportointikausi": document.period,
            "hyvaksymisvaihe": PHASES[document.phase],
            "hyvaksymispvm": document.approved,
            "julkaisupvm": document.published or document.approved,
            "tunnusluvut": self.url + document.path,
        }


def made_up_business_id(number: int) -> str:
    """Return a business id with a right check digit that starts with 9, or with 8 where 9 allows no
    digit.
    """
    for first in "98":
        digits = f"{first}{number % 1_000_000:06d}"
        rest = (
            sum(
                weight * int(digit)
                for weight, digit in zip((7, 9, 10, 5, 8, 4, 2), digits, strict=True)
            )
            % 11
        )
        if rest != 1:
            return f"{digits}-{(11 - rest) % 11}"
    raise AssertionError("both remainders cannot be 1")


def _filler(number: int) -> Document:
    packages, periods = (
        ("KKOTR", "KKTR", "KLTR", "TOTT", "KKTPA", "HKTR"),
        ("2021", "2022", "2023", "2024", "2025"),
    )
    return Document(made_up_business_id(number), packages[number % 6], periods[number % 5])


def _dumps(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def _fact(document: Document, subpackage: str, cell: str, value: str | None) -> dict[str, Any]:
    return {
        "ytunnus": document.ytunnus,
        "raportointikokonaisuus": document.package,
        "osakokonaisuus": subpackage,
        "raportointikausi": document.period,
        "hyväksymisvaihe": PHASES[document.phase],
        "hyväksymispvm": document.approved,
        "taksonomia": document.taxonomy,
        "tunnusluku": cell,
        "arvo": value,
        "kommentti": "",
        "kieli": "fi",
        "tarkastushavainnot": [{"havainto": "", "tarkennus": "", "vakavuus": ""}],
    }


def espoo_budget_2023() -> Document:
    """Espoo's budget for 2023: eleven real facts of the real document."""
    with _ESPOO.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return Document(
        ytunnus=rows[0]["business_id"],
        package=rows[0]["reporting_package"],
        period=rows[0]["reporting_period"],
        phase=rows[0]["approval_stage"],
        approved="2023-01-04 08:19:43.07",
        published="2023-01-04 08:19:43.053",
        taxonomy=rows[0]["taxonomy_version"],
        facts=[(row["subpackage"], row["indicator_code"], row["value_raw"]) for row in rows],
    )


def sample_documents(business_ids: Mapping[str, str]) -> list[Document]:
    """Make budgets for 2026 and 2027 and accounts of 2025 for municipalities. Test data, not real
    figures.

    Every municipality whose code is even also has each document as a preliminary one (`alustava`),
    approved earlier and with figures a tenth lower. Espoo's real budget for 2023 comes last.

    Parameters
    ----------
    business_ids
        Municipality code ("578") to business id.
    """
    documents = []
    for code, ytunnus in business_ids.items():
        for package, period, year in (
            ("KTAS", "2026", 2026),
            ("KTAS", "2027", 2027),
            ("KKNR", "2025C12", 2025),
        ):
            facts = _budget(int(code), year) if package == "KTAS" else _accounts(int(code))
            taxonomy = BUDGET_TAXONOMY if package == "KTAS" else ACCOUNTS_TAXONOMY_2025
            approved = year - 1 if package == "KTAS" else year + 1
            if int(code) % 2 == 0:
                lower = [
                    (subpackage, cell, _euros(value * 9 // 10)) for subpackage, cell, value in facts
                ]
                early = f"{approved}-01-20 09:00:00.5"
                documents.append(
                    Document(ytunnus, package, period, "alustava", early, "", taxonomy, lower)
                )
            final = [(subpackage, cell, _euros(value)) for subpackage, cell, value in facts]
            late = f"{approved}-03-12 12:30:15.123"
            documents.append(
                Document(ytunnus, package, period, "lopullinen", late, "", taxonomy, final)
            )
    return [*documents, espoo_budget_2023()]


def _budget(code: int, year: int) -> list[tuple[str, str, int]]:
    """Return made-up cents per cell: another figure for every municipality, year, item and planning
    stage.
    """
    facts = []
    for number, cells in enumerate(BUDGET_CELLS.values(), start=1):
        for cell, of_year in zip(cells, (year, year + 1, year + 2, year - 1), strict=True):
            facts.append(("k-t05", cell, _cents(code, number, of_year)))
    return facts


def _accounts(code: int) -> list[tuple[str, str, int]]:
    facts = []
    for number, (item, cell) in enumerate(ACCOUNTS_CELLS.items(), start=1):
        subpackage = "k-t13" if item == "investoinnit" else "k-t07"
        facts.append((subpackage, cell, _cents(code, number, 2025) + 1))
    return facts


def _cents(code: int, item: int, year: int) -> int:
    cents = code * 10_000_000 + item * 1_234_567 + (year - 2000) * 10_101
    return -cents if (code + item) % 9 == 0 else cents


def _euros(cents: int) -> str:
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02d}"
