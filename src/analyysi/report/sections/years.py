"""The years of the agreement: what each payer has paid, by which rule, and in the annex why it
changed each time.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import pairwise

from analyysi.allocation.as_published import AS_PUBLISHED
from analyysi.allocation.whole_units.whole_euros import whole_euros
from analyysi.comparison.change import Change
from analyysi.comparison.compare import work_out
from analyysi.comparison.history import SharedYear
from analyysi.messages import Listing, Message, Money, PayerName, Value
from analyysi.report.blocks import Block, Heading, Paragraph
from analyysi.report.extremes import among_stayers, extremes
from analyysi.report.language.wording import Wording
from analyysi.report.many_payers import (
    IN_WORKBOOK,
    PayerColumn,
    noted,
    payer_rows,
    where_others_stand,
)
from analyysi.report.pictures.picture import Picture
from analyysi.report.pictures.years_chart import YearShares, shares_over_years
from analyysi.report.pieces import causes_of_change
from analyysi.report.pieces.change_sentences import (
    COURSE_DOWN,
    COURSE_OF_PAYER,
    COURSE_OF_SAME_TOTAL,
    COURSE_UP,
    FIRST_TIME,
    is_settled,
)
from analyysi.report.pieces.changes_table import changes_table
from analyysi.report.pieces.shared_sentences import in_full, rounding_rule, status
from analyysi.report.reader import Reader
from analyysi.report.sections.section import LeftOut, Shown
from analyysi.report.tables import NOTHING, Column, Row, Table

_DRAWN_FROM = 3
"""As few years as this are drawn: two are read as well from the table."""
_TIGHT_FROM = 8
"""Tables of as many years as this are set tighter."""


def section(reader: Reader) -> Shown | LeftOut:
    """Show what each has paid and by which rule; left out where the agreement has one year."""
    if not reader.changes:
        return LeftOut(reader.say("No earlier year to tell of"))
    words, years = reader.words, _years(reader.changes)
    payers_course, course = _payers_course(years, words, reader.focus), _course(years, words)
    sentences = [f"{course}."] if payers_course else []
    sentences += _on_the_years(reader.changes, words)
    blocks: list[Block] = [Paragraph(" ".join(sentences))]
    picture = _picture(reader, years)
    if picture is not None:
        blocks.append(picture)
    blocks += [_shares(reader, years), _rules(years, words)]
    return Shown(payers_course or course, blocks)


def annex_blocks(reader: Reader) -> list[Block]:
    """Return why the shares changed from each year to the next, to the cent; nothing where there is
    one year.
    """
    changes, say, words = reader.changes, reader.say, reader.words
    if not changes:
        return []
    years = _years(changes)
    payers = reader.payers_of(year.cents for year in years)
    blocks: list[Block] = [
        Heading(say("Why the shares have changed, to the cent")),
        Paragraph(causes_of_change.method(words)),
    ]
    for change in changes:
        before, after = change.before.year, change.after.year
        if len(changes) > 1:
            blocks.append(Heading(f"{before}–{after}", level=4))
        if change is not changes[-1]:  # the body of the report explains the last one
            sentences = causes_of_change.change_in_words(change, words, reader.focus)
            blocks.append(Paragraph(" ".join(sentences)))
        blocks.append(
            changes_table(
                change,
                words,
                payers,
                f"change-{before}-{after}",
                focus=reader.focus,
                every_row=reader.every_row,
                decimals=2,
            )
        )
    if _any_heads(years) and not _same_for_all(years, words):
        blocks.append(_heads(reader, years, payers))
    return blocks


def _heads(reader: Reader, years: Sequence[SharedYear], payers: Sequence[str]) -> Table:
    """Return the table of each payer's euros per inhabitant over the years."""
    words = reader.words
    columns = [PayerColumn(_per_head(year), words.numbers.amount) for year in years]
    return Table(
        "history-heads",
        reader.say("Euros per inhabitant over the years"),
        causes_of_change.payer_header(payers, words),
        _columns(years, words),
        payer_rows(reader, columns, payers),
        note=where_others_stand(reader, IN_WORKBOOK, payers),
        wide=len(years) >= _TIGHT_FROM,
    )


