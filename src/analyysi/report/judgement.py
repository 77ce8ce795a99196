"""The annex's judgement: what holds of the chosen split, how evenly it weighs, and what if something changes."""

from __future__ import annotations

from fractions import Fraction

from markupsafe import Markup

from analyysi.allocation.fairness import burden
from analyysi.allocation.properties import PROPERTIES
from analyysi.comparison.compare import Comparison
from analyysi.comparison.judge import judge
from analyysi.comparison.scenarios import joins, robustness, totals, withdrawals
from analyysi.comparison.weigh import weigh
from analyysi.errors import AllocationError
from analyysi.messages import Money, Number, PayerName
from analyysi.report.html import render
from analyysi.report.matrix import NOTHING
from analyysi.report.tables import Column, Row, Table
from analyysi.report.wording import Wording

_REACH = 100_00


def parts(comparison: Comparison, words: Wording) -> list[Markup]:
    """Return the judgement's parts in order."""
    say = words.say
    found = [
        render("subheading.html.j2", text=say("For and against each way of sharing")),
        _weighed(comparison, words).html(),
        render("subheading.html.j2", text=say("Properties of the chosen split")),
        _properties(comparison, words).html(),
    ]
    evenness = _evenness(comparison, words)
    if evenness is not None:
        found += [render("subheading.html.j2", text=say("How evenly the sum weighs")), evenness.html()]
    changes = _changes(comparison, words)
    if changes is not None:
        found += [render("subheading.html.j2", text=say("If something changes")), changes.html()]
    firm = _robustness(comparison, words)
    if firm is not None:
        found += [firm.html()]
    return found


def _weighed(comparison: Comparison, words: Wording) -> Table:
    say = words.say
    rows = []
    for split in comparison.body:
        weighed = weigh(comparison, split)
        cells = [words.of(weighed.for_it), words.of(weighed.against_it)]
        rows.append(Row(words.title(split.title), cells, marked=split is comparison.chosen))
    columns = [Column(say("For"), text=True), Column(say("Against"), text=True)]
    note = say("Both come from the figures of this report. Which of them weighs more is for the board to decide.")
    caption = say("What speaks for and against each way here")
    return Table("weighed", caption, say("Way of sharing"), columns, rows, note=note)


def _properties(comparison: Comparison, words: Wording) -> Table:
    say = words.say
    answers = {True: say("yes"), False: say("no"), None: NOTHING}
    rows = [
        Row(words.of(PROPERTIES[finding.name].title), [answers[finding.holds], words.of(finding.told)])
        for finding in judge(comparison, comparison.chosen)
    ]
    columns = [Column(say("Holds"), text=True), Column(say("What was found in the figures"), text=True)]
    note = say("Each property has been looked for in the figures of this report. One that fails has an example.")
    return Table("properties", say("What holds of the chosen split"), say("Property"), columns, rows, note=note)


def _evenness(comparison: Comparison, words: Wording) -> Table | None:
    heads = comparison.case.heads
    if heads is None:
        return None
    say, plain = words.say, words.numbers.plain
    rows = []
    for split in comparison.splits:
        try:
            weight = burden({code: Fraction(cents) for code, cents in split.cents.items()}, heads)
        except AllocationError:
            continue
        ratio = NOTHING if weight.ratio is None else plain(weight.ratio, 2)
        cells = [ratio, plain(weight.gini, 3), plain(weight.deviation * 100, 1)]
        rows.append(Row(words.title(split.title), cells, marked=split is comparison.chosen))
    if not rows:
        return None
    columns = [
        Column(say("Highest divided by lowest")),
        Column(say("Gini coefficient")),
        Column(say("Would have to move"), "%"),
    ]
    note = say(
        "Measured per inhabitant. The Gini coefficient is 0 when every inhabitant bears the same. The last column is "
        "the part of the total that would have to move for that. None of them says alone what is fair."
    )
    caption = say("How evenly each way of sharing weighs on the inhabitants")
    return Table("evenness", caption, say("Way of sharing"), columns, rows, note=note)


def _changes(comparison: Comparison, words: Wording) -> Table | None:
    say, plain = words.say, words.numbers.plain
    scenarios = [
        *((say("{payer} leaves", payer=PayerName(str(one.payer))), one) for one in withdrawals(comparison)),
        *((say("{payer} joins", payer=PayerName(str(one.payer))), one) for one in joins(comparison)),
        *((say("The total is {total}", total=Money(one.total)), one) for one in totals(comparison)),
    ]
    rows = []
    for label, scenario in scenarios:
        if not scenario.changes:
            continue
        low, high = min(scenario.changes.values()), max(scenario.changes.values())
        code = max(sorted(scenario.changes), key=lambda payer: abs(scenario.changes[payer]))
        cells = [plain(Fraction(low, 100), signed=True), plain(Fraction(high, 100), signed=True), words.payer(code)]
        rows.append(Row(label, cells))
    if not rows:
        return None
    columns = [
        Column(say("Smallest change"), "€"),
        Column(say("Largest change"), "€"),
        Column(say("Changes most for"), text=True),
    ]
    note = say("The chosen split is kept in each case. A minus sign means that a payer would pay less.")
    caption = say("What the others would pay more or less, whole euros")
    return Table("changes", caption, say("Change"), columns, rows, note=note)


def _robustness(comparison: Comparison, words: Wording) -> Table | None:
    found = robustness(comparison, reach=_REACH)
    if found is None:
        return None
    say, plain = words.say, words.numbers.plain
    rows = [
        Row(
            words.payer(code),
            [
                plain(Fraction(found.low[code], 100)),
                plain(Fraction(comparison.chosen.cents[code], 100)),
                plain(Fraction(found.high[code], 100)),
                plain(found.within[code] * 100),
            ],
        )
        for code in comparison.payers
        if code in found.low
    ]
    columns = [
        Column(say("Nine in ten from"), "€"),
        Column(say("Chosen"), "€"),
        Column(say("Nine in ten to"), "€"),
        Column(say("At most 100 € away"), "%"),
    ]
    note = say(
        "{draws} draws with the seed {seed}: every figure is revised by up to one per cent, at most three tenths are "
        "shared equally, and the rest by the keys of the terms with weights drawn at random. The payers stand in the "
        "same order in {same} % of the draws. The weights are nobody's proposal.",
        draws=Number(found.draws),
        seed=str(found.seed),
        same=Number(found.ranking * 100),
    )
    caption = say("How firm the sums are when figures are revised and keys weighted otherwise")
    return Table("robustness", caption, words.payer_header(), columns, rows, note=note)
