"""The search for the rule behind published shares, explained to a reader: what was tried and what
luck does.
"""

from __future__ import annotations

from fractions import Fraction

from analyysi.allocation.inference.rule_families import FAMILY_TITLES, Rule
from analyysi.comparison.explain import Explanation, pieces_of
from analyysi.languages.language_table import LANGUAGES
from analyysi.messages import Day, Listing, Message, Number, PayerName
from analyysi.report.blocks import Block
from analyysi.report.language.wording import Wording
from analyysi.report.tables import Column, Row, Table
from analyysi.sources.budgets import AMENDED, DECIDED, PLANNED, PLANNED_LATER

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
    tried = sum(family.tried for family in inference.families)
    sentences = [
        say(
            "The rule was looked for among stored figures: {tried} rules were tried, over {keys} "
            "keys and {means} "
            "means of two or three years.",
            tried=Number(tried),
            keys=Number(explanation.tried_keys),
            means=Number(explanation.tried_means),
        )
    ]
    if inference.verdict == "none":
        sentences.append(
            say("None of them gives the published share, so the rule is not identified.")
        )
    elif inference.verdict == "identified":
        rule = rule_in_words(inference.hits[0].rule, explanation, words)
        sentences.append(
            say("The rule is identified: {rule}. A hit by luck is very unlikely.", rule=rule)
        )
        if len({hit.rule for hit in inference.hits}) > 1:
            sentences.append(say("Other rules that were tried give the very same table."))
    else:
        luck = sum(family.by_luck for family in inference.families)
        sentences.append(
            say(
                "{hits} of them give it exactly, but about {luck} would by luck alone, so the "
                "rule is not identified.",
                hits=Number(inference.hitting_rules),
                luck=Number(Fraction(round(luck))),
            )
        )
        decisive = inference.decisive()
        if decisive is not None:
            sentences.append(
                say(
                    "The share of {payer} would tell most: by it the rules that give the "
                    "published share fall into "
                    "{groups} groups.",
                    payer=PayerName(decisive[0]),
                    groups=Number(decisive[1]),
                )
            )
    return " ".join([*sentences, *_of_budgets(explanation, words)])


def _of_budgets(explanation: Explanation, words: Wording) -> list[str]:
    """Say which of the keys are of budgets, when these were approved, and whether one of them alone
    gives the share.
    """
    say, budgets = words.say, explanation.budgets
    if not budgets.figures:
        return []
    count = Number(len(budgets.figures))
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
    full = set(explanation.inference.published) == set(explanation.case.terms.participants)
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
    note += " " + (
        say(
            "Equal parts were tried in full per cents, weights in full five, each with every "
            "rounding rule."
        )
        if full
        else say(
            "Equal parts and weights were tried in full five per cents, the organiser's part in "
            "full per cents."
        )
    )
    return Table("families", say("Rules tried"), say("Kind of rule"), columns, rows, note=note)
