"""How often the search for the rule behind published shares is right: thousands of random rules of
which the truth is known, over stored figures.

What is drawn and counted is in tests/support/identification.py, where the tests run a few of them.
Run by `make identification` (five minutes), which writes the table into docs/methods.md.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

from table import rows, spaced, write

from analyysi.comparison.case import load_year
from analyysi.comparison.explain import explain
from analyysi.project import Project
from support.identification import CENT, EURO, HUNDRED, TEN, Figures, figures_of, rates, round_rules

ROOT = Path(__file__).parent.parent
RUNS = (
    ("one share to the cent", CENT, 1),
    ("one share in euros", EURO, 1),
    ("two shares to the cent", CENT, 2),
    ("two shares in euros", EURO, 2),
    ("all shares to the cent", CENT, None),
    ("all shares in euros", EURO, None),
    ("all shares in tens", TEN, None),
    ("all shares in hundreds", HUNDRED, None),
)
HEADER = (
    "Published", "Tables", "Inside", "Named", "Known", "Of them inside", "Wrong keys",
    "Wrong weights", "Possible", "None",
)  # fmt: skip
COUNTS = (
    "tables", "inside", "named", "known", "inside known", "wrong keys", "wrong weights",
    "possible", "none",
)  # fmt: skip


def round_sentence(figures: Figures, tables: int) -> str:
    """Return what was counted of rules in whole per cents."""
    counts: Counter[str] = round_rules(figures, tables, seed=len(RUNS))
    return (
        f"Of {counts['tables']} tables in euros by rules in whole per cents the true rule was "
        f"named {counts['named']} times. Brute force over every such rule found no other for "
        f"{counts['one only']} tables; the search named it alone for {counts['alone']} of these."
    )


def main() -> None:
    """Measure every kind of table, and write the rates."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--tables",
        type=int,
        default=2000,
        help="How many full tables of each unit; a quarter as many of one and two shares.",
    )
    tables = parser.parse_args().tables
    project = Project(ROOT)
    figures = figures_of(explain(project, load_year(project, "kainuu-ict", 2023)))
    body = []
    for seed, (title, unit, published) in enumerate(RUNS):
        drawn = tables if published is None else max(tables // 4, 1)
        counts = rates(figures, drawn, unit, published, seed)
        body.append([title, *(spaced(counts[name]) for name in COUNTS)])
        sys.stderr.write(f"{title}: {dict(counts)}\n")
    lines = [*rows(HEADER, body), "", round_sentence(figures, max(tables // 20, 1))]
    write("identification", lines, ROOT / "docs" / "methods.md", "make identification")


if __name__ == "__main__":
    main()
