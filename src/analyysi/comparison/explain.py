"""Published shares explained, as far as stored figures can: which rules give them, and whether that
means anything.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from analyysi.allocation.inference.findings import Inference
from analyysi.allocation.inference.rule_families import Rule
from analyysi.allocation.inference.rule_search import infer, rounded_away
from analyysi.errors import ParameterError
from analyysi.project import Project
from analyysi.sources.budget_keys import NO_BUDGET_KEYS, BudgetKeys, budget_keys
from analyysi.sources.figures import Figures, means_over_years, possible_keys

if TYPE_CHECKING:
    from analyysi.comparison.case import Case


@dataclass(frozen=True)
class Explanation:
    """What the search found, and the figures behind each key that it tried (none for a key of the
    terms alone).
    """

    case: Case
    inference: Inference
    figures: dict[str, Figures]
    budgets: BudgetKeys = NO_BUDGET_KEYS
    """The figures of budgets among the keys; none unless they were asked for."""

    @property
    def tried_of_budgets(self) -> list[str]:
        """Return the keys tried that are figures of the budgets; one with the proportions of
        another key is not tried again.
        """
        names = {figures.name for figures in self.budgets.figures}
        return [name for name in self.inference.key_names if name in names]

    @property
    def hits_of_budgets(self) -> list[Rule]:
        """Return the rules that give the shares by a figure of the budgets alone."""
        names = set(self.tried_of_budgets)
        rules = dict.fromkeys(hit.rule for hit in self.inference.hits)
        return [rule for rule in rules if rule.family == "key" and rule.keys[0][0] in names]


def explanation_for_report(project: Project, case: Case) -> Explanation | None:
    """Look through the snapshots that the terms name under [search], so that the report is the same
    years later.

    Returns
    -------
    None if the terms name none, or no published share.
    """
    search = case.terms.search
    if search is None or not case.terms.published:
        return None
    return explain(project, case, search.snapshots)


def explain(
    project: Project,
    case: Case,
    snapshots: Sequence[str] | None = None,
    budgets: Sequence[str] | None = None,
) -> Explanation:
    """Look for the rule behind the published shares of a year.

    The keys tried are those of the terms and every stored figure of before the year began (a later
    one was not known), and the means of such figures over two or three years. `snapshots` limits
    the search to those; None: all stored. Figures of budgets that became known later are tried only
    where they are asked for.

    Parameters
    ----------
    budgets
        Snapshots of budgets whose figures are tried at every stage, whenever they were approved;
        None: those that the terms name under [search].

    Raises
    ------
    ParameterError
        If the terms of the year name no published share.
    """
    terms = case.terms
    if not terms.published:
        raise ParameterError(
            "{agreement} {year} has no published share to explain: add one to its terms "
            "under [[published]].",
            agreement=case.agreement.id,
            year=terms.year,
        )
    published = {share.payer: share.value for share in terms.published}
    stored = possible_keys(project, terms.participants, date(terms.year, 1, 1), snapshots)
    if budgets is None:
        budgets = terms.search.budgets if terms.search is not None else ()
    where = f"{case.agreement.id}/{terms.year}.toml"
    of_budgets = budget_keys(project, terms.participants, budgets, where)
    units = [share.accuracy for share in terms.published if share.accuracy is not None]
    excess = rounded_away(terms.total.value, units)
    search = look_for_rule(
        terms.total.value,
        terms.participants,
        published,
        case.problem.keys,
        [*stored, *of_budgets.figures],
        excess,
    )
    return Explanation(
        case,
        search.inference,
        search.figures,
        of_budgets,
    )


@dataclass(frozen=True)
class Found:
    """What a search found, and the figures behind each key that it tried; as in `Explanation`,
    without a case.
    """

    inference: Inference
    figures: dict[str, Figures]


def look_for_rule(
    total: int,
    payers: Sequence[str],
    published: Mapping[str, int],
    named: Mapping[str, Mapping[str, Fraction]],
    stored: Sequence[Figures],
    excess: Fraction = Fraction(0),
) -> Found:
    """Look for the rule behind published shares, given in cents, among keys that have names and
    stored figures.

    The means of the stored figures over two or three years are tried too. By `excess` cents the
    shares may exceed the total, since they were printed rounded.
    """
    keys = dict(named)
    figures: dict[str, Figures] = {}
    for possible in stored:
        name = possible.name
        if name not in keys:
            keys[name] = possible.of_payer
            figures[name] = possible
    means: dict[str, Figures] = {}
    for mean in means_over_years(stored):
        means.setdefault(mean.name, mean)
    of_means = {name: mean.of_payer for name, mean in means.items()}
    inference = infer(total, payers, keys, published, of_means, excess)
    return Found(inference, figures | means)
