"""The sharing by each key alone, in formulas that take the steps of `workbook.arithmetic`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from analyysi.report.language.wording import Wording
from analyysi.report.papers.workbook.arithmetic import MOST, MOST_TO_COMPARE, Quotients
from analyysi.report.papers.workbook.input_sheet import Inputs, basis_label
from analyysi.report.papers.workbook.live_plan import Plan
from analyysi.report.papers.workbook.sheet import Cell, Sheet, Span
from analyysi.report.pieces.shared_sentences import tie_rule


def power_of_ten(number: float) -> str:
    """Write a power of ten as a formula holds it: 1E+15."""
    return f"{number:.0E}"


LEAST = "0.001"
"""Cents and scaled figures that lie closer than this to a whole number are that number."""


@dataclass(frozen=True)
class Lines:
    """Where the working of one way ends. `exact` makes the formula of a payer's exact share in
    euros, by its place.
    """

    able: Span
    """1 if the way can be calculated exactly with the inputs, 0 if not."""
    units: Span
    """A column: the rounding units of each payer."""
    exact: Callable[[int], str]


@dataclass(frozen=True)
class Common:
    """What the working of every way builds on: columns by payer, and blocks by payer and basis."""

    part: Span
    order: Span
    weights: Span
    sums: Span
    usable: Span
    whole: Span
    rest: Span
    units: Span


def write_single(sheet: Sheet, plan: Plan, inputs: Inputs, words: Wording) -> Common:
    """Write the sharing by each basis alone, which the mixes build on."""
    say = words.say
    labels = [basis_label(basis, words) for basis in plan.bases]
    names = [words.payer(code) for code in plan.payers]
    count, width = len(names), len(labels)

    def block(lines: int = 1) -> Span:
        """Return where the figures of the table that comes after a heading and this many lines will
        stand.
        """
        top = sheet.row + lines + 2
        return Span(sheet.name, top, 1, top + count - 1, width)

    def table(
        title: str, line: str, of: Callable[[int, int], Cell], sums: Sequence[list[Cell]] = ()
    ) -> None:
        sheet.say(title, "heading")
        sheet.say(line)
        rows = [
            [Cell(name), *(of(place, k) for k in range(width))] for place, name in enumerate(names)
        ]
        sheet.table([words.payer_header(), *labels], [*rows, *sums], totals=len(sums))
        sheet.skip()

    weights = block()
    part = weights.after()
    order = part.after()
    sheet.say(say("Figures as whole numbers"), "heading")
    sheet.say(
        say(
            "A payer that does not take part counts as 0. A figure that cannot be used is marked "
            "by −1."
        )
    )
    rows = []
    for place, name in enumerate(names):
        row = [Cell(name)]
        for basis in plan.bases:
            row.append(
                Cell(
                    basis.weights[place],
                    "whole",
                    _weight(basis.key, basis.scale, part, inputs, place),
                )
            )
        taking_part = f"=IF({inputs.part.row(place)}=1,1,0)"
        rows.append([*row, Cell(1, "whole", taking_part), Cell(plan.order[place], "whole")])
    sums, usable = weights.below(0), weights.below(1)
    columns = [weights.column(k) for k in range(width)]
    nothing = [Cell("–", "none"), Cell("–", "none")]
    rows.append(
        [
            Cell(say("Total")),
            *(
                Cell(basis.sum, "whole", f"=SUM({column.here})")
                for basis, column in zip(plan.bases, columns, strict=True)
            ),
            *nothing,
        ]
    )
    rows.append(
        [
            Cell(say("Can be used (1 = yes, 0 = no)")),
            *(
                Cell(1, "whole", _usable(column, sums.column(k)))
                for k, column in enumerate(columns)
            ),
            *nothing,
        ]
    )
    headers = [words.payer_header(), *labels, say("Takes part"), say("Order by code")]
    sheet.table(headers, rows, totals=2)
    sheet.skip()

    shared = plan.shared
    rest = block()
    table(
        say("Remainders of the division"),
        say("Rounding units × figure, divided by the sum of the figures: what is left over."),
        lambda i, k: Cell(
            shared[k].rest[i],
            "whole",
            f"=IF({usable.column(k).here}=1,MOD(total_units*{weights.cell(i, k).here},{sums.column(k).here}),0)",
        ),
    )
    whole = block()
    left = whole.below(1)
    table(
        say("Shares rounded down"),
        say("The whole part of the same division, in rounding units."),
        lambda i, k: Cell(
            shared[k].whole[i],
            "whole",
            f"=IF({usable.column(k).here}=1,"
            f"(total_units*{weights.cell(i, k).here}-{rest.cell(i, k).here})/{sums.column(k).here},0)",
        ),
        _left(plan, words, shared, whole),
    )
    rank = block()
    table(
        say("Order of the remainders"),
        f"{say('The largest remainder is first.')} {tie_rule(plan.comparison.case.rounding, words)}",
        lambda i, k: Cell(
            shared[k].rank[i],
            "whole",
            f"=1+SUMPRODUCT({part.here}*(({rest.column(k).here}>{rest.cell(i, k).here})"
            f"+({rest.column(k).here}={rest.cell(i, k).here})*({order.here}<{order.row(i).here})))",
        ),
    )
    units = block()
    table(
        say("Shares in rounding units"),
        say(
            "The share rounded down, and one unit more for as many of the first as there are "
            "units left over."
        ),
        lambda i, k: Cell(
            shared[k].units[i],
            "whole",
            # A payer that is out has no remainder, and so comes after all that can get a unit left
            # over.
            f"={whole.cell(i, k).here}+IF({rank.cell(i, k).here}<={left.column(k).here},1,0)",
        ),
    )
    return Common(part, order, weights, sums, usable, whole, rest, units)


def _weight(key: str | None, scale: int, part: Span, inputs: Inputs, place: int) -> str:
    """Return the formula of a figure as a whole number."""
    taking_part = part.row(place).here
    if key is None:
        return f"={taking_part}"
    cell = inputs.figures[key].row(place)
    scaled = f"{cell}*{scale}" if scale != 1 else f"{cell}"
    sound = f"IF(AND({cell}>=0,ABS({scaled}-ROUND({scaled},0))<{LEAST}),ROUND({scaled},0),-1)"
    return f"=IF({taking_part}=1,IF(ISNUMBER({cell}),{sound},-1),0)"


def _usable(column: Span, total: Span) -> str:
    """Return the formula that tells whether a sum can be shared by a column exactly: see
    `Basis.fits`.
    """
    return (
        f"=IF(AND(inputs_valid=1,MIN({column.here})>=0,{total.here}>0,{total.here}<{power_of_ten(MOST_TO_COMPARE)},"
        f"total_units*MAX({column.here})<{power_of_ten(MOST)}),1,0)"
    )


def _left(plan: Plan, words: Wording, shared: Sequence[Quotients], whole: Span) -> list[list[Cell]]:
    given = whole.below(0)
    sums, left = [Cell(words.say("Total"))], [Cell(words.say("Units left over"))]
    for k, one in enumerate(shared):
        sums.append(Cell(sum(one.whole), "whole", f"=SUM({whole.column(k).here})"))
        left.append(
            Cell(plan.units - sum(one.whole), "whole", f"=total_units-{given.column(k).here}")
        )
    return [sums, left]


def single_lines(common: Common, k: int) -> Lines:
    """Return where the working of a way by one basis ends."""

    def exact(place: int) -> str:
        return f"total_cost*{common.weights.cell(place, k)}/{common.sums.column(k)}"

    return Lines(common.usable.column(k), common.units.column(k), exact)
