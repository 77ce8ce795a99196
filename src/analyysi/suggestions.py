"""The nearest valid name for a misspelt one."""

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(name: str, valid: Iterable[str]) -> str | None:
    """Return the valid name most like `name`, whatever the case, or None if none is near.

    >>> nearest("kainuu-itc", ["kainuu-ict", "kainuu-pelastus"])
    'kainuu-ict'
    >>> nearest("Poplation", ["population", "tax_revenue"])
    'population'
    >>> nearest("xyz", ["population"]) is None
    True
    """
    by_folded = {candidate.casefold(): candidate for candidate in valid}
    closest = get_close_matches(name.casefold(), by_folded, n=1, cutoff=0.6)
    return by_folded[closest[0]] if closest else None


def did_you_mean(name: str, valid: Iterable[str]) -> str:
    """Return ``" Did you mean 'x'?"`` and the list of valid names, to be added to a message.

    >>> did_you_mean("equl", ["equal", "fixed"])
    " Did you mean 'equal'? Valid: equal, fixed."
    """
    names = sorted(valid)
    best = nearest(name, names)
    hint = f" Did you mean '{best}'?" if best is not None else ""
    listed = f" Valid: {', '.join(names)}." if names else " There are none."
    return hint + listed
