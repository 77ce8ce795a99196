"""Why the shares changed between two years, told to a board: names of the causes, sentences, a
table.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from analyysi.allocation.as_published import AS_PUBLISHED
from analyysi.comparison.case import Case
from analyysi.comparison.change import Cause, Change, Effect
from analyysi.messages import Listing, Message, Money, PayerName, Value
from analyysi.money import round_half_up
from analyysi.report.extremes import extremes
from analyysi.report.language.wording import Wording
from analyysi.report.pieces.shared_sentences import in_full
from analyysi.report.tables import NOTHING, Column, Row, Table
from analyysi.units import UNITS


def effect_name(effect: Effect, words: Wording, before: Case | None = None) -> str:
    """Name what an effect comes from: "asukasluvut", or several causes that are told together,
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
            unknown = all(one.chosen.method is AS_PUBLISHED for one in cases)
            return say("published shares") if unknown else say("way of sharing")


def _by_population_alone(cases: Sequence[Case]) -> bool:
    units = _units(cases)
    return bool(units) and all(UNITS[unit].population for unit in units)


def _units(cases: Sequence[Case]) -> set[str]:
    """Return what the figures that the years' rules use are counted in; empty where no figure is
    used.
    """
    return {one.terms.keys[name].unit for one in cases for name in one.used_keys}


def effects_shown(change: Change, decimals: int = 0) -> tuple[Effect, ...]:
    """Return the effects that are not nought for everybody in the form in which they are shown."""
    return tuple(
        effect
        for effect in change.effects
        if any(_shown(cents, decimals) for cents in effect.cents.values())
    )


def change_in_words(change: Change, words: Wording, focus: str | None = None) -> list[str]:
    """Tell a board what changed: the total, who came and went, whose share moved most and why, what
    each cause did.

    Effects that are nought in whole euros are not told. With a payer in focus its own change comes
    first.
    """
    later = Wording(words.language, change.after.case)
    stayers = [
        code for code in change.cents if code in change.before.cents and code in change.after.cents
    ]
    effects = effects_shown(change)
    sentences = (
        [own(change, focus, words, why=len(effects) > 1)]
        if focus is not None and focus in change.cents
        else []
    )
    sentences += [_total(change, words), *_comings_and_goings(change, words, focus)]
    if not stayers:
        return sentences
    changes = {code: change.cents[code] for code in stayers}
    if len(effects) == 1:
        text = (
            "The change has one cause: {causes}."
            if len(effects[0].causes) == 1
            else "Several things have changed at once, and what each has done cannot be told "
            "apart: {causes}."
        )
        sentences.append(words.say(text, causes=_name(effects[0], change, later)))
    if len(effects) < 2 or not any(_shown(cents) for cents in changes.values()):
        sentences.append(_sentence(extremes(changes), words))
    else:
        sentences += _most_moved(change, changes, words, focus)
    if len(effects) > 1 and len(stayers) > 1:
        for effect in effects:
            moved = {code: effect.cents[code] for code in stayers}
            if any(_shown(cents) for cents in moved.values()):
                name = _name(effect, change, later)
                sentences.append(
                    _sentence(Message("{cause}: {did}", {"cause": name, "did": _did(moved)}), words)
                )
    return sentences


def _did(moved: Mapping[str, int]) -> Message:
    """Say what a cause did to several shares: the ends of its effect, whether they lie on one side
    of nought or not.
    """
    up, down = max(moved, key=lambda code: moved[code]), min(moved, key=lambda code: moved[code])
    if moved[up] > 0 > moved[down]:
        return extremes(moved)
    most, least = (up, down) if moved[up] > 0 else (down, up)
    values: dict[str, Value] = {
        "most": Money(abs(moved[most]), words=True),
        "most_payer": PayerName(most),
        "least": Money(abs(moved[least]), words=True),
        "least_payer": PayerName(least),
    }
    text = (
        "the largest rise is {most} ({most_payer}), the smallest {least} ({least_payer})"
        if moved[up] > 0
        else "the largest fall is {most} ({most_payer}), the smallest {least} ({least_payer})"
    )
    return Message(text, values)


