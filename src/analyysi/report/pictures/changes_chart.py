"""The chart of what each payer would pay more or less by another split."""

from __future__ import annotations

from collections.abc import Mapping

from analyysi.comparison.compare import Split
from analyysi.messages import Money, PayerName
from analyysi.report.extremes import extremes, least, most, whole_euros
from analyysi.report.language.wording import Wording
from analyysi.report.many_payers import named, noted, whom_a_picture_has
from analyysi.report.pictures.bars import Bar, draw_changes
from analyysi.report.pictures.canvas import Canvas
from analyysi.report.pictures.picture import Picture
from analyysi.report.reader import Reader


def changes_against(reader: Reader, split: Split) -> Picture:
    """Draw what each payer would pay more or less by another split than by the chosen one."""
    say, comparison = reader.say, reader.comparison
    changes = {code: comparison.shown_difference(split, code) for code in comparison.payers}
    drawn = {code: changes[code] for code in named(reader, [changes], tuple(changes))}
    drawing = change_bars(drawn, reader.words, reader.focus)
    title = reader.words.title(split.title)
    alt = say(
        "Bar chart. {way} compared with the chosen split: {extremes}.",
        way=title,
        extremes=extremes(changes),
    )
    alt += change_of_focus(changes, reader.words, reader.focus)
    caption = say(
        "What each would pay more or less in euros than in the chosen split, if the way were "
        "this: {way}. A filled bar "
        "to the right means more, an outlined bar to the left means less.",
        way=title,
    )
    caption = noted(caption, whom_a_picture_has(reader, tuple(changes)))
    return Picture.of(f"changes-{split.id}", drawing, None, alt, caption)


def change_bars(changes: Mapping[str, int], words: Wording, focus: str | None) -> Canvas:
    """Draw changes in cents as bars, that of the focus bold."""
    bars = [
        Bar(
            words.payer(code),
            whole_euros(cents),
            words.of(Money(cents, signed=True)),
            marked=code == focus,
        )
        for code, cents in changes.items()
    ]
    less, more = words.say("would pay less"), words.say("would pay more")
    return draw_changes(bars, less, more)


def change_of_focus(changes: Mapping[str, int], words: Wording, focus: str | None) -> str:
    """State the change of the reader's own payer, unless it is an extreme and so stated already."""
    if focus is None or focus not in changes or focus in (most(changes), least(changes)):
        return ""
    change = Money(changes[focus], signed=True, words=True)
    return " " + words.say("{payer}: {change}.", payer=PayerName(focus), change=change)
