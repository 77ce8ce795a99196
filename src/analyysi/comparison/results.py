"""The results as a table for other programs, results.csv, and the fingerprint of a run."""

from __future__ import annotations

import csv
import hashlib
import io

from analyysi import __version__
from analyysi.comparison.compare import Comparison
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


def results_csv(comparison: Comparison) -> str:
    """Write every split: one row per split and payer, UTF-8, comma, line feed, a decimal point."""
    case = comparison.case
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for split in comparison.splits:
        for code in sorted(split.cents):
            per_head = comparison.per_head(split, code)
            writer.writerow(
                (
                    case.agreement.id,
                    case.terms.year,
                    split.id,
                    "yes" if split is comparison.chosen else "no",
                    code,
                    case.agreement.party(code).name.main,
                    euros(split.cents[code]),
                    str(split.exact.amounts[code] / case.terms.total.value),
                    "" if per_head is None else str(round_half_up(per_head / 100, 2)),
                    euros(comparison.difference(split, code)),
                )
            )
    return out.getvalue()


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
