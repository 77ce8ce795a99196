"""The search for the rule behind published shares, explained to a reader: what was tried and what
luck does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction

from analyysi.allocation.inference.findings import LITTLE_LUCK, Verdict
from analyysi.allocation.inference.rule_families import FAMILY_TITLES, MOST_TO_ORGANISER, Rule
from analyysi.allocation.inference.weight_ranges import WeightRange
from analyysi.comparison.explain import Explanation
from analyysi.comparison.published.rules_in_words import pieces_of, range_pieces
from analyysi.languages.language_table import LANGUAGES
from analyysi.messages import Day, Listing, Message, Number, PayerName, Percent
from analyysi.report.blocks import Block
from analyysi.report.language.wording import Wording
from analyysi.report.tables import Column, Row, Table
from analyysi.sources.budgets import AMENDED, DECIDED, PLANNED, PLANNED_LATER

_MOST_NAMED = 5
"""How many possible rules a sentence names; more are counted."""

_MOST_DECIMALS = 6
"""The most decimals with which the bound of luck is written."""

_FEW = 10
"""From how many hits by luck on a tenth of one says nothing."""

_LEAST_WRITTEN = 0.05
"""What is less than this would be written as 0.0."""

_STAGES = {
    DECIDED: (Message("in the budget of {year}"), 0),
    AMENDED: (Message("in the amended budget of {year}"), -1),
    PLANNED: (Message("for {year} in the plan of {document}"), 1),
    PLANNED_LATER: (Message("for {year} in the plan of {document}"), 2),
}
"""A stage of a budget as the words around its year, and how many years after the document the year
is.
"""


def verdict(explanation: Explanation, words: Wording) -> str:
    """Say in a few sentences whether the rule is known now, and what would decide."""
    say, inference = words.say, explanation.inference
    tried = say(
        "The rule was looked for among stored figures: {tried} rules were tried, over {keys} "
        "keys and {means} "
        "means of two or three years.",
        tried=Number(inference.tried),
        keys=Number(len(inference.key_names)),
        means=Number(len(inference.mean_names)),
    )
    sentences = _VERDICTS[inference.verdict](explanation, words)
    return " ".join([tried, *sentences, *_of_budgets(explanation, words)])


def known_rule(explanation: Explanation | None, words: Wording) -> str:
    """Return the sentence that names the rule behind the published shares; empty where it is not
    known, or was not looked for.
    """
    if explanation is None or explanation.inference.verdict != "known":
        return ""
    (hit,) = explanation.inference.hits
    return words.say("The rule is known: {rule}.", rule=rule_in_words(hit.rule, explanation, words))


def _none(explanation: Explanation, words: Wording) -> Iterator[str]:
    del explanation
    yield words.say("None of them gives the published share, so the rule is not identified.")


def _known(explanation: Explanation, words: Wording) -> Iterator[str]:
    say, inference = words.say, explanation.inference
    yield known_rule(explanation, words)
    bound, decimals = luck_bound(inference.by_luck)
    yield say(
        "No other rule that was tried gives the published table, and by luck alone fewer than "
        "{luck} would.",
        luck=Number(bound, decimals),
    )
    yield from _same_table(explanation, words)


def _same_table(explanation: Explanation, words: Wording) -> Iterator[str]:
    """Say between which weights the known keys give the same table."""
    for weights in explanation.inference.ranges:
        if weights.family.free and weights.natural:
            yield words.say(
                "The table does not tell the weights apart within this range: {range}.",
                range=_range_in_words(weights, explanation, words),
            )
            return


def _possible(explanation: Explanation, words: Wording) -> Iterator[str]:
    say, inference = words.say, explanation.inference
    luck = by_luck(inference.by_luck)
    hits = Number(inference.hitting_rules)
    if not inference.full:
        yield say(
            "{hits} of them give exactly what is published, and {luck} would by luck alone. "
            "They are possible rules: from some of the shares none is ever known.",
            hits=hits,
            luck=luck,
        )
        yield from _decisive(explanation, words)
        return
    if inference.too_lucky:
        yield say(
            "One of them gives exactly the published table: {rule}. It is not known all the same, "
            "since {luck} would by luck alone, and fewer than {limit} are needed.",
            rule=rule_in_words(inference.hits[0].rule, explanation, words),
            luck=luck,
            limit=Number(Fraction(str(LITTLE_LUCK)), 3),
        )
        return
    yield say(
        "{hits} of them give exactly the published table, and {luck} would by luck alone. "
        "The rule is not known.",
        hits=hits,
        luck=luck,
    )
    if 0 < len(inference.hits) <= _MOST_NAMED:
        rules = [rule_in_words(hit.rule, explanation, words) for hit in inference.hits]
        yield say("Possible rules: {rules}.", rules="; ".join(rules))
    if inference.hits and not any(hit.usual for hit in inference.hits):
        yield say("By the usual rounding, the largest remainder, no rule gives it.")
    unnatural = inference.unnatural
    if 0 < len(unnatural) <= _MOST_NAMED:
        ranges = [_range_in_words(weights, explanation, words) for weights in unnatural]
        yield say(
            "It is also given with weights that are no round numbers: {ranges}.",
            ranges="; ".join(ranges),
        )
    elif unnatural:
        yield say(
            "{count} choices of keys also give it with weights that are no round numbers.",
            count=Number(len(unnatural)),
        )


def _decisive(explanation: Explanation, words: Wording) -> Iterator[str]:
    decisive = explanation.inference.decisive()
    if decisive is not None:
        yield words.say(
            "The share of {payer} would tell most: by it the rules that give the "
            "published share fall into "
            "{groups} groups.",
            payer=PayerName(decisive[0]),
            groups=Number(decisive[1]),
        )


_VERDICTS: Mapping[Verdict, Callable[[Explanation, Wording], Iterator[str]]] = {
    "known": _known,
    "possible": _possible,
    "none": _none,
}


def luck_bound(luck: float) -> tuple[Fraction, int]:
    """Return a power of ten above the number of hits by luck, and its decimals.

    Examples
    --------
    >>> luck_bound(0.0031)
    (Fraction(1, 100), 2)
    """
    decimals = next((places for places in range(_MOST_DECIMALS, 0, -1) if luck < 10**-places), 0)
    return Fraction(1, 10**decimals), decimals


def by_luck(luck: float) -> Message:
    """Return the number of hits by luck in words: about so many, whole from ten on, or fewer than a
    bound where it would be written as nought.
    """
    if luck < _LEAST_WRITTEN:
        bound, decimals = luck_bound(luck)
        return Message("fewer than {count}", {"count": Number(bound, decimals)})
    if luck >= _FEW:
        return Message("about {count}", {"count": Number(round(luck))})
    return Message("about {count}", {"count": Number(Fraction(str(round(luck, 1))), 1)})


def _of_budgets(explanation: Explanation, words: Wording) -> list[str]:
    """Say which of the keys are of budgets, when these were approved, and whether one of them alone
    gives the share.
    """
    say, budgets = words.say, explanation.budgets
    if not budgets.figures:
        return []
    count = Number(len(explanation.tried_of_budgets))
    years = Listing([str(year) for year in budgets.document_years])
    sentences = [
        say("{count} of the keys are figures of the budgets of {years}.", count=count, years=years)
    ]
    if budgets.approved:
        first, last = Day(budgets.approved[0]), Day(budgets.approved[-1])
        sentences.append(
            say(
                "The municipalities approved their reports between {first} and {last}.",
                first=first,
                last=last,
            )
        )
    hits = [rule_in_words(rule, explanation, words) for rule in explanation.hits_of_budgets]
    sentences.append(
        say("Each of these alone gives the published share: {rules}.", rules=Listing(hits))
        if hits
        else say("No figure of a budget alone gives the published share.")
    )
    return sentences


def annex_blocks(explanation: Explanation, words: Wording) -> list[Block]:
    """Return how many rules of each kind were tried and gave the share. Which they are is for
    whoever asks: `analyysi explain` lists them; beside a decision such a list would be read as a
    claim.
    """
    return [_families(explanation, words)]


def rule_in_words(rule: Rule, explanation: Explanation, words: Wording) -> str:
    """Write a rule: "4 % by the organiser first, then by ..."."""
    pieces = pieces_of(rule, lambda name: _key(name, explanation, words))
    return words.of(Listing(pieces))


def _range_in_words(weights: WeightRange, explanation: Explanation, words: Wording) -> str:
    pieces = range_pieces(weights, lambda name: _key(name, explanation, words))
    return words.of(Listing(pieces))


def _key(name: str, explanation: Explanation, words: Wording) -> str:
    figures = explanation.figures.get(name)
    if figures is None:
        return explanation.case.terms.keys[name].label.in_language(words.language)
    what, day = words.frozen(figures.description), words.numbers.day(figures.when)
    if what[1:2].islower():  # not of an abbreviation
        what = what[:1].lower() + what[1:]
    yearless = LANGUAGES[words.foreign(figures.description) or words.language].year_end
    if yearless in what:
        # The statistics say "population on 31 December" already; the year goes in there.
        parts = [what.replace(yearless, day, 1), figures.picked]
    else:
        last_of_year = (figures.when.month, figures.when.day) == (12, 31)
        year = str(figures.when.year) if last_of_year else day
        stage = _STAGES.get(figures.picked)
        parts = (
            [what, _stage(stage, figures.when.year, words)]
            if stage
            else [what, figures.picked, year]
        )
    name = " ".join(text for text in parts if text)
    if figures.years == 1:
        return name
    return words.say("{key} (mean of {years} years)", key=name, years=Number(figures.years))


def _stage(stage: tuple[Message, int], year: int, words: Wording) -> str:
    named, ahead = stage
    values = {"year": str(year), "document": str(year - ahead)}
    used = {name: value for name, value in values.items() if f"{{{name}}}" in named.text}
    return words.of(Message(named.text, used))


def _families(explanation: Explanation, words: Wording) -> Table:
    say, plain = words.say, words.numbers.plain
    rows = [
        Row(
            words.of(FAMILY_TITLES[family.name]),
            [
                plain(family.tried),
                plain(family.hits),
                plain(Fraction(str(round(family.by_luck, 2))), 2),
            ],
        )
        for family in explanation.inference.families
    ]
    columns = [Column(say("Tried")), Column(say("Give the share")), Column(say("Would by luck"))]
    note = say(
        "Figures of before the year began were tried, rounded to cents, euros, tens, hundreds and "
        "thousands. How many "
        "hits luck brings is reckoned from how densely the rules' results lie around the "
        "published share."
    )
    if explanation.budgets.figures:
        note += " " + say(
            "The figures of budgets were tried at every stage, whenever they were approved."
        )
    note += " " + say(
        "The weights tried are halves, thirds, quarters, fifths, tenths, sixths, eighths and whole "
        "per cents."
    )
    if not explanation.inference.full:
        note += " " + say(
            "The organiser pays at most {share} first, and beside its part and an equal part "
            "weights go by five per cent.",
            share=Percent(MOST_TO_ORGANISER, 0),
        )
    return Table("families", say("Rules tried"), say("Kind of rule"), columns, rows, note=note)
