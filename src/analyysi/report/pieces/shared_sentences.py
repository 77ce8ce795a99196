"""Sentences that more than one paper has: what a snapshot is used for, how shares are
rounded.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import TYPE_CHECKING

from analyysi.agreement.key import Key, OwnKey
from analyysi.allocation.keys import changes_in_words
from analyysi.allocation.whole_units.quotas import RoundingRule
from analyysi.comparison.case import Case
from analyysi.comparison.compare import Comparison, Split
from analyysi.comparison.scenarios import uncomputed_withdrawals
from analyysi.messages import Day, KeyName, Listing, Message, Money, payer_names
from analyysi.report.language.wording import Wording
from analyysi.report.language.words import Words
from analyysi.sources.manifest import Manifest

if TYPE_CHECKING:
    from analyysi.comparison.uncertain.revisions import OlderFigure
    from analyysi.report.reader import Reader

_EURO = 100

_PUBLIC = "public-official-figures"
"""The licence of figures that their publisher gives out without naming one."""


def status(case: Case, words: Wording) -> str:
    """Return in the reader's language whether the year is an analysis, a draft or decided."""
    return {
        "analysis": words.say("computed by an analyst, no decision of its own"),
        "draft": words.say("draft"),
        "decided": words.say("decided"),
    }[case.terms.status]


def figure(value: Fraction, words: Wording) -> str:
    """Write a payer's figure: whole, or with two decimals if it is not."""
    return words.numbers.plain(value, 0 if value.denominator == 1 else 2)


def older_in_words(older: OlderFigure, status: str) -> Message:
    """Say that figures are of an earlier day than the terms ask for; what a draft asks for nobody
    has agreed.
    """
    text = (
        "{key}: the figures are of {used}; the draft of the terms asks for those of {asked}."
        if status == "draft"
        else "{key}: the figures are of {used}, although the agreement asks for those of {asked}."
    )
    days = {"used": Day(older.used), "asked": Day(older.asked)}
    return Message(text, {"key": KeyName(older.key), **days})


def as_sentence(text: str) -> str:
    """Return words of the terms with a full stop at their end: what follows is another sentence."""
    return text if not text or text.endswith((".", "!", "?", "…")) else f"{text}."


def rules_of(split: Split, words: Wording) -> str:
    """Return how a sum is shared: the rule of the way, and of each step of the terms around it."""
    return " ".join(as_sentence(words.of(rule)) for rule in split.rules)


def same_conditions(comparison: Comparison, words: Wording) -> str:
    """Say that the steps of the terms hold by every way that is compared, so that no sum follows
    from its key alone; empty where there are none or one way only.
    """
    if not comparison.case.steps or len(comparison.listed) < 2:
        return ""
    return words.say(
        "The other conditions are the same by every way of sharing, so the shares do not follow "
        "from the key alone."
    )


def unknown_withdrawals(reader: Reader, without: Iterable[str]) -> str:
    """Say of whom it cannot be computed what their leaving would do, but of those named `without`;
    empty where there are none.
    """
    left_out = set(without)
    uncomputed = uncomputed_withdrawals(reader.comparison)
    payers = [code for code in uncomputed if code not in left_out]
    if not payers:
        return ""
    return reader.say(
        "Not every withdrawal can be computed, since the terms do not say how the rest would then "
        "be shared. Left out: {payers}.",
        payers=payer_names(payers),
    )


def conditions_of_one_year(case: Case, words: Wording) -> str:
    """Say which steps of the terms are of their year alone, so that the next one has others or
    none; empty where there are none.
    """
    titles = [step.title for step, _ in case.steps if step.of_one_year or step.moved is not None]
    if not titles:
        return ""
    return words.say(
        "These conditions are of {year} alone and change or end after it: {titles}.",
        year=str(case.terms.year),
        titles=Listing(titles),
    )


def in_full(cents: int) -> Money:
    """Return a decided sum as it is: with cents if it has any, else in whole euros."""
    return Money(cents, 2 if cents % _EURO else 0, words=True)


