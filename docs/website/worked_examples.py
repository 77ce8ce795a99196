"""The examples of docs/methods.md, which tests/test_methods_document.py works out again, and their
rules in any language of the site.
"""

from __future__ import annotations

import re
import tomllib
from fractions import Fraction
from typing import Any, NamedTuple

from analyysi.agreement.values import Frozen
from analyysi.allocation.claims_rules.claims_methods import ByClaims
from analyysi.allocation.keys import KEY_CHANGES
from analyysi.allocation.methods import METHODS, NoParameters
from analyysi.allocation.steps.step_table import STEPS
from analyysi.allocation.whole_units.rounding import ROUNDING_RULES
from analyysi.languages.language_table import LANGUAGES
from analyysi.messages import KeyName, Message, PayerName, Value
from analyysi.money import MAIN_CURRENCY
from analyysi.report.language.words import Words
from website.documents import ROOT

CODES = ("a", "b", "c")
OF_STEPS = {"heads": (1, 1, 1), "costs": (120, 150, 210), "income": (20, 0, 60)}
"""The keys that examples of steps name besides their figures; costs and income in euros."""
_EXAMPLE = re.compile(
    r"<!-- example: (\w+) total=(\d+) figures=([\d,]+) -->\n(.*?)(?=\n\n|\Z)", re.DOTALL
)
_ROW = re.compile(r"^\| `(\w+)` \|(.*)\|$", re.MULTILINE)
_KEYS: dict[str, dict[str, tuple[str, str]]] = {
    "fi": {
        "figures": ("luku", "lukujen mukaan"),
        "heads": ("jokainen maksaja on yksi", "maksajien määrän mukaan"),
        "costs": ("{} €", "omien kustannusten mukaan"),
        "income": ("{} €", "omien tulojen mukaan"),
    },
    "sv": {
        "figures": ("tal", "enligt talen"),
        "heads": ("varje betalare är en", "enligt antalet betalare"),
        "costs": ("{} €", "enligt de egna kostnaderna"),
        "income": ("{} €", "enligt de egna inkomsterna"),
    },
    "en": {
        "figures": ("figure", "by the figures"),
        "heads": ("every payer is one", "by the number of payers"),
        "costs": ("€{}", "by own costs"),
        "income": ("€{}", "by own income"),
    },
}
"""Language to key to its label and to what is said where something is shared by it; "{}" stands for
its figures.
"""


class Example(NamedTuple):
    """A row of an example: its kind, the total and the figures in euros, the parameters, and the
    shares as printed ("33 1/3").
    """

    kind: str
    total: int
    figures: dict[str, Fraction]
    name: str
    parameters: dict[str, Any]
    printed: list[str]


def examples() -> list[Example]:
    """Return the examples of docs/methods.md, in the order of the page."""
    rows = []
    text = (ROOT / "docs" / "methods.md").read_text(encoding="utf-8")
    for kind, total, figures, table in _EXAMPLE.findall(text):
        of_payer = dict(zip(CODES, map(Fraction, figures.split(",")), strict=True))
        for name, row in _ROW.findall(table):
            cells = [cell.strip() for cell in row.split("|")]
            written = cells.pop(0).strip("`") if len(cells) > len(CODES) else ""
            parameters = tomllib.loads(f"read = {written}")["read"] if written else {}
            rows.append(Example(kind, int(total), of_payer, name, parameters, cells))
    return rows


def chosen(example: Example) -> Frozen:
    """Return the parameters of an example's method, step or change of a key."""
    name, parameters = example.name, example.parameters
    match example.kind:
        case "claims":
            return ByClaims(claims="claims")
        case "steps":
            return STEPS[name].parameters(**parameters)
        case "keys":
            return KEY_CHANGES[name].model.model_validate({"kind": name, **parameters})
        case _ if not parameters:
            return NoParameters()
        case _:
            return METHODS[name].parameters(**parameters)


def rules_of(example: Example) -> list[Message]:
    """Return the sentences that a report says of the example's method, step, change or rounding;
    an example has no source to name.
    """
    match example.kind:
        case "rounding":
            return [ROUNDING_RULES[example.name].rule]
        case "steps":
            step, parameters = STEPS[example.name], chosen(example)
            put_in = [said for said in step.put_in(parameters) if "source" not in said.values]
            return [step.rule(parameters), *put_in]
        case "keys":
            return [KEY_CHANGES[example.name].words(chosen(example))]
        case _:
            return [METHODS[example.name].rule(chosen(example))]


class ExampleWords(Words):
    """The words of a language in which payers are A, B and C and keys those of the examples."""

    def __init__(self, language: str) -> None:
        super().__init__(language, MAIN_CURRENCY)

    def of(self, value: Value) -> str:
        """Write any value or message in the reader's language."""
        match value:
            case KeyName():
                label, by = _KEYS[self.language][value.name]
                amounts = self.numbers.listing([str(n) for n in OF_STEPS.get(value.name, ())])
                return by if value.by else label.format(amounts)
            case PayerName():
                return value.code.upper()
            case _:
                return super().of(value)

    def in_case(self, value: Value, case: str) -> str:
        """Write a value in a case, a payer's letter as an abbreviation is."""
        if not isinstance(value, PayerName):
            return super().in_case(value, case)
        by_rule = self.case_of(LANGUAGES[self.language].name_cases, case, value)
        return by_rule(self.of(value), False)
