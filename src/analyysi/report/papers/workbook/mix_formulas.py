"""The working of a mix on the sheet of working: weights, digits of the remainders, units."""

from __future__ import annotations

from itertools import pairwise

from analyysi.report.language.wording import Wording
from analyysi.report.papers.workbook.arithmetic import (
    APART,
    LARGEST_BASE,
    MOST,
    MOST_TO_COMPARE,
    STEPS,
    TOLERANCE,
)
from analyysi.report.papers.workbook.input_sheet import Inputs, basis_label
from analyysi.report.papers.workbook.key_formulas import Common, Lines, power_of_ten
from analyysi.report.papers.workbook.live_plan import TRIAL_WHOLE, Plan, Way
from analyysi.report.papers.workbook.sheet import Cell, Sheet, Span

_POWER = power_of_ten


class MixWriter:
    """Writes the working of one mix. The trial has a column for every basis, another mix for those
    it uses.
    """

    def __init__(
        self, sheet: Sheet, plan: Plan, inputs: Inputs, words: Wording, common: Common, way: Way
    ) -> None:
        self.sheet, self.plan, self.inputs, self.words, self.common, self.way = (
            sheet,
            plan,
            inputs,
            words,
            common,
            way,
        )
        self.mixed = plan.mixed(way)
        self.used = [k for k, part in enumerate(self.mixed.parts) if part or way.trial]
        self.labels = [basis_label(plan.bases[k], words) for k in self.used]
        self.names = [words.payer(code) for code in plan.payers]

    def write(self) -> Lines:
        """Write the tables and return where they end."""
        say, sheet, common = self.words.say, self.sheet, self.common
        title = (
            say("A mix of your own")
            if self.way.split is None
            else self.words.title(self.way.split.title)
        )
        sheet.say(say("Working: {title}", title=title), "heading")
        self._weights()
        self.rests: list[Span] = []
        for step in range(STEPS + 1):
            self.rests.append(self._rests(step))
        units = self._units()
        sheet.skip()

        def exact(place: int) -> str:
            terms = [
                f"{self.parts.column(c)}*{common.weights.cell(place, k)}/{self.divisors.column(c)}"
                for c, k in enumerate(self.used)
            ]
            return f"total_cost*({'+'.join(terms)})"

        return Lines(self.able, units, exact)

    def _weights(self) -> None:
        """Write the weights as whole numbers and what follows from them alone."""
        say, sheet, mixed, common, trial = (
            self.words.say,
            self.sheet,
            self.mixed,
            self.common,
            self.way.trial,
        )
        top = sheet.row + 1
        given = Span(sheet.name, top, 1, top, len(self.used))
        self.parts = given.below(0) if trial else given
        self.sums, self.divisors = self.parts.below(0), self.parts.below(1)
        of, largest = self.parts.after(), self.divisors.after()
        columns = list(enumerate(self.used))
        rows = []
        if trial:
            hundredths = f"=IF(trial_valid=1,ROUND({{}}*{TRIAL_WHOLE},0),0)"
            cells = [
                Cell(
                    mixed.parts[k] * TRIAL_WHOLE // mixed.of,
                    "whole",
                    hundredths.format(self.inputs.weights.row(k)),
                )
                for k in self.used
            ]
            together = Cell(TRIAL_WHOLE, "whole", f"=SUM({given.here})")
            rows.append([Cell(say("Weight, hundredths of a per cent")), *cells, together])
        cells = [
            Cell(
                mixed.parts[k],
                "whole",
                f"={given.column(c).here}/MAX(1,GCD({given.here}))" if trial else "",
            )
            for c, k in columns
        ]
        together = Cell(mixed.of, "whole", f"=MAX(1,SUM({self.parts.here}))")
        rows.append([Cell(say("Weight in whole numbers")), *cells, together])
        sums = [self.plan.bases[k].sum if mixed.parts[k] else 1 for k in self.used]
        cells = [
            Cell(
                sums[c],
                "whole",
                f"=IF({self.parts.column(c).here}>0,MAX(1,{common.sums.column(k).here}),1)",
            )
            for c, k in columns
        ]
        product = 1.0
        for one in sums:
            product *= one
        together = Cell(product, "large", f"=PRODUCT({self.sums.here})")
        rows.append([Cell(say("Sum of the figures, 1 if not used")), *cells, together])
        cells = [
            Cell(
                mixed.divisors[k],
                "whole",
                f"=IF({self.parts.column(c).here}>0,{of.here}*{self.sums.column(c).here},1)",
            )
            for c, k in columns
        ]
        together = Cell(max(mixed.divisors), "whole", f"=MAX({self.divisors.here})")
        rows.append([Cell(say("Divisor of the remainders")), *cells, together])
        sheet.table([say("Matter"), *self.labels, say("All together")], rows)
        sheet.skip()

        self.base = Span(sheet.name, sheet.row + 1, 1, sheet.row + 1, 1)
        self.able = self.base.below(0)
        base = f"=MAX(1,MIN({LARGEST_BASE},INT({_POWER(MOST)}/{largest.here})))"
        enough = [
            f"IF({self.parts.column(c).here}>0,{common.usable.column(k).here},1)=1"
            for c, k in columns
        ]
        enough += [
            f"{of.here}*total_units<{_POWER(MOST)}",
            f"{largest.here}<{_POWER(MOST_TO_COMPARE)}",
            f"{of.here}*{self.sums.after().here}<={self.base.here}^{STEPS}*{_POWER(APART)}",
            *(["trial_valid=1"] if trial else []),
        ]
        able = f"=IF(AND({','.join(enough)}),1,0)"
        rows = [
            [Cell(say("Base of the digits")), Cell(mixed.base, "whole", base)],
            [Cell(say("Exact to the cent (1 = yes, 0 = no)")), Cell(1, "whole", able)],
        ]
        sheet.table([say("Matter"), say("Value")], rows)
        sheet.skip()

    def _rests(self, step: int) -> Span:
        """Write what is left of each part of the sum after so many digits."""
        say, sheet = self.words.say, self.sheet
        if step:
            sheet.skip()
            sheet.block()
            sheet.say(say("Remainders of the parts after digit {digit}", digit=str(step)))
        else:
            sheet.block()
            sheet.say(say("Remainders of the parts after the whole units"))

        def formula(i: int, c: int) -> str:
            divisor = self.divisors.column(c).here
            if step:
                return f"=MOD({self.rests[-1].cell(i, c).here}*{self.base.here},{divisor})"
            return f"=MOD({self._numerator(i, c)},{divisor})"

        rows = [
            [
                Cell(name),
                *(
                    Cell(self.mixed.rests[step][i][k], "whole", formula(i, c))
                    for c, k in enumerate(self.used)
                ),
            ]
            for i, name in enumerate(self.names)
        ]
        body = sheet.table([self.words.payer_header(), *self.labels], rows)
        return Span(body.sheet, body.top, 1, body.bottom, body.right)

    def _share(self, i: int, c: int) -> str:
        """Return a part's weight times the payer's whole units by the basis alone."""
        return f"{self.parts.column(c).here}*{self.common.whole.cell(i, self.used[c]).here}"

    def _numerator(self, i: int, c: int) -> str:
        """Return what is left of a part, counted in its divisor; it may hold
        one more whole unit.
        """
        rest = self.common.rest.cell(i, self.used[c]).here
        of, part, total = (
            self.parts.after().here,
            self.parts.column(c).here,
            self.sums.column(c).here,
        )
        return f"MOD({self._share(i, c)},{of})*{total}+{part}*{rest}"

    def _units(self) -> Span:
        """Write the parts added up, the order of the remainders and the units; return where the
        units stand.
        """
        say, sheet, common, mixed = self.words.say, self.sheet, self.common, self.mixed
        sheet.skip()
        sheet.block()
        sheet.say(say("The parts added up, and the units left over given by the largest remainder"))
        first_row, count = sheet.row + 1, len(self.names)
        columns = [
            Span(sheet.name, first_row, place, first_row + count - 1, place)
            for place in range(1, 9)
        ]
        parts_whole, last, digits, first, then, whole, rank, units = columns
        power, tolerance = f"{self.base.here}^{STEPS}", _POWER(TOLERANCE)
        rows = []
        for i, name in enumerate(self.names):
            number, rest = digits.row(i).here, last.row(i).here
            carried = f"INT({rest}+{tolerance})"
            formulas = [
                self._whole_units(i),
                f"=SUMPRODUCT({self.rests[-1].row(i).here}/{self.divisors.here})",
                f"={self._digits(i)}+{carried}",
                f"=MOD({number},{power})",
                f"={rest}-{carried}",
                f"={parts_whole.row(i).here}+({number}-{first.row(i).here})/{power}",
                f"=1+SUMPRODUCT({common.part.here}*({self._ahead(i, first, then)}))",
                # A payer that is out has no remainder, and so comes after all that can get a unit
                # left over.
                f"={whole.row(i).here}+IF({rank.row(i).here}<=total_units-SUM({whole.here}),1,0)",
            ]
            values: list[tuple[float, str]] = [
                (mixed.parts_whole[i], "whole"),
                (mixed.last[i], "fraction"),
                (mixed.digits[i], "whole"),
                (mixed.first[i], "whole"),
                (mixed.then[i], "fraction"),
                (mixed.whole[i], "whole"),
                (mixed.rank[i], "whole"),
                (mixed.units[i], "whole"),
            ]
            cells = [
                Cell(value, kind, formula)
                for (value, kind), formula in zip(values, formulas, strict=True)
            ]
            rows.append([Cell(name), *cells])
        sheet.table(
            [
                self.words.payer_header(),
                say("Whole units of the parts"),
                say("After the last digit"),
                say("Digits added up"),
                say("Remainder, digits"),
                say("Remainder, the rest"),
                say("Share rounded down"),
                say("Order of the remainder"),
                say("Share in rounding units"),
            ],
            rows,
        )
        return units

    def _whole_units(self, i: int) -> str:
        """Return the formula of the whole units that the parts hold, each part for itself."""
        of = self.parts.after().here
        terms = [
            f"({self._share(i, c)}-MOD({self._share(i, c)},{of}))/{of}"
            f"+({self._numerator(i, c)}-{self.rests[0].cell(i, c).here})/{self.divisors.column(c).here}"
            for c in range(len(self.used))
        ]
        return f"={'+'.join(terms)}"

    def _digits(self, i: int) -> str:
        """Return the formula of the digits of all parts added up, as one number."""
        number = ""
        for one, following in pairwise(self.rests):
            digit = f"SUMPRODUCT(({one.row(i).here}*{self.base.here}-{following.row(i).here})/{self.divisors.here})"
            number = f"({number})*{self.base.here}+{digit}" if number else digit
        return number

    def _ahead(self, i: int, first: Span, then: Span) -> str:
        """Return the formula that tells of each payer whether its remainder comes before the
        payer's own.
        """
        digits, rest, order = first.row(i).here, then.row(i).here, self.common.order
        tolerance = _POWER(TOLERANCE)
        tied = f"(ABS({then.here}-{rest})<={tolerance})*({order.here}<{order.row(i).here})"
        return f"({first.here}>{digits})+({first.here}={digits})*(({then.here}-{rest}>{tolerance})+{tied})"
