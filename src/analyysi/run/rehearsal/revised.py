"""Stored figures beside the live ones: how many are the same, which are revised, which are gone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from analyysi.languages.plain_text import one_line
from analyysi.messages import Listing, Number
from analyysi.report.language.words import Words
from analyysi.run.rehearsal.section import Grid, Section
from analyysi.sources.difference import Revision

Place = tuple[tuple[str, ...], str]
"""The row of a figure, its municipality's code first, and the column."""

Figures = Mapping[Place, Decimal]
"""The figures that are there; a missing one has no place, and is never zero."""

SHOWN = 12
"""Revised or missing figures that a table of the report shows; the sentence counts all."""


@dataclass(frozen=True)
class Compared:
    """Figures of one table or package, stored against live."""

    count: int
    """Stored figures that were looked for."""
    revised: tuple[Revision, ...]
    """Those that the service has otherwise, the largest change first."""
    vanished: tuple[Revision, ...]
    """Those that the service does not have."""
    added: tuple[Revision, ...] = ()
    """Figures of the stored municipalities that the service has and that are not stored."""
    of_others: int = 0
    """Figures that the service has of areas that are not stored."""
    unasked: int = 0
    """Stored figures that could not be looked for, since what they are in did not come."""


def compare_figures(
    stored: Figures, live: Figures, names: Mapping[str, str], unasked: int = 0
) -> Compared:
    """Look for every stored figure among the live ones.

    Parameters
    ----------
    names
        Those of the stored municipalities, by code.
    unasked
        Further stored figures, which cannot be looked for.
    """
    revised: list[Revision] = []
    vanished: list[Revision] = []
    for (row, column), old in stored.items():
        new = live.get((row, column))
        if new != old:
            revision = Revision(row, names.get(row[0], row[0]), column, old, new)
            (vanished if new is None else revised).append(revision)
    revised.sort(key=lambda revision: (-_size(revision), revision.key, revision.column))
    unknown = [place for place in live if place not in stored]
    added = tuple(
        Revision(row, names[row[0]], column, None, live[row, column])
        for row, column in unknown
        if row[0] in names
    )
    return Compared(
        len(stored), tuple(revised), tuple(vanished), added, len(unknown) - len(added), unasked
    )


def _size(revision: Revision) -> Decimal:
    """Return how large a change is: in per cent, and above all those where the old figure was 0."""
    per_cent = revision.per_cent
    return Decimal("Infinity") if per_cent is None else abs(per_cent)


def report_figures(
    section: Section,
    words: Words,
    compared: Compared,
    payers: frozenset[str],
    label: Callable[[Revision], str],
    against: str,
) -> None:
    """Write into a section how its figures compare, and show the first of those that differ.

    Parameters
    ----------
    payers
        Codes of the agreements' payers: those whose figures are revised are named.
    label
        What a figure is of, without its municipality: "2026, decided budget: Tax revenue".
    against
        The snapshot that the figures are compared with.
    """
    same = compared.count - len(compared.revised) - len(compared.vanished)
    count = compared.count + compared.unasked
    sentence = words.say(
        "Stored figures that are the same: {same} of {count}.",
        same=Number(same),
        count=Number(count),
    )
    section.count(f"{against}: {sentence}", whole=same == count)
    if compared.revised:
        sentence = _revised_in_words(words, compared.revised, payers, label)
        section.differs.append(f"{against}: {sentence}")
        caption = f"{words.say('Revised figures')}, {against}"
        section.grids.append(_grid(caption, words, compared.revised, payers, label))
    if compared.vanished:
        sentence = words.say(
            "Stored figures that the service lacks: {count}. They are of {municipalities}.",
            count=Number(len(compared.vanished)),
            municipalities=Listing(_names(compared.vanished)),
        )
        section.differs.append(f"{against}: {sentence}")
        caption = f"{words.say('Missing figures')}, {against}"
        section.grids.append(_grid(caption, words, compared.vanished, payers, label))
    section.news += [f"{against}: {news}" for news in _news(words, compared)]


def _news(words: Words, compared: Compared) -> Iterator[str]:
    """Yield what the service has beyond what is stored; that is no fault."""
    if compared.added:
        yield words.say(
            "Figures that the service has and that are not stored: {count}. They are of "
            "{municipalities}.",
            count=Number(len(compared.added)),
            municipalities=Listing(_names(compared.added)),
        )
    if compared.of_others:
        yield words.say(
            "The service also has figures of other areas, which are not stored: {count}. This is "
            "no fault.",
            count=Number(compared.of_others),
        )


def _revised_in_words(
    words: Words,
    revised: Sequence[Revision],
    payers: frozenset[str],
    label: Callable[[Revision], str],
) -> str:
    """Say how many figures are revised, the largest change, and which payers are concerned."""
    largest = revised[0]
    sentence = words.say(
        "Revised figures: {count}. The largest change: {municipality}, {figure}: {change}.",
        count=Number(len(revised)),
        municipality=one_line(largest.name),
        figure=label(largest),
        change=_change(words, largest),
    )
    concerned = _names([revision for revision in revised if revision.key[0] in payers])
    if not concerned:
        return sentence
    of_payers = words.say(
        "Payers whose figures have been revised: {payers}.", payers=Listing(concerned)
    )
    return f"{sentence} {of_payers}"


def _names(revisions: Sequence[Revision]) -> list[str]:
    names = list(dict.fromkeys(one_line(revision.name) for revision in revisions))
    return names if len(names) <= SHOWN else [*names[:SHOWN], "…"]


def _grid(
    caption: str,
    words: Words,
    revisions: Sequence[Revision],
    payers: frozenset[str],
    label: Callable[[Revision], str],
) -> Grid:
    """Return a table of the first figures, those of the payers before all others."""
    ordered = sorted(revisions, key=lambda revision: revision.key[0] not in payers)[:SHOWN]
    if len(revisions) > len(ordered):
        caption = words.say(
            "{caption} ({shown} of {count})",
            caption=caption,
            shown=Number(len(ordered)),
            count=Number(len(revisions)),
        )
    headings = (
        words.say("Municipality"),
        words.say("Figure"),
        words.say("Stored"),
        words.say("Service now"),
        words.say("Change"),
    )
    rows = [
        (
            one_line(revision.name),
            label(revision),
            figure_in_words(words, revision.old),
            figure_in_words(words, revision.new),
            _per_cent(words, revision),
        )
        for revision in ordered
    ]
    return Grid(caption, headings, rows)


def _change(words: Words, revision: Revision) -> str:
    per_cent = _per_cent(words, revision)
    figures = [figure_in_words(words, figure) for figure in (revision.old, revision.new)]
    return " → ".join(figures) + (f" ({per_cent})" if per_cent else "")


def _per_cent(words: Words, revision: Revision) -> str:
    if revision.per_cent is None:
        return ""
    ratio = Fraction(revision.per_cent) / 100
    return ("+" if ratio > 0 else "") + words.numbers.percent(ratio, 2)


def figure_in_words(words: Words, figure: Decimal | None) -> str:
    """Write a figure with the decimals that it has; a dash for one that is missing."""
    if figure is None:
        return "–"
    exponent = figure.as_tuple().exponent
    return words.numbers.plain(Fraction(figure), max(0, -int(exponent)))
