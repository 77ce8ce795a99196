"""The command that takes other snapshots into the terms of a year: use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from analyysi.cli.answers import JsonOption, print_answer
from analyysi.cli.completion import complete_snapshot
from analyysi.cli.options import AgreementArgument, ProjectOption, YearArgument, year_of
from analyysi.cli.speech import in_words, print_lines, print_sentence, spoken
from analyysi.errors import ParameterError, Sentence
from analyysi.file_system.locks import tidy
from analyysi.languages.saying import Amount
from analyysi.project import Project, find_project

if TYPE_CHECKING:
    from fractions import Fraction

    from analyysi.comparison.case import Case
    from analyysi.drafting.used_snapshots import UsedSnapshots

EXAMPLES = """
Examples:

\b
  analyysi use kainuu-ict 2027                    the newest stored snapshots
  analyysi use kainuu-ict 2027 --dry-run          what would change; nothing is written
  analyysi use kainuu-ict 2027 --snapshot tilastokeskus/11ra/2027-04-02
  analyysi use kainuu-ict 2027 --snapshot valtiokonttori/ktas-2027/2027-01-20

Writes the ids into data/agreements/<agreement>/<year>.toml and leaves every comment and line beside
them as it is. Rows and days stay; where the agreement asks for figures of a later day than it has
(`asked`), the key moves on to them once they are stored. A decided or published year is refused.
"""


def use(
    agreement: AgreementArgument,
    year: YearArgument,
    snapshot: Annotated[
        str | None,
        typer.Option(
            metavar="SNAPSHOT",
            help="This one, wherever the terms read its table.",
            autocompletion=complete_snapshot,
        ),
    ] = None,
    newest: Annotated[
        bool, typer.Option("--newest", help="The newest stored of every table: the default.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would change; write nothing.")
    ] = False,
    project: ProjectOption = "",
    as_json: JsonOption = False,
) -> None:
    """Let a year that is not decided read newer snapshots, and show which figures and shares
    change.
    """
    from analyysi.drafting.used_snapshots import use_newest, use_snapshot, write_used

    if snapshot is not None and not snapshot.strip():
        raise ParameterError(
            "--snapshot is empty: give the id of a stored snapshot, such as "
            "tilastokeskus/11ra/2027-04-02, or leave it out for the newest ones."
        )
    if snapshot and newest:
        raise ParameterError("--snapshot names one and --newest takes all: leave one out.")
    root, shared_year = find_project(project), year_of(year)
    _refuse_published(root, agreement, shared_year)
    if snapshot:
        used = use_snapshot(root, agreement, shared_year, snapshot)
    else:
        used = use_newest(root, agreement, shared_year)
    if used.places and not dry_run:
        write_used(root, used)
    elif not dry_run:
        tidy(used.path.resolve().parent)
    if as_json:
        print_answer(_as_json(used, root.relative(used.path), written=not dry_run))
        return
    print_lines(_in_words(used))
    where = root.relative(used.path)
    if not used.places:
        print_sentence(_nothing_newer(used, agreement, shared_year))
    elif dry_run:
        print_sentence("Nothing was written (--dry-run): {path} stays as it is.", path=where)
    else:
        print_sentence("Written: {path}", path=where)
        print_sentence(
            "Next: analyysi report {agreement} {year}",
            agreement=agreement,
            year=shared_year,
        )


def _as_json(used: UsedSnapshots, path: str, *, written: bool) -> dict[str, Any]:
    return {
        "terms": path,
        "written": written and bool(used.places),
        "snapshots": {
            place: {"before": before, "after": after}
            for place, (before, after) in used.places.items()
        },
        "figures": [
            {
                "key": figure.key,
                "payer": figure.code,
                "before": str(figure.before),
                "after": str(figure.after),
            }
            for figure in used.figures
        ],
        "shares_cents": {
            code: {"before": before, "after": after}
            for code, (before, after) in used.shares.items()
        },
        "not_taken": list(used.passed_over),
    }


def _nothing_newer(used: UsedSnapshots, agreement: str, year: int) -> Sentence:
    tables = ", ".join(used.tables)
    if used.passed_over:
        return Sentence(
            "No newer snapshot that has every figure is stored of what {agreement} {year} reads "
            "({tables}). Fetch them: analyysi pull --agreement {agreement}",
            agreement=agreement,
            year=year,
            tables=tables,
        )
    return Sentence(
        "No newer snapshot than the terms name is stored of what {agreement} {year} reads "
        "({tables}). Fetch them: analyysi pull --agreement {agreement}",
        agreement=agreement,
        year=year,
        tables=tables,
    )


def _refuse_published(project: Project, agreement: str, year: int) -> None:
    from analyysi.archive.edition import editions_of

    if editions_of(project, agreement, year):
        raise ParameterError(
            "{agreement} {year} is published: its figures stay as they were "
            "published. Look at newer ones in a trial: analyysi report {agreement} "
            "{year} -p data=newest",
            agreement=agreement,
            year=year,
        )


def _outdated_day(case: Case) -> list[str]:
    """Say that the terms' day of the calculation is before that of figures now used."""
    from analyysi.sources.manifest import newest_retrieval

    day, newest = case.terms.prepared_on, newest_retrieval(case.manifests.values())
    if day is None or newest is None or day >= newest:
        return []
    return [
        Sentence(
            "prepared_on is {day}, and figures now used were retrieved on {newest}: "
            "correct it when the calculation is made again.",
            day=day,
            newest=newest,
        )
    ]


