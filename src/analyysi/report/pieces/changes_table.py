"""The table of how shares changed between two years, with a column for each effect."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from analyysi.comparison.change import Change, Effect
from analyysi.messages import Value
from analyysi.report.language.wording import Wording
from analyysi.report.pieces.causes_of_change import effects_shown, name_of_effect, payer_header
from analyysi.report.tables import NOTHING, Column, Row, Table


def changes_table(
    change: Change,
    words: Wording,
    payers: Sequence[str],
    name: str,
    *,
    focus: str | None = None,
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
    decimals
        0 for whole euros: where one effect is all of the change, per cent take its place. 2 for
        cents.
    """
    change = change if decimals else change.shown
    layout = _Layout(change, words, effects_shown(change, decimals), decimals)
    rows = []
    for code in payers:
        if code in change.cents:
            cells = layout.cells(
                change.before.cents.get(code),
                change.after.cents.get(code),
                [effect.cents[code] for effect in layout.effects],
            )
            rows.append(Row(words.payer(code), cells, marked=code == focus))
    sums = [sum(effect.cents.values()) for effect in layout.effects]
    before, now = (sum(year.cents.values()) for year in (change.before, change.after))
    total = layout.cells(before, now, sums)
    rows.append(Row(words.say("Total"), total, total=True))
    return Table(
        name,
        layout.caption(),
        payer_header(change.cents, words),
        layout.columns(),
        rows,
        note=" ".join(layout.notes()),
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

    def cells(self, before: int | None, now: int | None, effects: Sequence[int]) -> list[str]:
        """Write a row: both shares, the change, and its effects or what it is in per cent."""
        difference = (now or 0) - (before or 0)
        cells = [
            NOTHING if before is None else self._euros(before),
            NOTHING if now is None else self._euros(now),
            self._euros(difference, signed=True),
        ]
        if self.with_effects:
            return cells + [self._euros(cents, signed=True) for cents in effects]
        if not before or now is None:
            return [*cells, NOTHING]
        percent = Fraction(difference, before) * 100
        return [*cells, self.words.numbers.plain(percent, 1, signed=True)]

    def _euros(self, cents: int, *, signed: bool = False) -> str:
        return self.words.numbers.amount(cents, self.decimals, signed)

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
