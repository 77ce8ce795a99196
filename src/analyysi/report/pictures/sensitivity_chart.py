"""The chart of how firm each share is when figures are revised and keys weighted differently."""

from __future__ import annotations

from fractions import Fraction

from analyysi.comparison.robustness import Robustness
from analyysi.messages import Money, PayerName
from analyysi.report.many_payers import named, names_or_count, noted, whom_a_picture_has
from analyysi.report.pictures.axis import Scale
from analyysi.report.pictures.picture import Picture
from analyysi.report.pictures.ranges import Span, draw_ranges
from analyysi.report.reader import Reader


def sensitivity(reader: Reader, robustness: Robustness) -> Picture:
    """Draw for each payer where nine draws in ten lie, and the chosen share beside them."""
    words, focus = reader.words, reader.focus
    say, chosen = reader.say, reader.comparison.chosen.shown
    payers = [code for code in reader.comparison.payers if code in robustness.low]
    low, high = robustness.low, robustness.high
    widths = {code: high[code] - low[code] for code in payers}
    spans = [
        Span(
            f"{words.payer(code)} {words.of(Money(chosen[code]))}",
            low[code] / 100,
            high[code] / 100,
            chosen[code] / 100,
            f"{words.of(Money(low[code]))} – {words.of(Money(high[code]))}",
            marked=code == focus,
        )
        for code in named(reader, [widths], payers)
    ]

    def write(euros: float) -> str:
        return words.of(Money(Fraction(round(euros * 100))))

    drawing = draw_ranges(spans, Scale(write))
    widest = max(payers, key=lambda code: high[code] - low[code])
    seen = focus if focus in payers else widest
    outside = [code for code in payers if not low[code] <= chosen[code] <= high[code]]
    alt = say(
        "Range chart. {payer}: nine draws in ten lie from {low} to {high}, and the chosen share "
        "is {amount}.",
        payer=PayerName(str(seen)),
        low=Money(low[str(seen)], words=True),
        high=Money(high[str(seen)], words=True),
        amount=Money(chosen[str(seen)], words=True),
    )
    if seen == widest:
        alt += " " + say("No other range is wider in euros.")
    if len(outside) == len(payers):
        alt += " " + say("The chosen share is outside the range of every payer.")
    elif outside:
        alt += " " + say(
            "The chosen share is outside the range of: {names}.",
            names=names_or_count(reader.words, outside),
        )
    else:
        alt += " " + say("The chosen share is within the range of every payer.")
    caption = say(
        "The dot is the chosen share. In the band lie nine draws in ten, when figures are revised "
        "a little, a part may "
        "be shared equally and the keys are weighted at random. The weights are an assumption, "
        "nobody's proposal."
    )
    caption = noted(caption, whom_a_picture_has(reader, payers))
    return Picture.of("sensitivity", drawing, None, alt, caption)
