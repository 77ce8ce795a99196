"""Writes src/analyysi/languages/locale_data.json from Babel's copy of the CLDR:
`python docs/make_locale_data.py`.

The program needs the forms of a few languages and Babel brings a thousand, 36 MB of every user's
environment; so what the languages of LANGUAGES need is kept beside them. The file is held to Babel
by tests/languages/test_locale_data.py.
"""

from __future__ import annotations

import json
import sys
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import Any

from babel import Locale
from babel.core import get_global
from babel.dates import get_day_names, get_month_names
from babel.numbers import (
    get_currency_name,
    get_currency_precision,
    get_currency_symbol,
    get_currency_unit_pattern,
    get_decimal_symbol,
    get_group_symbol,
)

from analyysi.languages.language_table import LANGUAGES
from analyysi.languages.locale_data import NAME


def tenders() -> list[str]:
    """Return the codes of all currencies that are or were legal tender of a country."""
    codes: set[str] = set()
    for of_country in get_global("territory_currencies").values():
        codes |= {code for code, _, _, is_tender in of_country if is_tender}
    return sorted(codes)


def locale_data(name: str) -> dict[str, Any]:
    """Return the forms of one locale, such as "fi_FI".

    Raises
    ------
    ValueError
        If the language has more forms of a number's noun than "one" and "other", or "one" for
        another number than 1.
    """
    locale = Locale.parse(name)
    forms = {locale.plural_form(number) for number in range(1000)}
    if forms != {"one", "other"} or locale.plural_form(0) == "one":
        raise ValueError(f"{name}: nouns after a number have forms that are not written: {forms}")

    def months(form: str, width: str) -> list[str]:
        return [str(month) for _, month in sorted(get_month_names(width, form, locale).items())]

    def days(width: str) -> list[str]:
        return [str(day) for _, day in sorted(get_day_names(width, "stand-alone", locale).items())]

    patterns = locale.list_patterns["standard"]
    return {
        "decimal": get_decimal_symbol(locale),
        "group": get_group_symbol(locale),
        "percent": locale.percent_formats[None].pattern,
        "money": locale.currency_formats["standard"].pattern,
        "money_in_words": get_currency_unit_pattern("EUR", count=2, locale=locale),
        "one_has_decimals": locale.plural_form(Decimal("1.00")) == "one",
        "months": months("format", "wide"),
        "months_alone": months("stand-alone", "wide"),
        "short_months_alone": months("stand-alone", "abbreviated"),
        "days": days("wide"),
        "short_days": days("abbreviated"),
        "lists": {place: patterns[place] for place in ("2", "start", "middle", "end")},
        "languages": {code: str(locale.languages[code]) for code in LANGUAGES},
        "countries": {
            code: str(country)
            for code, country in sorted(locale.territories.items())
            if len(code) == 2
        },
        "currencies": {
            code: [
                get_currency_symbol(code, locale),
                get_currency_name(code, count=1, locale=locale),
                get_currency_name(code, count=2, locale=locale),
            ]
            for code in tenders()
        },
    }


def text() -> str:
    """Return the whole file."""
    content = {
        "currency_decimals": {code: get_currency_precision(code) for code in tenders()},
        **{code: locale_data(language.locale) for code, language in LANGUAGES.items()},
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def main() -> None:
    """Write the file."""
    path = Path(str(files("analyysi.languages") / NAME))
    path.write_text(text(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    sys.exit(main())
