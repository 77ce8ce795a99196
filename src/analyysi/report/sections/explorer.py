"""The explorer: the page's own table of shares, which the reader may change where scripts are
allowed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from markupsafe import Markup

from analyysi.allocation.methods import in_parts
from analyysi.allocation.problem import Problem
from analyysi.allocation.ratios import Ratios
from analyysi.comparison.case import Case, Variant, figures_of
from analyysi.comparison.compare import Split, split_id
from analyysi.comparison.own.live_sums import SumsApart, sums_apart
from analyysi.comparison.own.live_weights import live_splits, weights_of
from analyysi.errors import AllocationError, SchemaError, SourceError
from analyysi.messages import Listing, Message, Money, Number, payer_names
from analyysi.report.html import render
from analyysi.report.language.wording import Wording
from analyysi.report.many_payers import are_many
from analyysi.report.reader import Reader

_EQUAL = ""
"""The equal part is a key like the others, of which everybody has one; no key of terms has an empty
name.
"""

_MOST = 100
"""The largest weight of a part of the reader's own mix."""

Figures = Mapping[str, Mapping[str, Fraction]]


def explorer(reader: Reader) -> Markup | None:
    """Return the explorer, hidden until its script shows it; None where it could not be exact.

    The script knows equal parts, keys, weights that a rule makes (`live_splits`), mixes and the
    method of the largest remainder, within steps that only set fixed sums apart first. With other
    steps, another rounding rule or another chosen method its shares would not be those that the
    report computes. A payer in focus has its row marked and its change announced.
    """
    case = reader.case
    apart = sums_apart(case)
    if apart is None or not case.rounding.by_remainder:
        return None
    live = live_splits(reader.comparison, apart.rest)
    weights = _weights(case.chosen, live)
    if weights is None:
        return None
    keys = _usable(apart.rest)
    figures, joiners, apart = _with_joiners(case, keys, apart)
    figures |= _of_rules(case, live.values(), apart.rest.payers, figures)
    if not apart.nothing:
        figures = _of_sharers(figures, apart)
    titles = {key: _title_of_part(key) for key in (_EQUAL, *keys)}
    titles |= {name: split.title for name, split in live.items() if name in figures}
    if not set(weights) <= set(figures):
        return None
    options: list[_Option] = [(reader.comparison.chosen.title, weights)]
    options += [
        (title, {key: Fraction(1)}) for key, title in titles.items() if list(weights) != [key]
    ]
    many = are_many(reader.comparison.payers)
    payers = [
        *(_row(reader, code, True, apart) for code in reader.comparison.payers),
        *(_row(reader, code, False, apart) for code in joiners),
    ]
    data = _script_data(reader, figures, list(titles), options, apart)
    return render(
        "explorer.html.j2",
        **_labels(reader, live, apart),
        unit=reader.sign,
        total=_amount(case, reader.words),
        options=_option_texts(reader, options),
        most=_MOST,
        weights=[(key, reader.words.title(title)) for key, title in titles.items()],
        payers=payers,
        many=many,
        focus=reader.focus,
        data=_json(_in_columns(data, payers) if many else data),
    )


_Option = tuple[Message, Mapping[str, Fraction]]
"""A split that may be chosen: its title, and the weight of each of its parts."""


def sets_sums_apart(case: Case) -> bool:
    """Return whether the explorer of a case adds sums to the shares of what they leave."""
    apart = sums_apart(case)
    return apart is not None and not apart.nothing


def _row(reader: Reader, code: str, takes_part: bool, apart: SumsApart) -> tuple[Any, ...]:
    """Return a payer's row: its code and name, whether it takes part, whether it must."""
    return code, reader.words.payer(code), takes_part, code in apart.staying


def _labels(reader: Reader, live: Mapping[str, Split], apart: SumsApart) -> dict[str, Any]:
    """Return the explorer's own words, by their names in the template."""
    say, words, year = reader.say, reader.words, str(reader.case.terms.year)
    columns = [say("Share"), say("Change")]
    if reader.case.terms.per_head is not None:
        columns.append(say("Per inhabitant"))
    return {
        "heading": say("Try it yourself"),
        "intro": say(
            "Change the total cost, the way of sharing or who takes part, and the shares change "
            "at once. "
            "Nothing is sent or stored."
        )
        + _about_sums(reader, apart)
        + _not_among(reader, live),
        "total_label": say("Total cost"),
        "way_label": say("Way of sharing"),
        "reset": say("Restore the chosen split"),
        "weights_label": say("Weights of the mix"),
        "who_label": say("Participating municipalities")
        if words.municipal
        else say("Participating payers"),
        "mark": say("This is a trial, not a decision."),
        "caption": say(
            "What each payer pays in {year}: {title}",
            year=year,
            title=reader.comparison.chosen.title,
        ),
        "corner": words.payer_header(),
        "columns": columns,
        "sum_label": say("Total"),
    }


