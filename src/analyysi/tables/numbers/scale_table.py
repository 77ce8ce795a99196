"""SCALES, what sums of money are counted in: one row for each scale, with the words that say it."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from analyysi.errors import Sentence

MONEY: dict[str, tuple[str, ...]] = {
    "€": ("€", "eur", "euro", "euroa", "euroja", "eurot", "euroina", "euroissa", "euros"),
    "¤": ("kr", "sek", "kronor", "krona", "kruunua", "kruunuja", "kruunuina"),
}
"""What the signs of money in the words of SCALES stand for."""


@dataclass(frozen=True)
class Scale:
    """A scale of money.

    The words are matched whole, whatever their case; "€" in them is any word for euros, "¤" any for
    Swedish kronor, "#" a thousand in digits; a space may be missing, "*" is any letters, "…" some.
    """

    name: str
    """As `--unit` takes it: the name in UNITS where there is one."""
    words: Sentence
    """As a message says it."""
    factor: Fraction | None
    """Euros in one; None if sums in it cannot be made into euros."""
    finnish: tuple[str, ...] = field(repr=False)
    """Its Finnish words; so those of the others, and `signs` of every language."""
    swedish: tuple[str, ...] = field(repr=False)
    english: tuple[str, ...] = field(repr=False)
    signs: tuple[str, ...] = field(default=(), repr=False)
    as_units: tuple[str, ...] = field(default=(), repr=False)
    """Words that mean it only where a unit stands: behind a number, in brackets, after a comma,
    alone, and if they are longer than a letter, at the end."""
    numerals: tuple[str, ...] = field(default=(), repr=False)
    """Words with a number in them, which beside a sum are the sum itself: `scale_in` says when they
    count."""

    each: bool = False
    """Whether its sums are for each of something, so that they are nobody's share."""

    @property
    def is_euros(self) -> bool:
        """Return whether sums in it are euros as they stand."""
        return self.factor == 1

    def cents(self, value: Decimal) -> int | None:
        """Return a sum in it as whole cents; None if it has a part of one or cannot be scaled.

        >>> SCALES["thousand_euros"].cents(Decimal("7.1"))
        710000
        """
        if self.factor is None:
            return None
        scaled = Fraction(value) * self.factor * 100
        return int(scaled) if scaled.denominator == 1 else None

    def remedy(self, unit: str = "--unit {}") -> Sentence:
        """Return what to do with sums that are in it for certain, as a sentence.

        Parameters
        ----------
        unit
            How a scale is said where the sentence is read, with a gap for its name.
        """
        if self.factor is None:
            return Sentence(
                "Sums in {scale} cannot be made into euros: write what is paid in euros.",
                scale=self.words,
            )
        return Sentence("Say {option} to have them read so.", option=unit.format(self.name))

    def advice(self, unit: str = "--unit {}") -> Sentence:
        """Return what to do with sums that may be in it, as a title says, as sentences; `unit` as
        of `remedy`.
        """
        return Sentence(
            "{remedy} If they are in euros all the same, say {option}.",
            remedy=self.remedy(unit),
            option=unit.format("euros"),
        )


