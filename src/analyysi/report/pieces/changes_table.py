"""The table of how shares changed between two years, with a column for each effect."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial

from analyysi.comparison.change import Change, Effect
from analyysi.messages import Value
from analyysi.report.language.wording import Wording
from analyysi.report.many_payers import (
    IN_WORKBOOK,
    Naming,
    PayerColumn,
    noted,
    payer_rows,
    where_others_stand,
)
from analyysi.report.pieces.causes_of_change import effects_shown, name_of_effect, payer_header
from analyysi.report.tables import NOTHING, Column, Row, Table


def changes_table(
    change: Change,
    words: Wording,
    payers: Sequence[str],
    name: str,
    *,
    focus: str | None = None,
    every_row: bool = True,
    decimals: int = 0,
) -> Table:
    """Return the table of each payer's share before and now, the change, and a column for each
    effect.

    Parameters
    ----------
    payers
        In their order; those that pay in neither year are left out.
    name
        The table's id on the page.
    every_row
        Whether each payer has a row, however many they are.
    decimals
        0 for whole euros: where one effect is all of the change, per cent take its place. 2 for
        cents.
    """
    reader = Naming(words, focus, every_row)
    change = change if decimals else change.shown
    layout = _Layout(change, words, effects_shown(change, decimals), decimals)
    paying = [code for code in payers if code in change.cents]
    rows = payer_rows(reader, layout.figures(), paying)
    rows.append(Row(words.say("Total"), layout.totals(), total=True))
    return Table(
        name,
        layout.caption(),
        payer_header(change.cents, words),
        layout.columns(),
        rows,
        note=noted(*layout.notes(), where_others_stand(reader, IN_WORKBOOK, paying)),
        wide=layout.with_effects,
    )


@dataclass(frozen=True)
class _Layout:
    """What the table of a change has in it: its columns, and how its cells are written."""

    change: Change
    words: Wording
    effects: Sequence[Effect]
    decimals: int

    @property
    def with_effects(self) -> bool:
        """Whether each effect has a column; if one is all of the change, per cent stand there."""
        return bool(self.decimals) or len(self.effects) > 1

    @property
    def later(self) -> Wording:
        """The words of the later year, whose keys are named."""
        return Wording(self.words.language, self.change.after.case)

    @property
    def years(self) -> Mapping[str, Value]:
        return {"before": str(self.change.before.year), "now": str(self.change.after.year)}

    def figures(self) -> list[PayerColumn]:
        """Return the columns: both shares, the change, and its effects or what it is in per
        cent.
        """
        change, amount = self.change, self.words.numbers.amount
        euros = partial(amount, decimals=self.decimals)
        signed_euros = partial(amount, decimals=self.decimals, signed=True)
        columns = [
            PayerColumn(change.before.cents, euros),
            PayerColumn(change.after.cents, euros),
            PayerColumn(change.cents, signed_euros),
        ]
        if self.with_effects:
            return columns + [PayerColumn(effect.cents, signed_euros) for effect in self.effects]
        return [*columns, PayerColumn(self._in_percent(), self._percent)]

    def totals(self) -> list[str]:
        """Write the row of sums, as the columns are written."""
        columns = self.figures()
        if self.with_effects:
            return [column.write(sum(column.of_payer.values())) for column in columns]
        before, now, moved = (sum(column.of_payer.values()) for column in columns[:3])
        sums = zip(columns, (before, now, moved), strict=False)
        percent = self._percent(Fraction(moved, before)) if before else NOTHING
        return [*(column.write(cents) for column, cents in sums), percent]

    def _in_percent(self) -> dict[str, Fraction]:
        """Return what each change is of the share before, for those who pay in both years."""
        before, now = self.change.before.cents, self.change.after.cents
        return {
            code: Fraction(now[code] - cents, cents)
            for code, cents in before.items()
            if cents and code in now
        }

    def _percent(self, part: Fraction) -> str:
        return self.words.numbers.plain(part * 100, 1, signed=True)

    def columns(self) -> list[Column]:
        say, change = self.words.say, self.change
        # Both years' shares stand in other tables too: a phone has room for the change and its
        # causes only.
        spare = self.with_effects and not self.decimals
        columns = [
            Column(str(change.before.year), self.words.sign, extra=spare),
            Column(str(change.after.year), self.words.sign, extra=spare),
            Column(say("Change"), self.words.sign),
        ]
        if not self.with_effects:
            return [*columns, Column(say("Change"), "%")]
        for effect in self.effects:
            label = name_of_effect(effect, change, self.later)
            columns.append(Column(label[:1].upper() + label[1:], self.words.sign))
        return columns

    def caption(self) -> str:
        say = self.words.say
        if self.decimals:
            return say(
                "How the shares have changed from {before} to {now} and why, to the cent",
                **self.years,
            )
        if self.with_effects:
            return say(
                "How the shares have changed from {before} to {now} and why, whole euros",
                **self.years,
            )
        return say("What each pays in {before} and in {now}, whole euros", **self.years)

    def notes(self) -> list[str]:
        say = self.words.say
        notes = []
        if self.with_effects and not self.decimals:
            notes.append(
                say(
                    "The columns after the change add up to it. Each is a mean over all orders in "
                    "which the causes can be changed from one year to the other, in whole euros "
                    "that keep the sums of rows and columns. The annex has the cents."
                )
            )
        if len(self.effects) > 1 and set(self.change.before.cents) != set(self.change.after.cents):
            notes.append(
                say(
                    "Who comes or leaves has effects of the other causes too: they are from the "
                    "orders in which it pays "
                    "already or still."
                )
            )
        return notes + self._not_told_apart() if self.with_effects else notes

    def _not_told_apart(self) -> list[str]:
        """State which causes cannot be separated between the two years; nothing if all can."""
        return [
            self.words.say(
                "The effects of these cannot be told apart, because the way of sharing, figures or "
                "participants of the "
                "one year cannot be combined with the other's: {causes}. So they have one column "
                "together.",
                causes=name_of_effect(effect, self.change, self.later),
            )
            for effect in self.effects
            if len(effect.causes) > 1
        ]
