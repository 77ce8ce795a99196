"""Published shares explained, as far as stored figures can: which rules give them, and whether that means anything."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from analyysi.allocation.inference import Inference, infer
from analyysi.comparison.case import Case
from analyysi.errors import ParameterError
from analyysi.project import Project
from analyysi.sources.figures import Figures, possible_keys


@dataclass(frozen=True)
class Explanation:
    """What the search found, and the figures behind each key that it tried (none for a key of the terms alone)."""

    case: Case
    inference: Inference
    figures: dict[str, Figures]
    tried_keys: int


def explain(project: Project, case: Case) -> Explanation:
    """Look for the rule behind the published shares of a year.

    The keys tried are those of the terms and every stored figure of before the year began: a later one was not known.

    Raises
    ------
    ParameterError
        If the terms of the year name no published share.
    """
    terms = case.terms
    if not terms.published:
        raise ParameterError(
            f"{case.agreement.id} {terms.year} has no published share to explain: add one to its terms "
            "under [[published]]."
        )
    published = {share.payer: share.value for share in terms.published}
    keys = dict(case.problem.keys)
    figures: dict[str, Figures] = {}
    for possible in possible_keys(project, terms.participants, date(terms.year, 1, 1)):
        name = possible.name
        if name not in keys:
            keys[name] = possible.of_payer
            figures[name] = possible
    inference = infer(terms.total.value, terms.participants, keys, published)
    return Explanation(case, inference, figures, len(keys))
