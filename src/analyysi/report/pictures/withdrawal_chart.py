"""The chart of what a withdrawal would cost those who stay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from analyysi.comparison.scenarios import Scenario
from analyysi.messages import Money, PayerName
from analyysi.report.blocks import Dot, DotRow
from analyysi.report.extremes import least, most
from analyysi.report.many_payers import are_many, named, noted, whom_a_picture_has
from analyysi.report.pictures.axis import Scale
from analyysi.report.pictures.changes_chart import change_bars
from analyysi.report.pictures.dot_rows import draw_dot_rows
from analyysi.report.pictures.picture import Picture
from analyysi.report.reader import Reader


def withdrawal(reader: Reader) -> Picture | None:
    """Draw what a withdrawal would cost those who stay: one payer, or each of them.

    With a payer in focus its rise is drawn for each other payer that might leave. Without one each
    payer has a row with a dot for each other that might leave.

    Returns
    -------
    None where the chosen split is not defined without anybody, so that there is nothing to draw.
    """
    comparison, focus = reader.comparison, reader.focus
    scenarios = sorted(
        (scenario for scenario in reader.withdrawals if scenario.changes),
        key=lambda scenario: comparison.payers.index(str(scenario.payer)),
    )
    if not scenarios:
        return None
    if focus is not None and any(focus in scenario.changes for scenario in scenarios):
        return _for_focus(reader, focus, scenarios)
    return _for_everybody(reader, scenarios)


class _HardestCase(NamedTuple):
    """The withdrawal that costs a payer most."""

    rise: int
    payer: str
    leaver: str


def _for_everybody(reader: Reader, scenarios: Sequence[Scenario]) -> Picture:
    say, words, comparison = reader.say, reader.words, reader.comparison
    rows: dict[str, DotRow] = {}
    cases = []
    for code in comparison.payers:
        changes = _changes_of(code, scenarios)
        if not changes:
            continue
        leaver = most(changes)
        cases.append(_HardestCase(changes[leaver], code, leaver))
        shown = list(changes)
        if are_many(comparison.payers):
            shown = list(dict.fromkeys([least(changes), leaver]))
        dots = [Dot(changes[payer] / 100, "circle", payer == leaver) for payer in shown]
        text = f"{words.of(Money(changes[leaver], signed=True))} ({words.payer(leaver)})"
        rows[code] = DotRow(words.payer(code), dots, text)

    def write(euros: float) -> str:
        return "" if euros < 0 else words.of(Money(Fraction(round(euros * 100))))

    drawn = named(reader, [{case.payer: case.rise for case in cases}], tuple(rows))
    drawing = draw_dot_rows([rows[code] for code in drawn], Scale(write))
    hardest = max(cases, key=lambda case: case.rise)
    mildest = min(cases, key=lambda case: case.rise)
    alt = say(
        "Dot plot of what a withdrawal would cost the others. The hardest case: if {leaver} left, "
        "{payer} would pay "
        "{most} more. Smallest is the hardest case of this payer: {other}, {least}.",
        leaver=PayerName(hardest.leaver),
        payer=PayerName(hardest.payer),
        most=Money(hardest.rise, words=True),
        other=PayerName(mildest.payer),
        least=Money(mildest.rise, words=True),
    )
    caption = say(
        "What each would pay more in euros if one of the others left, while the total and the way "
        "of sharing stayed. "
        "One dot is one withdrawal. The filled dot is the hardest: beside it stand the rise and "
        "who would have left."
        if not are_many(comparison.payers)
        else "What each would pay more in euros if one of the others left, while the total and "
        "the way of sharing "
        "stayed. The dots are the mildest withdrawal and the hardest, which is filled: beside it "
        "stand the rise and "
        "who would have left."
    )
    caption = noted(caption, whom_a_picture_has(reader, tuple(rows)))
    return Picture.of("withdrawal", drawing, None, alt, caption)


def _for_focus(reader: Reader, focus: str, scenarios: Sequence[Scenario]) -> Picture:
    changes = _changes_of(focus, scenarios)
    drawn = {code: changes[code] for code in named(reader, [changes], tuple(changes))}
    drawing = change_bars(drawn, reader.words, None)
    hardest, mildest = most(changes), least(changes)
    alt = reader.say(
        "Bar chart of what a withdrawal would cost this payer: {payer}. The hardest case is that "
        "{leaver} leaves, "
        "{most}; the mildest that {other} does, {least}.",
        payer=PayerName(focus),
        leaver=PayerName(hardest),
        most=Money(changes[hardest], signed=True, words=True),
        other=PayerName(mildest),
        least=Money(changes[mildest], signed=True, words=True),
    )
    caption = reader.say(
        "{payer}: what the share would be more in euros if the payer of the row left, while the "
        "total and the way of "
        "sharing stayed.",
        payer=PayerName(focus),
    )
    caption = noted(caption, whom_a_picture_has(reader, tuple(changes)))
    return Picture.of("withdrawal", drawing, None, alt, caption)


def _changes_of(payer: str, scenarios: Sequence[Scenario]) -> Mapping[str, int]:
    """Return a payer's shown change by who leaves."""
    return {
        str(scenario.payer): scenario.shown_changes[payer]
        for scenario in scenarios
        if payer in scenario.changes
    }
