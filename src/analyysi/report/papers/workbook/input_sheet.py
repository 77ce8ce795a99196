"""The sheet of inputs: the total, the payers and their figures, the weights of the trial."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from analyysi.agreement.key import OwnKey
from analyysi.messages import KeyName, Message, PayerName, payer_names
from analyysi.report.language.own_mark import own_figure_mark
from analyysi.report.language.wording import Wording
from analyysi.report.papers.workbook.arithmetic import Basis
from analyysi.report.papers.workbook.changed_figures import changed_figure, published_column
from analyysi.report.papers.workbook.live_plan import FigureColumn, WorkbookPlan, WorkbookSplit
from analyysi.report.papers.workbook.sheet import ACCENT, Sheet, SheetCell, Span, quoted
from analyysi.report.papers.workbook.sums_table import SumCells, keeps, kept_cells, write_sums
from analyysi.report.pieces.shared_sentences import as_sentence, key_changes, key_source

LARGEST_TOTAL = 10**9
"""The most euros that the workbook shares: its formulas must stay exact."""

HEAD_ROWS = 4
"""How many rows the head of a sheet takes; the last of them is empty."""


@dataclass(frozen=True)
class InputCells:
    """Where the inputs stand, and the report's own figures. Spans of payers are columns."""

    total: Span
    unit: Span
    takes_part: Span
    """Who takes part: 1 or 0."""
    figures: Mapping[str, Span]
    weights: Span
    """One row for each basis of the plan."""
    pairs: tuple[tuple[Span, Span], ...]
    """Cells that may be changed, and the cells of the same shape with what the report has."""
    sums: SumCells | None = None
    """The sums set apart first; None where there are none."""
    kept: tuple[tuple[Span, Span], ...] = ()
    """Of the pairs the cells that must stay as in the report: sums set apart hang on them."""

    @property
    def shared_cost(self) -> str:
        """What is shared by figures, in euros, as formulas name it."""
        return "total_cost" if self.sums is None else "((total_cents-first_cents)/100)"

    def first_euros(self, payer: int) -> str:
        """Return what a formula adds to the payer's exact part of the rest, in euros."""
        if self.sums is None:
            return ""
        return f"+({self.takes_part.row(payer)}=1)*{self.sums.euros.row(payer)}"

    def first_cents(self, payer: int) -> str:
        """Return what a formula adds to the payer's part of the rest, in cents; empty where no sums
        are set apart.
        """
        if self.sums is None:
            return ""
        return f"+({self.takes_part.row(payer)}=1)*ROUND({self.sums.euros.row(payer)}*100,0)"


def headline(sheet: Sheet, plan: WorkbookPlan, words: Wording, third: str = "") -> None:
    """Write the first rows of a sheet: its name, the matter, and whether the figures are still the
    report's.

    `third` stands in the third row instead, on a sheet that nothing changes.
    """
    sheet.say(sheet.name, "title")
    sheet.say(matter(plan, words), "mark")
    text, formula = status(plan, words)
    where = sheet.say(third or text, "mark", "" if third else formula)
    if formula and not third:
        sheet.stand_out(where.top, "=as_in_report<>1")
    sheet.skip()


def say_own_row(sheet: Sheet, plan: WorkbookPlan, words: Wording) -> None:
    """Say in the workbook of one payer which row stands out: nobody needs to see a colour."""
    if plan.focus is not None and plan.own_row is not None:
        sheet.say(words.say("In bold: {payer}.", payer=PayerName(plan.focus)))


def matter(plan: WorkbookPlan, words: Wording) -> str:
    """Name the agreement and the year, and say so if it is a draft."""
    case = plan.comparison.case
    title = f"{case.agreement.subject.in_language(words.language)} {case.terms.year}"
    return f"{words.mark}: {title}" if words.mark else title


def status(plan: WorkbookPlan, words: Wording) -> tuple[str, str]:
    """Return the words that say whether the figures are the report's, and the formula of it where
    they can change.
    """
    say = words.say
    if not plan.live:
        return say("These are the report's figures as values: nothing here changes"), ""
    same = say("The figures are as in the report")
    changed = say("Figures have been changed: this is a trial, not a decision")
    wrong = say(
        "Error on the sheet {sheet}: check the total cost, the rounding unit and who takes part",
        sheet=say("Inputs"),
    )
    return (
        same,
        f"=IF(inputs_valid=0,{quoted(wrong)},IF(as_in_report=1,{quoted(same)},{quoted(changed)}))",
    )


