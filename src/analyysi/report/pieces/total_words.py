"""How the total came about, in words: its source, and its rule if it follows from last year's."""

from __future__ import annotations

from analyysi.agreement.terms import Terms
from analyysi.agreement.total import Capped, FromLastYear
from analyysi.allocation.parts import in_percent
from analyysi.messages import Message, Value
from analyysi.report.language.words import Words
from analyysi.report.pieces.shared_sentences import as_sentence, in_full


def total_source(terms: Terms, words: Words) -> str:
    """Return the source of the total, and the sentences on last year's where it follows from it."""
    source = terms.total.source.in_language(words.language)
    rule = total_rule(terms, words)
    return f"{as_sentence(source)} {rule}" if rule else source


def total_rule(terms: Terms, words: Words) -> str:
    """Say how the total follows from last year's; empty of one that does not."""
    rule = terms.total.from_last_year
    if rule is None:
        return ""
    sentences = _capped(rule) if isinstance(rule, Capped) else [_indexed(rule)]
    if rule.exact.denominator != 1:
        sentences.append(Message("It is rounded to the cent, half a cent up."))
    source = as_sentence(rule.source.in_language(words.language))
    sentences.append(Message("Source of the change: {source}", {"source": source}))
    return " ".join(map(words.of, sentences))


def _indexed(rule: FromLastYear) -> Message:
    values = _values(rule)
    if not rule.change:
        return Message("The total cost is {limit}, the same as last year's.", values)
    if rule.change > 0:
        return Message("The total cost is {limit}: last year's {last} raised by {change}.", values)
    return Message("The total cost is {limit}: last year's {last} lowered by {change}.", values)


def _capped(rule: Capped) -> list[Message]:
    if rule.asked is None:
        text = (
            "No sum has been asked for yet: last year's total is used here."
            if rule.total == rule.last_year
            else "No sum has been asked for yet: the limit is used here."
        )
        return [_limit(rule), Message(text)]
    text = (
        "{asked} was asked for. That is more, so the total cost is the limit."
        if rule.asked > rule.limit
        else "{asked} was asked for, which is not more than that."
    )
    sentences = [_limit(rule), Message(text, {"asked": in_full(rule.asked)})]
    if rule.asked > rule.limit:
        left_out = {"amount": in_full(rule.asked - rule.limit)}
        sentences.append(Message("The terms do not say who pays the other {amount}.", left_out))
    return sentences


def _limit(rule: Capped) -> Message:
    values = _values(rule)
    if not rule.change:
        return Message("The total cost may be at most {limit}, which is last year's.", values)
    text = (
        "The total cost may be at most {limit}: last year's {last} raised by {change}."
        if rule.change > 0
        else "The total cost may be at most {limit}: last year's {last} lowered by {change}."
    )
    return Message(text, values)


def _values(rule: FromLastYear) -> dict[str, Value]:
    values: dict[str, Value] = {"limit": in_full(rule.limit)}
    if rule.change:
        values |= {"last": in_full(rule.last_year), "change": in_percent(abs(rule.change))}
    return values
