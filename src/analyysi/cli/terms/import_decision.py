"""The command that imports a prior year's published table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from analyysi.cli.answers import JsonOption, print_answer
from analyysi.cli.completion import complete_party
from analyysi.cli.options import AgreementArgument, ProjectOption, year_of
from analyysi.cli.shown_tables import Column, Row, print_table
from analyysi.cli.speech import (
    bulleted,
    headings,
    in_words,
    print_lines,
    print_sentence,
    said_number,
    spoken,
)
from analyysi.cli.terms.decision_answer import decision_answer
from analyysi.errors import AnalyysiError, ParameterError, Sentence, by_count, joined
from analyysi.languages.saying import Amount
from analyysi.project import Project, find_project

if TYPE_CHECKING:
    from analyysi.drafting.examined_decision import ExaminedDecision

EXAMPLES = """
Examples:

\b
  analyysi import-decision kainuu-ict 2022 shares.xlsx --dry-run
  analyysi import-decision kainuu-ict 2022 shares.csv \\
    --source "Kunnanhallitus 12.12.2021 § 210" --decided-by Paltamo
  analyysi import-decision kainuu-ict 2022 minutes.txt --total 80000 --dry-run
  analyysi import-decision kainuu-ict 2022 shares.csv --amount-column C \\
    --percent-column "Osuus %" --dry-run
  analyysi import-decision kainuu-ict 2022 whole-country.xlsx --only-parties \\
    --where year=2022 --payer-column Kunta --amount-column E --total 80000 --dry-run

