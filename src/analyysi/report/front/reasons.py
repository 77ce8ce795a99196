"""What speaks for a split and against it, each with its sum: yardsticks, stakes, who gains.

No verdict and no threshold stands here, since nobody has voted on one: only sums, and what does not
decide.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from analyysi.agreement.key import unchanged_key
from analyysi.allocation.whole_units.whole_euros import shown_change
from analyysi.comparison.burden.weight_on_budgets import BY_HEAD, Weights, stakes, weights
from analyysi.comparison.compare import Comparison, Split
from analyysi.comparison.published.published_neighbours import observations, shown_beside
from analyysi.messages import Listing, Message, Money, Number, PayerName, payer_names
from analyysi.report.extremes import all_alike
from analyysi.report.front.answer import approved, is_decided
from analyysi.report.front.ways import (
    by_official_keys,
    changes_in_euros,
    euros,
    for_a_seat,
    largest_change,
    name_of,
)
from analyysi.report.pieces.rule_search import by_luck
from analyysi.report.pieces.shared_sentences import in_full, key_changes
from analyysi.report.reader import Reader

_MOST_NAMED = 4
"""How many payers a sentence names; more are counted."""


def columns(reader: Reader) -> tuple[tuple[str, list[str]], tuple[str, list[str]]]:
    """Return the two lists that stand side by side, each under its heading."""
    if reader.focus is None:
        return _why(reader), _against(reader)
    return _compared_with(reader, reader.focus), _open(reader, reader.focus)


def _why(reader: Reader) -> tuple[str, list[str]]:
    say, terms = reader.say, reader.case.terms
    reasons = [
        _per_head(reader),
        *_beside_economy(reader),
        _stakes(reader),
        terms.method.reason.in_language(reader.words.language),
    ]
    return say("Why this way"), [reason for reason in reasons if reason]


def _per_head(reader: Reader) -> str:
    comparison, words, say = reader.comparison, reader.words, reader.say
    head_range = comparison.head_range(comparison.chosen)
    if head_range is None:
        return ""
    (_, low), (_, high) = head_range
    amounts = comparison.per_heads(comparison.chosen)
    low_text, high_text = (words.of(Money(amount, 2, words=True)) for amount in (low, high))
    if low_text == high_text:
        return say("For each inhabitant the same sum is paid, wherever they live.")
    return say(
        "Per inhabitant the share runs from {low} ({low_payer}) to {high} ({high_payer}).",
        low=low_text,
        low_payer=all_alike(amounts, low, words),
        high=high_text,
        high_payer=all_alike(amounts, high, words),
    )


def _beside_economy(reader: Reader) -> Iterator[str]:
    """Say what the split weighs by each yardstick that is not a head: cents, least and most."""
    for measured in weights(reader.comparison, reader.comparison.chosen):
        if measured.yardstick is BY_HEAD or len(measured.of_payer) < 2:
            continue
        yield reader.say(
            "The share is {low}–{high} cents {yardstick}.",
            low=Number(measured.lowest[1]),
            high=Number(measured.highest[1]),
            yardstick=measured.title,
        )


def _stakes(reader: Reader) -> str:
    """Say how much another key would move one share: the key that moves least, the one that moves
    most, and the budgets. All of them are in the annex.
    """
    comparison = reader.comparison
    known = [stake for stake in stakes(comparison) if stake.cents]
    named = [stake for stake in known if stake in (known[0], known[-1]) or stake.of_budgets]
    moves = [
        (stake.title, *largest_change(changes_in_euros(comparison, stake.split))) for stake in named
    ]
    if not moves:
        return ""
    moved_payers = {payer for _, payer, _ in moves}
    text = "{amount} ({key})" if len(moved_payers) == 1 else "{amount} ({key}, {payer})"
    entries = [
        Message(
            text,
            {
                "key": title,
                "amount": Money(change * 100, words=True, signed=True),
                **({"payer": PayerName(payer)} if len(moved_payers) > 1 else {}),
            },
        )
        for title, payer, change in moves
    ]
    if len(moved_payers) > 1:
        return reader.say(
            "By other keys these shares would change most: {moves}.", moves=Listing(entries)
        )
    return reader.say(
        "By other keys the share of {payer} would change most: {moves}.",
        payer=PayerName(moved_payers.pop()),
        moves=Listing(entries),
    )


def _against(reader: Reader) -> tuple[str, list[str]]:
    reasons = [*_changed_figures(reader), _use(reader), _equal_work(reader), _evenness(reader)]
    return reader.say("What speaks against it"), [reason for reason in reasons if reason]


def _changed_figures(reader: Reader) -> Iterator[str]:
    """Say what is done to figures before they are shared by, and whose share it moves most: beside
    the same figures as they are published, where the terms have them as a key of its own.
    """
    comparison, terms = reader.comparison, reader.case.terms
    by_key = {split.variant.only_key: split for split in comparison.others}
    for name in reader.case.used_keys:
        plain = unchanged_key(terms.keys, name)
        if plain is None or plain not in by_key or comparison.chosen.variant.only_key != name:
            continue
        split = by_key[plain]
        payer, change = comparison.largest_shown_difference(split)
        if reader.focus is not None:
            payer, change = reader.focus, comparison.shown_difference(split, reader.focus)
        text = (
            "By the figures as they are, {payer} would pay {amount} more."
            if change > 0
            else "By the figures as they are, {payer} would pay {amount} less."
        )
        amount = Money(abs(change), words=True)
        moved = reader.say(text, payer=PayerName(payer), amount=amount)
        yield " ".join([*key_changes(reader.case, [name], reader.words), moved])


def _use(reader: Reader) -> str:
    keys = reader.case.terms.keys.values()
    if any(key.counted.measures_use for key in keys):
        return ""
    return reader.say(
        "The key does not show how much each payer uses the service. There are no figures of use."
    )


def _equal_work(reader: Reader) -> str:
    """Say what equal shares would move, on the ground that could be given for them."""
    comparison, say = reader.comparison, reader.say
    equal = next((split for split in comparison.others if split.variant.needs_no_figures), None)
    if equal is None:
        return ""
    gains = {
        code: -comparison.difference(equal, code)
        for code in comparison.payers
        if code in equal.cents
    }
    gaining = [code for code, gain in gains.items() if shown_change(gain) > 0]
    if not gaining:
        return ""
    ground = say(
        "If there is as much work for each payer, equal shares would match the use better."
    )
    if reader.focus is not None and reader.focus in gains:
        change = shown_change(-gains[reader.focus])
        text = (
            "{payer} would then pay {amount} more."
            if change > 0
            else "{payer} would then pay {amount} less."
        )
        amount = Money(abs(change), words=True)
        return f"{ground} {say(text, payer=PayerName(reader.focus), amount=amount)}"
    moved = Money(sum(gains[code] for code in gaining), words=True)
    if len(gaining) > _MOST_NAMED:
        text = say(
            "Then {count} payers would pay {moved} less in all, the others as much more.",
            count=Number(len(gaining)),
            moved=moved,
        )
        return f"{ground} {text}"
    text = reader.words.plural(
        "Then {names} would pay {moved} less, and the others as much more.",
        "Then {names} would pay {moved} less in all, and the others as much more.",
        len(gaining),
        names=payer_names(gaining),
        moved=moved,
    )
    return f"{ground} {text}"


def _evenness(reader: Reader) -> str:
    """Say that evenness speaks for another key at least as much as for the chosen one; nothing
    where it speaks for the chosen one, or one yardstick is all there is.
    """
    comparison = reader.comparison
    chosen_ratio = worst_ratio(comparison, comparison.chosen)
    if chosen_ratio is None or comparison.chosen.variant.only_key is None:
        return ""
    others = [split for split in by_official_keys(comparison) if split is not comparison.chosen]
    ratios = [(worst_ratio(comparison, split), split) for split in others]
    known = [(ratio, split) for ratio, split in ratios if ratio is not None]
    if not known:
        return ""
    least, most_even = min(known, key=lambda entry: entry[0])
    if least > chosen_ratio:
        return ""
    return reader.say(
        "Evenness does not decide between these: {own}, {other}.",
        own=name_of(comparison.chosen),
        other=name_of(most_even),
    )


def worst_ratio(comparison: Comparison, split: Split) -> Fraction | None:
    """Return the highest weight over the lowest, on the yardstick where they lie furthest apart;
    None where fewer than two yardsticks are known of every payer.
    """
    ratios = [
        measured.highest[1] / measured.lowest[1]
        for measured in weights(comparison, split)
        if _of_everybody(measured, split)
    ]
    return max(ratios) if len(ratios) > 1 else None


def _of_everybody(measured: Weights, split: Split) -> bool:
    return len(measured.of_payer) == len(split.cents) and measured.lowest[1] > 0


def lacking(reader: Reader) -> Iterator[str]:
    """Say what is missing if those who have approved a share pay it and the others what is computed
    here; nothing where every payer has a published share, or nobody.
    """
    comparison, say = reader.comparison, reader.say
    published = reader.case.terms.published
    payers = list(dict.fromkeys(share.payer for share in published))
    if not payers or len(payers) == len(comparison.payers):
        return
    seen = observations(comparison)
    shown = sum(shown_beside(observation, comparison.chosen) for observation in seen)
    to_the_cent = -sum(observation.difference_to_chosen for observation in seen)
    difference = shown - sum(share.value for share in published) or to_the_cent
    if not difference:
        return
    names, sum_known = payer_names(payers), in_full(sum(share.value for share in published))
    known = (
        reader.words.plural(
            "{payers} has approved {approved}.",
            "{payers} have approved {approved} in all.",
            len(payers),
            payers=names,
            approved=sum_known,
        )
        if all(is_decided(share) for share in published)
        else say("Published: {approved} ({payers}).", payers=names, approved=sum_known)
    )
    text = (
        "If the others pay what is computed here, {amount} of {total} is lacking."
        if difference > 0
        else "If the others pay what is computed here, {amount} more than {total} is collected."
    )
    missing = say(
        text,
        amount=in_full(abs(difference)),
        total=in_full(reader.case.terms.total.value),
    )
    yield f"{known} {missing}"


def _compared_with(reader: Reader, payer: str) -> tuple[str, list[str]]:
    """Return what a seat's share compares with: the official keys, the economy, both ends."""
    comparison, say = reader.comparison, reader.say
    published = approved(reader)
    share = published.value if published is not None else euros(comparison.chosen)[payer] * 100
    computed = comparison.chosen.cents[payer] or 1
    scale = Fraction(published.value, computed) if published is not None else Fraction(1)
    sentences = [
        *_why_for_a_seat(reader),
        *_range_over_keys(reader, payer, share),
        *_own_weights(reader, payer, scale),
        *_both_ends(reader, payer, share),
    ]
    if published is None:
        return say("Why this way"), sentences
    return say("What {amount} compares with", amount=in_full(share)), sentences