def own(change: Change, payer: str, words: Wording, *, why: bool = True) -> str:
    """Tell one payer of either year how its share changed, and `why`, the largest effect first."""
    say = words.say
    before, now = change.before.cents.get(payer), change.after.cents.get(payer)
    values: dict[str, Value] = {
        "payer": PayerName(payer),
        "before": str(change.before.year),
        "year": str(change.after.year),
        "was": Money(before or 0, words=True),
        "now": Money(now or 0, words=True),
    }
    if before is None:
        return say("{payer}: takes part in {year}, not in {before}. The share is {now}.", **values)
    if now is None:
        return say("{payer}: no longer pays in {year}. In {before} the share was {was}.", **values)
    if not _shown(now - before):
        return say("{payer}: the share is {now}, in whole euros the same as in {before}.", **values)
    text = (
        "{payer}: the share is {now}, which is {amount} more than in {before}."
        if now > before
        else "{payer}: the share is {now}, which is {amount} less than in {before}."
    )
    sentence = say(text, **values, amount=Money(abs(now - before), words=True))
    return f"{sentence} {_causes(change, payer, words)}".strip() if why else sentence


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
    say = words.say
    later = Wording(words.language, change.after.case)
    effects = effects_shown(change, decimals)
    with_effects = bool(decimals) or len(effects) > 1

    def cells(before: int | None, now: int | None, moved: Sequence[int]) -> list[str]:
        difference = (now or 0) - (before or 0)
        found = [
            *(
                NOTHING if cents is None else words.numbers.plain(Fraction(cents, 100), decimals)
                for cents in (before, now)
            ),
            words.numbers.plain(Fraction(difference, 100), decimals, signed=True),
        ]
        if with_effects:
            return found + [
                words.numbers.plain(Fraction(cents, 100), decimals, signed=True) for cents in moved
            ]
        if not before or now is None:
            return [*found, NOTHING]
        return [*found, words.numbers.plain(Fraction(difference, before) * 100, 1, signed=True)]

    rows = [
        Row(
            words.payer(code),
            cells(
                change.before.cents.get(code),
                change.after.cents.get(code),
                [effect.cents[code] for effect in effects],
            ),
            marked=code == focus,
        )
        for code in payers
        if code in change.cents
    ]
    sums = cells(
        change.before.total, change.after.total, [sum(effect.cents.values()) for effect in effects]
    )
    rows.append(Row(say("Total"), sums, total=True))
    # Both years' shares stand in other tables too: a phone has room for the change and its causes
    # only.
    spare = with_effects and not decimals
    columns = [Column(str(one.year), "€", extra=spare) for one in (change.before, change.after)]
    columns.append(Column(say("Change"), "€"))
    if with_effects:
        columns += [Column(_capital(_name(effect, change, later)), "€") for effect in effects]
    else:
        columns.append(Column(say("Change"), "%"))
    years: dict[str, Value] = {"before": str(change.before.year), "now": str(change.after.year)}
    if decimals:
        caption = say(
            "How the shares have changed from {before} to {now} and why, to the cent", **years
        )
    elif with_effects:
        caption = say(
            "How the shares have changed from {before} to {now} and why, whole euros", **years
        )
    else:
        caption = say("What each pays in {before} and in {now}, whole euros", **years)
    notes = []
    if with_effects and not decimals:
        notes.append(
            say(
                "The columns after the change add up to it. Each is a mean over all orders in "
                "which the causes can be "
                "changed from one year to the other. The sums are exact to the cent, as the annex "
                "has them; here they "
                "are rounded to euros, so a row may seem not to add up."
            )
        )
    if len(effects) > 1 and set(change.before.cents) != set(change.after.cents):
        notes.append(
            say(
                "Who comes or leaves has effects of the other causes too: they are from the "
                "orders in which it pays "
                "already or still."
            )
        )
    notes += _together(change, effects, words) if with_effects else []
    return Table(
        name,
        caption,
        payer_header(change.cents, words),
        columns,
        rows,
        note=" ".join(notes),
        wide=with_effects,
    )


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
        "the cost is shared anew each time. What one of them does depends on which have been "
        "changed before it, so its "
        "effect is the mean over all orders (the Shapley value; Shorrocks 2013). The effects of "
        "each payer add up to "
        "its change to the cent. The effect of the total cost adds up to the change of the total, "
        "every other effect "
        "to nought."
    )


def _together(change: Change, effects: Sequence[Effect], words: Wording) -> list[str]:
    """Say which causes cannot be told apart between two years; nothing if all can."""
    later = Wording(words.language, change.after.case)
    return [
        words.say(
            "The effects of these cannot be told apart, because the way of sharing, figures or "
            "participants of the "
            "one year cannot be combined with the other's: {causes}. So they have one column "
            "together.",
            causes=_name(effect, change, later),
        )
        for effect in effects
        if len(effect.causes) > 1
    ]