def _in_words(used: UsedSnapshots) -> list[str]:
    """Say what changes: ids, figures, shares; and what newer snapshots lack."""
    from analyysi.report.language.wording import Wording

    names = {party.code: party.name.or_main(spoken()) for party in used.after.agreement.parties}
    lines: list[str] = [
        Sentence("{place}: stays, for payers whom the newer one lacks", place=place)
        if before == after
        else Sentence(
            "{place}: {before} -> {after}",
            place=place,
            before=before or Sentence("not named"),
            after=after,
        )
        for place, (before, after) in used.places.items()
    ]
    for moved in used.later_figures:
        lines.append(
            Sentence(
                "{name}: figures of {day}, as the agreement asks; before, of {before}. Check its "
                "label.",
                name=moved.name,
                day=moved.key.reference_date,
                before=moved.before.reference_date,
            )
        )
    lines += [Sentence("Not taken: {reason}", reason=reason) for reason in used.passed_over]
    words = Wording(spoken(), used.after)
    lines += [words.of(remark) for remark in used.remarks]
    if not used.places:
        return lines
    lines += _outdated_day(used.after)
    figures = used.figures
    lines.append(Sentence("Figures that change: {count}", count=len(figures) or Sentence("none")))
    lines += [
        f"  {figure.key} {figure.code} {names[figure.code]}: {_number(figure.before)} -> "
        f"{_number(figure.after)}"
        for figure in figures
    ]
    lines += _budgets_in_words(used, names)
    changed = {code: pair for code, pair in used.shares.items() if pair[0] != pair[1]}
    lines.append(Sentence("Shares that change: {count}", count=len(changed) or Sentence("none")))
    lines += [
        f"  {code} {names[code]}: {in_words(Amount(before))} -> {in_words(Amount(after))} EUR "
        f"({'+' if after > before else '-'}{in_words(Amount(abs(after - before)))})"
        for code, (before, after) in changed.items()
    ]
    return lines


def _budgets_in_words(used: UsedSnapshots, names: dict[str, str]) -> list[str]:
    """Say which figures of budgets change; of a document that is read only before or after, how
    many it has.
    """
    changed = used.budget_figures
    if not changed and not any(place.startswith("budgets.") for place in used.places):
        return []
    lines: list[str] = [
        Sentence("Budget figures that change: {count}", count=len(changed) or Sentence("none"))
    ]
    counts: dict[str, int] = {}
    for figure in changed:
        payer = f"{figure.code} {names[figure.code]}"
        if figure.before is not None and figure.after is not None:
            pair = f"{_number(figure.before)} -> {_number(figure.after)} EUR"
            lines.append(f"  {figure.measure} {figure.year} {figure.stage} {payer}: {pair}")
        else:
            seen = (
                Sentence("figures not read before")
                if figure.before is None
                else Sentence("figures not read any more")
            )
            place = f"  {payer} {figure.year} {figure.stage}: {in_words(seen)}"
            counts[place] = counts.get(place, 0) + 1
    return lines + [f"{place}: {count}" for place, count in counts.items()]


def _number(figure: Fraction) -> str:
    if figure.denominator == 1:
        return str(figure.numerator)
    return f"{float(figure):.4f}".rstrip("0")