def _why_for_a_seat(reader: Reader) -> Iterator[str]:
    """Say why the way was chosen, where the seat's share is the computed one."""
    if approved(reader) is None:
        yield from filter(None, [_per_head(reader)])
        yield reader.case.terms.method.reason.in_language(reader.words.language)


def _range_over_keys(reader: Reader, payer: str, share: int) -> Iterator[str]:
    splits = by_official_keys(reader.comparison)
    sums = [euros(split)[payer] for split in splits]
    if len(sums) < 2:
        return
    keys = [reader.case.terms.keys[str(split.variant.only_key)] for split in splits]
    low, high = min(sums), max(sums)
    words = reader.words
    yield reader.say(
        "By {count} keys {payer} would pay {low}–{high}."
        if any(key.survey for key in keys)
        else "By {count} official figures {payer} would pay {low}–{high}.",
        count=Number(len(sums)),
        payer=PayerName(payer),
        low=words.numbers.plain(low),
        high=Money(high * 100, words=True),
    )
    if approved(reader) is not None:
        inside = low * 100 <= share <= high * 100
        yield reader.say(
            "This sum lies in that range." if inside else "This sum lies outside that range."
        )
    by_budgets = [stake for stake in stakes(reader.comparison) if stake.of_budgets]
    for stake in by_budgets:
        yield reader.say(
            "By this key it would be {amount}: {key}.",
            amount=Money(euros(stake.split)[payer] * 100, words=True),
            key=stake.title,
        )


