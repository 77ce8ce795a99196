"""What the desk shows of a trial: the table, the picture and the sentence of the exact sums."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from analyysi.allocation.whole_units.whole_euros import BESIDE_EUROS, parts_of_total
from analyysi.comparison.history import SharedYear
from analyysi.messages import Money, PayerName
from analyysi.report.blocks import Dot, DotRow
from analyysi.report.extremes import extremes
from analyysi.report.language.wording import Wording
from analyysi.report.pictures.axis import Scale
from analyysi.report.pictures.dot_rows import CIRCLE, draw_dot_rows
from analyysi.report.pictures.picture import Picture
from analyysi.report.tables import NOTHING, Column, Row, Table


def payers_of(tried: SharedYear, own: SharedYear) -> list[str]:
    """Return who pays in the trial or by the terms: largest share first, those who left last."""
    codes = {*tried.cents, *own.cents}
    return sorted(
        codes, key=lambda code: (code not in tried.cents, -tried.cents.get(code, 0), code)
    )


def shares(
    tried: SharedYear,
    own: SharedYear,
    previous: SharedYear | None,
    words: Wording,
    focus: str | None = None,
) -> Table:
    """Return the table of what each would pay, and how that differs from the terms' own split and
    from last year.

    Parameters
    ----------
    tried, own
        The trial, and the terms' own split.
    previous
        The nearest earlier year of the agreement; without one the table has no column for it.
    words
        Those of the trial's case.
    focus
        A payer whose row is marked.
    """
    say, heads = words.say, tried.case.heads
    columns = [Column(say("Share"), words.sign), Column(say("Share"), "%")]
    columns += [Column(say("Per inhabitant"), words.sign)] if heads is not None else []
    columns.append(Column(say("Change from the terms"), words.sign))
    if previous is not None:
        columns.append(Column(say("Change from {year}", year=str(previous.year)), words.sign))
    parts = parts_of_total(tried.cents, BESIDE_EUROS)
    rows = []
    for code in payers_of(tried, own):
        cells = _cells(code, parts, tried, own, previous, words)
        rows.append(Row(words.payer(code), cells, marked=code == focus))
    rows.append(Row(say("Total"), _sums(parts, tried, own, previous, words), total=True))
    return Table(
        "desk-shares",
        say(
            "What each would pay in {year} by this trial: {title}",
            year=str(tried.year),
            title=tried.title,
        ),
        words.payer_header(),
        columns,
        rows,
    )


def _cells(
    code: str,
    parts: Mapping[str, Fraction],
    tried: SharedYear,
    own: SharedYear,
    previous: SharedYear | None,
    words: Wording,
) -> list[str]:
    """Return what stands on a payer's row, in the order of the columns."""
    cents, heads = tried.cents.get(code), tried.case.heads
    cells = (
        [NOTHING, NOTHING]
        if cents is None
        else [_euros(words, cents), _percent(words, parts[code])]
    )
    if heads is not None:
        borne = None if cents is None or not heads.get(code) else Fraction(cents) / heads[code]
        cells.append(NOTHING if borne is None else words.numbers.amount(borne))
    cells.append(_change(words, cents, own.cents.get(code)))
    if previous is not None:
        cells.append(_change(words, cents, previous.cents.get(code)))
    return cells


def _sums(
    parts: Mapping[str, Fraction],
    tried: SharedYear,
    own: SharedYear,
    previous: SharedYear | None,
    words: Wording,
) -> list[str]:
    """Return what stands on the row of the total, in the order of the columns."""
    together, heads = sum(tried.cents.values()), tried.case.heads
    sums = [_euros(words, together), _percent(words, sum(parts.values(), Fraction(0)))]
    if heads is not None:
        # What a payer without inhabitants pays is borne by nobody's inhabitants.
        borne_by_heads = sum(cents for code, cents in tried.cents.items() if heads.get(code))
        everybody = sum(heads.values(), Fraction(0))
        per_head = Fraction(borne_by_heads) / everybody if everybody else None
        sums.append(NOTHING if per_head is None else words.numbers.amount(per_head))
    sums.append(_change(words, together, own.total))
    if previous is not None:
        sums.append(_change(words, together, previous.total))
    return sums


def changes_of(tried: SharedYear, own: SharedYear) -> Mapping[str, int]:
    """Return in cents what each would pay more (or, negative, less) than in the
    terms' own split.
    """
    return {
        code: tried.cents.get(code, 0) - own.cents.get(code, 0) for code in payers_of(tried, own)
    }


def picture(
    tried: SharedYear, own: SharedYear, words: Wording, focus: str | None = None
) -> Picture:
    """Draw each payer's share in the trial beside that by the terms."""
    ordered = payers_of(tried, own)
    tried, own = tried.shown, own.shown
    say, differences = words.say, changes_of(tried, own)
    changes = {code: differences[code] for code in ordered}
    rows = []
    for code, change in changes.items():
        dots = [Dot(own.cents[code] / 100, CIRCLE)] if code in own.cents else []
        label = words.payer(code)
        if code in tried.cents:
            dots.append(Dot(tried.cents[code] / 100, CIRCLE, chosen=True))
            label += f" {words.of(Money(tried.cents[code]))}"
        rows.append(DotRow(label, dots, words.of(Money(change, signed=True)), marked=code == focus))

    def write(value: float) -> str:
        return "" if value < 0 else words.of(Money(Fraction(round(value * 100))))

    alt = say(
        "Dot plot of the shares in the trial beside those by the terms: {extremes}.",
        extremes=extremes(changes),
    )
    if focus is not None and focus in changes:
        change_of_focus = Money(changes[focus], signed=True, words=True)
        alt += " " + say("{payer}: {change}.", payer=PayerName(focus), change=change_of_focus)
    caption = say(
        "Share of each payer in euros. Filled: this trial, written beside the name. Hollow: the "
        "terms' own split. At "
        "the end stands the change from the terms."
    )
    # One drawing: a notebook's cell is never as narrow as a phone.
    drawing = draw_dot_rows(rows, Scale(write))
    return Picture.of("desk-picture", drawing, None, alt, caption)


def sums(tried: SharedYear, words: Wording) -> str:
    """Say that the shares come to the total, and to which unit each is rounded."""
    return words.say(
        "The shares sum to the total cost exactly: {sum}. Each is a multiple of {unit}.",
        sum=Money(sum(tried.cents.values()), 2),
        unit=Money(tried.case.terms.rounding.unit, 2),
    )


def _euros(words: Wording, cents: int) -> str:
    return words.numbers.amount(cents)


def _percent(words: Wording, part: Fraction) -> str:
    return words.numbers.plain(part * 100, BESIDE_EUROS)


def _change(words: Wording, now: int | None, before: int | None) -> str:
    return words.numbers.plain(Fraction((now or 0) - (before or 0), 100), 2, signed=True)