def basis_label(basis: Basis, plan: WorkbookPlan, words: Wording) -> str:
    """Name what a part of the sum is shared by."""
    titles = {column.name: column.title for column in plan.columns}
    return words.title(Message("Equal split") if basis.key is None else titles[basis.key])


def split_title(split: WorkbookSplit, plan: WorkbookPlan, words: Wording) -> str:
    """Name a split, and say which one is chosen."""
    if split.reported is None:
        return words.say("A mix of your own")
    title = words.title(split.reported.title)
    if split.reported is plan.comparison.chosen:
        return words.say("{title} (chosen)", title=title)
    return title


def column_header(column: FigureColumn, plan: WorkbookPlan, words: Wording) -> str:
    """Name a column of figures, with the unit, and whether the figures are the analyst's own."""
    title = words.title(column.title)
    if column.of_rule:
        return f"{title}, {words.say('weight')}"
    key = plan.comparison.case.terms.keys[column.name]
    own = f" ({own_figure_mark(words)})" if isinstance(key, OwnKey) else ""
    return f"{title}, {words.of(key.counted.words)}{own}"


def write_inputs(sheet: Sheet, plan: WorkbookPlan, words: Wording) -> InputCells:
    """Write the sheet and return where everything stands."""
    headline(sheet, plan, words)
    amounts = _sum(sheet, plan, words)
    block = _payers(sheet, plan, words)
    total, total_was = amounts.column(1), amounts.column(2)
    weights, pairs = total, [(total, total_was)]
    kept: tuple[tuple[Span, Span], ...] = ()
    sums = write_sums(sheet, plan, words, block.column(0))
    if plan.live:
        weights = _weights(sheet, plan, words)
        pairs.append((block, _as_in_report(sheet, plan, words)))
        kept = kept_cells(plan, *pairs[-1])
        _mark_changed(sheet, pairs)
        _validate(sheet, plan, words, total, block, weights)
    _sources(sheet, plan, words)
    sheet.finish(frozen=3, repeated=4)
    figures = {
        column.name: block.column(place) for place, column in enumerate(plan.columns, start=1)
    }
    return InputCells(
        total.row(0), total.row(1), block.column(0), figures, weights, tuple(pairs), sums, kept
    )


def _may_change(
    sheet: Sheet, words: Wording, rows: int, left: int, right: int, lines: int = 1
) -> None:
    """Say which cells of the table that comes after this many lines may be changed."""
    top = sheet.row + lines + 1
    cells = Span(sheet.name, top, left, top + rows - 1, right)
    sheet.say(words.say("You may change the cells {cells}.", cells=cells.plain))


def _sum(sheet: Sheet, plan: WorkbookPlan, words: Wording) -> Span:
    say, terms = words.say, plan.comparison.case.terms
    sheet.say(say("Sum to be shared"), "heading")
    if terms.total.assumed:
        sheet.say(terms.total.source.in_language(words.language))
    amounts = [
        (say("Total cost"), plan.total_cents / 100),
        (say("Rounding unit"), plan.unit_cents / 100),
    ]
    if plan.live:
        _may_change(sheet, words, len(amounts), 1, 1)
    rows = [
        [SheetCell(name), SheetCell(amount, "cents", entry=plan.live), SheetCell(amount, "cents")]
        for name, amount in amounts
    ]
    headings = [f"{heading}, {words.sign}" for heading in (say("Figure"), say("In the report"))]
    body = sheet.table([say("Matter"), *headings], rows)
    sheet.skip()
    return body