def _years(changes: Sequence[Change]) -> list[SharedYear]:
    return [changes[0].before, *(step.after for step in changes)]


def _course(years: Sequence[SharedYear], words: Wording) -> str:
    """Say how the total and the shares have moved from the first year to the last."""
    first, last = years[0].shown, years[-1].shown
    difference = last.total - first.total
    moved = {
        code: last.cents[code] - cents for code, cents in first.cents.items() if code in last.cents
    }
    settled = is_settled(years[-1].case)
    moved_most = Message("nobody has paid in both years")
    if moved:
        moved_most = extremes(moved, assumed=not settled)
        if {*first.cents, *last.cents} != set(moved):
            moved_most = among_stayers(moved_most)
    values: dict[str, Value] = {
        "first": str(first.year),
        "last": str(last.year),
        "total": in_full(last.total),
        "amount": in_full(abs(difference)),
        "extremes": moved_most,
    }
    if difference == 0:
        return words.of(COURSE_OF_SAME_TOTAL.of(settled, **values))
    return words.of((COURSE_UP if difference > 0 else COURSE_DOWN).of(settled, **values))


def _payers_course(years: Sequence[SharedYear], words: Wording, focus: str | None) -> str:
    """Say how one payer's share has moved since it first paid; nothing without a payer in focus."""
    if focus is None:
        return ""
    first, last = next(year for year in years if focus in year.cents), years[-1]
    was, now = first.shown.cents, last.shown.cents
    values: dict[str, Value] = {
        "payer": PayerName(focus),
        "first": str(first.year),
        "was": Money(was[focus], words=True),
        "year": str(last.year),
        "now": Money(now[focus], words=True),
    }
    if first is last:
        return words.of(FIRST_TIME.of(is_settled(last.case), **values))
    return words.of(COURSE_OF_PAYER.of(is_settled(last.case), **values))


def _on_the_years(changes: Sequence[Change], words: Wording) -> list[str]:
    """Say whether the rule has been the same, and what the sums of earlier
    years are and are not.
    """
    say, years = words.say, _years(changes)
    new_rule = [str(change.after.year) for change in changes if _has_new_rule(change)]
    sentences = [
        say("The way of sharing was changed in: {years}.", years=Listing(new_rule))
        if new_rule
        else say("The way of sharing is the same in all the years.")
    ]
    lacking: list[str] = []
    for earlier, later in pairwise(years):
        lacking += map(str, range(earlier.year + 1, later.year))
    if lacking:
        sentences.append(say("The agreement has no terms for: {years}.", years=Listing(lacking)))
    computed = [
        str(year.year)
        for year in years
        if year.case.terms.status != "decided" and not _only_published(year)
    ]
    if computed:
        sentences.append(
            say("Computed shares that nobody has decided on: {years}.", years=Listing(computed))
        )
    return sentences


def _has_new_rule(change: Change) -> bool:
    return any("rule" in effect.causes for effect in change.effects)


def _picture(reader: Reader, years: Sequence[SharedYear]) -> Picture | None:
    if len(years) < _DRAWN_FROM:
        return None
    shares: list[YearShares] = []
    rests_on_assumption = True
    for year in reversed(years):
        rests_on_assumption = rests_on_assumption and year.case.terms.total.assumed
        shares.insert(0, YearShares(year.year, year.shown.cents, rests_on_assumption))
    return shares_over_years(reader, shares, name="history-picture")


