"""What a text says that numbers are counted in: a scale of money, a per cent of the cost, or
something else.

It is looked for where words of a table stand: titles, headers, notes, formats of numbers, and
beside the numbers themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain

from analyysi.errors import ParameterError, SchemaError
from analyysi.languages.units import UNITS
from analyysi.suggestions import did_you_mean
from analyysi.tables.numbers.plain_text import Words, plain, words_pattern
from analyysi.tables.numbers.scale_table import EUROS, MONEY, SCALES, Scale

__all__ = [
    "EUROS",
    "SCALES",
    "TAKEN_AWAY",
    "THOUSAND",
    "Scale",
    "is_other_quantity",
    "means_money",
    "means_percent_share",
    "says_percent",
    "scale_before",
    "scale_behind",
    "scale_in",
    "scale_named",
]

_LONGEST, _QUOTED = 4_000, 60
"""Signs of a title, a header or a note: of no more than these it is asked what they say, and a
message repeats so many of them.
"""
_PER_CENT = re.compile("per cent", re.IGNORECASE)
THOUSAND = ("1 000", "1.000", "1,000", "1'000", "1’000", "1´000", "1000")
"""A thousand in digits, which "#" in the words of SCALES stands for."""
_NO_SUM_BEFORE = r"(?:(?<!\d)(?<!\d[ .,'’´_])|(?<=\D20\d\d )|(?<=\D19\d\d ))"
_NO_SUM_AFTER = r"(?!\d)(?![ .,'’´_]\d)"
_UNIT_PLACES = (
    r"(?:(?<=\d)|(?<=\d )){words}",
    r"(?:(?<=[(\[,;:|])|(?<=[(\[,;:|] )){words}(?=$| ?[)\],;:|])",
    r"^{words}$",
    r"(?<= ){longer}$",
)
"""Where a word stands as a unit: behind a number, in brackets or after a comma, alone, at the
end."""


def scale_named(name: str, option: str = "--unit") -> Scale:
    """Return the scale that the user names.

    Raises
    ------
    ParameterError
        If there is none of that name.
    """
    if name not in SCALES:
        raise ParameterError(
            "{option} {name}: no such unit of money.{near}",
            option=option,
            name=name,
            near=did_you_mean(name, SCALES),
        )
    return SCALES[name]


def scale_in(text: str, *, header: bool = False) -> Scale | None:
    """Return the scale that a text says, None if it says none; plain euros are a scale too.

    Words such as "tuhatta euroa" count wherever they stand. "1 000 €" and its like are a scale in a
    title, a header or a note (`header`), and a sum in a cell or a line of text. A longer number
    that ends so (80 000 €, 1 000 000 €) is a sum everywhere.

    >>> scale_in("Maksuosuus (1.000 €)", header=True).name, scale_in("1.000 €").name
    ('thousand_euros', 'euros')
    >>> scale_in("Kustannus 80 000 €", header=True).name
    'euros'
    >>> scale_in("Väkiluku") is None
    True
    """
    words = _said(_looked_at(text), header)
    # "euroa" in "tuhatta euroa" says nothing of its own.
    for scale in SCALES.values():
        of_scale = (word for word in words if word.scale is scale)
        if any(not word.lies_within_any(words) for word in of_scale):
            return scale
    return None


def _looked_at(text: str) -> str:
    """Return a text as it is looked at, plain; raise `SchemaError` if it is longer than any that
    says what numbers are counted in.
    """
    written = plain(text)
    if len(written) > _LONGEST:
        raise SchemaError(
            "A text of the table has {signs} signs, and a title, a header or a note "
            "has at most {most}: '{beginning}…'. Shorten it, or leave it out.",
            signs=len(written),
            most=_LONGEST,
            beginning=written[:_QUOTED],
        )
    return written


def scale_before(text: str) -> tuple[Scale, int] | None:
    """Return the scale that the end of a plain text says of the number after it, and where its
    words begin.
    """
    ends = len(text.rstrip())
    if text[:ends][-1:] in ("", *"0123456789|,;:()-"):
        return None
    longest = _longest(word for word in _said(text[:ends], header=False) if word.end == ends)
    return None if longest is None else (longest.scale, longest.start)


def scale_behind(text: str) -> tuple[Scale, int] | None:
    """Return the scale that the beginning of a plain text says of the number before it, and where
    its words end.
    """
    # A digit before it: words that mean a scale only behind a number count.
    starts = len(text) - len(text.lstrip())
    if text[starts : starts + 1] in ("", *"0123456789|,;()"):
        return None
    behind = f"0 {text[starts:]}"
    longest = _longest(word for word in _said(behind, header=False) if word.start == 2)
    return None if longest is None else (longest.scale, longest.end - 2 + starts)


@dataclass(frozen=True)
class _Said:
    """A scale and the place of the words that say it."""

    start: int
    end: int
    scale: Scale
    literal: bool
    """Whether the words are in the table as they stand, without "*"."""

    def lies_within_any(self, words: Iterable[_Said]) -> bool:
        """Return whether other words say more at the same place."""
        return any(
            word.start <= self.start and self.end <= word.end and word.weight > self.weight
            for word in words
        )

    @property
    def weight(self) -> tuple[int, bool]:
        """Return how much the words say: the longer, the more."""
        return self.end - self.start, self.literal


def _longest(words: Iterable[_Said]) -> _Said | None:
    return max(words, key=lambda word: word.weight, default=None)


@lru_cache(maxsize=4096)
def _said(text: str, header: bool) -> tuple[_Said, ...]:
    """Return all that is said. Kept, since the same few words stand by every number of a text."""
    return tuple(_all_said(_PER_CENT.sub("percent ", text), header))


def _all_said(text: str, header: bool) -> Iterator[_Said]:
    for scale in SCALES.values():
        literal, open_ended, numeral = _words_of(scale)
        sought = [(literal, True), (open_ended, False), *([(numeral, True)] if header else [])]
        for words, is_literal in sought:
            for match in words.finditer(text):
                yield _Said(match.start(), match.end(), scale, is_literal)


def _is_open(word: str) -> bool:
    return "*" in word or "…" in word


@cache
def _words_of(scale: Scale) -> tuple[Words, Words, Words]:
    """Return what says a scale: words as they stand in the table, those with "*", and numerals."""
    words = (*scale.finnish, *scale.swedish, *scale.english, *scale.signs)
    whole = [word for word in words if not _is_open(word)]
    literal = words_pattern(whole, MONEY)
    if scale.as_units:
        units = words_pattern(scale.as_units, MONEY)
        longer = words_pattern([word for word in scale.as_units if len(word) > 1], MONEY)
        places = [place.format(words=units, longer=longer) for place in _UNIT_PLACES]
        literal = "|".join([literal, *places])
    numerals = MONEY | {"#": THOUSAND}
    numeral = words_pattern(scale.numerals, numerals)
    return (
        Words([*whole, *scale.as_units], MONEY, literal),
        Words(filter(_is_open, words), MONEY),
        Words(scale.numerals, numerals, f"{_NO_SUM_BEFORE}{numeral}{_NO_SUM_AFTER}"),
    )


TAKEN_AWAY = (
    "vähennetään vähennettävä vähennys vähennystä hyvitys hyvitetään hyvitystä palautetaan "
    "palautus takaisin miinus alennus",
    "avdrag avdras dras återbetalas återbäring krediteras gottgörelse minus",
    "less deducted deduction credit credited refund refunded minus",
)
"""Words that take a sum away, in Finnish, Swedish and English."""

OUTWEIGHS_MONEY = {
    "taken_away": TAKEN_AWAY,
    "other_money": (
        "verotulo* verotettava valtionosuu* palkat palkka* hinta nettomenot käyttömenot "
        "toimintamenot toimintakate lainat lainakanta",
        "skatteinkomst* skatteintäkt* statsandel* löner pris nettoutgifter driftsutgifter "
        "verksamhetsbidrag lån",
        "revenue wages price loans expenditure debt",
    ),
    "changes_and_rates": (
        "muutos *muutos muutosta nousu δ kasvu erotus ero veroprosent* tuloveroprosent* "
        "kiinteistöveroprosent* veroaste työttömyysaste indeksi korko alv alv-kanta",
        "förändring* ökning skillnad skattesats* skatteprocent* inkomstskattesats* index ränta "
        "moms",
        "change growth increase difference rate tax index interest inflation vat",
    ),
}
"""What a column of money may be that is no share of a cost: words that count beside a sign of euros
too ("Muutos €"), in Finnish, Swedish and English."""

DOUBTED_SUMS = {
    "parts_of_a_year": (
        "erä erät *erä kk kk-maksu* kuukausittain kvartaali* neljännesvuosi* neljännesvuosittain "
        "puolivuosi* puolivuosittain q1 q2 q3 q4",
        "rat rater delrat* månadsrat* kvartalsrat* månadsvis kvartal kvartalsvis",
        "instalment* installment* quarter quarterly",
    ),
    "balances": (
        "saldo kertymä kumulatiivinen kumul. maksettu maksamatta avoinna avoin jäljellä velka "
        "saatava saatavat ylijäämä alijäämä oikaisu oikaisut korjaus pyöristys kredit debet",
        "saldo ackumulerat kumulativt betalt obetalt återstår skuld fordran överskott underskott "
        "rättelse avrundning kredit debet",
        "balance cumulative paid unpaid outstanding surplus deficit correction rounding credit "
        "debit",
    ),
    "limits_and_means": (
        "jää keskiarvo keskimäärin enintään vähintään katto maksimi minimi säästö avustus verot "
        "tulot menot arvonlisävero*",
        "medeltal genomsnitt högst minst tak besparing bidrag skatter inkomster utgifter "
        "mervärdesskatt",
        "average maximum minimum ceiling cap saving savings grant taxes income expenses",
    ),
}
"""What a column of money may be that is no whole share of a year: words that count beside a sign of
euros too, and leave it open which column is meant where another has no more than that sign."""

QUANTITIES = {
    "codes": (
        "y-tunnus kuntanumero kuntakoodi kunta-numero kunta-koodi kuntanro postinumero puh puhelin "
        "kustannuspaikka tosite",
        "fo-nummer kommunkod kommunnummer postnummer telefon kostnadsställe verifikat",
        "code business-id postcode phone",
    ),
    "counts": (
        "lkm lukumäärä kpl as. oppila* lisenssi* lapsia ikä ikäiset sairastavuus tarvekerroin "
        "pistettä",
        "antal licens* elever barn ålder poäng",
        "number count counts licences licenses pupils children age points",
    ),
}
"""What a column may count that is neither money nor a unit of UNITS: the words of each quantity in
Finnish, Swedish and English, "*" for any letters."""

MONEY_WORDS = (
    "maksuosuu* jäsenmaksuosuu* kustannusosuu* rahoitusosuu* kuntaosuu* kuntarahoitusosuu* maksu "
    "maksun maksut maksua jäsenmaksu* vuosimaksu* kuntamaksu* palvelumaksu* kustannu* "
    "kokonaiskustannu* laskutus laskutetaan maksettava "
    "maksettavaa eurot",
    "betalningsandel* kostnadsandel* finansieringsandel* avgift* medlemsavgift* årsavgift* "
    "kommunandel* kostnad* totalkostnad* belopp* faktureras",
    "amount amounts fee fees payment payments contribution contributions cost costs charge charges "
    "payable levy",
)
"""Words of a header that mean money, in Finnish, Swedish and English."""

PAYER_SHARE_WORDS = (
    "maksuosuu* jäsenmaksuosuu* kustannusosuu* rahoitusosuu* kuntaosuu* kuntarahoitusosuu* "
    "jäsenmaksu* kuntamaksu*",
    "betalningsandel* kostnadsandel* finansieringsandel* kommunandel* medlemsavgift*",
    "contribution contributions levy",
)
"""Words of a header that mean what each payer pays, and no other sum of money."""

SHARE_WORDS = (
    "osuu* maksuosuu* kustannusosuu* rahoitusosuu* kuntaosuu* jako* jakoprosen* osuusprosen* "
    "maksu* kustannu*",
    "andel* betalningsandel* kostnadsandel* finansieringsandel* fördelning* kostnad*",
    "share shares portion apportionment allocation contribution* cost costs",
)
"""Words of a header that mean a share, where a word for per cent stands beside."""

PERCENT_WORDS = (
    "prosentti prosenttia prosentteina pros. pros prosent* *prosentti *prosentit",
    "procent procentuell *procent",
    "percent percentage pct",
)
"""Words for per cent, beside the sign."""


def means_money(header: str) -> bool:
    """Return whether a header says that its column holds sums of money, in whatever scale.

    "Osuus kustannuksista" may be euros or per cents, so that it says neither.

    >>> [means_money(text) for text in ("Maksuosuus", "€", "Väkiluku", "Osuus", "Maksuosuus %")]
    [True, True, False, False, False]
    """
    text = without_vat(header)
    if _PERCENT.search(text) or is_other_quantity(header):
        return False
    if scale_in(text, header=True) is not None:
        return True
    return bool(_of(MONEY_WORDS).search(text)) and not _BARE_SHARE.search(text)


def names_a_share(header: str) -> bool:
    """Return whether a header says in words that its column holds what each payer pays.

    >>> [names_a_share(text) for text in ("Maksuosuus 2022", "2022 €", "Osuus", "Yhteensä €")]
    [True, False, False, False]
    """
    return bool(_of(PAYER_SHARE_WORDS).search(header))


def may_name_a_share(header: str) -> bool:
    """Return whether a header may mean what each payer pays without saying so: it is a year, or has
    a word for a share or for a sum that is a part of one.

    >>> [may_name_a_share(text) for text in ("2022", "Osuus 2022", "Maksettu €", "Laitteita")]
    [True, True, True, False]
    >>> may_name_a_share("Väkiluku 2022"), may_name_a_share("Osuus 2022, %")
    (False, False)
    """
    if _DOUBTED.search(header):
        return True
    if is_other_quantity(header) or says_percent(header):
        return False
    return bool(_YEAR.search(header) or _BARE_SHARE.search(header))


def means_percent_share(header: str) -> bool:
    """Return whether a header says that its column holds each payer's share in per cent.

    >>> [means_percent_share(text) for text in ("Osuus %", "%", "Muutos %", "Veroprosentti")]
    [True, True, False, False]
    >>> means_percent_share("Maksuosuus € (alv 0 %)")
    False
    """
    text = without_vat(header)
    if not _PERCENT.search(text) or is_other_quantity(header):
        return False
    if scale_in(text, header=True) is not None:
        return False
    bare = _PERCENT.sub(" ", text)
    only_percent = not re.search(r"[^\W\d_]", bare)
    return only_percent or bool(_of(SHARE_WORDS).search(text))


def says_percent(header: str) -> bool:
    """Return whether a header speaks of per cents and of no sums of money.

    >>> [says_percent(text) for text in ("Útsvar %", "Maksuosuus € (alv 0 %)", "€ ja %")]
    [True, False, False]
    """
    text = without_vat(header)
    return bool(_PERCENT.search(text)) and scale_in(text, header=True) is None


def is_other_quantity(header: str) -> bool:
    """Return whether a header says that its column counts something that is neither what is paid
    nor a share of it.

    A sign of euros in the header outweighs other words ("Maksuosuus €, asukasluvun mukaan"), unless
    the euros are for each of something.

    >>> [is_other_quantity(text) for text in ("Väkiluku 31.12.2021", "€/asukas", "Maksuosuus €")]
    [True, True, False]
    """
    text = without_vat(header)
    scale = scale_in(text, header=True)
    if (scale is not None and scale.each) or _OUTWEIGHS.search(text):
        return True
    of_units = (unit.headers for unit in UNITS.values())
    quantities = tuple(chain.from_iterable((*QUANTITIES.values(), *of_units)))
    return not _CURRENCY.search(text) and bool(_of(quantities).search(text))


def without_vat(text: str) -> str:
    """Return a plain text without what it says of value added tax: "alv 0 %" is no share.

    >>> without_vat("18 200,00 € (alv 0 %)"), without_vat("Maksuosuus, ALV 25,5 %")
    ('18 200,00 €', 'Maksuosuus')
    """
    return _VAT.sub(" ", _looked_at(text)).strip()


@cache
def _of(lists: tuple[str, ...]) -> Words:
    return Words(chain.from_iterable(words.split() for words in lists))


_DOUBTED = _of(tuple(chain.from_iterable(DOUBTED_SUMS.values())))
_OUTWEIGHS = _of(tuple(chain.from_iterable((*OUTWEIGHS_MONEY.values(), *DOUBTED_SUMS.values()))))
_PERCENT = re.compile(f"%|{_of(PERCENT_WORDS).compiled.pattern}|{_PER_CENT.pattern}", re.IGNORECASE)
_BARE_SHARE = _of(("osuus osuudet osuutta osuuden andel andelen andelar share shares",))
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_CURRENCY = re.compile(r"€|eur|[$£]|(?:kr|sek)(?![^\W\d_])", re.IGNORECASE)
_VAT_WORD = words_pattern(
    ("alv", "alv.", "arvonlisävero", "arvonlisäveroa", "moms", "mervärdesskatt", "vat")
)
_WITH_OR_WITHOUT = words_pattern(
    (
        *("sis.", "sis", "sisältää", "sisältäen", "ilman", "ei", "lisätään"),
        *("exkl.", "exkl", "inkl.", "inkl", "utan", "med"),
        *("incl.", "incl", "excl.", "excl", "including", "excluding", "without", "plus", "+"),
    )
)
_RATE = r"\d{1,3}(?:[.,]\d{1,4})? ?%"
_VAT = re.compile(
    rf"[(,;]? ?(?:{_WITH_OR_WITHOUT} {_VAT_WORD}(?::\w+)?(?: ?{_RATE})?"
    rf"|{_VAT_WORD}-?(?::\w+)? ?{_RATE}|{_RATE} {_VAT_WORD}(?::\w+)?)(?: ?\))?",
    re.IGNORECASE,
)
"""What a text says of value added tax: its rate, or that it is in the sums or not."""