def _own_weights(reader: Reader, payer: str, part: Fraction) -> Iterator[str]:
    """Say what the share is by each yardstick that is no head; `part` is the share over the
    computed one.
    """
    for measured in weights(reader.comparison, reader.comparison.chosen):
        if measured.yardstick is BY_HEAD or payer not in measured.of_payer:
            continue
        yield reader.say(
            "It is {amount} cents {yardstick}. Shared as computed here, the payers would pay "
            "{low}–{high} cents.",
            amount=Number(measured.of_payer[payer] * part),
            yardstick=measured.title,
            low=Number(measured.lowest[1]),
            high=Number(measured.highest[1]),
        )


def _both_ends(reader: Reader, payer: str, share: int) -> Iterator[str]:
    """Say by which way the payer would pay most and by which least, and how far from now: a list
    that told the one only would take a side. Equal shares are told beside it where nobody has
    approved a share.
    """
    comparison = reader.comparison
    ways = for_a_seat(comparison, payer)
    told_beside = approved(reader) is None
    sentences = []
    for split, sign in ((ways[-1], 1), (ways[0], -1)):
        text = (
            "Dearest would be {way}: {amount} more."
            if sign > 0
            else "Cheapest would be {way}: {amount} less."
        )
        change = (
            comparison.shown_difference(split, payer)
            if told_beside
            else euros(split)[payer] * 100 - share
        ) * sign
        if change > 0 and not (told_beside and split.variant.needs_no_figures):
            amount = Money(change, words=True)
            sentences.append(reader.say(text, way=name_of(split), amount=amount))
    if sentences:
        yield " ".join(sentences)


