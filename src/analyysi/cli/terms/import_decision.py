"""The command that imports a prior year's published table."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from analyysi.cli.options import AgreementArgument, ProjectOption, year_of
from analyysi.cli.screen import show, tell
from analyysi.errors import AnalyysiError, ParameterError
from analyysi.money import euros
from analyysi.project import find_project

if TYPE_CHECKING:
    from rich.table import Table

    from analyysi.comparison.published.published_table import TableFault
    from analyysi.drafting.decision_terms import ExaminedDecision

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
) -> None:
    """Check a prior year's published table, look for its rule, and store it as a year of the
    agreement.
    """
    from analyysi.cli.terms.column_dialogue import asking_for_columns
    from analyysi.drafting.import_decision import examine, no_total, refuse_existing
    from analyysi.drafting.import_decision import import_decision as store
    from analyysi.tables.asked import Asked, filters, total_of

    root = find_project(project)
    shared_year = year_of(year, example=2022)
    if not dry_run:
        refuse_existing(root, agreement, shared_year)
        if not source.strip() or not decided_by.strip():
            raise ParameterError(
                "Say where the decision stands and who decided, with --source and --decided-by; "
                "or look at the table alone with --dry-run."
            )
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
    examined = asking_for_columns(
        asked, lambda asked: examine(root, agreement, shared_year, file, asked=asked)
    )
    _print(examined)
    faults = [_fault(examined, fault) for fault in examined.checked.faults]
    if faults and not as_printed:
        count = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
        raise AnalyysiError(
            f"{file.name} does not add up, {count}:\n"
            + "\n".join(f"- {fault}" for fault in faults)
            + "\nNothing was written. Correct the file by the decision, or store it as it is "
            "printed: --as-printed."
        )
    if faults:
        tell(
            "It does not add up, and nothing is repaired:\n"
            + "\n".join(f"- {fault}" for fault in faults)
        )
    if dry_run:
        if not examined.checked.believed:
            tell(no_total(file.name))
        tell("Nothing was written (--dry-run).")
        return
    path = store(root, examined, source, decided_by, rule=rule, as_printed=as_printed)
    if faults:
        tell(
            f"The total is the sum of the parts as printed, {euros(examined.checked.parts)} €. "
            "The difference stands "
            "in the terms."
        )
    tell(f"Stored: {root.relative(path)}")
    tell(f"Its report: analyysi report {agreement} {year}")


def _print(examined: ExaminedDecision) -> None:

    table = examined.table
    show(_table(examined), least_width=100)
    lines = [f"Read: {table.columns}."]
    lines += table.remarks
    lines += [
        f"'{share.label}' is {_name(examined, share.payer)} by its former name."
        for share in table.shares
        if share.known_by == "old_name"
    ]
    lines += [f"Passed over, {text}" for text in table.passed_over[:MOST_TOLD]]
    if len(table.passed_over) > MOST_TOLD:
        lines.append(f"Passed over, {len(table.passed_over) - MOST_TOLD} more rows of words.")
    absent = [
        party.name.main for party in examined.agreement.parties if party.code not in table.cents
    ]
    if absent:
        lines.append(f"Not in the table: {', '.join(absent)}.")
    lines += ["", *_checks(examined), "", *_rule(examined)]
    if examined.heads is None:
        lines.append(
            "No stored population has everybody at the end of the year before: no euros per "
            "inhabitant."
        )
    else:
        lines.append(
            f"Euros per inhabitant: population of {examined.heads.when} "
            f"({examined.heads.snapshot})."
        )
    tell("\n".join(lines))


def _table(examined: ExaminedDecision) -> Table:
    from rich.table import Table

    table = examined.table
    wrong = {fault.payer: fault for fault in examined.checked.faults if fault.kind == "percent"}
    shown = Table(
        title=f"{examined.agreement.id} {examined.year}: {table.file}", caption_justify="left"
    )
    shown.add_column("Code")
    shown.add_column("Payer")
    for header in ("Printed", "€", "Printed %", "% of the total"):
        shown.add_column(header, justify="right", no_wrap=True)
    shown.add_column("Check")
    whole = examined.checked.stated or examined.checked.parts
    for share in table.shares:
        fault = wrong.get(share.payer)
        percent = f"{float(Fraction(share.cents, whole) * 100):.3f}" if whole else "–"
        cells = [share.payer, _name(examined, share.payer), share.text, euros(share.cents)]
        cells += [share.percent.text if share.percent is not None else "–", percent]
        cells.append("ok" if fault is None else f"{fault.expected} expected")
        shown.add_row(*cells, style="bold" if fault is not None else None)
    shown.add_section()
    shown.add_row("", "Parts together", "", euros(examined.checked.parts), "", "", "")
    if table.total is not None:
        sound = table.total.cents == examined.checked.parts
        cells = ["", table.total.label, table.total.text, euros(table.total.cents)]
        cells += [table.total.percent.text if table.total.percent is not None else "–", ""]
        verdict = "ok" if sound else "differs"
        shown.add_row(*cells, verdict, style=None if sound else "bold")
    return shown


def _checks(examined: ExaminedDecision) -> list[str]:
    checked, table = examined.checked, examined.table
    if table.summed_up:
        lines = [f"Each sub-total ({len(table.subtotals)}) is the sum of the rows above it."]
    elif checked.stated is None:
        taken = ": the parts together are taken for it" if checked.believed else ""
        lines = [f"No total is stated{taken}."]
    elif checked.adds_up:
        lines = [f"The parts sum to the stated total, {euros(checked.stated)} €."]
    else:
        lines = []
    printed = [share for share in table.shares if share.percent is not None]
    if printed and not any(fault.kind == "percent" for fault in checked.faults):
        lines.append(f"Each printed per cent ({len(printed)}) is that of its sum.")
    if any(share.percent is not None and share.percent.unrounded for share in table.shares):
        lines.append(
            "The per cents are unrounded numbers of a spreadsheet: how they were printed is not "
            "known."
        )
    if checked.percents is not None and checked.percents != 100 and checked.adds_up:
        lines.append(
            f"The printed per cents sum to {checked.percents}, not to 100: that comes from their "
            "rounding."
        )
    unit = f"The parts look rounded to {euros(checked.unit)} €"
    if checked.odd is not None:
        unit += f", but for {_name(examined, checked.odd)}: {euros(table.cents[checked.odd])} €"
    return [*lines, f"{unit}."]


def _rule(examined: ExaminedDecision) -> list[str]:
    from analyysi.cli.reports.explain import possible_rules
    from analyysi.comparison.published.rules_in_words import in_figures, rule_in_words

    if examined.search is None:
        return ["Rule: nobody pays anything, so there is none to look for."]
    inference = examined.search.inference
    give = "gives" if inference.hitting_rules == 1 else "give"
    lines = [
        f"Rule: {inference.tried} tried over {len(inference.key_names)} keys and "
        f"{len(inference.mean_names)} means; {inference.hitting_rules} {give} every share, about "
        f"{in_figures(inference.by_luck)} would by luck."
    ]
    if examined.known is not None:
        rule = rule_in_words(examined.known.rule)
        lines.append(f"Known: {rule}. It can be stored with --rule found.")
    elif inference.hits:
        lines.append("Possible, not known. Any of these can be stored by its number: --rule 1.")
    elif inference.unnatural:
        lines.append("Possible, not known, and none at a natural weight, so none can be stored.")
    else:
        lines.append("Not known.")
        if inference.near:
            near = min(inference.near, key=lambda rule: rule.distance)
            lines[-1] += (
                f" The nearest: {rule_in_words(near.rule)}, off by at most "
                f"{euros(round(near.distance))} €."
            )
    return lines + possible_rules(inference)


def _fault(examined: ExaminedDecision, fault: TableFault) -> str:
    """Say what is at fault: payer, printed, expected, difference."""
    unit = "%" if "percent" in fault.kind else "€"
    numbers = (
        f"{fault.printed} {unit} printed, {fault.expected} {unit} expected, difference "
        f"{fault.difference:+} {unit}"
    )
    match fault.kind:
        case "sum":
            return f"the total is not the sum of the parts: {numbers}{_who_is_too_many(examined)}"
        case "total":
            return f"the table's total is not the one given with --total: {numbers}"
        case "percent":
            return (
                f"{_name(examined, fault.payer or '')}: the per cent is not that of the sum: "
                f"{numbers}"
            )
        case "total_percent":
            return f"the per cent of the total's row: {numbers}"
        case "sum_of_percents":
            return (
                f"the per cents do not sum to 100, by more than their rounding explains: {numbers}"
            )


def _who_is_too_many(examined: ExaminedDecision) -> str:
    """Name the only party without whose sum the parts would be the total."""
    checked = examined.checked
    excess = checked.parts - (checked.stated or 0)
    payers = [code for code, cents in examined.table.cents.items() if cents and cents == excess]
    if len(payers) != 1:
        return ""
    name = _name(examined, payers[0])
    return (
        f". That is the sum of {name}: if it took no part, leave its row out, such as with "
        f"--where COLUMN!={name}"
    )


def _name(examined: ExaminedDecision, code: str) -> str:
    return examined.agreement.party(code).name.main
