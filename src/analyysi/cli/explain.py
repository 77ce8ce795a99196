"""The command that looks for the rule behind published shares."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from analyysi.cli.options import AgreementArgument, ProjectOption
from analyysi.languages.language_table import RECORD_LANGUAGE
from analyysi.money import euros
from analyysi.project import find_project

if TYPE_CHECKING:
    from analyysi.allocation.inference.rule_families import Rule
    from analyysi.allocation.inference.rule_search import Hit
    from analyysi.comparison.explain import Explanation
    from analyysi.messages import Value

EXAMPLE = "Example: analyysi explain kainuu-ict 2023"
_SHOWN = 10
_FAMILIES = {
    "equal": "everybody the same",
    "key": "one key",
    "equal_and_key": "an equal part and a key",
    "organiser_and_key": "organiser first, then one key",
    "mean": "a mean of years, alone or with one of these",
    "organiser_equal_and_key": "organiser first, then an equal part and a key",
    "two_keys": "two keys",
}


def explain(
    agreement: AgreementArgument,
    year: Annotated[int, typer.Argument(help="The year of the terms, e.g. 2023.")],
    budgets: Annotated[
        bool,
        typer.Option(
            "--budgets",
            help="Try the figures of the year's stored budgets too, though they became known "
            "later; without it those that the terms name under [search].",
        ),
    ] = False,
    project: ProjectOption = "",
) -> None:
    """Look for the rule behind the published shares, and say how likely a hit is by luck."""
    from analyysi.comparison.case import load_year
    from analyysi.comparison.explain import explain as look
    from analyysi.sources.budget_keys import budgets_of_year

    root = find_project(project)
    of_year = budgets_of_year(root, year) if budgets else None
    typer.echo("\n".join(_lines(look(root, load_year(root, agreement, year), budgets=of_year))))


def _lines(explanation: Explanation) -> list[str]:
    from analyysi.report.language.words import Words

    case, inference = explanation.case, explanation.inference
    name = case.agreement.party
    sign = Words(RECORD_LANGUAGE, case.agreement.currency).sign
    published = ", ".join(
        f"{name(code).name.main} {euros(cents)} {sign}"
        for code, cents in inference.published.items()
    )
    lines = [
        f"Published: {published}, of a total of {euros(case.terms.total.value)} {sign}.",
        f"Tried: {sum(family.tried for family in inference.families)} rules over "
        f"{explanation.tried_keys} keys "
        f"and {explanation.tried_means} means of two or three years.",
        *_of_budgets(explanation),
        "",
        f"{'family of rules':<48}{'tried':>8}{'give it':>9}{'by luck':>9}",
    ]
    lines += [
        f"{_FAMILIES[family.name]:<48}{family.tried:>8}{family.hits:>9}{family.by_luck:>9.2f}"
        for family in inference.families
    ]
    lines += ["", *_verdict(explanation)]
    if inference.hits:
        lines += ["", "Rules that give it, the simplest first:"]
        lines += [
            f"  {rule_in_words(hit.rule)}, rounded to {euros(hit.unit)} {sign}{_rounding(hit)}"
            for hit in inference.hits[:_SHOWN]
        ]
        if len(inference.hits) > _SHOWN:
            lines.append(f"  and {len(inference.hits) - _SHOWN} more")
    if inference.near:
        lines += ["", "Rules that come near, the simplest first:"]
        lines += [
            f"  {rule_in_words(near.rule)}: off by {euros(round(near.distance))} {sign}"
            for near in inference.near[:_SHOWN]
        ]
    if inference.below and inference.above:
        (low, below), (high, above) = inference.below, inference.above
        lines += [
            "",
            f"By one key it lies between {low} ({euros(round(below))} {sign}) and {high} "
            f"({euros(round(above))} {sign}).",
        ]
    return lines


def _of_budgets(explanation: Explanation) -> list[str]:
    """Say which of the keys are figures of budgets, when these were approved, and what they give
    alone.
    """
    budgets, hits = explanation.budgets, explanation.hits_of_budgets
    if not budgets.figures:
        return []
    years = ", ".join(map(str, budgets.document_years))
    approved = (
        f" (reports approved {budgets.approved[0]} to {budgets.approved[-1]})"
        if budgets.approved
        else ""
    )
    given = ", ".join(map(rule_in_words, hits)) or "none"
    return [
        f"Of the keys {len(budgets.figures)} are figures of the budgets of {years}{approved}. "
        f"Those that give it alone: {given}."
    ]


def _verdict(explanation: Explanation) -> list[str]:
    inference = explanation.inference
    luck = sum(family.by_luck for family in inference.families)
    if inference.verdict == "none":
        return ["Not identified: no rule that was tried gives it."]
    if inference.verdict == "identified":
        others = len({hit.rule for hit in inference.hits}) - 1
        if others:
            return [
                f"Identified as one table: {rule_in_words(inference.hits[0].rule)}. A hit by luck "
                "is very unlikely "
                f"({luck:.1g} expected), but {others} more rules give the same table."
            ]
        rule = rule_in_words(inference.hits[0].rule)
        return [f"Identified: {rule}. A hit by luck is very unlikely ({luck:.1g} expected)."]
    lines = [
        f"Not identified: {inference.hitting_rules} rules give it, and about {luck:.0f} would by "
        "luck alone. They give "
        f"{inference.tables} different tables for the other payers."
    ]
    decisive = inference.decisive()
    if decisive is not None:
        party = explanation.case.agreement.party(decisive[0]).name.main
        lines.append(
            f"What would decide: the share of {party} tells these rules apart into {decisive[1]} "
            "groups."
        )
    return lines


def _rounding(hit: Hit) -> str:
    """Name the roundings that give a table, unless the usual one does."""
    from analyysi.allocation.whole_units.rounding import USUAL_ROUNDING

    usual = USUAL_ROUNDING.name
    return "" if usual in hit.roundings else f" by {' or '.join(hit.roundings)}, not by {usual}"


def rule_in_words(rule: Rule) -> str:
    """Write a rule in words: "30% equally, 70% by population 2021-12-31"."""
    from analyysi.comparison.explain import pieces_of

    return ", ".join(_in_plain_english(piece) for piece in pieces_of(rule, lambda key: f"by {key}"))


def _in_plain_english(piece: Value) -> str:
    """Write a piece of a rule as the program's messages have it: keys go by their names in data."""
    from analyysi.messages import Message, Percent

    if not isinstance(piece, Message):
        return str(piece)
    values = {
        name: f"{float(filled.ratio):.0%}" if isinstance(filled, Percent) else filled
        for name, filled in piece.values.items()
    }
    return piece.text.format(**values)
