"""The chart of shares over the years, those to come or those of the agreement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from analyysi.messages import Money, Value
from analyysi.report.extremes import among_stayers, extremes
from analyysi.report.many_payers import named, names_or_count, noted, whom_a_picture_has
from analyysi.report.pictures.canvas import Canvas
from analyysi.report.pictures.changes_chart import change_of_focus
from analyysi.report.pictures.picture import Picture
from analyysi.report.pictures.year_lines import Course, draw_years
from analyysi.report.reader import Reader
from analyysi.report.tables import NOTHING


class YearShares(NamedTuple):
    """The shares of one year: cents by payer, and whether they rest on an assumption."""

    year: int
    cents: Mapping[str, int]
    assumed: bool


def shares_over_years(
    reader: Reader,
    years: Sequence[YearShares],
    since: int | None = None,
    name: str = "shares-over-years",
) -> Picture | None:
    """Draw the share of everybody who pays in one of the years; a line is broken where its payer
    took no part.

    Parameters
    ----------
    years
        In order. Once they rest on an assumption, all later ones do.
    since
        The year from which changes are counted; None: the first.
    name
        The picture's id on the page.

    Returns
    -------
    None for fewer than two years, or if nobody pays in both ends: there is nothing to follow.
    """
    if len(years) < 2:
        return None
    start = next((shares for shares in years if shares.year == since), years[0])
    last = years[-1].cents
    changes = {
        code: last[code] - start.cents[code]
        for code in reader.comparison.payers
        if code in start.cents
    }
    if not changes:
        return None
    # Whom the table of the same figures names, which has the changes beside the years to come.
    columns = [*(shares.cents for shares in years), *([changes] if since is not None else [])]
    wide, narrow = _drawings(reader, years, start, changes, columns)
    alt = _alt(reader, years, start, changes)
    caption = reader.say(
        "Share of each payer in euros by the chosen split: that of the first year on the left, "
        "that of the last year "
        "on the right."
    )
    payers = reader.payers_of(shares.cents for shares in years)
    paying_always = set(payers).intersection(*(shares.cents for shares in years))
    caption = noted(caption, whom_a_picture_has(reader, payers))
    broken = [code for code in payers if code not in paying_always]
    if broken:
        alt += " " + reader.say(
            "Not every year: {names}.", names=names_or_count(reader.words, broken)
        )
        caption += " " + reader.say("A line is broken in years in which its payer took no part.")
    assumed = [shares.year for shares in years if shares.assumed]
    if assumed:
        text = reader.say("From {year} on the sums rest on an assumption.", year=str(assumed[0]))
        alt += f" {text}"
        caption += f" {text} " + reader.say("Hollow dots and dashed lines show them.")
    return Picture.of(name, wide, narrow, alt, caption)


def _drawings(
    reader: Reader,
    years: Sequence[YearShares],
    start: YearShares,
    changes: Mapping[str, int],
    columns: Sequence[Mapping[str, int]],
) -> tuple[Canvas, Canvas]:
    say, words = reader.say, reader.words

    def euros(cents: int | None, signed: bool = False) -> str:
        return NOTHING if cents is None else words.of(Money(cents, signed=signed))

    courses = []
    payers = reader.payers_of(shares.cents for shares in years)
    for code in named(reader, columns, payers):
        by_year = [shares.cents.get(code) for shares in years]
        course = Course(
            words.payer(code),
            [None if cents is None else cents / 100 for cents in by_year],
            euros(by_year[0]),
            euros(by_year[-1]),
            euros(changes.get(code), signed=True),
            marked=code == reader.focus,
        )
        courses.append(course)
    assumed_from = next((place for place, shares in enumerate(years) if shares.assumed), len(years))
    change = say("change")
    if start is not years[0]:
        change = say("change from {year}", year=str(start.year))
    shown_years = [shares.year for shares in years]
    note = say("an assumption from here on")
    wide, narrow = (
        draw_years(courses, shown_years, assumed_from, note, change, narrow=narrow)
        for narrow in (False, True)
    )
    return wide, narrow


def _alt(
    reader: Reader, years: Sequence[YearShares], start: YearShares, changes: Mapping[str, int]
) -> str:
    moved_most = extremes(changes, years[-1].assumed)
    if {*start.cents, *years[-1].cents} != set(changes):
        moved_most = among_stayers(moved_most)
    span: dict[str, Value] = {
        "first": str(years[0].year),
        "last": str(years[-1].year),
        "extremes": moved_most,
    }
    if start is years[0]:
        alt = reader.say("Line chart of the shares from {first} to {last}: {extremes}.", **span)
    else:
        alt = reader.say(
            "Line chart of the shares from {first} to {last}. Counted from {since}: {extremes}.",
            since=str(start.year),
            **span,
        )
    return alt + change_of_focus(changes, reader.words, reader.focus)
