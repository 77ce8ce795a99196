"""The sharing by each basis alone, in formulas that take the steps of `workbook.arithmetic`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from analyysi.report.language.wording import Wording
from analyysi.report.papers.workbook.arithmetic import MOST, MOST_TO_COMPARE, Basis
from analyysi.report.papers.workbook.input_sheet import InputCells, basis_label
from analyysi.report.papers.workbook.live_plan import WorkbookPlan
from analyysi.report.papers.workbook.sheet import Sheet, SheetCell, Span
from analyysi.report.pieces.shared_sentences import tie_rule


def power_of_ten(number: float) -> str:
    """Write a power of ten as a formula holds it.

    >>> power_of_ten(10**15)
    '1E+15'
    """
    return f"{number:.0E}"


LEAST = "0.001"
"""Cents and scaled figures that lie closer than this to a whole number are that number."""


@dataclass(frozen=True)
class SplitCells:
    """Where the working of one split ends, for the sheet of shares."""

    calculable: Span
    """1 if the split can be calculated exactly with the inputs, 0 if not."""
    units: Span
    """A column: the rounding units of each payer."""
    exact: Callable[[int], str]
    """Makes the formula of a payer's exact share in euros, by the payer's place."""
    order: Span
    """A column: each payer's place by ascending code, which settles ties."""


def not_covered(inputs: InputCells, least: Span, whole: str) -> str:
    """Return the formula that counts those whose share rounded down, in units, is less than they
    must get of the rest.
    """
    needed = f"({inputs.takes_part}=1)*ROUND({least}*100,0)"
    return f"SUMPRODUCT(--({whole}*unit_cents<{needed}))"


def covers(plan: WorkbookPlan, whole: Sequence[int]) -> bool:
    """Return the same at the report's figures: whether everybody gets what it must."""
    pairs = zip(whole, plan.least_cents, strict=True)
    return all(units * plan.unit_cents >= least for units, least in pairs)


@dataclass(frozen=True)
class BasisCells:
    """Where the sharing by each basis stands: columns by payer, and blocks by payer and basis."""

    takes_part: Span
    order: Span
    weights: Span
    sums: Span
    usable: Span
    whole: Span
    remainders: Span
    units: Span
    covered: Span
    """1 if nobody would be paid money back, a row; where no sum is below zero, `usable`."""
    inputs: InputCells

    def split_cells(self, basis: int) -> SplitCells:
        """Return where the working of a split by one basis ends."""

        def exact(payer: int) -> str:
            cost, total = self.inputs.shared_cost, self.sums.column(basis)
            first = self.inputs.first_euros(payer)
            return f"{cost}*{self.weights.cell(payer, basis)}/{total}{first}"

        return SplitCells(self.covered.column(basis), self.units.column(basis), exact, self.order)


