"""What differs between two snapshots of one table: in lines, as CSV, as JSON; the command diff."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from analyysi.cli.answers import JsonOption, print_answer
from analyysi.cli.completion import complete_snapshot
from analyysi.cli.options import ProjectOption, check_format
from analyysi.cli.screen import hand_over
from analyysi.cli.speech import print_lines
from analyysi.errors import Sentence
from analyysi.project import Project, find_project

if TYPE_CHECKING:
    from analyysi.sources.difference import Difference, Revision

DIFF_EXAMPLE = (
    "Example: analyysi diff tilastokeskus/11ra/2026-11-24 "
    "tilastokeskus/11ra/2027-04-02 --format csv"
)
MOST_SHOWN = 12
"""Revised figures shown after a pull; `analyysi diff` shows all."""


def puller_payers(project: Project) -> frozenset[str]:
    """Return the codes of the agreements' parties: their revised figures are shown first."""
    from analyysi.agreement.reading import agreement_ids, read_agreement

    return frozenset(
        party.code
        for agreement in agreement_ids(project)
        for party in read_agreement(project, agreement).parties
    )


def difference_lines(difference: Difference, payers: frozenset[str], most: int | None) -> list[str]:
    """Describe a difference in lines; `most` revised figures at most, those of `payers` first."""
    if difference.is_empty:
        return [Sentence("no difference in {compared} figures", compared=difference.compared)]
    old, new = difference.old, difference.new
    lines = _other_lines(difference)
    revisions = sorted(
        difference.revisions, key=lambda revision: (revision.key[0] not in payers, revision.key)
    )
    if not revisions:
        lines.append(Sentence("no revised figure in {compared}", compared=difference.compared))
        return lines
    lines.append(
        Sentence(
            "revised: {count} of {compared} figures",
            count=len(revisions),
            compared=difference.compared,
        )
    )
    for revision in revisions[:most]:
        change = "" if revision.per_cent is None else f" ({revision.per_cent:+.2f} %)"
        lines.append(
            Sentence(
                "  {row} {column}: {old} → {new}{change}",
                row=f"{revision.key[0]} {revision.name} {' '.join(revision.key[1:])}",
                column=revision.column,
                old=_figure(revision.old),
                new=_figure(revision.new),
                change=change,
            )
        )
    if most is not None and len(revisions) > most:
        lines.append(
            Sentence(
                "  and {count} more: analyysi diff {before} {after}",
                count=len(revisions) - most,
                before=old.id,
                after=new.id,
            )
        )
    return lines


def _other_lines(difference: Difference) -> list[str]:
    """Describe what differs besides the figures that both have."""
    old, new = difference.old, difference.new
    lines: list[str] = []
    if difference.division_changed:
        lines.append(
            Sentence(
                "changed division: {before} to {after}; older years may have been summed again",
                before=old.area_division,
                after=new.area_division,
            )
        )
    for what, names in (
        (Sentence("new period"), difference.periods_added),
        (Sentence("missing period"), difference.periods_lost),
        (Sentence("new code"), tuple(" ".join(pair) for pair in difference.codes_added)),
        (Sentence("missing code"), tuple(" ".join(pair) for pair in difference.codes_missing)),
        (Sentence("new column"), difference.columns_added),
        (Sentence("missing column"), difference.columns_lost),
    ):
        if names:
            more = len(names) - MOST_SHOWN
            listed: str = ", ".join(names[:MOST_SHOWN])
            if more > 0:
                listed = Sentence("{names} and {more} more", names=listed, more=more)
            lines.append(Sentence("{what}: {listed}", what=what, listed=listed))
    if difference.rows_added or difference.rows_lost:
        lines.append(
            Sentence(
                "other rows: {new} new, {missing} missing",
                new=difference.rows_added,
                missing=difference.rows_lost,
            )
        )
    return lines


def _figure(figure: object) -> str:
    return Sentence("missing") if figure is None else str(figure)


def diff(
    old: Annotated[
        str,
        typer.Argument(
            help="A snapshot, e.g. tilastokeskus/11ra/2026-11-24.",
            autocompletion=complete_snapshot,
        ),
    ],
    new: Annotated[
        str,
        typer.Argument(
            help="A later snapshot of the same table.", autocompletion=complete_snapshot
        ),
    ],
    format_name: Annotated[
        str, typer.Option("--format", help="text or csv (revised figures only).")
    ] = "text",
    project: ProjectOption = "",
    as_json: JsonOption = False,
) -> None:
    """Show everything that differs between two snapshots of one table."""
    from analyysi.sources.difference import compare_snapshots
    from analyysi.sources.files import csv_pieces

    check_format(format_name, ("text", "csv"))
    here = find_project(project)
    difference = compare_snapshots(here, old, new)
    if as_json:
        print_answer(difference_as_json(difference))
        return
    if format_name == "text":
        print_lines(difference_lines(difference, puller_payers(here), None))
        return
    key = difference.new.table_schema.primary_key
    rows = (_csv_row(revision) for revision in difference.revisions)
    for piece in csv_pieces(
        [*key, "municipality", "figure", "old", "new", "change_per_cent"], rows
    ):
        hand_over(piece.decode("utf-8"))


def difference_as_json(difference: Difference) -> dict[str, Any]:
    """Return a difference as `--json` gives it."""
    return {
        "old": difference.old.id,
        "new": difference.new.id,
        "division_changed": difference.division_changed,
        "periods": {"new": difference.periods_added, "missing": difference.periods_lost},
        "codes": {"new": difference.codes_added, "missing": difference.codes_missing},
        "columns": {"new": difference.columns_added, "missing": difference.columns_lost},
        "rows": {"new": difference.rows_added, "missing": difference.rows_lost},
        "figures_compared": difference.compared,
        "revised": [
            {
                "key": revision.key,
                "municipality": revision.name,
                "figure": revision.column,
                "old": None if revision.old is None else format(revision.old, "f"),
                "new": None if revision.new is None else format(revision.new, "f"),
            }
            for revision in difference.revisions
        ],
    }


def _csv_row(revision: Revision) -> list[str]:
    """Return a revised figure as cells; an empty one is missing."""
    old, new = (
        "" if figure is None else format(figure, "f") for figure in (revision.old, revision.new)
    )
    per_cent = "" if revision.per_cent is None else f"{revision.per_cent:.4f}"
    return [*revision.key, revision.name, revision.column, old, new, per_cent]
