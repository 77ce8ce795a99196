"""Which labels are those of a total, and which of a sum within a table."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from analyysi.tables.names.municipality_names import listed_forms
from analyysi.tables.names.organisations import ORGANISATIONS
from analyysi.tables.names.payers import Payers
from analyysi.tables.names.printed_words import cleaned, folded_words, printed_words, word_set

_SIGNS = frozenset("Σ∑")
_TOTALS = word_set(
    "yhteensä yht summa loppusumma kokonaissumma kokonaiskustannus kokonaiskustannukset "
    "kokonaiskustannusten kokonaismäärä "
    "sammanlagt totalt totalsumma totalkostnad totalkostnaden totalbelopp slutsumma inalles "
    "total totals sum altogether"
)
_SUBTOTALS = word_set(
    "välisumma välisummat osasumma alasumma delsumma delsummor mellansumma deltotal subtotal "
    "subtotals"
)
_ALL = word_set(
    "kaikki kaikkiaan koko kustannukset kustannus maksut maksu määrä euroa euro eur e "
    "alla hela kostnader kostnad belopp grand all overall in amount cost costs euros"
)
"""What may stand beside a word for the total and leaves it the total of everything."""


def is_total(text: str, payers: Payers | None = None) -> bool:
    """Return whether a label is that of a total: "Yhteensä", "Kunnat yhteensä", "Totalt".

    None is one that names a municipality, an organisation or a party ("Paltamo yhteensä", "Summa
    Oy"), or a sum within the table ("Välisumma").

    Parameters
    ----------
    payers
        The parties, where they may have names of their own with such a word.

    Examples
    --------
    >>> is_total("KUNNAT YHTEENSÄ 2023"), is_total("Paltamo yhteensä"), is_total("Välisumma")
    (True, False, False)
    """
    if cleaned(text) in _SIGNS:
        return True
    words = folded_words(text)
    if _TOTALS.isdisjoint(words) or not _SUBTOTALS.isdisjoint(words):
        return False
    if not ORGANISATIONS.isdisjoint(words) or _names_municipality(text):
        return False
    return payers is None or not payers.names_any(text)


def is_subtotal(text: str, labels: Iterable[str] = ()) -> bool:
    """Return whether a label is that of a sum within a table.

    Parameters
    ----------
    labels
        All labels of the table: "Kunnat yhteensä" is a part where "Kaikki yhteensä" stands too.

    Examples
    --------
    >>> is_subtotal("Välisumma"), is_subtotal("Kunnat yhteensä")
    (True, False)
    >>> is_subtotal("Kunnat yhteensä", ["Kunnat yhteensä", "Kaikki yhteensä"])
    True
    """
    if not _SUBTOTALS.isdisjoint(folded_words(text)):
        return True
    if not is_total(text) or _is_grand(text):
        return False
    return any(is_total(label) and _is_grand(label) for label in labels)


def _is_grand(text: str) -> bool:
    """Return whether a total is that of everything, and not of a kind of payers."""
    beside = [word for word in folded_words(text) if word not in _TOTALS]
    return all(word in _ALL or not word.isalpha() for word in beside)


def _names_municipality(text: str) -> bool:
    words = printed_words(text)
    if any(word.capital for word in words):  # a lahti is a bay, and Lahti a town
        words = tuple(word for word in words if word.capital)
    folded = [word.folded for word in words]
    names = [*((word,) for word in folded), *pairwise(folded)]
    return any(name in listed_forms() for name in names)