def _open(reader: Reader, payer: str) -> tuple[str, list[str]]:
    """Return what a seat's reader cannot know: the rule, what is lacking, the use."""
    sentences = [
        *_search(reader, payer),
        *lacking(reader),
        *(_changed_figures(reader) if approved(reader) is None else ()),
        _use(reader),
        _equal_work(reader) if approved(reader) is None else "",
    ]
    return reader.say("What stays open"), [sentence for sentence in sentences if sentence]


def _search(reader: Reader, payer: str) -> Iterator[str]:
    """Say whether any way compared gives the approved share, and what the search for a rule
    found.
    """
    published, explanation = approved(reader), reader.context.explanation
    if published is None:
        return
    exact = [
        split
        for split in reader.comparison.splits
        if split.variant.method.is_rule and split.cents[payer] == published.value
    ]
    if not exact:
        yield reader.say(
            "No way compared here gives exactly {amount}.", amount=in_full(published.value)
        )
    if explanation is None or explanation.inference.verdict != "possible":
        return
    yield reader.say(
        "{tried} rules were tried: {hits} give what is published, and {luck} would by luck "
        "alone. The rule is not known.",
        tried=Number(explanation.inference.tried),
        hits=Number(explanation.inference.hitting_rules),
        luck=by_luck(explanation.inference.by_luck),
    )
