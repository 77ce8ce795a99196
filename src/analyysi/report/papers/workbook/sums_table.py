"""The table of sums that steps set apart first, on the sheet of inputs: what they are, who stays,
and whether the total cost covers them.
"""

from __future__ import annotations

from dataclasses import dataclass

from analyysi.messages import KeyName, Message, payer_names
from analyysi.report.language.wording import Wording
from analyysi.report.papers.workbook.live_plan import WorkbookPlan
from analyysi.report.papers.workbook.sheet import Sheet, SheetCell, Span, quoted

_LETTERS = 130
"""How long a line of a paragraph is on the sheet of inputs."""


@dataclass(frozen=True)
class SumCells:
    """Where the sums stand, in euros, by payer. `least` is what each must get of the rest, None if
    nobody's sum is below zero.
    """

    euros: Span
    least: Span | None


def write_sums(
    sheet: Sheet, plan: WorkbookPlan, words: Wording, takes_part: Span
) -> SumCells | None:
    """Write the table; nothing in a workbook whose formulas share the whole total.

    Parameters
    ----------
    takes_part
        The column that says by 1 who takes part.
    """
    if plan.first is None:
        return None
    say = words.say
    sheet.say(say("Sums set apart first"), "heading")
    for text in _texts(plan, words):
        sheet.paragraph(text, _LETTERS)
    top, bottom = sheet.row + 1, sheet.row + len(plan.payers)
    sums = Span(sheet.name, top, 2, bottom, 2)
    least = sums.after() if any(plan.least_cents) else None
    headers = [words.payer_header(), say("Code"), f"{say('Sum set apart first')}, {words.sign}"]
    columns = [plan.first_cents]
    if least is not None:
        headers.append(f"{say('Needed of the rest at least')}, {words.sign}")
        columns.append(plan.least_cents)
    rows = []
    for place, code in enumerate(plan.payers):
        amounts = [SheetCell(cents[place] / 100, "cents") for cents in columns]
        rows.append([SheetCell(words.payer(code)), SheetCell(code, "code"), *amounts])
    together = f"=SUMIF({takes_part.here},1,{sums.here})"
    total = SheetCell(plan.first.total / 100, "cents", together)
    totals = [SheetCell(say("Total")), SheetCell("", "code"), total]
    totals += [SheetCell("–", "none")] * (len(columns) - 1)
    sheet.table(headers, [*rows, totals], totals=1, own=plan.own_row)
    right = say("Check: the total cost covers the sums set apart first.")
    wrong = say("Check: the total cost must be at least the sums set apart first.")
    check = f"=IF(total_cents>=first_cents,{quoted(right)},{quoted(wrong)})"
    sheet.say(right, formula=check)
    sheet.skip()
    return SumCells(sums, least)


def _texts(plan: WorkbookPlan, words: Wording) -> list[str]:
    """Return what stands above the table, paragraph by paragraph."""
    first, say = plan.first, words.say
    assert first is not None
    texts = [words.of(rule) for rule in plan.comparison.chosen.step_rules]
    texts.append(
        say(
            "Each share is the payer's sum, and its part of what the sums leave of the total cost. "
            "One that is taken out has no sum."
        )
    )
    staying = [code for code in plan.payers if code in first.staying]
    if staying:
        texts.append(
            say(
                "These cannot be taken out, since a rule above names them: {payers}.",
                payers=payer_names(staying),
            )
        )
    for column in plan.columns:
        if keeps(plan, column.name):
            texts.append(
                say(
                    "{label}: the sums are counted from these figures, so they stay as in the "
                    "report.",
                    label=words.title(Message("{key}", {"key": KeyName(column.name)})),
                )
            )
    return texts


def keeps(plan: WorkbookPlan, column: str) -> bool:
    """Return whether a column of figures must stay, since the sums are counted from it."""
    return plan.first is not None and column in plan.first.keys


def kept_cells(plan: WorkbookPlan, block: Span, was: Span) -> tuple[tuple[Span, Span], ...]:
    """Return the columns that must stay, each with the same column as in the report.

    Parameters
    ----------
    block, was
        Who takes part and the columns of figures: those that may be changed, and the report's.
    """
    return tuple(
        (block.column(place), was.column(place))
        for place, column in enumerate(plan.columns, start=1)
        if keeps(plan, column.name)
    )


def first_conditions(
    plan: WorkbookPlan, sums: SumCells, takes_part: Span, kept: tuple[tuple[Span, Span], ...]
) -> list[str]:
    """Return the conditions under which the sums are those of the report's steps and can be paid:
    the total covers them, they are multiples of the rounding unit, and who stays has stayed.
    """
    first = plan.first
    assert first is not None
    conditions = [
        "total_cents>=first_cents",
        f"SUMPRODUCT(--(MOD(ROUND({sums.euros}*100,0),MAX(1,unit_cents))<>0))=0",
        f"payer_count>{len(first.apart)}",
    ]
    for place, code in enumerate(plan.payers):
        if code in first.staying:
            conditions.append(f"{takes_part.row(place)}=1")
    conditions += [f"SUMPRODUCT(--({now}<>{was}))=0" for now, was in kept]
    return conditions
