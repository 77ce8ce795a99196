"""The commands that say what there is: `list` all agreements and years, `show` one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from analyysi.cli.answers import JsonOption, print_answer
from analyysi.cli.completion import complete_year
from analyysi.cli.options import AgreementArgument, ProjectOption, year_of
from analyysi.cli.shown_tables import Column, Row, print_table
from analyysi.cli.speech import headings, in_words, print_lines, print_sentence, spoken
from analyysi.errors import AnalyysiError, Sentence, joined
from analyysi.languages.saying import Amount
from analyysi.project import Project, find_project

if TYPE_CHECKING:
    from analyysi.agreement.agreement import Agreement
    from analyysi.comparison.compare import Comparison
    from analyysi.report.language.wording import Wording

LIST_EXAMPLES = """
Examples:

\b
  analyysi list
  analyysi list --json
"""
SHOW_EXAMPLES = """
Examples:

\b
  analyysi show kainuu-ict          its parties and years
  analyysi show kainuu-ict 2027     the terms of a year in words, its keys and seats
"""
STATUSES = {
    "decided": Sentence("decided"),
    "draft": Sentence("draft"),
    "analysis": Sentence("analysis"),
}
"""What is known of a year, by its status in its terms."""


def list_all(project: ProjectOption = "", as_json: JsonOption = False) -> None:
    """List the agreements, their years, and what is known of each."""
    here = find_project(project)
    years = list(_years(here))
    if as_json:
        print_answer(years)
        return
    if not years:
        print_sentence("There are no agreements yet. Make one: analyysi new-agreement")
        return
    names = headings("Agreement", "Year", "Status", "Total", "Payers", "Published")
    figures = {3, 4}
    columns = [Column(name, figures=place in figures) for place, name in enumerate(names)]
    print_table(in_words(Sentence("Agreements")), columns, [Row(_cells(year)) for year in years])
    faulty = [year for year in years if year["fault"] is not None]
    for year in faulty:
        print_sentence(
            "{agreement} {year}: {fault}",
            agreement=year["agreement"],
            year=year["year"],
            fault=year["fault"],
        )


def _years(project: Project) -> list[dict[str, Any]]:
    from analyysi.agreement.reading import agreement_ids, read_agreement, read_terms, years_of
    from analyysi.archive.edition import editions_of

    years: list[dict[str, Any]] = []
    for name in agreement_ids(project):
        for year in years_of(project, name):
            row: dict[str, Any] = {
                "agreement": name,
                "year": year,
                "status": None,
                "total_cents": None,
                "payers": None,
                "editions": len(editions_of(project, name, year)),
                "fault": None,
            }
            try:
                terms = read_terms(project, read_agreement(project, name), year)
            except AnalyysiError as error:
                row["fault"] = error.sentence
            else:
                row |= {
                    "status": terms.status,
                    "total_cents": terms.total.value,
                    "payers": len(terms.participants),
                }
            years.append(row)
    return years


def _cells(year: dict[str, Any]) -> list[str]:
    if year["fault"] is not None:
        return [year["agreement"], str(year["year"]), in_words(Sentence("FAULT")), "", "", ""]
    return [
        year["agreement"],
        str(year["year"]),
        in_words(STATUSES.get(year["status"], year["status"])),
        in_words(Amount(year["total_cents"])),
        str(year["payers"]),
        str(year["editions"] or "–"),
    ]


def show(
    agreement: AgreementArgument,
    year: Annotated[
        str,
        typer.Argument(
            help="The year of the terms; the agreement itself if left out.",
            autocompletion=complete_year,
        ),
    ] = "",
    project: ProjectOption = "",
    as_json: JsonOption = False,
) -> None:
    """Show an agreement, or the terms of one of its years in words, with its keys and seats."""
    from analyysi.agreement.reading import read_agreement

    here = find_project(project)
    if not year:
        _show_agreement(here, read_agreement(here, agreement), as_json=as_json)
        return
    from analyysi.comparison.case import load_year
    from analyysi.comparison.compare import compare_methods
    from analyysi.report.language.wording import Wording

    comparison = compare_methods(load_year(here, agreement, year_of(year)))
    facts = _facts(comparison, Wording(spoken(), comparison.case))
    if as_json:
        print_answer(facts)
        return
    print_lines(_year_in_lines(facts))


def _show_agreement(project: Project, agreement: Agreement, *, as_json: bool) -> None:
    from analyysi.agreement.reading import years_of

    facts: dict[str, Any] = {
        "agreement": agreement.id,
        "subject": agreement.subject.or_main(spoken()),
        "currency": agreement.currency,
        "parties": [
            {"code": party.code, "name": party.name.or_main(spoken())}
            for party in agreement.parties
        ],
        "years": years_of(project, agreement.id),
    }
    if as_json:
        print_answer(facts)
        return
    print_lines(
        [
            f"{facts['agreement']}: {facts['subject']}",
            Sentence("Parties: {parties}", parties=joined(map(_named, facts["parties"]))),
            Sentence("Years: {years}", years=", ".join(map(str, facts["years"]))),
        ]
    )


def _named(party: dict[str, str]) -> str:
    return f"{party['name']} ({party['code']})"


def _facts(comparison: Comparison, words: Wording) -> dict[str, Any]:
    """Return what a year's terms say, in words of the language spoken."""
    terms, chosen = comparison.case.terms, comparison.chosen
    return {
        "agreement": terms.agreement,
        "year": terms.year,
        "status": terms.status,
        "total_cents": terms.total.value,
        "currency": comparison.case.agreement.currency,
        "method": words.title(chosen.title),
        "rules": [words.of(rule) for rule in chosen.rules],
        "keys": [
            {"name": name, "label": key.label.or_main(words.language), "day": key.reference_date}
            for name, key in terms.keys.items()
        ],
        "seats": [{"code": code, "name": words.payer(code)} for code in terms.participants],
        "shares_cents": dict(chosen.cents),
    }


def _year_in_lines(facts: dict[str, Any]) -> list[str]:
    names = {seat["code"]: seat["name"] for seat in facts["seats"]}
    status = STATUSES.get(facts["status"], facts["status"])
    lines: list[str] = [
        Sentence(
            "{agreement} {year}: {status}, total {total} {currency}",
            agreement=facts["agreement"],
            year=facts["year"],
            status=status,
            total=Amount(facts["total_cents"]),
            currency=facts["currency"],
        ),
        Sentence("Shared: {method}", method=facts["method"]),
        *(f"  {rule}" for rule in facts["rules"]),
        Sentence("Keys:") if facts["keys"] else Sentence("Keys: none"),
    ]
    lines += [f"  {key['name']}: {key['label']}" for key in facts["keys"]]
    lines.append(Sentence("Seats, with the share of each:"))
    lines += [
        f"  {names.get(code, code)} ({code}): {in_words(Amount(cents))}"
        for code, cents in facts["shares_cents"].items()
    ]
    return lines