FILE is a CSV, a spreadsheet (xlsx, xls, ods), a .px or a .txt with lines of minutes, one payer on
each: "Paltamo 7 079 € (8,8 %)". A table is read as it is seen, and a column of money is one that
says so; what is left open is asked. Shares are stored only with a total that they can be checked
by: in the table, or --total. What does not add up is listed and never repaired.
"""


MOST_TOLD = 20
"""How many rows that were passed over are told of."""


# Long: a line or more for each option.
def import_decision(
    agreement: AgreementArgument,
    year: Annotated[str, typer.Argument(help="The year of the shares, e.g. 2022.")],
    file: Annotated[Path, typer.Argument(help="The published table: csv, xlsx, xls, ods or txt.")],
    source: Annotated[
        str, typer.Option(help="Where the decision stands: 'Kunnanhallitus 12.12.2021 § 210'.")
    ] = "",
    decided_by: Annotated[
        str,
        typer.Option(
            "--decided-by",
            help="Who decided: a party or its board, or any other body as it is called.",
            autocompletion=complete_party,
        ),
    ] = "",
    total: Annotated[
        str,
        typer.Option(
            help="The total from elsewhere, in euros, to check the parts by; or unknown, if nobody "
            "knows it."
        ),
    ] = "",
    payer_column: Annotated[
        str, typer.Option("--payer-column", help="The payers' column: name, number, letter.")
    ] = "",
    amount_column: Annotated[
        str,
        typer.Option(
            "--amount-column", help="The euros' column; in a txt the number's place in its line."
        ),
    ] = "",
    percent_column: Annotated[
        str, typer.Option("--percent-column", help="The per cents' column, likewise.")
    ] = "",
    sheet: Annotated[str, typer.Option(help="The sheet of a spreadsheet, a hidden one too.")] = "",
    unit: Annotated[
        str,
        typer.Option(
            help="What the sums are counted in: euros, thousand_euros, million_euros, ..."
        ),
    ] = "",
    only_parties: Annotated[
        bool, typer.Option("--only-parties", help="Pass over the rows of others, and count them.")
    ] = False,
    where: Annotated[
        list[str] | None,
        typer.Option(
            help="Rows that count: year=2022 keeps those whose column year has 2022, "
            "Kunta!=Kajaani those whose column Kunta has another."
        ),
    ] = None,
    decimal_mark: Annotated[
        str,
        typer.Option(
            "--decimal-mark", help="A comma or a point, where '7.079' can be read in two ways."
        ),
    ] = "",
    rule: Annotated[
        str,
        typer.Option(
            help="as_published: the published sums. found: the rule, if it is known. A number: "
            "that of the possible rules, as listed."
        ),
    ] = "as_published",
    as_printed: Annotated[
        bool,
        typer.Option(
            "--as-printed", help="Store a table that does not add up too, and tell the difference."
        ),
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Read, check and look for the rule; write nothing.")
    ] = False,
    project: ProjectOption = "",
    as_json: JsonOption = False,
) -> None:
    """Check a prior year's published table, look for its rule, and store it as a year of the
    agreement.
    """
    from analyysi.cli.terms.column_dialogue import asking_for_columns
    from analyysi.drafting.decision_faults import fault_said
    from analyysi.drafting.examined_decision import examine
    from analyysi.tables.asked import Asked, filters, total_of

    root = find_project(project)
    shared_year = year_of(year, example=2022)
    if not dry_run:
        from analyysi.drafting.import_decision import refuse_existing

        refuse_existing(root, agreement, shared_year)
        _check_stated(source, decided_by)
    asked = Asked(
        payer_column,
        amount_column,
        percent_column,
        decimal_mark,
        unit,
        total_of(total),
        only_parties,
        filters(where or ()),
        sheet,
    )

    def read(asked: Asked) -> ExaminedDecision:
        return examine(root, agreement, shared_year, file, asked=asked)

    examined = read(asked) if as_json else asking_for_columns(asked, read)
    faults = [fault_said(examined, fault) for fault in examined.checked.faults]

    def stored() -> Path:
        from analyysi.drafting.import_decision import import_decision as store

        return store(root, examined, source, decided_by, rule=rule, as_printed=as_printed)

    if as_json:
        _answer(root, examined, [] if as_printed else faults, None if dry_run else stored)
        return
    _print(examined)
    if faults and not as_printed:
        raise AnalyysiError(
            by_count(
                len(faults),
                "{file} does not add up, {count} fault:\n{faults}\nNothing was written. Correct "
                "the file by the decision, or store it as it is printed: --as-printed.",
                "{file} does not add up, {count} faults:\n{faults}\nNothing was written. Correct "
                "the file by the decision, or store it as it is printed: --as-printed.",
                file=file.name,
                faults=bulleted(faults),
            )
        )
    if faults:
        print_sentence(
            "It does not add up, and nothing is repaired:\n{faults}", faults=bulleted(faults)
        )
    if dry_run:
        if not examined.checked.believed:
            from analyysi.drafting.import_decision import no_total

            print_lines([no_total(file.name)])
        print_sentence("Nothing was written (--dry-run).")
        return
    path = stored()
    if faults:
        print_sentence(
            "The total is the sum of the parts as printed, {parts} €. The difference "
            "stands in the terms.",
            parts=Amount(examined.checked.parts),
        )
    print_sentence("Stored: {path}", path=root.relative(path))
    print_sentence("Its report: analyysi report {agreement} {year}", agreement=agreement, year=year)


def _check_stated(source: str, decided_by: str) -> None:
    if not source.strip() or not decided_by.strip():
        raise ParameterError(
            "Say where the decision stands and who decided, with --source and --decided-by; "
            "or look at the table alone with --dry-run."
        )


def _answer(
    project: Project,
    examined: ExaminedDecision,
    refused: Sequence[Sentence],
    stored: Callable[[], Path] | None,
) -> None:
    """Store the year, unless the table is refused or nothing is to be written; answer as JSON."""
    written = None if refused or stored is None else project.relative(stored())
    print_answer(decision_answer(examined, _rules(examined), written), refused)
    if refused:
        raise typer.Exit(1)


def _print(examined: ExaminedDecision) -> None:
    table = examined.table
    _print_shares(examined)
    lines: list[str] = [Sentence("Read: {columns}.", columns=table.columns), *table.remarks]
    lines += [
        Sentence(
            "'{label}' is {name} by its former name.",
            label=share.label,
            name=_name(examined, share.payer),
        )
        for share in table.shares
        if share.known_by == "old_name"
    ]
    lines += [Sentence("Passed over, {row}", row=row) for row in table.passed_over[:MOST_TOLD]]
    if len(table.passed_over) > MOST_TOLD:
        more = len(table.passed_over) - MOST_TOLD
        lines.append(Sentence("Passed over, {more} more rows of words.", more=more))
    absent = [party.name for party in examined.agreement.parties if party.code not in table.cents]
    if absent:
        lines.append(Sentence("Not in the table: {payers}.", payers=joined(absent)))
    lines += ["", *_checks(examined), "", *_rule(examined)]
    if examined.heads is None:
        lines.append(
            Sentence(
                "No stored population has everybody at the end of the year before: no euros per "
                "inhabitant."
            )
        )
    else:
        lines.append(
            Sentence(
                "Euros per inhabitant: population of {day} ({snapshot}).",
                day=examined.heads.when,
                snapshot=examined.heads.snapshot,
            )
        )
    print_lines(lines)


def _print_shares(examined: ExaminedDecision) -> None:
    table, parts = examined.table, examined.checked.parts
    wrong = {fault.payer: fault for fault in examined.checked.faults if fault.kind == "percent"}
    columns = [
        Column(heading, figures=2 <= place < 6)
        for place, heading in enumerate(
            headings("Code", "Payer", "Printed", "€", "Printed %", "% of the total", "Check")
        )
    ]
    sound, differs, together = headings("ok", "differs", "Parts together")
    whole = examined.checked.stated or parts
    rows = []
    for share in table.shares:
        fault = wrong.get(share.payer)
        percent = said_number(float(Fraction(share.cents, whole) * 100), 3) if whole else "–"
        cells = [share.payer, _name(examined, share.payer), share.text, _euros(share.cents)]
        cells += [share.percent.text if share.percent is not None else "–", percent]
        cells.append(
            sound
            if fault is None
            else in_words(Sentence("{expected} expected", expected=fault.expected))
        )
        rows.append(Row(cells, bold=fault is not None))
    rows.append(Row(["", together, "", _euros(parts), "", "", ""]))
    if table.total is not None:
        is_sound = table.total.cents == parts
        cells = ["", table.total.label, table.total.text, _euros(table.total.cents)]
        cells += [table.total.percent.text if table.total.percent is not None else "–", ""]
        rows.append(Row([*cells, sound if is_sound else differs], bold=not is_sound))
    print_table(f"{examined.agreement.id} {examined.year}: {table.file}", columns, rows)


def _checks(examined: ExaminedDecision) -> list[str]:
    checked, table = examined.checked, examined.table
    lines: list[str] = []
    if table.summed_up:
        lines.append(
            Sentence(
                "Each sub-total ({count}) is the sum of the rows above it.",
                count=len(table.subtotals),
            )
        )
    elif checked.stated is None:
        lines.append(
            Sentence("No total is stated: the parts together are taken for it.")
            if checked.believed
            else Sentence("No total is stated.")
        )
    elif checked.adds_up:
        lines.append(
            Sentence("The parts sum to the stated total, {total} €.", total=Amount(checked.stated))
        )
    printed = [share for share in table.shares if share.percent is not None]
    if printed and not any(fault.kind == "percent" for fault in checked.faults):
        lines.append(
            Sentence("Each printed per cent ({count}) is that of its sum.", count=len(printed))
        )
    if any(share.percent is not None and share.percent.unrounded for share in table.shares):
        lines.append(
            Sentence(
                "The per cents are unrounded numbers of a spreadsheet: how they were printed is "
                "not known."
            )
        )
    if checked.percents is not None and checked.percents != 100 and checked.adds_up:
        lines.append(
            Sentence(
                "The printed per cents sum to {percents}, not to 100: that comes from their "
                "rounding.",
                percents=checked.percents,
            )
        )
    if checked.odd is None:
        return [
            *lines,
            Sentence("The parts look rounded to {unit} €.", unit=Amount(checked.unit)),
        ]
    return [
        *lines,
        Sentence(
            "The parts look rounded to {unit} €, but for {payer}: {amount} €.",
            unit=Amount(checked.unit),
            payer=_name(examined, checked.odd),
            amount=Amount(table.cents[checked.odd]),
        ),
    ]


def _rule(examined: ExaminedDecision) -> list[str]:
    from analyysi.cli.reports.explain import possible_rules
    from analyysi.comparison.published.rules_in_words import in_figures, rule_in_words

    if examined.search is None:
        return [Sentence("Rule: nobody pays anything, so there is none to look for.")]
    inference = examined.search.inference
    lines: list[str] = [
        by_count(
            inference.hitting_rules,
            "Rule: {tried} tried over {keys} keys and {means} means; {count} gives every share, "
            "about {luck} would by luck.",
            "Rule: {tried} tried over {keys} keys and {means} means; {count} give every share, "
            "about {luck} would by luck.",
            tried=inference.tried,
            keys=len(inference.key_names),
            means=len(inference.mean_names),
            luck=in_figures(inference.by_luck),
        )
    ]
    if examined.known is not None:
        rule = rule_in_words(examined.known.rule)
        lines.append(Sentence("Known: {rule}. It can be stored with --rule found.", rule=rule))
    elif inference.hits:
        lines.append(
            Sentence("Possible, not known. Any of these can be stored by its number: --rule 1.")
        )
    elif inference.unnatural:
        lines.append(
            Sentence("Possible, not known, and none at a natural weight, so none can be stored.")
        )
    elif inference.near:
        near = min(inference.near, key=lambda rule: rule.distance)
        lines.append(
            Sentence(
                "Not known. The nearest: {rule}, off by at most {amount} €.",
                rule=rule_in_words(near.rule),
                amount=Amount(round(near.distance)),
            )
        )
    else:
        lines.append(Sentence("Not known."))
    return lines + possible_rules(inference)


def _rules(examined: ExaminedDecision) -> list[str]:
    """Return the rules that give every share, numbered as `--rule` takes them."""
    from analyysi.comparison.published.rules_in_words import rule_in_words

    return [rule_in_words(hit.rule) for hit in examined.possible]


def _name(examined: ExaminedDecision, code: str) -> str:
    return examined.agreement.party(code).name.or_main(spoken())


def _euros(cents: int) -> str:
    return in_words(Amount(cents))