def _total(change: Change, words: Wording) -> str:
    before, now = change.before.total, change.after.total
    years: dict[str, Value] = {"before": str(change.before.year), "year": str(change.after.year)}
    if before == now:
        return words.say(
            "In {year} the total cost is the same as in {before}: {total}.",
            **years,
            total=in_full(now),
        )
    text = (
        "In {year} the total cost is {total}, which is {amount} more than in {before}."
        if now > before
        else "In {year} the total cost is {total}, which is {amount} less than in {before}."
    )
    return words.say(text, **years, total=in_full(now), amount=in_full(abs(now - before)))


def _comings_and_goings(change: Change, words: Wording, told_of: str | None) -> list[str]:
    """Tell who pays for the first time and who no longer does, but for one that
    has been told of.
    """
    years: dict[str, Value] = {"before": str(change.before.year), "year": str(change.after.year)}

    def named(codes: Mapping[str, int]) -> Listing:
        return Listing(
            [
                Message(
                    "{payer} ({amount})",
                    {"payer": PayerName(code), "amount": Money(cents, words=True)},
                )
                for code, cents in sorted(codes.items())
            ]
        )

    new = {
        code: cents for code, cents in change.after.cents.items() if code not in change.before.cents
    }
    new.pop(told_of or "", None)
    gone = {
        code: cents for code, cents in change.before.cents.items() if code not in change.after.cents
    }
    gone.pop(told_of or "", None)
    found = []
    if new:
        found.append(
            words.plural(
                "Takes part in {year}, not in {before}: {payers}.",
                "Take part in {year}, not in {before}: {payers}.",
                len(new),
                payers=named(new),
                **years,
            )
        )
    if gone:
        found.append(
            words.plural(
                "Pays no longer in {year} (share in {before}): {payers}.",
                "Pay no longer in {year} (shares in {before}): {payers}.",
                len(gone),
                payers=named(gone),
                **years,
            )
        )
    return found


def _most_moved(
    change: Change, changes: Mapping[str, int], words: Wording, focus: str | None
) -> list[str]:
    """Tell whose share rises and whose falls most among those who pay in both years, and why."""
    say, others = words.say, len(changes) < len(change.cents)
    up, down = (
        max(changes, key=lambda code: changes[code]),
        min(changes, key=lambda code: changes[code]),
    )
    found = []
    if not _shown(max(changes[up], 0)):
        found.append(
            say("No share of those who pay in both years rises." if others else "No share rises.")
        )
    elif up != focus:
        amount = Money(changes[up], words=True)
        found.append(
            f"{say('{payer}: the share rises most, by {amount}.', payer=PayerName(up), amount=amount)} "
            f"{_causes(change, up, words)}".strip()
        )
    if not _shown(min(changes[down], 0)):
        found.append(
            say("No share of those who pay in both years falls." if others else "No share falls.")
        )
    elif down != focus:
        amount = Money(-changes[down], words=True)
        found.append(
            f"{say('{payer}: the share falls most, by {amount}.', payer=PayerName(down), amount=amount)} "
            f"{_causes(change, down, words)}".strip()
        )
    return found


def _causes(change: Change, payer: str, words: Wording) -> str:
    """List what a payer's change comes from, the largest effect first."""
    later = Wording(words.language, change.after.case)
    effects = [effect for effect in change.effects if _shown(effect.cents[payer])]
    effects.sort(key=lambda effect: -abs(effect.cents[payer]))
    parts = [
        f"{_name(effect, change, later)} {words.of(Money(effect.cents[payer], signed=True))}"
        for effect in effects
    ]
    if len(parts) == 1:
        return words.say("The cause: {causes}.", causes=parts[0])
    return (
        words.say("The causes, the largest first: {causes}.", causes=", ".join(parts))
        if parts
        else ""
    )


def _name(effect: Effect, change: Change, later: Wording) -> str:
    return effect_name(effect, later, change.before.case)


def _sentence(message: Message, words: Wording) -> str:
    return f"{words.title(message)}."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _shown(cents: int, decimals: int = 0) -> bool:
    """Tell whether an amount is more than nought as it is shown."""
    return bool(round_half_up(Fraction(cents, 100), decimals))