def _payers(sheet: Sheet, plan: WorkbookPlan, words: Wording) -> Span:
    """Write the payers, and return the cells from the column of those who take part to the last
    key.
    """
    say, case = words.say, plan.comparison.case
    count, headers = len(plan.payers), _headers(plan, words)
    sheet.say(say("Payers and their figures"), "heading")
    if plan.live:
        _may_change(sheet, words, count, 2, len(headers) - 1, lines=2)
        sheet.say(say("To take a payer out, write 0 in the column of those that take part."))
    block = Span(sheet.name, sheet.row + 1, 2, sheet.row + count, len(headers) - 1)
    sums = [SheetCell(say("Total"))]
    for place, column in enumerate(plan.columns, start=1):
        formula = (
            f"=SUMIF({block.column(0).here},1,{block.column(place).here})" if plan.live else ""
        )
        sums.append(
            SheetCell(float(sum(column.figures.values(), Fraction(0))), _kind(column), formula)
        )
    participants = SheetCell(
        count, "whole", f"=COUNTIF({block.column(0).here},1)" if plan.live else ""
    )
    rows = [
        _with_formulas(plan, block, place, _row(plan, words, code, entry=plan.live))
        for place, code in enumerate(plan.payers)
    ]
    sheet.table(
        headers,
        [*rows, [sums[0], SheetCell("", "code"), participants, *sums[1:]]],
        totals=1,
        own=plan.own_row,
    )
    for name in (name for name, key in case.terms.keys.items() if key.transform):
        label = words.title(Message("{key}", {"key": KeyName(name)}))
        sheet.say(
            say(
                "{label}: the figures stand here as the terms change them before sharing.",
                label=label,
            )
        )
        sheet.say(" ".join(key_changes(case, [name], words)))
        plain = published_column(case, name)
        if plan.live and plain is not None:
            of_plain = words.title(Message("{key}", {"key": KeyName(plain)}))
            sheet.say(say("They are formulas: they follow the column {column}.", column=of_plain))
    for column in plan.columns:
        if column.of_rule:
            sheet.say(_of_rule(column, words))
    sheet.skip()
    return block


def _of_rule(column: FigureColumn, words: Wording) -> str:
    return words.say(
        "{label}: weights that the rule has made of the report's figures, rounded as the formulas "
        "need. They do not follow other figures that you change, and with another total or other "
        "payers a share may differ from the rule's by a few cents.",
        label=words.title(column.title),
    )


def _headers(plan: WorkbookPlan, words: Wording) -> list[str]:
    say = words.say
    return [
        words.payer_header(),
        say("Code"),
        say("Takes part (1 = yes, 0 = no)"),
        *(column_header(column, plan, words) for column in plan.columns),
    ]


def _row(plan: WorkbookPlan, words: Wording, code: str, entry: bool) -> list[SheetCell]:
    stays = plan.first is not None and code in plan.first.staying
    row = [
        SheetCell(words.payer(code)),
        SheetCell(code, "code"),
        SheetCell(1, "whole", entry=entry and not stays),
    ]
    for column in plan.columns:
        if code in column.figures:
            change = entry and not keeps(plan, column.name)
            row.append(SheetCell(float(column.figures[code]), _kind(column), entry=change))
        else:  # a payer that a step brought in has no figure of its own
            row.append(SheetCell("–"))
    return row


def _with_formulas(
    plan: WorkbookPlan, block: Span, place: int, row: list[SheetCell]
) -> list[SheetCell]:
    """Let the cells of figures that the terms change follow those of the published figures."""
    if not plan.live:
        return row
    case, code = plan.comparison.case, plan.payers[place]
    columns = {column.name: number for number, column in enumerate(plan.columns, start=1)}
    first = len(row) - len(plan.columns) - 1
    for column in plan.columns:
        plain = None if column.of_rule else published_column(case, column.name)
        if plain is None or code not in column.figures:
            continue
        cell = block.column(columns[plain]).row(place).here
        formula = changed_figure(cell, code, case.terms.keys[column.name].transform)
        number = first + columns[column.name]
        row[number] = replace(row[number], formula=formula)
    return row


def _kind(column: FigureColumn) -> str:
    whole = all(figure.denominator == 1 for figure in column.figures.values())
    return "whole" if whole else "decimal"


def _weights(sheet: Sheet, plan: WorkbookPlan, words: Wording) -> Span:
    say = words.say
    sheet.say(say("Weights of the mix"), "heading")
    sheet.say(say("Change the weights to try a mix of your own."))
    _may_change(sheet, words, len(plan.bases), 1, 1)
    cells = Span(sheet.name, sheet.row + 1, 1, sheet.row + len(plan.bases), 1)
    weights = plan.splits[-1].weights or ()
    rows = [
        [
            SheetCell(basis_label(basis, plan, words)),
            SheetCell(weight / sum(weights), "percent", entry=True),
        ]
        for basis, weight in zip(plan.bases, weights, strict=True)
    ]
    sums = [SheetCell(say("Total")), SheetCell(1.0, "percent", f"=SUM({cells.here})")]
    sheet.table([say("Part shared by"), f"{say('Weight')}, %"], [*rows, sums], totals=1)
    right = say("Check: the weights sum to 100 %.")
    wrong = say("Check: the weights must sum to 100 %, each with at most two decimals.")
    sheet.say(right, formula=f"=IF(trial_valid=1,{quoted(right)},{quoted(wrong)})")
    sheet.skip()
    return cells