def _about_sums(reader: Reader, apart: SumsApart) -> str:
    """Say what becomes of sums set apart first; nothing if there are none."""
    if apart.nothing:
        return ""
    texts = [
        reader.say(
            "The sums that are set apart first stay as they are: what they leave is shared again."
        )
    ]
    staying = [code for code in reader.comparison.payers if code in apart.staying]
    if staying:
        texts.append(
            reader.say(
                "These cannot be taken out, since a rule of the agreement names them: {payers}.",
                payers=payer_names(staying),
            )
        )
    return "".join(f" {text}" for text in texts)


def _not_among(reader: Reader, live: Mapping[str, Split]) -> str:
    """Name the analyst's own ways that cannot be tried here; nothing if there are none."""
    titles = [
        split.title
        for split in reader.comparison.splits
        if split.variant.method.is_own and split.id not in live
    ]
    if not titles:
        return ""
    return " " + reader.say(
        "These ways cannot be tried here, since what one pays by them depends on who else takes "
        "part: {titles}.",
        titles=Listing(titles),
    )


def _option_texts(reader: Reader, options: Sequence[_Option]) -> list[str]:
    (chosen, _), *others = options
    return [
        reader.words.title(Message("{title} (chosen)", {"title": chosen})),
        *(reader.words.title(title) for title, _ in others),
        reader.say("A mix of your own"),
    ]


def _script_data(
    reader: Reader,
    figures: Figures,
    keys: Sequence[str],
    options: Sequence[_Option],
    apart: SumsApart,
) -> dict[str, Any]:
    """Return what the script computes with, all numbers exact, and the sentences it writes."""
    case, words = reader.case, reader.words
    heads = case.terms.per_head
    own_mix = reader.say("A mix of your own")
    sums = {} if apart.nothing else {"first": _texts(apart.cents), "least": _texts(apart.least)}
    return {
        "unit": str(case.terms.rounding.unit),
        "total": str(case.terms.total.value),
        "cents": _texts(reader.comparison.chosen.cents),
        **sums,
        "keys": {key: _in_whole_numbers(figures[key])["figures"] for key in keys},
        "heads": None if heads is None else _in_whole_numbers(_heads(case, figures, apart)),
        "ways": [
            {"title": words.of(title), "weights": _in_whole_numbers(weights)["figures"]}
            for title, weights in options
        ],
        "focus": reader.focus,
        "words": {
            "own": own_mix[:1].lower() + own_mix[1:],
            **_words(case, words),
            **({} if apart.nothing else _words_on_sums(reader)),
        },
    }


def _in_columns(data: Mapping[str, Any], rows: Sequence[tuple[Any, ...]]) -> dict[str, Any]:
    """Return the same data as columns in the order of the rows, which are named once: of many
    payers it takes a third of the room. A figure that all have alike stands alone.
    """

    def column(figures: Mapping[str, str]) -> Sequence[str | None] | str | None:
        listed = [figures.get(code) for code, *_ in rows]
        return listed if len(set(listed)) > 1 else listed[0]

    heads = data["heads"]
    sums = {name: column(data[name]) for name in ("cents", "first", "least") if name in data}
    return {
        **data,
        **sums,
        "keys": {key: column(figures) for key, figures in data["keys"].items()},
        "heads": heads and {**heads, "figures": column(heads["figures"])},
        "payers": [
            [code, name, int(not takes_part), int(stays)] for code, name, takes_part, stays in rows
        ],
    }


def _texts(amounts: Mapping[str, int]) -> dict[str, str]:
    """Write amounts in cents out: a script's numbers are not exact."""
    return {code: str(cents) for code, cents in amounts.items()}


def _words_on_sums(reader: Reader) -> dict[str, str]:
    """Return what the script says where the sums set apart first leave no shares."""
    return {
        "below": reader.say(
            "The sum must be at least the sums set apart first, together {amount}.",
            amount="{amount}",
        ),
        "back": reader.say(
            "In this way more would be taken off the share of a payer than it is: it would be paid "
            "money back."
        ),
    }


def _weights(chosen: Variant, live: Mapping[str, Split]) -> dict[str, Fraction] | None:
    """Return the weight of each part of the chosen split, or None if it is made of no equal parts,
    keys or weights of a rule.
    """
    if split_id(chosen) in live:
        return {split_id(chosen): Fraction(1)}
    parts = chosen.parts
    return None if parts is None else {key or _EQUAL: weight for key, weight in parts.items()}


