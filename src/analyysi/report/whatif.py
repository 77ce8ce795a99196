"""What if: somebody leaves or joins, the total or the figures change, the years to come, revised figures."""

from __future__ import annotations

from fractions import Fraction

from markupsafe import Markup

from analyysi.comparison.compare import Comparison
from analyysi.comparison.game_range import ends_of_range
from analyysi.comparison.outlook import OutlookYear, outlook
from analyysi.comparison.robustness import Robustness, robustness
from analyysi.comparison.scenarios import Scenario, joins, totals, withdrawals, would_leave
from analyysi.messages import Listing, Money, Number, PayerName
from analyysi.report.html import render
from analyysi.report.matrix import NOTHING
from analyysi.report.tables import Column, Row, Table
from analyysi.report.wording import Wording

_REACH = 100_00


def parts(comparison: Comparison, words: Wording) -> list[Markup]:
    """Return the tables and sentences in order."""
    say = words.say
    leaving, joining, others = withdrawals(comparison), joins(comparison), totals(comparison)
    found: list[Markup] = []
    rows = [
        *((say("{payer} leaves", payer=PayerName(str(one.payer))), one) for one in leaving),
        *((say("{payer} joins", payer=PayerName(str(one.payer))), one) for one in joining),
        *((say("The total is {total}", total=Money(one.total)), one) for one in others),
    ]
    rows = [(label, scenario) for label, scenario in rows if scenario.changes]
    if rows:
        found += [render("subheading.html.j2", text=say("If something changes")), _changes(comparison, rows, words)]
    if leaving:
        found.append(_wishes(comparison, leaving, words))
    years = outlook(comparison)
    if years:
        found += [render("subheading.html.j2", text=say("The years to come")), _years(comparison, years, words)]
    firm = robustness(comparison, reach=_REACH)
    if firm is not None:
        found += [render("subheading.html.j2", text=say("If the figures are revised")), _firm(comparison, firm, words)]
    ranges = _ranges(comparison, words)
    if ranges is not None:
        found += [render("subheading.html.j2", text=say("If the costs of acting alone are otherwise")), ranges]
    return found


def _changes(comparison: Comparison, scenarios: list[tuple[str, Scenario]], words: Wording) -> Markup:
    say, plain = words.say, words.numbers.plain
    rows = [
        Row(
            label,
            [
                plain(Fraction(scenario.changes[code], 100), signed=True) if code in scenario.changes else NOTHING
                for code in comparison.payers
            ],
        )
        for label, scenario in scenarios
    ]
    hardest = max((scenario for _, scenario in scenarios if scenario.payer), key=_worst, default=None)
    note = say("The chosen split is kept in each case. A minus sign means that a payer would pay less.")
    if hardest is not None and hardest.hardest_hit[1] > 0:
        code, cents = hardest.hardest_hit
        note += " " + say(
            "The largest rise: if {leaver} left, {payer} would pay {amount} more.",
            leaver=PayerName(str(hardest.payer)),
            payer=PayerName(code),
            amount=Money(cents, words=True),
        )
    columns = [Column(words.payer(code), "€") for code in comparison.payers]
    caption = say("What each would pay more or less, whole euros")
    return Table("changes", caption, say("Change"), columns, rows, note=note, wide=True).html()


def _worst(scenario: Scenario) -> int:
    return scenario.hardest_hit[1]


def _wishes(comparison: Comparison, leaving: tuple[Scenario, ...], words: Wording) -> Markup:
    """Say who would rather leave, where that can be known."""
    say = words.say
    now = would_leave(comparison)
    if now is None:
        low = min(comparison.payers, key=lambda code: (comparison.chosen.cents[code], code))
        high = comparison.payers[0]
        text = say(
            "Who would rather leave is not known, since it is not known what the service would cost each by itself. "
            "Leaving pays for one that gets the same for less than its share: from {low_amount} ({low}) to "
            "{high_amount} ({high}).",
            low=PayerName(low),
            low_amount=Money(comparison.chosen.cents[low], words=True),
            high=PayerName(high),
            high_amount=Money(comparison.chosen.cents[high], words=True),
        )
        return render("paragraph.html.j2", text=text)
    sentences = [
        say("These would pay less by themselves than by the chosen split: {names}.", names=_names(now))
        if now
        else say("By the chosen split nobody would pay less by itself.")
    ]
    for scenario in leaving:
        drawn = [code for code in would_leave(comparison, scenario) or () if code not in now]
        if drawn:
            sentences.append(
                say(
                    "If {leaver} left, these would pay less by themselves too: {names}.",
                    leaver=PayerName(str(scenario.payer)),
                    names=_names(drawn),
                )
            )
    return render("paragraph.html.j2", text=" ".join(sentences))


