"""The command that looks for the rule behind published shares."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from analyysi.cli.answers import JsonOption, print_answer
from analyysi.cli.excel_output import OutputOption, excel_path, write_excel
from analyysi.cli.options import (
    AgreementArgument,
    ProjectOption,
    YearArgument,
    check_format,
    year_of,
)
from analyysi.cli.speech import headings, in_words, print_lines, said_message, said_number, spoken
from analyysi.errors import Sentence, by_count, joined
from analyysi.languages.saying import Amount
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
    year: YearArgument,
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
    as_json: JsonOption = False,
) -> None:
    """Look for the rule behind the published shares, and say how likely a hit is by luck."""
    from analyysi.comparison.case import load_year
    from analyysi.comparison.explain import explain as look
    from analyysi.sources.budget_keys import budgets_of_year

    check_format(format_name, FORMATS)
    path = excel_path(format_name, output)
    root = find_project(project)
    asked_year = year_of(year)
    of_year = budgets_of_year(root, asked_year) if budgets else None
    explanation = look(root, load_year(root, agreement, asked_year), budgets=of_year)
    if as_json:
        print_answer(_as_json(explanation))
    else:
        print_lines(_lines(explanation))
    if path is not None:
        from analyysi.report.language.wording import Wording
        from analyysi.report.papers.excel.rules_table import rules_table

        words = Wording(spoken(), explanation.case)
        write_excel(path, rules_table(explanation, words))


def _as_json(explanation: Explanation) -> dict[str, Any]:
    from analyysi.comparison.published.rules_in_words import rule_in_words

    case, inference = explanation.case, explanation.inference
    return {
        "agreement": case.terms.agreement,
        "year": case.terms.year,
        "total_cents": case.terms.total.value,
        "published_cents": dict(inference.published),
        "rules_tried": inference.tried,
        "verdict": inference.verdict,
        "rules_that_give_it": inference.hitting_rules,
        "would_by_luck": inference.by_luck,
        "rules": [in_words(rule_in_words(hit.rule)) for hit in inference.hits],
        "in_words": _verdict(explanation),
    }


def _lines(explanation: Explanation) -> list[str]:
    from analyysi.comparison.published.rules_in_words import rule_in_words
    from analyysi.report.language.words import Words

    case, inference = explanation.case, explanation.inference
    sign = Words(spoken(), case.agreement.currency).sign
    published = joined(
        Sentence(
            "{payer} {amount} {sign}",
            payer=case.agreement.party(code).name,
            amount=Amount(cents),
            sign=sign,
        )
        for code, cents in inference.published.items()
    )
    lines: list[str] = [
        Sentence(
            "Published: {shares}, of a total of {total} {sign}.",
            shares=published,
            total=Amount(case.terms.total.value),
            sign=sign,
        ),
        Sentence(
            "Tried: {tried} rules over {keys} keys and {means} means of two or three years.",
            tried=inference.tried,
            keys=len(inference.key_names),
            means=len(inference.mean_names),
        ),
        *_of_budgets(explanation),
        "",
        *_families(inference),
        "",
        *_verdict(explanation),
        *possible_rules(inference),
    ]
    if inference.near:
        lines += ["", Sentence("Rules that come near, the simplest kinds first:")]
        lines += [
            Sentence(
                "  {rule}: off by {amount} {sign}",
                rule=rule_in_words(near.rule),
                amount=Amount(round(near.distance)),
                sign=sign,
            )
            for near in inference.near
        ]
    if inference.below and inference.above:
        (low, below), (high, above) = inference.below, inference.above
        between = Sentence(
            "By one key it lies between {low} ({below} {sign}) and {high} ({above} {sign}).",
            low=low,
            below=Amount(round(below)),
            high=high,
            above=Amount(round(above)),
            sign=sign,
        )
        lines += ["", between]
    return lines


def _families(inference: Inference) -> list[str]:
    """Return the table of the kinds of rules, as wide as the terminal shows it whole."""
    from analyysi.allocation.inference.rule_families import FAMILY_TITLES

    titles = {
        family.name: said_message(FAMILY_TITLES[family.name]) for family in inference.families
    }
    heads = headings("family of rules", "tried", "give it", "by luck")
    widths = [max(map(len, [heads[0], *titles.values()])) + 2]
    widths += [max(len(head), 6) + 2 for head in heads[1:]]
    rows = [heads]
    for family in inference.families:
        luck = said_number(family.by_luck, 2)
        rows.append([titles[family.name], str(family.tried), str(family.hits), luck])
    return [row[0].ljust(widths[0]) + "".join(map(str.rjust, row[1:], widths[1:])) for row in rows]


def possible_rules(inference: Inference) -> list[str]:
    """List the rules that give the shares, numbered, the simplest first, and the choices of keys
    that do so by no natural number.
    """
    from analyysi.comparison.published.rules_in_words import hit_in_words, range_in_words

    lines: list[str] = []
    most = _SHOWN_OF_TABLE if inference.full else _SHOWN
    if inference.hits:
        lines += ["", Sentence("Rules that give it, the simplest first:")]
        lines += [
            Sentence(
                "  {number} {rule}{weights}",
                number=number,
                rule=hit_in_words(hit),
                weights=_weights(inference, hit),
            )
            for number, hit in enumerate(inference.hits[:most], start=1)
        ]
        lines += _more(len(inference.hits) - most)
    if inference.unnatural:
        lines += ["", Sentence("Keys that give it, but by no natural number as the weight:")]
        lines += [
            Sentence(
                "  {range}, rounded to {unit}",
                range=range_in_words(weights),
                unit=Amount(weights.unit),
            )
            for weights in inference.unnatural[:most]
        ]
        lines += _more(len(inference.unnatural) - most)
    return lines


def _more(count: int) -> list[str]:
    return [Sentence("  and {count} more", count=count)] if count > 0 else []


def _weights(inference: Inference, hit: Hit) -> str:
    """Say which weights of the same keys give the same table."""
    from analyysi.comparison.published.rules_in_words import range_in_words

    for weights in inference.ranges:
        if weights.family.free and weights.unit == hit.unit and hit.rule in weights.rules:
            return Sentence(" (as any weights do within: {range})", range=range_in_words(weights))
    return ""


def _of_budgets(explanation: Explanation) -> list[str]:
    """Say which of the keys are figures of budgets, when these were approved, and what they give
    alone.
    """
    from analyysi.comparison.published.rules_in_words import rule_in_words

    budgets, hits = explanation.budgets, explanation.hits_of_budgets
    if not budgets.figures:
        return []
    approved: str = ""
    if budgets.approved:
        approved = Sentence(
            " (reports approved {first} to {last})",
            first=budgets.approved[0],
            last=budgets.approved[-1],
        )
    given = joined(map(rule_in_words, hits)) if hits else Sentence("none")
    return [
        Sentence(
            "Of the keys {count} are figures of the budgets of {years}{approved}. "
            "Those that give it alone: {given}.",
            count=len(explanation.tried_of_budgets),
            years=", ".join(map(str, budgets.document_years)),
            approved=approved,
            given=given,
        )
    ]


def _verdict(explanation: Explanation) -> list[str]:
    from analyysi.comparison.published.rules_in_words import in_figures, rule_in_words

    inference = explanation.inference
    luck = in_figures(inference.by_luck)
    if inference.verdict == "none":
        return [Sentence("Not known: no rule that was tried gives it.")]
    if inference.verdict == "known":
        (hit,) = inference.hits
        return [
            Sentence(
                "Known: {rule}. It is the only one that gives it, and about {luck} would by luck "
                "alone, over all that were tried.",
                rule=rule_in_words(hit.rule),
                luck=luck,
            )
        ]
    possible = by_count(
        inference.hitting_rules,
        "Possible, not known: {count} rule gives it, and about {luck} would by luck alone.",
        "Possible, not known: {count} give it, and about {luck} would by luck alone.",
        luck=luck,
    )
    lines: list[str] = [possible]
    if not inference.full:
        tables = Sentence(
            "They give {tables} different tables for all payers.", tables=inference.tables
        )
        lines = [joined([possible, tables], " ")]
        lines.append(Sentence("From some of the shares no rule is ever known."))
    elif not all(hit.usual for hit in inference.hits):
        lines.append(Sentence("By the usual rounding, the largest remainder, none does."))
    decisive = inference.decisive()
    if decisive is not None:
        lines.append(
            Sentence(
                "What would decide: the share of {payer} tells these rules apart into {groups} "
                "groups.",
                payer=explanation.case.agreement.party(decisive[0]).name,
                groups=decisive[1],
            )
        )
    return lines
