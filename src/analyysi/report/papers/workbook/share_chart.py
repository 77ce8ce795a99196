"""The chart of the sheet of shares: the chosen split, and what stands beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from analyysi.messages import Money, PayerName
from analyysi.report.language.wording import Wording
from analyysi.report.papers.workbook.input_sheet import split_title
from analyysi.report.papers.workbook.live_plan import WorkbookPlan
from analyysi.report.papers.workbook.sheet import ACCENT, INK, Sheet, SheetCell, Span, quoted

_FONT = {"name": "Calibri", "size": 11, "color": INK}

_LEAST_CHART, _MOST_CHART = 14, 40
"""How many rows the chart takes at least and at most."""


@dataclass(frozen=True)
class Beside:
    """What the chart sets beside the chosen split: the cell of its name, and its column."""

    name: Span
    shares: Span


def write_beside(sheet: Sheet, plan: WorkbookPlan, overview: Span, words: Wording) -> Beside | None:
    """Write what the chart compares with: the first other way, and the mix of one's own as soon as
    it differs from the chosen split, which a chart need not compare with itself.

    None if there is no other way.
    """
    say = words.say
    others = [split for split in plan.splits[1:] if split.reported is not None]
    if not others:
        return None
    chosen, alternative = overview.column(2), overview.column(3)
    header = Span(sheet.name, overview.top - 1, 3, overview.top - 1, 3)
    if not plan.live:
        return Beside(header, alternative)
    title, own_title = (split_title(split, plan, words) for split in (others[0], plan.splits[-1]))
    mix = overview.column(overview.right)
    sheet.say(say("What the chart sets beside the chosen split"), "heading")
    sheet.say(say("The mix of your own, once it differs from the chosen split; else the next way."))
    same = f"SUMPRODUCT(--({mix.here}<>{chosen.here}))=0"
    cents = [plan.cents(split) for split in (plan.splits[0], others[0], plan.splits[-1])]
    shown_mix = cents[2] != cents[0]
    name = sheet.say(
        own_title if shown_mix else title,
        "mark",
        formula=f"=IF({same},{quoted(title)},{quoted(own_title)})",
    )
    rows = []
    for place, code in enumerate(plan.payers):
        own_cell, other_cell = mix.row(place).here, alternative.row(place).here
        formula = f"=IF({name.here}={quoted(own_title)},{own_cell},{other_cell})"
        amount = cents[2 if shown_mix else 1][code] / 100
        rows.append([SheetCell(words.payer(code)), SheetCell(code, "code")])
        rows[-1].append(SheetCell(amount, "cents", formula))
    body = sheet.table([words.payer_header(), say("Code"), f"{say('Share')}, {words.sign}"], rows)
    return Beside(name, body.column(2))


def chart_rows(plan: WorkbookPlan) -> int:
    """Return how many rows the chart takes."""
    return min(_MOST_CHART, max(_LEAST_CHART, 6 + len(plan.payers) * 5 // 4))


def insert_chart(
    sheet: Sheet,
    plan: WorkbookPlan,
    overview: Span,
    beside: Beside | None,
    words: Wording,
    row: int,
) -> None:
    """Put the chart on its row: the chosen split, and what stands beside it."""
    say = words.say
    chart: Any = sheet.book.file.add_chart({"type": "bar"})
    header = Span(sheet.name, overview.top - 1, 2, overview.top - 1, 2)
    shown = [(header, overview.column(2), ACCENT, ACCENT)]
    if beside is not None:
        shown.append((beside.name, beside.shares, "#ffffff", "#5f6b76"))
    for name, cells, fill, edge in shown:
        chart.add_series(
            {
                "name": f"={name}",
                "categories": f"={overview.column(0)}",
                "values": f"={cells}",
                "fill": {"color": fill},
                "border": {"color": edge, "width": 1.25},
                "gap": 60,
            }
        )
    title = say("Chosen split") if beside is None else say("The chosen split and another way")
    _set_look(chart, f"{title}, {words.sign}", plan)
    chosen, payers = plan.comparison.chosen.cents, plan.payers
    most, least = payers[0], payers[-1]
    text = say(
        "Bar chart of what each payer pays. In the report's chosen split {most} pays most, "
        "{most_amount}, and {least} "
        "least, {least_amount}. The figures are in the table above the chart.",
        most=PayerName(most),
        most_amount=Money(chosen[most], 2),
        least=PayerName(least),
        least_amount=Money(chosen[least], 2),
    )
    sheet.page.insert_chart(
        row, 0, chart, {"description": text, "object_position": 1, "x_scale": 1, "y_scale": 1}
    )
    chart.set_size({"width": 760, "height": chart_rows(plan) * 20 - 20})


def _set_look(chart: Any, title: str, plan: WorkbookPlan) -> None:
    chart.set_title(
        {"name": title, "name_font": _FONT | {"size": 12, "bold": True}, "overlay": False}
    )
    chart.set_y_axis(
        {
            "reverse": True,
            "num_font": _FONT,
            "line": {"color": INK},
            "major_tick_mark": "none",
            # Every name that there is room for.
            "interval_unit": 1 + len(plan.payers) // _MOST_CHART,
        }
    )
    chart.set_x_axis(
        {
            "min": 0,
            "num_format": "#,##0",
            "num_font": _FONT,
            "label_position": "high",
            "major_gridlines": {"visible": True, "line": {"color": "#d7dde3"}},
        }
    )
    chart.set_legend({"position": "bottom", "font": _FONT})
