"""Sums of money as people print them, made for tests."""

from hypothesis import strategies as st

from analyysi.tables.numbers.scale_table import SCALES

SPACES = (" ", "\u00a0", "\u2009", "\u202f", "\u2007", "\u2002")
THOUSANDS = ("", *SPACES, ".", ",", "'", "’", "´", "_")
SIGNS_BELOW_ZERO = ("-{}", "−{}", "–{}", "({})", "{}-", "- {}")
DASHES_FOR_CENTS = (",-", ":-", ",—", ",–", ".-")


def printed_sum(amount: int, thousands: str, point: str) -> str:
    """Print cents with a mark of thousands and a mark of cents, or a dash for no cents."""
    whole, part = divmod(amount, 100)
    return f"{whole:,}".replace(",", thousands) + (
        point if point in DASHES_FOR_CENTS else f"{point}{part:02}"
    )


@st.composite
def sums(draw: st.DrawFn) -> tuple[int, str]:
    """Draw cents, and a text that means them: any marks, sign, spaces, unit and scale."""
    scale = draw(st.sampled_from([scale for scale in SCALES.values() if scale.factor is not None]))
    assert scale.factor is not None
    shown = draw(st.one_of(st.integers(0, 10**6), st.integers(0, 10**12)))
    point = draw(st.sampled_from([",", ".", ":", *DASHES_FOR_CENTS]))
    if point in DASHES_FOR_CENTS or draw(st.booleans()):
        shown -= shown % 100
    body = printed_sum(shown, draw(st.sampled_from(THOUSANDS)), point)
    sign = draw(st.sampled_from(["{}", "+{}", *SIGNS_BELOW_ZERO]))
    amount = shown * scale.factor * (-1 if sign in SIGNS_BELOW_ZERO else 1)
    words = (
        ["€"] if scale.is_euros else [*scale.finnish, *scale.swedish, *scale.english, *scale.signs]
    )
    word = draw(st.sampled_from([word for word in words if "*" not in word and "…" not in word]))
    unit = word.replace("€", draw(st.sampled_from(["€", "euroa", "eur", "euros", "EUR"])))
    space = draw(st.sampled_from(["", *SPACES]))
    if scale.is_euros and draw(st.booleans()):
        return int(amount), sign.format(body)
    if amount.denominator != 1:
        return 0, "0,00 €"
    if draw(st.booleans()):
        return int(amount), f"{sign.format(body)}{space}{unit}"
    return int(amount), f"{unit}{space}{sign.format(body)}"
