"""What a share is of a municipality's tax revenue and of its income tax rate."""

from __future__ import annotations

from analyysi.comparison.burden.burden_on_taxes import tax_burdens
from analyysi.messages import KeyName, Money, Number
from analyysi.report.reader import Reader

_HUNDRED_EUROS = 100_00


def effect_on_budget(reader: Reader, payer: str) -> list[str]:
    """Say what the share is of the payer's tax revenue, and in tenths of a point of its income tax
    rate.
    """
    comparison = reader.comparison
    say, terms = reader.say, reader.case.terms
    named, effect = terms.burden, tax_burdens(comparison, comparison.chosen).get(payer)
    if named is None or effect is None:
        return [
            say(
                "What the share is of the tax revenue cannot be told: there is no figure of it "
                "for this year."
            )
        ]
    sentences = [
        say(
            "The share is {part} thousandths of the tax revenue ({key}).",
            part=Number(effect.of_revenue * 1000, 2),
            key=KeyName(named.tax_revenue),
        )
    ]
    if not effect.points or named.rate is None or named.income_tax is None:
        return sentences
    tenth = comparison.chosen.cents[payer] / (effect.points * 10)
    sentences.append(
        say(
            "It equals {tenths} tenths of a point of the income tax rate: one tenth brings in "
            "about {amount}.",
            tenths=Number(effect.points * 10, 2),
            amount=Money(round(tenth / _HUNDRED_EUROS) * _HUNDRED_EUROS, words=True),
        )
    )
    return [*sentences, *approximate(reader)]


def approximate(reader: Reader) -> list[str]:
    """Say that tenths of a tax point are approximate, where the rate is of another year than the
    tax; else nothing.
    """
    terms = reader.case.terms
    named = terms.burden
    if named is None or named.rate is None or named.income_tax is None:
        return []
    rate_year, tax_year = (
        named.rate.reference_date.year,
        terms.keys[named.income_tax].reference_date.year,
    )
    if rate_year == tax_year:
        return []
    return [
        reader.say(
            "This is approximate: the tax rate is of {rate_year} and the tax of {tax_year}.",
            rate_year=str(rate_year),
            tax_year=str(tax_year),
        )
    ]