def _title_of_part(key: str) -> Message:
    method, parameters = in_parts({key or None: Fraction(1)})
    return method.title(parameters)


def _usable(problem: Problem) -> list[str]:
    """Return the keys by which this year's payers can share."""
    usable = []
    for key in problem.keys:
        try:
            problem.weights(key)
        except AllocationError:
            continue
        usable.append(key)
    return usable


def _with_joiners(
    case: Case, keys: Iterable[str], apart: SumsApart
) -> tuple[dict[str, Mapping[str, Fraction]], list[str], SumsApart]:
    """Return the figures of payers and of parties outside that could join, the codes of the latter,
    and what is set apart first of all of them.
    """
    figures: Figures = case.problem.keys
    joiners: list[str] = []
    for outsider in case.terms.outside:
        payers = (*case.problem.payers, *joiners, outsider.payer)
        if outsider.payer in apart.cents:
            continue  # it pays already: a step brings it in
        try:
            with_it = figures_of(case, payers)
            wider = sums_apart(case, replace(case.problem, payers=payers, keys=with_it))
        except (AllocationError, SchemaError, SourceError):
            continue
        if wider is not None and all(with_it[key][outsider.payer] >= 0 for key in keys):
            joiners.append(outsider.payer)
            figures, apart = with_it, wider
    everybody = (*case.problem.payers, *joiners)
    return {**figures, _EQUAL: dict.fromkeys(everybody, Fraction(1))}, joiners, apart


def _of_sharers(figures: Figures, apart: SumsApart) -> dict[str, Mapping[str, Fraction]]:
    """Return the figures of everybody who pays, zero of those who have no part in the rest."""
    nothing = dict.fromkeys(apart.cents, Fraction(0))
    of_all: dict[str, Mapping[str, Fraction]] = {}
    for name, known in figures.items():
        of_all[name] = nothing | {code: known[code] for code in apart.rest.payers}
    return of_all


def _heads(case: Case, figures: Figures, apart: SumsApart) -> Mapping[str, Fraction]:
    """Return the inhabitants of everybody: those whom a step sets apart have theirs too, zero where
    there are none.
    """
    heads = figures[case.terms.per_head or ""]
    if apart.nothing:
        return heads
    counted = case.heads or {}
    return {code: counted.get(code, heads[code]) for code in apart.cents}


def _of_rules(
    case: Case, live: Iterable[Split], sharers: tuple[str, ...], figures: Figures
) -> dict[str, Mapping[str, Fraction]]:
    """Return the weights that rules make of those who share, by the id of the split."""
    keys = {name: figures[name] for name in case.problem.keys}
    problem = replace(case.problem, payers=sharers, keys=keys)
    of_rules = {}
    for split in live:
        weights = weights_of(split.variant, problem)
        if weights is not None:
            of_rules[split.id] = weights
    return of_rules


def _in_whole_numbers(figures: Mapping[str, Fraction]) -> dict[str, Any]:
    """Return figures as whole numbers over one denominator, written out: a script's numbers are not
    exact.
    """
    ratios = Ratios.of(figures)
    return {
        "one": str(ratios.denominator),
        "figures": {name: str(numerator) for name, numerator in ratios.numerators.items()},
    }


def _amount(case: Case, words: Wording) -> str:
    return words.numbers.amount(case.terms.total.value)


def _words(case: Case, words: Wording) -> dict[str, str]:
    """Return what the script writes: sentences with their placeholders, and the
    forms of numbers.
    """
    say, numbers = words.say, words.numbers
    return {
        "mark": say("This is a trial, not a decision."),
        "way": say("Way of sharing: {title}", title="{title}"),
        "change": say(
            "{payer}: {amount}, change {change}.",
            payer="{payer}",
            amount="{amount}",
            change="{change}",
        ),
        "same": say("The shares are those of the chosen split."),
        "bad": say("Write a sum above zero in this form: {example}", example=_amount(case, words)),
        "uneven": say(
            "The sum must be a multiple of the rounding unit, {unit}.",
            unit=Money(case.terms.rounding.unit, 2),
        ),
        "whole": say("Give each weight as a whole number from 0 to {most}.", most=Number(_MOST)),
        "zero": say("At least one weight must be above zero."),
        "nobody": say("At least one must take part."),
        "undefined": say(
            "No share can be computed in this way: the figure is zero for all who take part."
        ),
        "decimal": numbers.decimal_mark,
        "group": numbers.group_mark,
        "symbol": numbers.sign,
        "money": numbers.money(0),
        "percent": numbers.percent(Fraction(0), 0),
    }


def _json(data: Mapping[str, Any]) -> Markup:
    """Write data for a script element, in which nothing may look like markup."""
    return Markup(
        json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    )
