"""Why the shares changed between two years, explained to a board: names of the causes, sentences, a
table.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from fractions import Fraction

from analyysi.allocation.as_published import AS_PUBLISHED
from analyysi.comparison.case import Case
from analyysi.comparison.change import Cause, Change, Effect
from analyysi.languages.units import UNITS
from analyysi.messages import Listing, Message, Money, PayerName, Value
from analyysi.money import round_half_up
from analyysi.report.extremes import among_stayers, extremes, least, most, whole_euros
from analyysi.report.language.wording import Wording
from analyysi.report.many_payers import are_many, names_or_count
from analyysi.report.pieces.change_sentences import (
    COMES,
    FALLS_MOST,
    GOES,
    LESS,
    LESS_IN_TOTAL,
    MORE,
    MORE_IN_TOTAL,
    NO_STAYER_FALLS,
    NO_STAYER_RISES,
    NONE_FALLS,
    NONE_RISES,
    ONLY_FALLS,
    ONLY_RISES,
    RISES_MOST,
    SAME,
    SAME_TOTAL,
    STAYER_FALLS_MOST,
    STAYER_RISES_MOST,
    is_settled,
)
from analyysi.report.pieces.shared_sentences import in_full


def effect_name(effect: Effect, words: Wording, before: Case | None = None) -> str:
    """Name what an effect comes from: "asukasluvut", or several causes that are named together,
    joined with "ja".

    Parameters
    ----------
    words
        Of the later year: its rule says whether the figures are numbers of inhabitants.
    before
        The earlier year, where its rule is to be looked at too: by then other figures may have
        counted.
    """
    cases = (words.case,) if before is None else (words.case, before)
    causes = list(effect.causes)
    if len(causes) > 1 and not _units(cases) and "figures" in causes:
        causes.remove("figures")  # neither year shares by any figure
    return words.numbers.listing([_cause_name(cause, cases, words) for cause in causes])


def _cause_name(cause: Cause, cases: Sequence[Case], words: Wording) -> str:
    say = words.say
    match cause:
        case "payers":
            return say("participants")
        case "figures":
            return (
                say("populations")
                if _by_population_alone(cases)
                else say("figures of the allocation key")
            )
        case "total":
            return say("total cost")
        case "rule":
            # Where only sums are known, what differs between the years is the sums.
            unknown = all(case.chosen.method is AS_PUBLISHED for case in cases)
            return say("published shares") if unknown else say("way of sharing")


def _by_population_alone(cases: Sequence[Case]) -> bool:
    units = _units(cases)
    return bool(units) and all(unit in UNITS and UNITS[unit].population for unit in units)


def _units(cases: Sequence[Case]) -> set[str]:
    """Return what the figures that the years' rules use are counted in; empty where no figure is
    used.
    """
    return {case.terms.keys[name].unit for case in cases for name in case.used_keys}


def effects_shown(change: Change, decimals: int = 0) -> tuple[Effect, ...]:
    """Return the effects that are not nought for everybody in the form in which they are shown: in
    whole euros those of the shown shares.
    """

    def is_shown(effect: Effect) -> bool:
        return any(_shown(cents, decimals) for cents in effect.cents.values())

    return tuple(filter(is_shown, change.effects if decimals else change.shown_effects))


def change_in_words(change: Change, words: Wording, focus: str | None = None) -> list[str]:
    """Say to a board what changed: the total, who came and went, whose share moved most and why,
    what each cause did.

    Effects that are zero in whole euros are left out. With a payer in focus its own change comes
    first. What each cause did is of everybody in the table of the change, so of who comes or leaves
    too; whose share moved most is of those who pay in both years, and says so.
    """
    change = change.shown
    later = Wording(words.language, change.after.case)
    stayers = [
        code for code in change.cents if code in change.before.cents and code in change.after.cents
    ]
    effects = effects_shown(change)
    sentences = (
        [change_of_payer(change, focus, words, why=len(effects) > 1)]
        if focus is not None and focus in change.cents
        else []
    )
    sentences += [_total(change, words), *_comings_and_goings(change, words, focus)]
    if not stayers:
        return sentences
    changes = {code: change.cents[code] for code in stayers}
    settled = is_settled(change.after.case)
    if len(effects) == 1:
        text = (
            "The change has one cause: {causes}."
            if len(effects[0].causes) == 1
            else "Several things have changed at once, and what each has done cannot be told "
            "apart: {causes}."
        )
        sentences.append(words.say(text, causes=name_of_effect(effects[0], change, later)))
    if len(effects) < 2 or not any(_shown(cents) for cents in changes.values()):
        moved_most = extremes(changes, assumed=not settled)
        if len(stayers) < len(change.cents):
            moved_most = among_stayers(moved_most)
        sentences.append(_sentence(moved_most, words))
    else:
        sentences += _most_moved(change, changes, words, focus)
    if len(effects) > 1 and len(change.cents) > 1:
        for effect in effects:
            name = name_of_effect(effect, change, later)
            did = _did(effect.cents, settled)
            sentences.append(
                _sentence(Message("{cause}: {did}", {"cause": name, "did": did}), words)
            )
    return sentences


def _did(moved: Mapping[str, int], settled: bool) -> Message:
    """Say what a cause did to several shares: the ends of its effect, whether they lie on one side
    of nought or not.
    """
    up, down = most(moved), least(moved)
    on_both_sides = moved[up] > 0 > moved[down]
    if on_both_sides or not (whole_euros(moved[up]) and whole_euros(moved[down])):
        # A rise of nought, of whichever of several, is none.
        return extremes(moved, assumed=not settled)
    furthest, nearest = (up, down) if moved[up] > 0 else (down, up)
    values: dict[str, Value] = {
        "most": Money(abs(moved[furthest]), words=True),
        "most_payer": PayerName(furthest),
        "least": Money(abs(moved[nearest]), words=True),
        "least_payer": PayerName(nearest),
    }
    return (ONLY_RISES if moved[up] > 0 else ONLY_FALLS).of(settled, **values)


def change_of_payer(change: Change, payer: str, words: Wording, *, why: bool = True) -> str:
    """Say to one payer of either year how its share changed, and `why`, the
    largest effect first.
    """
    change = change.shown
    before, now = change.before.cents.get(payer), change.after.cents.get(payer)
    values: dict[str, Value] = {
        "payer": PayerName(payer),
        "before": str(change.before.year),
        "year": str(change.after.year),
        "was": Money(before or 0, words=True),
        "now": Money(now or 0, words=True),
    }
    settled = is_settled(change.after.case)
    if before is None:
        return words.of(COMES.of(settled, **values))
    if now is None:
        return words.of(GOES.of(settled, **values))
    if not _shown(now - before):
        return words.of(SAME.of(settled, **values))
    values["amount"] = Money(abs(now - before), words=True)
    sentence = words.of((MORE if now > before else LESS).of(settled, **values))
    return f"{sentence} {_causes(change, payer, words)}".strip() if why else sentence


def payer_header(payers: Iterable[str], words: Wording) -> str:
    """Return the heading of a column of payers of several years, some of whom may be of earlier
    years only.
    """
    municipal = all(words.case.agreement.party(code).kind == "municipality" for code in payers)
    return words.say("Municipality") if municipal else words.say("Payer")


def method(words: Wording) -> str:
    """Say in plain words how the effects are worked out."""
    return words.say(
        "Four things may change from one year to the next: who takes part, the figures of the "
        "allocation key, the "
        "total cost and the way of sharing. They are changed one at a time from the earlier "
        "year's to the later's, and "
        "the cost is shared again each time. What one of them does depends on which have been "
        "changed before it, so its "
        "effect is the mean over all orders (the Shapley value; Shorrocks 2013). The effects of "
        "each payer add up to "
        "its change to the cent. The effect of the total cost adds up to the change of the total, "
        "every other effect "
        "to nought."
    )


def _total(change: Change, words: Wording) -> str:
    before, now = change.before.total, change.after.total
    terms = change.after.case.terms
    settled = is_settled(change.after.case) or not terms.total.assumed
    values: dict[str, Value] = {
        "before": str(change.before.year),
        "year": str(change.after.year),
        "total": in_full(now),
        "amount": in_full(abs(now - before)),
    }
    if before == now:
        return words.of(SAME_TOTAL.of(settled, **values))
    return words.of((MORE_IN_TOTAL if now > before else LESS_IN_TOTAL).of(settled, **values))


def _comings_and_goings(change: Change, words: Wording, focus: str | None) -> list[str]:
    """State who pays for the first time and who no longer does, but for the payer in focus."""
    years: dict[str, Value] = {"before": str(change.before.year), "year": str(change.after.year)}

    def named(codes: Mapping[str, int]) -> Value:
        if are_many(list(codes)):
            return names_or_count(words, codes)
        return Listing(
            [
                Message(
                    "{payer} ({amount})",
                    {"payer": PayerName(code), "amount": Money(cents, words=True)},
                )
                for code, cents in sorted(codes.items())
            ]
        )

    settled = is_settled(change.after.case)
    new = _without(change.after.cents, {*change.before.cents, focus})
    gone = _without(change.before.cents, {*change.after.cents, focus})
    sentences = []
    if new:
        sentences.append(
            words.plural(
                "Takes part in {year}, not in {before}: {payers}."
                if settled
                else "Would take part in {year}, not in {before}: {payers}.",
                "Take part in {year}, not in {before}: {payers}."
                if settled
                else "Would take part in {year}, not in {before}: {payers}.",
                len(new),
                payers=named(new),
                **years,
            )
        )
    if gone:
        sentences.append(
            words.plural(
                "Pays no longer in {year} (share in {before}): {payers}."
                if settled
                else "Would pay no longer in {year} (share in {before}): {payers}.",
                "Pay no longer in {year} (shares in {before}): {payers}."
                if settled
                else "Would pay no longer in {year} (shares in {before}): {payers}.",
                len(gone),
                payers=named(gone),
                **years,
            )
        )
    return sentences


def _without(shares: Mapping[str, int], codes: Collection[str | None]) -> dict[str, int]:
    return {code: cents for code, cents in shares.items() if code not in codes}


def _most_moved(
    change: Change, changes: Mapping[str, int], words: Wording, focus: str | None
) -> list[str]:
    """State whose share rises and whose falls most among those who pay in both years, and why."""
    settled, others = is_settled(change.after.case), len(changes) < len(change.cents)
    up, down = most(changes), least(changes)
    sentences = []
    if not _shown(max(changes[up], 0)):
        sentences.append(words.of((NO_STAYER_RISES if others else NONE_RISES).of(settled)))
    elif up != focus:
        moods = STAYER_RISES_MOST if others else RISES_MOST
        rise = moods.of(settled, payer=PayerName(up), amount=Money(changes[up], words=True))
        sentences.append(f"{words.of(rise)} {_causes(change, up, words)}".strip())
    if not _shown(min(changes[down], 0)):
        sentences.append(words.of((NO_STAYER_FALLS if others else NONE_FALLS).of(settled)))
    elif down != focus:
        moods = STAYER_FALLS_MOST if others else FALLS_MOST
        fall = moods.of(settled, payer=PayerName(down), amount=Money(-changes[down], words=True))
        sentences.append(f"{words.of(fall)} {_causes(change, down, words)}".strip())
    return sentences


def _causes(change: Change, payer: str, words: Wording) -> str:
    """List what a payer's change comes from, the largest effect first."""
    later = Wording(words.language, change.after.case)
    effects = [effect for effect in change.effects if _shown(effect.cents[payer])]
    effects.sort(key=lambda effect: -abs(effect.cents[payer]))
    causes = []
    for effect in effects:
        amount = words.of(Money(effect.cents[payer], signed=True))
        causes.append(f"{name_of_effect(effect, change, later)} {amount}")
    if not causes:
        return ""
    if len(causes) == 1:
        return words.say("The cause: {causes}.", causes=causes[0])
    return words.say("The causes, the largest first: {causes}.", causes=", ".join(causes))


def name_of_effect(effect: Effect, change: Change, later: Wording) -> str:
    """Name what an effect comes from, in the later year's words and by the rules of both years."""
    return effect_name(effect, later, change.before.case)


def _sentence(message: Message, words: Wording) -> str:
    return f"{words.title(message)}."


def _shown(cents: int, decimals: int = 0) -> bool:
    """Return whether an amount is more than nought as it is shown."""
    return bool(round_half_up(Fraction(cents, 100), decimals))