def _as_in_report(sheet: Sheet, plan: WorkbookPlan, words: Wording) -> Span:
    say = words.say
    sheet.say(say("The payers' figures as in the report"), "heading")
    sheet.say(
        say("To return to the report, copy these figures over the ones that you have changed.")
    )
    body = sheet.table(
        _headers(plan, words), [_row(plan, words, code, entry=False) for code in plan.payers]
    )
    sheet.skip()
    return Span(sheet.name, body.top, 2, body.bottom, body.right)


def _sources(sheet: Sheet, plan: WorkbookPlan, words: Wording) -> None:
    say, case = words.say, plan.comparison.case
    if not case.terms.keys:
        return
    sheet.say(say("Where the figures are from"), "heading")
    rows = []
    for name, key in case.terms.keys.items():
        source = key_source(key, case, words)
        estimated = sorted(set(case.terms.participants) & set(case.estimates_of(key)))
        if estimated:
            marked = words.say("Estimates: {payers}.", payers=payer_names(estimated))
            source = f"{as_sentence(source)} {marked}"
        label = words.title(Message("{key}", {"key": KeyName(name)}))
        rows.append(
            [SheetCell(label), SheetCell(words.numbers.day(key.reference_date)), SheetCell(source)]
        )
    sheet.table([say("Allocation key"), say("Reference date"), say("Source")], rows)


def _mark_changed(sheet: Sheet, pairs: Sequence[tuple[Span, Span]]) -> None:
    look = sheet.book.file.add_format({"bold": True, "font_color": ACCENT})
    for now, was in pairs:
        criteria = f"={now.cell(0, 0).plain}<>{was.cell(0, 0).plain}"
        rule = {"type": "formula", "criteria": criteria, "format": look}
        sheet.page.conditional_format(now.top, now.left, now.bottom, now.right, rule)


# Long: what a spreadsheet says of each kind of entry, cell by cell.
def _validate(
    sheet: Sheet, plan: WorkbookPlan, words: Wording, total: Span, block: Span, weights: Span
) -> None:
    say = words.say
    amount = {
        "validate": "decimal",
        "criteria": "between",
        "minimum": 0,
        "maximum": LARGEST_TOTAL,
        "input_title": say("Total cost"),
        "input_message": say("In euros, a multiple of the rounding unit."),
        "error_title": say("Check the amount"),
        "error_message": say(
            "Write an amount in euros of zero or more, with at most two decimals."
        ),
    }
    _rule(sheet, total.row(0), amount)
    unit = amount | {
        "minimum": 0.01,
        "input_title": say("Rounding unit"),
        "input_message": say(
            "0.01 for cents, 1 for whole euros. The total cost must be a multiple of it."
        ),
        "error_message": say("Write an amount of one cent or more."),
    }
    _rule(sheet, total.row(1), unit)
    takes_part = {
        "validate": "list",
        "source": [1, 0],
        "input_title": say("Takes part"),
        "input_message": say("1 = takes part, 0 = does not. At least one must take part."),
        "error_title": say("Check the column"),
        "error_message": say("Write 1 if the payer takes part, 0 if it does not."),
    }
    _rule(sheet, block.column(0), takes_part)
    scales = {basis.key: basis.scale for basis in plan.bases}
    for place, column in enumerate(plan.columns, start=1):
        whole = scales.get(column.name, 1) == 1
        figure = {
            "validate": "integer" if whole else "decimal",
            "criteria": ">=",
            "value": 0,
            "input_title": say("Figure"),
            "input_message": say("A whole number, zero or more.")
            if whole
            else say("A number, zero or more."),
            "error_title": say("Check the figure"),
            "error_message": say("Write a whole number of zero or more.")
            if whole
            else say("Write a number of zero or more, with at most two decimals."),
        }
        _rule(sheet, block.column(place), figure)
    weight = {
        "validate": "decimal",
        "criteria": "between",
        "minimum": 0,
        "maximum": 1,
        "input_title": say("Weight"),
        "input_message": say("From 0 to 100 %, with at most two decimals. Together 100 %."),
        "error_title": say("Check the weight"),
        "error_message": say("Write a percentage from 0 to 100."),
    }
    _rule(sheet, weights, weight)


def _rule(sheet: Sheet, cells: Span, rule: dict[str, Any]) -> None:
    sheet.page.data_validation(cells.top, cells.left, cells.bottom, cells.right, rule)
