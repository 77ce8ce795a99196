"""What holds of a trial: the properties that a report looks for, with an example of a failure."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from analyysi.comparison.compare import Comparison
from analyysi.desk_file.engine.shown_trial import Tried
from analyysi.report.pieces import declared_costs, verdicts
from analyysi.report.reader import Reader


def properties(of: Tried) -> dict[str, Any]:
    """Return as HTML what a report of the trial says of its own way of sharing: of every property
    whether it holds, and of declared costs what holds of them.

    No other way is worked out for it: whether a property holds of one hangs on that one alone.
    """
    alone = Comparison(of.year.case, (of.split,), ())
    reader = Reader(alone, of.words, of.opened.focus)
    blocks = [verdicts.properties(reader), *declared_costs.annex_blocks(reader)]
    return {"properties": str(Markup("").join(block.html() for block in blocks))}
