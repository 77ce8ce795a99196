"""A trial worked out and shown: cents as whole numbers, the table as HTML, and what was
checked, in sentences.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from markupsafe import Markup

from analyysi.allocation.whole_units.whole_euros import BESIDE_CENTS, parts_of_total
from analyysi.comparison.burden.weight_on_budgets import weights
from analyysi.comparison.compare import Comparison, Split, work_out
from analyysi.comparison.history import SharedYear
from analyysi.desk import saved_trial, view
from analyysi.desk.saved_trial import saved_text
from analyysi.desk.trial import Trial, as_agreed, try_out
from analyysi.desk_file.engine.choices import as_mix
from analyysi.desk_file.engine.opened import Opened
from analyysi.desk_file.engine.refusal import RefusedError
from analyysi.desk_file.engine.shares_table import shares_table, shown_amounts
from analyysi.messages import Message, Money, PayerName
from analyysi.report.extremes import extremes
from analyysi.report.language.wording import Wording
from analyysi.report.pieces.shared_sentences import key_changes


@dataclass(frozen=True)
class Tried:
    """A trial of the open year, worked out."""

    opened: Opened
    trial: Trial
    year: SharedYear

    @cached_property
    def words(self) -> Wording:
        """The reader's words for the trial's own terms."""
        return Wording(self.opened.language, self.year.case)

    @cached_property
    def split(self) -> Split:
        """The trial's split, with the sentences of how it is made."""
        return work_out(self.year.case, self.year.case.chosen)


def tried(opened: Opened, trial: Trial) -> Tried:
    """Work a trial out.

    Raises
    ------
    RefusedError
        If it cannot be computed.
    """
    outcome = try_out(opened.case, trial)
    if isinstance(outcome, Message):
        raise RefusedError(outcome)
    return Tried(opened, trial, outcome)


def as_decided(opened: Opened) -> Tried:
    """Return the trial in which nothing differs from the terms."""
    return tried(opened, as_agreed(opened.case))


def saved(of: Tried) -> str:
    """Return a trial as the text of its file."""
    opened = of.opened
    return saved_text(opened.base, opened.added, of.trial, of.year, opened.begun)


def opened_trial(opened: Opened, text: str) -> Tried:
    """Open a saved trial on the year that is open; keys that were added to that give way to those
    of the trial.

    Raises
    ------
    RefusedError
        If it does not belong to the year, or comes to other shares than when it was saved.
    AnalyysiError
        If it is no saved trial, or holds what there is not.
    """
    outcome = saved_trial.opened_trial(opened.project, opened.base, text)
    if isinstance(outcome, Message):
        raise RefusedError(outcome)
    here = replace(opened, case=outcome.case, added=outcome.added)
    return Tried(here, outcome.trial, outcome.tried)


def shown(of: Tried) -> dict[str, Any]:
    """Return a trial as the page shows it."""
    opened, words, year = of.opened, of.words, of.year
    own = opened.own
    return {
        "title": words.title(year.title),
        "said": _said(of),
        "total": year.total,
        "cents": dict(year.cents),
        "exact": {code: str(amount) for code, amount in of.split.exact.amounts.items()},
        "changes": dict(view.changes_of(year, own)),
        "rules": rules_of(of.split, words),
        "checks": _checks(of),
        "shown": shown_amounts(year.shown.cents, words),
        "percent": _percent(of),
        "in_parts": as_mix(of.split.variant, words),
        "table": str(_table(of)),
    }


def _said(of: Tried) -> str:
    """Say in a sentence what a trial changes: of whoever reads, or else of those it moves most."""
    words, changes = of.words, view.changes_of(of.year, of.opened.own)
    if not any(changes.values()):
        return words.say("The shares are those of the chosen split.")
    focus = of.opened.focus
    if focus is None:
        return words.say(
            "{title}: {extremes}.", title=words.title(of.year.title), extremes=extremes(changes)
        )
    return words.say(
        "{title}. {payer}: {share}, change from the terms {change}.",
        title=words.title(of.year.title),
        payer=PayerName(focus),
        share=Money(of.year.cents.get(focus, 0), 2),
        change=Money(changes.get(focus, 0), 2, signed=True),
    )


def _table(of: Tried) -> Markup:
    opened = of.opened
    measured = weights(Comparison(of.year.case, (of.split,), ()), of.split)
    return shares_table(
        of.year, opened.own, opened.previous, measured, of.words, opened.focus
    ).html()


def _percent(of: Tried) -> dict[str, str]:
    """Return each payer's part of the total in per cent, as it would be typed; they sum to 100."""
    parts = parts_of_total(of.year.cents, BESIDE_CENTS)
    return {code: of.words.numbers.plain(part * 100, BESIDE_CENTS) for code, part in parts.items()}


def rules_of(split: Split, words: Wording) -> list[str]:
    """Say how a split is made: by the method, on figures changed in this way, within each step."""
    variant = split.variant
    changes = key_changes(words.case, variant.key_names, words)
    return [words.of(split.rule), *changes, *(words.of(rule) for rule in split.step_rules)]


def _checks(of: Tried) -> list[str]:
    say = of.words.say
    lines = [say("This is a trial, not a decision."), view.sums(of.year, of.words)]
    if of.year.cents == of.opened.own.cents:
        lines.append(say("The shares are those of the chosen split."))
    return lines
