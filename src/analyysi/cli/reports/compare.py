"""The command that shows what every method would charge."""

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
from analyysi.cli.screen import hand_over, tell
from analyysi.cli.shown_tables import Column, Row, print_table
from analyysi.cli.speech import print_sentence, spoken
from analyysi.errors import either
from analyysi.languages.language_table import MAIN_LANGUAGE
from analyysi.project import find_project
from analyysi.report.papers.paper_table import EXCEL

if TYPE_CHECKING:
    from analyysi.comparison.compare import Comparison, Split
    from analyysi.report.language.wording import Wording

EXAMPLES = """
Examples:

\b
  analyysi compare kainuu-ict 2023
  analyysi compare kainuu-ict 2023 --format csv > shares.csv
  analyysi compare kainuu-ict 2023 --format excel --output vertailu.xlsx
  analyysi compare kainuu-ict 2023 --format excel --output jamforelse.csv --language sv

csv is for programs (comma, decimal point, exact fractions); excel has the same rows and cents for
a Finnish or Swedish Excel.
"""
FORMATS = ("table", "csv", EXCEL)


def compare(
    agreement: AgreementArgument,
    year: YearArgument,
    format_name: Annotated[
        str,
        typer.Option(
            "--format",
            help=either(FORMATS),
        ),
    ] = "table",
    output: OutputOption = "",
    project: ProjectOption = "",
    as_json: JsonOption = False,
) -> None:
    """Show what every method would charge."""
    from analyysi.agreement.texts import has_texts
    from analyysi.comparison.case import load_year
    from analyysi.comparison.compare import compare_methods
    from analyysi.comparison.results import results_csv
    from analyysi.report.language.wording import Wording, ready_languages

    check_format(format_name, FORMATS)
    path = excel_path(format_name, output)
    language = spoken()
    ready_languages([language])
    comparison = compare_methods(load_year(find_project(project), agreement, year_of(year)))
    if format_name == "csv":
        hand_over(results_csv(comparison))
        return
    if not has_texts(comparison.case.agreement, comparison.case.terms, language):
        print_sentence(
            "The agreement has not all its texts in '{language}': they are shown in '{main}'.",
            language=language,
            main=MAIN_LANGUAGE,
            err=True,
        )
        language = MAIN_LANGUAGE
    words = Wording(language, comparison.case)
    if path is not None:
        from analyysi.report.papers.excel.results_table import results_table

        write_excel(path, results_table(comparison, words))
    elif as_json:
        print_answer(_as_json(comparison, words))
    else:
        _print_table(comparison, words)


def _as_json(comparison: Comparison, words: Wording) -> dict[str, Any]:
    terms = comparison.case.terms
    return {
        "agreement": terms.agreement,
        "year": terms.year,
        "total_cents": terms.total.value,
        "splits": [_split_as_json(comparison, split, words) for split in comparison.splits],
    }


def _split_as_json(comparison: Comparison, split: Split, words: Wording) -> dict[str, Any]:
    from analyysi.agreement.values import IN_CENTS
    from analyysi.comparison.verdicts import assess_split

    assessment = assess_split(comparison, split)
    total = comparison.case.terms.total.value
    return {
        "id": split.id,
        "chosen": split is comparison.chosen,
        "method": split.variant.method.name,
        "parameters": split.variant.parameters.model_dump(mode="json", context=IN_CENTS),
        "steps": [words.of(rule) for rule in split.step_rules],
        "verdict": assessment.verdict,
        "for": words.of(assessment.for_it),
        "against": words.of(assessment.against_it),
        "properties": {
            finding.name: {"holds": finding.holds, "found": words.of(finding.evidence)}
            for finding in assessment.findings
        },
        "payers": [
            {
                "code": code,
                "name": words.payer(code),
                "cents": cents,
                "share_of_total": str(split.exact.amounts[code] / total),
            }
            for code, cents in split.cents.items()
        ],
    }


def _print_table(comparison: Comparison, words: Wording) -> None:
    terms = comparison.case.terms
    columns = [
        Column(words.say("Way of sharing")),
        *(Column(words.payer(code), figures=True) for code in comparison.payers),
        Column(words.say("Total"), figures=True),
        Column(words.say("Highest divided by lowest"), figures=True),
        Column(words.say("Verdict")),
    ]
    rows = [
        Row(_cells(comparison, split, words), bold=split is comparison.chosen)
        for split in comparison.splits
    ]
    print_table(f"{terms.agreement} {terms.year}, {words.sign}", columns, rows)
    for rule in comparison.chosen.step_rules:
        tell(words.of(rule))


def _cells(comparison: Comparison, split: Split, words: Wording) -> list[str]:
    from analyysi.comparison.verdicts import verdict_of

    title = words.title(split.title)
    if split is comparison.chosen:
        title = f"{title} ({words.say('chosen')})"
    ratio = comparison.head_ratio(split)
    return [
        title,
        *(_euros(words, split.cents.get(code)) for code in comparison.payers),
        _euros(words, comparison.case.terms.total.value),
        "–" if ratio is None else words.numbers.plain(ratio, 2),
        words.verdict(verdict_of(comparison, split)),
    ]


def _euros(words: Wording, cents: int | None) -> str:
    return "–" if cents is None else words.numbers.amount(cents)