class BasisWriter:
    """Writes the sharing by each basis alone, which the mixes build on: a table for each step."""

    def __init__(
        self, sheet: Sheet, plan: WorkbookPlan, inputs: InputCells, words: Wording
    ) -> None:
        self.sheet, self.plan, self.inputs, self.words = sheet, plan, inputs, words
        self.labels = [basis_label(basis, plan, words) for basis in plan.bases]
        self.names = [words.payer(code) for code in plan.payers]

    def write(self) -> BasisCells:
        """Write the tables and return where they stand."""
        say = self.words.say
        self.weights = self._next_block()
        self.takes_part = self.weights.after()
        self.order = self.takes_part.after()
        self.sums, self.usable = self.weights.below(0), self.weights.below(1)
        self._write_weights()
        self.remainders = self._next_block()
        self._table(
            say("Remainders of the division"),
            say("Rounding units × figure, divided by the sum of the figures: what is left over."),
            self._remainder,
        )
        self.whole = self._next_block()
        self.left_over = self.whole.below(1)
        self._table(
            say("Shares rounded down"),
            say("The whole part of the same division, in rounding units."),
            self._whole,
            [*self._sums_and_left_over(), *self._covered()],
        )
        least = self.inputs.sums is not None and self.inputs.sums.least is not None
        covered = self.whole.below(2) if least else self.usable
        self.ranks = self._next_block()
        tie = tie_rule(self.plan.comparison.case.rounding, self.words)
        self._table(
            say("Order of the remainders"),
            f"{say('The largest remainder is first.')} {tie}",
            self._rank,
        )
        units = self._next_block()
        self._table(
            say("Shares in rounding units"),
            say(
                "The share rounded down, and one unit more for as many of the first as there are "
                "units left over."
            ),
            self._units,
        )
        return BasisCells(
            takes_part=self.takes_part,
            order=self.order,
            weights=self.weights,
            sums=self.sums,
            usable=self.usable,
            whole=self.whole,
            remainders=self.remainders,
            units=units,
            covered=covered,
            inputs=self.inputs,
        )

    def _next_block(self) -> Span:
        """Return where the figures of the next table will stand: after a heading and a line."""
        top = self.sheet.row + 3
        return Span(self.sheet.name, top, 1, top + len(self.names) - 1, len(self.labels))

    def _table(
        self,
        title: str,
        line: str,
        cell_of: Callable[[int, int], SheetCell],
        sums: Sequence[list[SheetCell]] = (),
    ) -> None:
        self.sheet.say(title, "heading")
        self.sheet.say(line)
        bases = range(len(self.labels))
        rows = []
        for payer, name in enumerate(self.names):
            rows.append([SheetCell(name), *(cell_of(payer, basis) for basis in bases)])
        headers = [self.words.payer_header(), *self.labels]
        self.sheet.table(headers, [*rows, *sums], totals=len(sums))
        self.sheet.skip()

    def _write_weights(self) -> None:
        say, sheet, plan = self.words.say, self.sheet, self.plan
        sheet.say(say("Figures as whole numbers"), "heading")
        sheet.say(
            say(
                "A payer that does not take part counts as 0. A figure that cannot be used is "
                "marked by −1."
            )
        )
        rows = []
        for payer, name in enumerate(self.names):
            figures = [self._weight(basis, payer) for basis in plan.bases]
            takes_part = f"=IF({self.inputs.takes_part.row(payer)}=1,1,0)"
            order = SheetCell(plan.order[payer], "whole")
            shares = SheetCell(1, "whole", takes_part)
            if not plan.takes_part(plan.payers[payer]):
                shares = SheetCell(0, "whole")
            rows.append([SheetCell(name), *figures, shares, order])
        sums, usable = [SheetCell(say("Total"))], [SheetCell(say("Can be used (1 = yes, 0 = no)"))]
        for place, basis in enumerate(plan.bases):
            column = self.weights.column(place)
            sums.append(SheetCell(basis.sum, "whole", f"=SUM({column.here})"))
            usable.append(SheetCell(1, "whole", self._usable(place)))
        nothing = [SheetCell("–", "none"), SheetCell("–", "none")]
        taking = say("Takes part") if plan.first is None else say("Shares the rest")
        headers = [self.words.payer_header(), *self.labels, taking, say("Order by code")]
        sheet.table(headers, [*rows, [*sums, *nothing], [*usable, *nothing]], totals=2)
        sheet.skip()

    def _weight(self, basis: Basis, payer: int) -> SheetCell:
        """Return a figure as a whole number."""
        takes_part = self.takes_part.row(payer).here
        if basis.key is None:
            return SheetCell(basis.weights[payer], "whole", f"={takes_part}")
        figure = self.inputs.figures[basis.key].row(payer)
        scaled = f"{figure}*{basis.scale}" if basis.scale != 1 else f"{figure}"
        rounded = f"ROUND({scaled},0)"
        sound = f"IF(AND({figure}>=0,ABS({scaled}-{rounded})<{LEAST}),{rounded},-1)"
        formula = f"=IF({takes_part}=1,IF(ISNUMBER({figure}),{sound},-1),0)"
        return SheetCell(basis.weights[payer], "whole", formula)

    def _usable(self, basis: int) -> str:
        """Return the formula that checks whether a basis is exact: see `Basis.fits`."""
        column, total = self.weights.column(basis).here, self.sums.column(basis).here
        conditions = (
            "inputs_valid=1",
            f"MIN({column})>=0",
            f"{total}>0",
            f"{total}<{power_of_ten(MOST_TO_COMPARE)}",
            f"total_units*MAX({column})<{power_of_ten(MOST)}",
        )
        return f"=IF(AND({','.join(conditions)}),1,0)"

    def _if_usable(self, basis: int, formula: str) -> str:
        return f"=IF({self.usable.column(basis).here}=1,{formula},0)"

    def _remainder(self, payer: int, basis: int) -> SheetCell:
        weight, total = self.weights.cell(payer, basis).here, self.sums.column(basis).here
        formula = self._if_usable(basis, f"MOD(total_units*{weight},{total})")
        return SheetCell(self.plan.basis_shares[basis].remainders[payer], "whole", formula)

    def _whole(self, payer: int, basis: int) -> SheetCell:
        weight, total = self.weights.cell(payer, basis).here, self.sums.column(basis).here
        remainder = self.remainders.cell(payer, basis).here
        formula = self._if_usable(basis, f"(total_units*{weight}-{remainder})/{total}")
        return SheetCell(self.plan.basis_shares[basis].whole[payer], "whole", formula)

    def _sums_and_left_over(self) -> list[list[SheetCell]]:
        sums = [SheetCell(self.words.say("Total"))]
        left_over = [SheetCell(self.words.say("Units left over"))]
        for basis, shares in enumerate(self.plan.basis_shares):
            given, total = sum(shares.whole), self.whole.below(0).column(basis).here
            sums.append(SheetCell(given, "whole", f"=SUM({self.whole.column(basis).here})"))
            left_over.append(SheetCell(self.plan.units - given, "whole", f"=total_units-{total}"))
        return [sums, left_over]

    def _covered(self) -> list[list[SheetCell]]:
        """Return the row that says whether each basis gives everybody what it must get."""
        sums = self.inputs.sums
        if sums is None or sums.least is None:
            return []
        row = [SheetCell(self.words.say("Nobody would be paid money back (1 = yes, 0 = no)"))]
        for basis, shares in enumerate(self.plan.basis_shares):
            covered = covers(self.plan, shares.whole)
            whole = self.whole.column(basis).here
            test = not_covered(self.inputs, sums.least, whole)
            formula = self._if_usable(basis, f"IF({test}=0,1,0)")
            row.append(SheetCell(int(covered), "whole", formula))
        return [row]

    def _rank(self, payer: int, basis: int) -> SheetCell:
        column, remainder = (
            self.remainders.column(basis).here,
            self.remainders.cell(payer, basis).here,
        )
        tied = f"({column}={remainder})*({self.order.here}<{self.order.row(payer).here})"
        formula = f"=1+SUMPRODUCT({self.takes_part.here}*(({column}>{remainder})+{tied}))"
        return SheetCell(self.plan.basis_shares[basis].ranks[payer], "whole", formula)

    def _units(self, payer: int, basis: int) -> SheetCell:
        # A payer that takes no part has no remainder, and so comes after all that can get a unit
        # left over.
        rank, left_over = self.ranks.cell(payer, basis).here, self.left_over.column(basis).here
        formula = f"={self.whole.cell(payer, basis).here}+IF({rank}<={left_over},1,0)"
        return SheetCell(self.plan.basis_shares[basis].units[payer], "whole", formula)
