"""Two trials beside each other and beside the decided split, with what differs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from analyysi.desk.view import payers_of
from analyysi.desk_file.engine.shown_trial import Tried, shown
from analyysi.report.language.wording import Wording
from analyysi.report.tables import NOTHING


def side_by_side(first: Tried, second: Tried) -> dict[str, Any]:
    """Return two trials as the page shows them, and a table of both: its headings, and a row of
    each payer of any of the three, then that of the total.

    The change is the second less the first.
    """
    words, own = first.words, first.opened.own
    cents = [own.cents, first.year.cents, second.year.cents]
    codes = list(dict.fromkeys([*payers_of(first.year, own), *payers_of(second.year, own)]))
    rows = [{"name": words.payer(code), "cells": _of(code, cents, words)} for code in codes]
    totals = _cells([sum(each.values()) for each in cents], words)
    return {
        "first": shown(first),
        "second": shown(second),
        "changes": {code: cents[2].get(code, 0) - cents[1].get(code, 0) for code in sorted(codes)},
        "header": words.payer_header(),
        "rows": rows,
        "total": {"name": words.say("Total"), "cells": totals},
    }


def _of(code: str, cents: Sequence[Mapping[str, int]], words: Wording) -> list[str]:
    return _cells([each.get(code) for each in cents], words)


def _cells(cents: Sequence[int | None], words: Wording) -> list[str]:
    """Write the three sums, and the last less the one before it."""
    sums = [NOTHING if each is None else words.numbers.amount(each) for each in cents]
    change = Fraction((cents[2] or 0) - (cents[1] or 0), 100)
    return [*sums, words.numbers.plain(change, 2, signed=True)]
