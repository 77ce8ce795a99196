"""The working of a mix on the sheet of working: weights, digits of the remainders, units.

The formulas take the steps of `arithmetic.share_by_mix`. Columns of the tables are those of the
bases used; `place` is a column's place among them, `basis` the basis's place in the plan.
"""

from __future__ import annotations

from itertools import pairwise
from math import prod

from analyysi.report.language.wording import Wording
from analyysi.report.papers.workbook.arithmetic import (
    APART,
    LARGEST_BASE,
    MOST,
    MOST_TO_COMPARE,
    STEPS,
    TOLERANCE,
)
from analyysi.report.papers.workbook.input_sheet import InputCells, basis_label
from analyysi.report.papers.workbook.key_formulas import (
    BasisCells,
    SplitCells,
    covers,
    not_covered,
    power_of_ten,
)
from analyysi.report.papers.workbook.live_plan import TRIAL_WHOLE, WorkbookPlan, WorkbookSplit
from analyysi.report.papers.workbook.sheet import Sheet, SheetCell, Span


class MixWriter:
    """Writes the working of one mix. The trial has a column for every basis, another mix for those
    it uses.
    """

    def __init__(
        self,
        sheet: Sheet,
        plan: WorkbookPlan,
        inputs: InputCells,
        words: Wording,
        basis_cells: BasisCells,
        split: WorkbookSplit,
    ) -> None:
        self.sheet, self.plan, self.inputs, self.words = sheet, plan, inputs, words
        self.basis_cells, self.split = basis_cells, split
        self.mix = plan.mix_shares(split)
        self.used = [k for k, weight in enumerate(self.mix.weights) if weight or split.trial]
        self.places = range(len(self.used))
        self.labels = [basis_label(plan.bases[basis], plan, words) for basis in self.used]
        self.names = [words.payer(code) for code in plan.payers]

    def write(self) -> SplitCells:
        """Write the tables and return where they end."""
        say, sheet = self.words.say, self.sheet
        reported = self.split.reported
        title = say("A mix of your own") if reported is None else self.words.title(reported.title)
        sheet.say(say("Working: {title}", title=title), "heading")
        self._write_weights()
        self._write_checks()
        self.remainders: list[Span] = []
        for step in range(STEPS + 1):
            self.remainders.append(self._write_remainders(step))
        units = self._write_units()
        calculable = self._write_covered()
        sheet.skip()
        return SplitCells(calculable, units, self._exact_share, self.basis_cells.order)

    def _exact_share(self, payer: int) -> str:
        """Return the formula of a payer's exact share in euros."""
        terms = []
        for place, basis in enumerate(self.used):
            weight, divisor = self.weights.column(place), self.divisors.column(place)
            terms.append(f"{weight}*{self.basis_cells.weights.cell(payer, basis)}/{divisor}")
        first = self.inputs.first_euros(payer)
        return f"{self.inputs.shared_cost}*({'+'.join(terms)}){first}"

    def _write_weights(self) -> None:
        """Write the weights as whole numbers and what follows from them alone."""
        say, sheet = self.words.say, self.sheet
        top = sheet.row + 1
        self.given = Span(sheet.name, top, 1, top, len(self.used))
        self.weights = self.given.below(0) if self.split.trial else self.given
        self.sums, self.divisors = self.weights.below(0), self.weights.below(1)
        self.weight_sum, self.largest_divisor = self.weights.after(), self.divisors.after()
        rows = [self._weight_row(), self._sum_row(), self._divisor_row()]
        if self.split.trial:
            rows.insert(0, self._hundredths_row())
        sheet.table([say("Matter"), *self.labels, say("All together")], rows)
        sheet.skip()

    def _hundredths_row(self) -> list[SheetCell]:
        """Return the weights of the trial as the reader gives them."""
        row = [SheetCell(self.words.say("Weight, hundredths of a per cent"))]
        for basis in self.used:
            hundredths = self.mix.weights[basis] * TRIAL_WHOLE // self.mix.weight_sum
            rounded = f"ROUND({self.inputs.weights.row(basis)}*{TRIAL_WHOLE},0)"
            row.append(SheetCell(hundredths, "whole", f"=IF(trial_valid=1,{rounded},0)"))
        return [*row, SheetCell(TRIAL_WHOLE, "whole", f"=SUM({self.given.here})")]

    def _weight_row(self) -> list[SheetCell]:
        row = [SheetCell(self.words.say("Weight in whole numbers"))]
        for place, basis in enumerate(self.used):
            reduced = f"={self.given.column(place).here}/MAX(1,GCD({self.given.here}))"
            formula = reduced if self.split.trial else ""
            row.append(SheetCell(self.mix.weights[basis], "whole", formula))
        together = f"=MAX(1,SUM({self.weights.here}))"
        return [*row, SheetCell(self.mix.weight_sum, "whole", together)]

    def _sum_row(self) -> list[SheetCell]:
        row = [SheetCell(self.words.say("Sum of the figures, 1 if not used"))]
        sums = []
        for place, basis in enumerate(self.used):
            sums.append(self.plan.bases[basis].sum if self.mix.weights[basis] else 1)
            total = self.basis_cells.sums.column(basis).here
            row.append(SheetCell(sums[-1], "whole", self._if_weighted(place, f"MAX(1,{total})")))
        product = prod(sums, start=1.0)
        return [*row, SheetCell(product, "large", f"=PRODUCT({self.sums.here})")]

    def _divisor_row(self) -> list[SheetCell]:
        row = [SheetCell(self.words.say("Divisor of the remainders"))]
        for place, basis in enumerate(self.used):
            divisor = f"{self.weight_sum.here}*{self.sums.column(place).here}"
            formula = self._if_weighted(place, divisor)
            row.append(SheetCell(self.mix.divisors[basis], "whole", formula))
        largest = f"=MAX({self.divisors.here})"
        return [*row, SheetCell(max(self.mix.divisors), "whole", largest)]

    def _if_weighted(self, place: int, formula: str) -> str:
        return f"=IF({self.weights.column(place).here}>0,{formula},1)"

    def _write_checks(self) -> None:
        """Write the base of the digits, and whether the mix is exact: see `MixShares.exact`."""
        say, sheet = self.words.say, self.sheet
        self.base = Span(sheet.name, sheet.row + 1, 1, sheet.row + 1, 1)
        self.calculable = self.base.below(0)
        largest, weight_sum = self.largest_divisor.here, self.weight_sum.here
        base = f"=MAX(1,MIN({LARGEST_BASE},INT({power_of_ten(MOST)}/{largest})))"
        conditions = []
        for place, basis in enumerate(self.used):
            usable = self.basis_cells.usable.column(basis).here
            conditions.append(f"IF({self.weights.column(place).here}>0,{usable},1)=1")
        product, digits = self.sums.after().here, f"{self.base.here}^{STEPS}"
        conditions += [
            f"{weight_sum}*total_units<{power_of_ten(MOST)}",
            f"{largest}<{power_of_ten(MOST_TO_COMPARE)}",
            f"{weight_sum}*{product}<={digits}*{power_of_ten(APART)}",
        ]
        if self.split.trial:
            conditions.append("trial_valid=1")
        exact = f"=IF(AND({','.join(conditions)}),1,0)"
        rows = [
            [SheetCell(say("Base of the digits")), SheetCell(self.mix.base, "whole", base)],
            [SheetCell(say("Exact to the cent (1 = yes, 0 = no)")), SheetCell(1, "whole", exact)],
        ]
        sheet.table([say("Matter"), say("Value")], rows)
        sheet.skip()

    def _write_remainders(self, step: int) -> Span:
        """Write what is left of each part of the total after so many digits."""
        say, sheet = self.words.say, self.sheet
        if step:
            sheet.skip()
            sheet.block()
            sheet.say(say("Remainders of the parts after digit {digit}", digit=str(step)))
        else:
            sheet.block()
            sheet.say(say("Remainders of the parts after the whole units"))
        rows = []
        for payer, name in enumerate(self.names):
            row = [SheetCell(name)]
            for place, basis in enumerate(self.used):
                remainder = self.mix.remainders[step][payer][basis]
                row.append(SheetCell(remainder, "whole", self._remainder(step, payer, place)))
            rows.append(row)
        body = sheet.table([self.words.payer_header(), *self.labels], rows)
        return Span(body.sheet, body.top, 1, body.bottom, body.right)

    def _remainder(self, step: int, payer: int, place: int) -> str:
        divisor = self.divisors.column(place).here
        if not step:
            return f"=MOD({self._numerator(payer, place)},{divisor})"
        before = self.remainders[step - 1].cell(payer, place).here
        return f"=MOD({before}*{self.base.here},{divisor})"

    def _weighted(self, payer: int, place: int) -> str:
        """Return a basis's weight times the payer's whole units by the basis alone."""
        whole = self.basis_cells.whole.cell(payer, self.used[place]).here
        return f"{self.weights.column(place).here}*{whole}"

    def _numerator(self, payer: int, place: int) -> str:
        """Return what is left of a part, in its divisor; it may hold one more whole unit."""
        remainder = self.basis_cells.remainders.cell(payer, self.used[place]).here
        weight, total = self.weights.column(place).here, self.sums.column(place).here
        left = f"MOD({self._weighted(payer, place)},{self.weight_sum.here})"
        return f"{left}*{total}+{weight}*{remainder}"

    def _write_units(self) -> Span:
        """Write the parts added up, the order of the remainders and the units; return where the
        units stand.
        """
        say, sheet = self.words.say, self.sheet
        sheet.skip()
        sheet.block()
        sheet.say(say("The parts added up, and the units left over given by the largest remainder"))
        top, bottom = sheet.row + 1, sheet.row + len(self.names)
        columns = [Span(sheet.name, top, column, bottom, column) for column in range(1, 9)]
        rows = [self._unit_row(payer, columns) for payer in range(len(self.names))]
        headers = [
            self.words.payer_header(),
            say("Whole units of the parts"),
            say("After the last digit"),
            say("Digits added up"),
            say("Remainder, digits"),
            say("Remainder, the rest"),
            say("Share rounded down"),
            say("Order of the remainder"),
            say("Share in rounding units"),
        ]
        self.whole = columns[5]
        sheet.table(headers, rows)
        return columns[-1]

    def _write_covered(self) -> Span:
        """Write whether the mix gives everybody what it must get, where sums below zero are set
        apart; return where it stands whether there are shares.
        """
        sums, say, sheet = self.inputs.sums, self.words.say, self.sheet
        if sums is None or sums.least is None:
            return self.calculable
        sheet.skip()
        where = Span(sheet.name, sheet.row + 1, 1, sheet.row + 1, 1)
        test = not_covered(self.inputs, sums.least, self.whole.here)
        formula = f"=IF({self.calculable.here}=1,IF({test}=0,1,0),0)"
        covered = int(covers(self.plan, self.mix.whole))
        label = SheetCell(say("Nobody would be paid money back (1 = yes, 0 = no)"))
        sheet.table([say("Matter"), say("Value")], [[label, SheetCell(covered, "whole", formula)]])
        return where

    def _unit_row(self, payer: int, columns: list[Span]) -> list[SheetCell]:
        mix = self.mix
        whole_of_bases, after_digits, digits, first, then, whole, ranks, _ = columns
        number, fraction = digits.row(payer).here, after_digits.row(payer).here
        carried = f"INT({fraction}+{power_of_ten(TOLERANCE)})"
        every_digit = f"{self.base.here}^{STEPS}"
        more_units = f"({number}-{first.row(payer).here})/{every_digit}"
        ahead = f"{self.basis_cells.takes_part.here}*({self._is_ahead(payer, first, then)})"
        # A payer that takes no part has no remainder, and so comes after all that can get a unit
        # left over.
        gets_one = f"{ranks.row(payer).here}<=total_units-SUM({whole.here})"
        last = self.remainders[-1].row(payer).here
        return [
            SheetCell(self.names[payer]),
            SheetCell(mix.whole_of_bases[payer], "whole", self._whole_units(payer)),
            SheetCell(
                mix.after_digits[payer], "fraction", f"=SUMPRODUCT({last}/{self.divisors.here})"
            ),
            SheetCell(mix.digits[payer], "whole", f"={self._digits(payer)}+{carried}"),
            SheetCell(mix.remainder_digits[payer], "whole", f"=MOD({number},{every_digit})"),
            SheetCell(mix.remainder_fractions[payer], "fraction", f"={fraction}-{carried}"),
            SheetCell(mix.whole[payer], "whole", f"={whole_of_bases.row(payer).here}+{more_units}"),
            SheetCell(mix.ranks[payer], "whole", f"=1+SUMPRODUCT({ahead})"),
            SheetCell(mix.units[payer], "whole", f"={whole.row(payer).here}+IF({gets_one},1,0)"),
        ]

    def _whole_units(self, payer: int) -> str:
        """Return the formula of the whole units that the parts hold, each part for itself."""
        weight_sum = self.weight_sum.here
        terms = []
        for place in self.places:
            weighted, numerator = self._weighted(payer, place), self._numerator(payer, place)
            remainder = self.remainders[0].cell(payer, place).here
            divisor = self.divisors.column(place).here
            terms.append(f"({weighted}-MOD({weighted},{weight_sum}))/{weight_sum}")
            terms.append(f"({numerator}-{remainder})/{divisor}")
        return f"={'+'.join(terms)}"

    def _digits(self, payer: int) -> str:
        """Return the formula of the digits of all parts added up, as one number."""
        base, number = self.base.here, ""
        for before, after in pairwise(self.remainders):
            scaled = f"{before.row(payer).here}*{base}"
            digit = f"SUMPRODUCT(({scaled}-{after.row(payer).here})/{self.divisors.here})"
            number = f"({number})*{base}+{digit}" if number else digit
        return number

    def _is_ahead(self, payer: int, digits: Span, fractions: Span) -> str:
        """Return the formula that says of each payer whether its remainder comes before this
        payer's.
        """
        digit, fraction = digits.row(payer).here, fractions.row(payer).here
        order, tolerance = self.basis_cells.order, power_of_ten(TOLERANCE)
        difference = f"{fractions.here}-{fraction}"
        tied = f"(ABS({difference})<={tolerance})*({order.here}<{order.row(payer).here})"
        closer = f"({difference}>{tolerance})+{tied}"
        return f"({digits.here}>{digit})+({digits.here}={digit})*({closer})"