def key_source(key: Key, case: Case, words: Wording) -> str:
    """Return where the figures of a key are from: whom to name with them, or who gave them."""
    if isinstance(key, OwnKey):
        source = key.origin.in_language(words.language)
        return words.say("The analyst's own figures: {source}", source=source)
    manifest = case.manifests.get(key.source)
    if manifest is None:
        return f"{table_title(key, words)}, {key.source}"
    source = words.frozen(manifest.attribution)
    if not key.transform:
        return source
    return words.say("{source}, then changed", source=source.rstrip("."))


def table_title(key: Key, words: Words) -> str:
    """Return what a table beside the terms is: a survey of the payers, or where else its figures
    are from.
    """
    if key.origin is None:
        return words.say("Survey of the payers")
    return words.say("A table: {origin}", origin=key.origin)


def key_changes(case: Case, names: Iterable[str], words: Wording) -> list[str]:
    """Say of each key among those named what is done to its figures before they are shared by;
    nothing of figures that are taken as they are.
    """
    sentences = []
    for name in dict.fromkeys(names):
        steps = case.terms.keys[name].transform
        changes = [words.of(change) for change in changes_in_words(steps, case.problem.payers)]
        if changes:
            label = words.title(Message("{key}", {"key": KeyName(name)}))
            sentences.append(f"{label}: {' '.join(changes)}")
    return sentences


def brought_figures(case: Case, words: Wording) -> str:
    """Say which figures the analyst has brought, beside what the terms call unknown; empty where
    all figures are the agreement's.
    """
    keys = case.additions.keys
    if not keys:
        return ""
    return words.say(
        "This is how the year's terms tell it. Since then the analyst has added figures to this "
        "report: {keys}.",
        keys=Listing([words.of(KeyName(name)) for name in keys]),
    )


def used_for(case: Case, snapshot: str, words: Wording) -> list[str]:
    """Return what a snapshot is used for: its keys with their days, else the budgets, the years to
    come or the tax rate.
    """
    keys = [
        _with_day(words.of(KeyName(name)), words.numbers.day(key.reference_date))
        for name, key in case.terms.keys.items()
        if key.snapshot == snapshot
    ]
    days = Listing(
        [
            Day(key.reference_date)
            for key in case.terms.background().values()
            if key.snapshot == snapshot
        ]
    )
    budgets = case.budgets
    if budgets is not None and snapshot in budgets.manifests:
        measured = {line.snapshot for code in budgets.codes if (line := budgets.measured_by(code))}
        year = str(budgets.year)
        if snapshot in measured:
            return [words.say("budgets of {year}, beside which the shares are set", year=year)]
        return [words.say("budgets as amended and planned, in the annex")]
    if keys or not days.items:
        return keys
    burden = case.terms.burden
    if burden is not None and burden.rate is not None and burden.rate.snapshot == snapshot:
        return [words.say("the tax rate ({days})", days=days)]
    return [words.say("the estimate of the years to come ({days})", days=days)]


def _with_day(label: str, day: str) -> str:
    """Add the day to a key's name, unless the name has it."""
    return label if day in label else f"{label} ({day})"


def rounding_rule(case: Case, words: Wording) -> list[str]:
    """Return the sentences that say how exact shares become money, and by which rule ties are
    settled.
    """
    say, rule = words.say, case.rounding
    return [
        say(
            "Shares are exact fractions and are rounded once, to {unit}, by the {rule}.",
            unit=Money(case.terms.rounding.unit, 2, words=True),
            rule=rule.title,
        ),
        words.of(rule.rule),
        tie_rule(rule, words),
    ]


def tie_rule(rule: RoundingRule, words: Wording) -> str:
    """Say by what ties of a rounding rule are settled; the code of a municipality is its number."""
    return words.of(rule.tie_words.municipal if words.municipal else rule.tie_words.general)


def licence(manifest: Manifest, words: Wording) -> str:
    """Name the licence of a snapshot's figures, and whom to name with them."""
    named = (
        words.say("public official figures") if manifest.licence == _PUBLIC else manifest.licence
    )
    return f"{named}. {words.frozen(manifest.attribution).rstrip('.')}."
