"""The results as a table for other programs, results.csv, and the fingerprint of a run."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from analyysi import __version__
from analyysi.comparison.compare import Comparison, Split
from analyysi.languages.plain_text import csv_text
from analyysi.money import euros, round_half_up

COLUMNS = (
    "agreement",
    "year",
    "split",
    "chosen",
    "payer_code",
    "payer",
    "amount_eur",
    "share_of_total",
    "eur_per_head",
    "difference_to_chosen_eur",
)
"""`share_of_total` is the exact share before rounding, as a fraction; amounts are in the
agreement's currency.
"""


@dataclass(frozen=True)
class ResultRow:
    """What one payer pays by one split.

    Parameters
    ----------
    part
        The exact share before rounding, as a part of the total.
    cents_per_head
        Rounded to whole cents, halves away from zero; None without inhabitants.
    difference
        To the chosen split, in cents.
    """

    split: Split
    chosen: bool
    payer: str
    cents: int
    part: Fraction
    cents_per_head: int | None
    difference: int


def result_rows(comparison: Comparison) -> Iterator[ResultRow]:
    """Yield a row for each split and payer, in the order of results.csv: the splits in theirs, the
    payers by ascending code.
    """
    total = comparison.case.terms.total.value
    for split in comparison.splits:
        for code in sorted(split.cents):
            per_head = comparison.per_head(split, code)
            yield ResultRow(
                split=split,
                chosen=split is comparison.chosen,
                payer=code,
                cents=split.cents[code],
                part=split.exact.amounts[code] / total,
                cents_per_head=None if per_head is None else int(round_half_up(per_head)),
                difference=comparison.difference(split, code),
            )


@lru_cache(maxsize=1)
def results_csv(comparison: Comparison) -> str:
    """Write every split: one row per split and payer, UTF-8, comma, line feed, a decimal point. A
    name that a spreadsheet would take for a formula has an apostrophe before it.
    """
    case = comparison.case
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    names = {party.code: csv_text(party.name.main) for party in case.agreement.parties}
    for row in result_rows(comparison):
        writer.writerow(
            (
                case.agreement.id,
                case.terms.year,
                row.split.id,
                "yes" if row.chosen else "no",
                row.payer,
                names[row.payer],
                euros(row.cents),
                str(row.part),
                "" if row.cents_per_head is None else euros(row.cents_per_head),
                euros(row.difference),
            )
        )
    return out.getvalue()


@lru_cache(maxsize=1)
def fingerprint(comparison: Comparison) -> str:
    """Return the first 16 hexadecimal digits of the SHA-256 over inputs, results and program
    version.

    Two reports with the same fingerprint rest on the same files and come to the same cents.
    """
    digest = hashlib.sha256()
    for file in comparison.case.inputs:
        digest.update(f"{file.path} {file.sha256}\n".encode())
    digest.update(f"analyysi {__version__}\n".encode())
    digest.update(results_csv(comparison).encode())
    return digest.hexdigest()[:16]
