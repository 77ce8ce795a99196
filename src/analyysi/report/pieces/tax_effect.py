"""How sure the part of a municipality's income tax rate is that a share makes."""

from __future__ import annotations

from analyysi.report.reader import Reader


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
