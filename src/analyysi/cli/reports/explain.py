"""The command that looks for the rule behind published shares."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from analyysi.cli.excel_output import OutputOption, excel_path, write_excel
from analyysi.cli.options import AgreementArgument, ProjectOption, check_choice
from analyysi.cli.screen import tell
from analyysi.languages.language_table import MAIN_LANGUAGE, RECORD_LANGUAGE
from analyysi.money import euros
from analyysi.project import find_project
from analyysi.report.papers.paper_table import EXCEL

if TYPE_CHECKING:
    from analyysi.allocation.inference.findings import Hit, Inference
    from analyysi.comparison.explain import Explanation

EXAMPLES = """
Examples:

\b
  analyysi explain kainuu-ict 2023
  analyysi explain kainuu-ict 2023 --format excel --output saannot.xlsx

excel also writes the table of the rules that were tried.
"""
FORMATS = ("text", EXCEL)
_SHOWN = 10
_SHOWN_OF_TABLE = 100
"""How many rules are listed for single shares, and for a full table."""


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
    format_name: Annotated[str, typer.Option("--format", help="text or excel.")] = "text",
    output: OutputOption = "",
    project: ProjectOption = "",
) -> None:
    """Look for the rule behind the published shares, and say how likely a hit is by luck."""
    from analyysi.comparison.case import load_year
    from analyysi.comparison.explain import explain as look
    from analyysi.sources.budget_keys import budgets_of_year

    check_choice(format_name, FORMATS, "format")
    path = excel_path(format_name, output)
    root = find_project(project)
    of_year = budgets_of_year(root, year) if budgets else None
    explanation = look(root, load_year(root, agreement, year), budgets=of_year)
    tell("\n".join(_lines(explanation)))
    if path is not None:
        from analyysi.report.language.wording import Wording
        from analyysi.report.papers.excel.rules_table import rules_table

        words = Wording(MAIN_LANGUAGE, explanation.case)
        write_excel(path, rules_table(explanation, words))


def _lines(explanation: Explanation) -> list[str]:
    from analyysi.allocation.inference.rule_families import FAMILY_TITLES
    from analyysi.comparison.published.rules_in_words import rule_in_words
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
        f"Tried: {inference.tried} rules over {len(inference.key_names)} keys and "
        f"{len(inference.mean_names)} means of two or three years.",
        *_of_budgets(explanation),
        "",
        f"{'family of rules':<60}{'tried':>8}{'give it':>9}{'by luck':>9}",
    ]
    lines += [
        f"{FAMILY_TITLES[family.name].text:<60}{family.tried:>8}{family.hits:>9}"
        f"{family.by_luck:>9.2f}"
        for family in inference.families
    ]
    lines += ["", *_verdict(explanation), *possible_rules(inference)]
    if inference.near:
        lines += ["", "Rules that come near, the simplest kinds first:"]
        lines += [
            f"  {rule_in_words(near.rule)}: off by {euros(round(near.distance))} {sign}"
            for near in inference.near
        ]
    if inference.below and inference.above:
        (low, below), (high, above) = inference.below, inference.above
        lines += [
            "",
            f"By one key it lies between {low} ({euros(round(below))} {sign}) and {high} "
            f"({euros(round(above))} {sign}).",
        ]
    return lines


def possible_rules(inference: Inference) -> list[str]:
    """List the rules that give the shares, numbered, the simplest first, and the choices of keys
    that do so by no natural number.
    """
    from analyysi.comparison.published.rules_in_words import hit_in_words, range_in_words

    lines = []
    most = _SHOWN_OF_TABLE if inference.full else _SHOWN
    if inference.hits:
        lines += ["", "Rules that give it, the simplest first:"]
        lines += [
            f"  {number} {hit_in_words(hit)}{_weights(inference, hit)}"
            for number, hit in enumerate(inference.hits[:most], start=1)
        ]
        lines += _more(len(inference.hits) - most)
    if inference.unnatural:
        lines += ["", "Keys that give it, but by no natural number as the weight:"]
        lines += [
            f"  {range_in_words(weights)}, rounded to {euros(weights.unit)}"
            for weights in inference.unnatural[:most]
        ]
        lines += _more(len(inference.unnatural) - most)
    return lines


def _more(count: int) -> list[str]:
    return [f"  and {count} more"] if count > 0 else []


def _weights(inference: Inference, hit: Hit) -> str:
    """Say which weights of the same keys give the same table."""
    from analyysi.comparison.published.rules_in_words import range_in_words

    for weights in inference.ranges:
        if weights.family.free and weights.unit == hit.unit and hit.rule in weights.rules:
            return f" (as any weights do within: {range_in_words(weights)})"
    return ""


def _of_budgets(explanation: Explanation) -> list[str]:
    """Say which of the keys are figures of budgets, when these were approved, and what they give
    alone.
    """
    from analyysi.comparison.published.rules_in_words import rule_in_words

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
        f"Of the keys {len(explanation.tried_of_budgets)} are figures of the budgets of {years}"
        f"{approved}. "
        f"Those that give it alone: {given}."
    ]


def _verdict(explanation: Explanation) -> list[str]:
    from analyysi.comparison.published.rules_in_words import in_figures, rule_in_words

    inference = explanation.inference
    luck = f"about {in_figures(inference.by_luck)} would by luck alone"
    if inference.verdict == "none":
        return ["Not known: no rule that was tried gives it."]
    if inference.verdict == "known":
        (hit,) = inference.hits
        return [
            f"Known: {rule_in_words(hit.rule)}. It is the only one that gives it, and {luck}, over "
            "all that were tried."
        ]
    rules = "1 rule gives" if inference.hitting_rules == 1 else f"{inference.hitting_rules} give"
    lines = [f"Possible, not known: {rules} it, and {luck}."]
    if not inference.full:
        lines[0] += f" They give {inference.tables} different tables for all payers."
        lines.append("From some of the shares no rule is ever known.")
    elif not all(hit.usual for hit in inference.hits):
        lines.append("By the usual rounding, the largest remainder, none does.")
    decisive = inference.decisive()
    if decisive is not None:
        party = explanation.case.agreement.party(decisive[0]).name.main
        lines.append(
            f"What would decide: the share of {party} tells these rules apart into {decisive[1]} "
            "groups."
        )
    return lines
