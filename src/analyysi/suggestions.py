"""Names as they are compared, and the nearest valid one for a misspelt one."""

import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches

from analyysi.errors import Sentence, joined

_MOST_NAMES = 60
"""How many valid names a message lists: more than there are methods or municipalities of a region.
"""
_NEAREST = 10
"""How many of more than that it lists."""


def composed(text: str) -> str:
    """Return a text with each letter as one character, as programs other than macOS write "ä"."""
    return unicodedata.normalize("NFC", text)


def folded(text: str) -> str:
    """Return a name as names are compared: composed, in small letters, without spaces around it.

    >>> folded(" Ristija\u0308rvi ") == folded("RISTIJÄRVI")
    True
    """
    return composed(text).strip().casefold()


def nearest(name: str, valid: Iterable[str], likeness: float = 0.6) -> str | None:
    """Return the valid name most like `name`, whatever the case, or None if none is near: of
    `likeness` 1 is the same name, 0 one without a letter in common.

    >>> nearest("kainuu-itc", ["kainuu-ict", "kainuu-pelastus"])
    'kainuu-ict'
    >>> nearest("Poplation", ["population", "tax_revenue"])
    'population'
    >>> nearest("xyz", ["population"]) is None
    True
    """
    by_folded = {folded(candidate): candidate for candidate in valid}
    closest = get_close_matches(folded(name), by_folded, n=1, cutoff=likeness)
    return by_folded[closest[0]] if closest else None


def did_you_mean(name: str, valid: Iterable[str]) -> Sentence:
    """Return ``" Did you mean 'x'?"`` and the list of valid names, to be added to a message.

    Of very many valid names the nearest are listed.

    >>> did_you_mean("equl", ["equal", "fixed"])
    " Did you mean 'equal'? Valid: equal, fixed."
    """
    names = sorted(valid)
    best = nearest(name, names)
    hint = Sentence("") if best is None else Sentence(" Did you mean '{name}'?", name=best)
    if not names:
        return joined((hint, Sentence(" There are none.")), "")
    if len(names) > _MOST_NAMES:
        near = get_close_matches(name, names, n=_NEAREST, cutoff=0.0)
        listed = Sentence(
            " The nearest of {count} valid names: {names}.", count=len(names), names=", ".join(near)
        )
        return joined((hint, listed), "")
    return joined((hint, Sentence(" Valid: {names}.", names=", ".join(names))), "")