def _shares(reader: Reader, years: Sequence[SharedYear]) -> Table:
    words, focus = reader.words, reader.focus
    say, plain = reader.say, words.numbers.plain
    payers = reader.payers_of(year.cents for year in years)
    euros = [whole_euros(year.cents) for year in years]
    rows = payer_rows(reader, [PayerColumn(of_year, plain) for of_year in euros], payers)
    rows.append(Row(say("Total"), [plain(sum(by_code.values())) for by_code in euros], total=True))
    if _any_heads(years):
        if _same_for_all(years, words):
            rows.append(Row(say("Per inhabitant, €"), [_end(year, min, words) for year in years]))
        else:
            rows += [
                Row(say("Lowest per inhabitant, €"), [_end(year, min, words) for year in years]),
                Row(say("Highest per inhabitant, €"), [_end(year, max, words) for year in years]),
            ]
            if focus is not None:
                label = say("{payer} per inhabitant, €", payer=PayerName(focus))
                rows.append(Row(label, [_head(year, focus, words) for year in years], marked=True))
    return Table(
        "history-shares",
        say("What each has paid over the years, whole euros"),
        causes_of_change.payer_header(payers, words),
        _columns(years, words),
        rows,
        note=noted(
            say("The annex tells to the cent why the shares have changed."),
            where_others_stand(reader, IN_WORKBOOK, payers),
        ),
        wide=len(years) >= _TIGHT_FROM,
    )


def _rules(years: Sequence[SharedYear], words: Wording) -> Table:
    """Return the table of years: by which rule each was shared, what status it
    has, and its total.
    """
    say = words.say
    roundings = {(year.case.terms.rounding.unit, year.case.terms.rounding.rule) for year in years}
    rows = []
    for year in years:
        # The keys in a title are those of that year's own terms.
        of_year, terms = Wording(words.language, year.case), year.case.terms
        title = of_year.title(year.title)
        more = [of_year.of(rule) for rule in work_out(year.case, year.case.chosen).step_rules]
        more += rounding_rule(year.case, of_year)[:1] if len(roundings) > 1 else []
        stated = say("published") if _only_published(year) else status(year.case, words)
        stated += f"; {say('the total cost is an assumption')}" if terms.total.assumed else ""
        rows.append(
            Row(
                str(year.year),
                [
                    ". ".join([title, " ".join(more)]) if more else title,
                    stated,
                    words.numbers.plain(Fraction(year.total, 100)),
                ],
            )
        )
    columns = [
        Column(say("Way of sharing"), text=True),
        Column(say("Status"), text=True),
        Column(say("Total cost"), words.sign, extra=True),
    ]
    return Table(
        "history-rules", say("Which way of sharing each year has"), say("Year"), columns, rows
    )


def _only_published(year: SharedYear) -> bool:
    """Return whether a year's shares are taken as they were published, without a decision in the
    terms.
    """
    return year.case.chosen.method is AS_PUBLISHED and year.case.terms.status != "decided"


def _columns(years: Sequence[SharedYear], words: Wording) -> list[Column]:
    return [Column(str(year.year), words.sign) for year in years]


def _any_heads(years: Sequence[SharedYear]) -> bool:
    return any(year.case.heads for year in years)


def _per_head(year: SharedYear) -> dict[str, Fraction]:
    """Return the exact cents per inhabitant of those who have inhabitants."""
    heads = year.case.heads or {}
    return {code: cents / heads[code] for code, cents in year.cents.items() if heads.get(code)}


def _head(year: SharedYear, payer: str, words: Wording) -> str:
    amount = _per_head(year).get(payer)
    return NOTHING if amount is None else words.numbers.amount(amount)


def _end(year: SharedYear, end: Callable[[Sequence[Fraction]], Fraction], words: Wording) -> str:
    amounts = list(_per_head(year).values())
    return words.numbers.amount(end(amounts)) if amounts else NOTHING


def _same_for_all(years: Sequence[SharedYear], words: Wording) -> bool:
    """Return whether in every year all pay the same per inhabitant, as it is shown."""
    return all(_end(year, min, words) == _end(year, max, words) for year in years)