SCALES = {
    scale.name: scale
    for scale in (
        Scale(
            "euros_per_inhabitant",
            Sentence("euros per inhabitant"),
            None,
            (
                "€ / as*", "€ asukasta kohti", "€ asukasta kohden", "€ per asukas",
                "asukasta kohti", "/ asuk*",
            ),
            ("€ / inv*", "€ per invånare", "per invånare", "/ invånare"),
            (
                "€ / inhabitant*", "€ per inhabitant", "€ per head", "€ / head", "per capita",
                "/ inhabitant",
            ),
            ("€ / cap*",),
            each=True,
        ),
        Scale(
            "euros_per_month",
            Sentence("euros a month"),
            None,
            (
                "€ / kk", "€ / kk.", "€ / kuukausi", "€ kuukaudessa", "€ per kuukausi", "€ kk",
                "kuukaudessa", "kuukausimaksu*", "kuukausierä*", "kuukausilasku*", "/ kk",
            ),
            (
                "€ / mån*", "€ per månad", "€ i månaden", "per månad", "månadsavgift*",
                "månadsrat*", "i månaden",
            ),
            ("€ / month", "€ / mo", "€ per month", "€ a month", "per month", "monthly", "€ pcm"),
        ),
        Scale(
            "euros_per_unit",
            Sentence("euros for each of something"),
            None,
            ("€ / …", "€ per …", "€ kpl", "yksikköhinta"),
            ("€ st", "€ per styck", "styckpris", "enhetspris"),
            ("€ each", "unit price", "€ apiece"),
            each=True,
        ),
        Scale(
            "million_kronor",
            Sentence("million kronor"),
            None,
            ("miljoonaa ¤", "miljoonia ¤", "milj. ¤", "milj ¤"),
            ("miljoner ¤", "miljon ¤", "milj. ¤", "mn ¤"),
            ("million ¤", "millions of ¤"),
            ("m ¤", "mn ¤"),
        ),
        Scale(
            "thousand_kronor",
            Sentence("thousand kronor"),
            None,
            ("tuhatta ¤", "tuhansia ¤", "tuhat ¤", "t. ¤"),
            ("tusen ¤", "tusental ¤", "tusentals ¤", "i tusental ¤"),
            ("thousand ¤", "thousands of ¤"),
            ("t ¤", "k ¤"),
            numerals=("# ¤", "¤ #", "'000 ¤", "¤'000"),
        ),
        Scale(
            "kronor",
            Sentence("Swedish kronor"),
            None,
            ("kruunua", "kruunuja", "kruunuina"),
            ("kr", "kronor", "krona"),
            ("swedish krona", "swedish kronor"),
            ("¤",),
        ),
        Scale(
            "other_currency",
            Sentence("another currency than the euro"),
            None,
            (
                "markkaa", "markkoja", "markkoina", "markoissa", "dollaria", "puntaa",
                "tanskan kruunua", "norjan kruunua",
            ),
            ("dollar", "pund", "danska kronor", "norska kronor", "isländska kronor"),
            ("dollars", "pounds", "pounds sterling", "swiss francs"),
            ("$", "us$", "usd", "£", "gbp", "£m", "£k", "dkk", "nok", "isk", "chf", "fim", "tnok"),
            as_units=("mk", "mark", "tmk", "mmk"),
            numerals=("$ #", "# $", "£ #", "# £", "$'000", "£'000", "$000", "£000"),
        ),
        Scale(
            "billion_euros",
            Sentence("billion euros"),
            Fraction(10**9),
            ("miljardia", "miljardi", "miljardeja", "mrd", "mrd.", "mrd €", "mrd. €"),
            ("miljarder", "miljard", "md €", "mdr", "mdr €"),
            ("billion", "billions", "bn", "bn €", "€ bn"),
        ),
        Scale(
            "million_euros",
            Sentence("million euros"),
            Fraction(10**6),
            (
                "miljoonaa", "miljoonia", "miljoonina", "miljoonissa", "miljoona", "milj", "milj.",
                "miljoonaa €", "miljoonia €", "miljoonina €", "miljoonissa €", "milj €", "milj. €",
            ),
            ("miljoner", "miljon", "mn", "mn €", "miljoner €", "miljon €", "i miljoner €"),
            ("million", "millions", "million €", "millions of €", "€ million", "€ millions"),
            ("m €", "€ m", "mln", "mln €", "mio", "mio €", "€ mn"),
            as_units=("me", "m e"),
        ),
        Scale(
            "thousand_euros",
            Sentence("thousand euros"),
            Fraction(1000),
            (
                "tuhatta", "tuhansia", "tuhansina", "tuhansissa", "tuhansin", "tuhat", "tuh.",
                "tuhatta €", "tuhansia €", "tuhansin €", "tuhansina €", "tuhansissa €", "tuhat €",
                "tuh. €", "tuh €", "tuhansien €", "tuhanten €",
            ),
            ("tusen", "tusental", "tusentals", "tusen €", "tusental €", "tusentals €"),
            ("thousand", "thousands", "thousand €", "thousands of €", "€ thousand", "€ thousands"),
            ("t €", "t. €", "k €", "€ k", "eur t", "1000 x €", "x 1000 €", "€ x 1000", "10^3 €"),
            as_units=("te", "t e", "t.e", "t. e", "ke", "k e", "tonnia", "x 1000", "x 1 000"),
            numerals=(
                "# €", "€ #", "# e", "e #", "'000 €", "€'000", "€'000s", "€000", "€000s", "000 €",
                "€ 000", "€ 000s", "€ (000)", "€ (000s)", "in 000s", "in '000s", "'000", "'000s",
            ),
        ),
        Scale(
            "cents_of_euro",
            Sentence("cents"),
            Fraction(1, 100),
            ("senttiä", "senttejä", "sentteinä", "senteissä", "euron senttiä", "snt", "snt."),
            ("i cent", "eurocent"),
            ("in cents", "euro cents", "eurocents"),
            ("€-cent",),
            as_units=("cent", "cents", "sentti", "sentit"),
        ),
        Scale(
            "euros",
            Sentence("euros"),
            Fraction(1),
            (
                "€ / vuosi", "€ / v", "€ / v.", "€ vuodessa", "€ per vuosi", "€ / kunta",
                "€ / jäsenkunta", "€ / jäsen", "€ / maksaja", "€ per kunta", "€ yhteensä",
            ),
            ("€ / år", "€ per år", "€ om året", "€ / kommun", "€ per kommun", "€ / medlem"),
            (
                "€ / year", "€ / a", "€ per year", "€ a year", "€ per annum", "€ / municipality",
                "€ per municipality", "€ / payer", "€ per payer", "€ / member",
            ),
            ("€",),
            as_units=("e", "€:a", "€.", "eur.", "e / v", "e / vuosi"),
        ),
    )
}  # fmt: skip
"""Every scale by its name. A text that says several is of the first of them in this order: what
cannot be made into euros before what can, euros last."""

EUROS = SCALES["euros"]
"""The scale that sums are in where nothing says another."""
