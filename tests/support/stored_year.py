"""A year of an agreement worked out again from its files and the stored snapshots, by nothing of the
program: what a test of the page's sentences holds their numbers to.
"""

import csv
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from support.places import ROOT

Amounts = Mapping[str, Fraction]
EQUAL, FIXED, NET = "equal shares", "agreed shares", "net expenses of the budgets"
"""Ways that are no key of the terms; the other ways have the key's name."""


def read_toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def by_remainders(exact: Amounts, unit: Fraction, total: Fraction) -> dict[str, Fraction]:
    """Round down to whole units and give what is left to the largest remainders, ties by code."""
    floors = {code: amount // unit for code, amount in exact.items()}
    left = int(total / unit - sum(floors.values()))
    order = sorted(exact, key=lambda code: (floors[code] - exact[code] / unit, code))
    return {code: (floor + (code in order[:left])) * unit for code, floor in floors.items()}


def rounded(amount: Fraction, decimals: int = 0) -> Fraction:
    """Round half up, away from zero."""
    scaled = abs(amount) * 10**decimals + Fraction(1, 2)
    whole = Fraction(scaled.numerator // scaled.denominator, 10**decimals)
    return whole if amount >= 0 else -whole


class StoredYear:
    """One year: its terms and agreement as TOML, its figures as CSV, its shares worked out here."""

    def __init__(self, agreement: str, year: int) -> None:
        folder = ROOT / "data" / "agreements" / agreement
        self.terms = read_toml(folder / f"{year}.toml")
        self.agreement = read_toml(folder / "agreement.toml")
        self.year, self.id = year, agreement
        self.total = Fraction(self.terms["total"]["value"])
        self.payers: list[str] = self.terms["participants"]
        self.outside = [outsider["payer"] for outsider in self.terms.get("outside", [])]
        self.keys: dict[str, Any] = self.terms["keys"]
        self.chosen: str = self.terms["method"]["parameters"]["key"]
        self.published = {
            share["payer"]: Fraction(share["value"]) for share in self.terms.get("published", [])
        }
        self.unit = Fraction(self.terms["rounding"]["unit"])
        self._shares: dict[tuple[str, tuple[str, ...], Fraction], dict[str, Fraction]] = {}
        self._figures: dict[str, Amounts] = {}

    def names(self, language: str) -> dict[str, str]:
        """Return every party's name in a language, by code."""
        parties = self.agreement["parties"]
        return {p["code"]: p["name"].get(language, p["name"]["fi"]) for p in parties}

    def figures(self, key: str) -> Amounts:
        """Return a key's figures of everybody whom the snapshot has."""
        if key not in self._figures:
            entry = self.keys[key]
            column, wanted = entry["column"], entry["rows"]
            self._figures[key] = {
                row["municipality_code"]: Fraction(row[column])
                for row in _rows(entry["snapshot"])
                if all(row[name] == str(cell) for name, cell in wanted.items()) and row[column]
            }
        return self._figures[key]

    @property
    def fixed(self) -> dict[str, str]:
        """Return the fixed shares that the terms name as an alternative, as they write them."""
        (fixed,) = [a for a in self.terms["alternatives"] if a["name"] == "fixed"]
        shares: dict[str, str] = fixed["parameters"]["shares"]
        return shares

    @cached_property
    def net_expenses(self) -> Amounts:
        """Return the net operating expenses of the budget year, in euros, as decided."""
        budgets = self.terms.get("budgets")
        if budgets is None:
            return {}
        (snapshot,) = [name for name in budgets["snapshots"] if f"-{budgets['year']}/" in name]
        return {
            row["municipality_code"]: Fraction(row["operating_expenses_eur"])
            - Fraction(row["operating_income_eur"])
            for row in _rows(snapshot)
            if row["stage"] == "budget" and row["operating_expenses_eur"]
        }

    @cached_property
    def taxes(self) -> Amounts:
        """Return the tax revenue that the terms measure the burden by, in euros."""
        burden = self.terms.get("burden")
        if burden is None:
            return {}
        figures = self.figures(burden["tax_revenue"])
        return {code: amount * 1000 for code, amount in figures.items()}

    @cached_property
    def heads(self) -> Amounts:
        return self.figures(self.terms["per_head"])

    @property
    def ways(self) -> list[str]:
        """Return every way that the front page may name."""
        fixed = [FIXED] if any(a["name"] == "fixed" for a in self.terms["alternatives"]) else []
        return [*self.keys, EQUAL, *fixed, *([NET] if self.net_expenses else [])]

    def shares(
        self, way: str, payers: Iterable[str] | None = None, total: Fraction | None = None
    ) -> dict[str, Fraction]:
        """Return what each pays by a way, rounded as the terms say."""
        total = self.total if total is None else total
        case = (way, tuple(payers or self.payers), total)
        if case not in self._shares:
            weights = self._weights(way, list(case[1]))
            everything = sum(weights.values(), Fraction(0))
            exact = {code: total * weight / everything for code, weight in weights.items()}
            self._shares[case] = by_remainders(exact, self.unit, total)
        return self._shares[case]

    def euros(
        self, way: str, payers: Iterable[str] | None = None, total: Fraction | None = None
    ) -> dict[str, Fraction]:
        """Return what a page shows: whole euros that make the total."""
        shares = self.shares(way, payers, total)
        return by_remainders(shares, Fraction(1), rounded(sum(shares.values(), Fraction(0))))

    def _weights(self, way: str, payers: list[str]) -> Amounts:
        if way == EQUAL:
            return dict.fromkeys(payers, Fraction(1))
        if way == FIXED:
            return {code: Fraction(part) for code, part in self.fixed.items()}
        figures = self.net_expenses if way == NET else self.figures(way)
        return {code: figures[code] for code in payers}

    def per_head(self, way: str) -> dict[str, Fraction]:
        """Return euros for each inhabitant, to the cent."""
        shares = self.shares(way)
        return {code: rounded(amount / self.heads[code], 2) for code, amount in shares.items()}

    def cents(self, way: str, of: Amounts) -> dict[str, Fraction]:
        """Return what a split takes of each thousand euros of something, in cents."""
        return {
            code: amount / of[code] * 100_000
            for code, amount in self.shares(way).items()
            if code in of
        }

    def changes(self, way: str) -> dict[str, Fraction]:
        """Return what each would pay more by a way than by the chosen one, as shown: to the euro,
        from the cents.
        """
        chosen, other = self.shares(self.chosen), self.shares(way)
        return {code: rounded(other[code] - chosen[code]) for code in self.payers}

    def leaving(self, leaver: str) -> dict[str, Fraction]:
        """Return by how much each other's shown share changes if one leaves."""
        staying = [code for code in self.payers if code != leaver]
        now, then = self.shares(self.chosen), self.shares(self.chosen, staying)
        return {code: rounded(then[code] - now[code]) for code in staying}

    def joining(self, joiner: str) -> dict[str, Fraction]:
        """Return by how much each payer's shown share changes if one joins."""
        now, then = self.shares(self.chosen), self.shares(self.chosen, [*self.payers, joiner])
        return {code: rounded(then[code] - now[code]) for code in self.payers}

    def dearer(self, ratio: Fraction) -> dict[str, Fraction]:
        """Return by how much each shown share changes if the cost is so many times what it is."""
        total = rounded(self.total * ratio / self.unit) * self.unit
        now, then = self.shares(self.chosen), self.shares(self.chosen, total=total)
        return {code: rounded(then[code] - now[code]) for code in self.payers}

    @cached_property
    def days(self) -> set[date]:
        """Return every day that the terms or the agreement have as a day."""
        return {*_days([self.terms, self.agreement])}

    @cached_property
    def typed(self) -> set[Fraction]:
        """Return the numbers that words of the terms may repeat: years, the total, published shares
        and how exact they are, in euros and in millions, their sum and what it is over the total.
        """
        exactness = [
            Fraction(s["accuracy"]) for s in self.terms.get("published", []) if "accuracy" in s
        ]
        together = sum(self.published.values(), Fraction(0))
        sums = [self.total, *self.published.values(), *exactness, together, together - self.total]
        halves = [exact / 2 for exact in exactness]
        years = [Fraction(self.year), *(Fraction(year) for year in self._decision_years())]
        return {*sums, *halves, *years, *(amount / 1_000_000 for amount in sums)}

    def _decision_years(self) -> list[int]:
        """Return the years that other terms of the agreement are of, and the budgets' and those of
        the accounts that a year has when it is prepared.
        """
        folder = ROOT / "data" / "agreements" / self.id
        years = [int(path.stem) for path in folder.glob("2*.toml")]
        budgets = self.terms.get("budgets", {}).get("year")
        return [*years, self.year - 2, *([budgets] if budgets else [])]

    @property
    def retrieved(self) -> date:
        """Return the day of the newest snapshot that the terms name."""
        return max(date.fromisoformat(name.rsplit("/", 1)[1]) for name in _snapshots(self.terms))


@cache
def _rows(snapshot: str) -> list[dict[str, str]]:
    path = ROOT / "data" / "snapshots" / snapshot / "data.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _snapshots(terms: object) -> Iterable[str]:
    """Yield the names of snapshots anywhere in the terms but where a rule is only looked for."""
    if isinstance(terms, dict):
        for name, inner in terms.items():
            if name == "snapshot":
                yield str(inner)
            elif name == "snapshots":
                yield from inner
            else:
                yield from _snapshots(inner)


def _days(entries: object) -> Iterable[date]:
    if isinstance(entries, date):
        yield entries
    elif isinstance(entries, dict):
        yield from _days(list(entries.values()))
    elif isinstance(entries, list):
        for inner in entries:
            yield from _days(inner)