def _names(codes: tuple[str, ...] | list[str]) -> Listing:
    return Listing([PayerName(code) for code in codes])


def _years(comparison: Comparison, years: tuple[OutlookYear, ...], words: Wording) -> Markup:
    say, plain, terms = words.say, words.numbers.plain, comparison.case.terms
    chosen = comparison.chosen.cents
    rows = [
        Row(
            words.payer(code),
            [
                plain(Fraction(chosen[code], 100)),
                *(plain(Fraction(one.cents[code], 100)) for one in years),
                plain(Fraction(years[-1].cents[code] - chosen[code], 100), signed=True),
            ],
        )
        for code in comparison.payers
    ]
    whole = [terms.total.value, *(one.total for one in years), years[-1].total - terms.total.value]
    sums = [plain(Fraction(cents, 100)) for cents in whole[:-1]] + [plain(Fraction(whole[-1], 100), signed=True)]
    rows.append(Row(say("Total"), sums, total=True))
    columns = [Column(str(terms.year), "€"), *(Column(str(one.year), "€") for one in years)]
    columns.append(Column(say("Change in all"), "€"))
    stated = terms.outlook
    note = (
        say("An assumption, not a forecast.") + " " + (stated.assumption.in_language(words.language) if stated else "")
    )
    caption = say("What each would pay in the years to come, whole euros")
    return Table("years", caption, words.payer_header(), columns, rows, note=note, wide=True).html()


def _firm(comparison: Comparison, found: Robustness, words: Wording) -> Markup:
    say, plain = words.say, words.numbers.plain
    rows = [
        Row(
            words.payer(code),
            [
                plain(Fraction(found.low[code], 100)),
                plain(Fraction(comparison.chosen.cents[code], 100)),
                plain(Fraction(found.high[code], 100)),
                plain(found.within[code] * 100),
                plain(found.ways[code] * 100),
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
        Column(say("Ways in the same order"), "%"),
    ]
    note = say(
        "{draws} draws with the seed {seed}: every figure is revised by up to one per cent, at most three tenths are "
        "shared equally, and the rest by the keys of the terms with weights drawn at random. The payers stand in the "
        "same order in {same} % of the draws. The weights are nobody's proposal. The last column tells in how many "
        "draws the ways shown in the body of the report, on the revised figures, stand in the same order by what the "
        "payer would pay.",
        draws=Number(found.draws),
        seed=str(found.seed),
        same=Number(found.ranking * 100),
    )
    caption = say("How firm the sums are when figures are revised and keys weighted otherwise")
    return Table("robustness", caption, words.payer_header(), columns, rows, note=note).html()


def _ranges(comparison: Comparison, words: Wording) -> Markup | None:
    say, plain = words.say, words.numbers.plain
    ends = ends_of_range(comparison)
    if not ends:
        return None
    rows = [
        Row(
            words.title(one.split.title),
            [f"{plain(Fraction(one.low[code], 100))} / {plain(Fraction(one.high[code], 100))}" for code in one.low],
        )
        for one in ends
    ]
    columns = [Column(words.payer(code), "€") for code in ends[0].low]
    note = say("First with every estimate at its low end, then with every estimate at its high end.")
    caption = say("Shares at both ends of the estimated costs of acting alone, whole euros")
    return Table("ranges", caption, say("Way of sharing"), columns, rows, note=note, wide=True).html()
