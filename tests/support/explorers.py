"""The explorer by itself: the data and the page that its script works on, and what a reader could try
with it.
"""

import hashlib
import json
import re
from base64 import b64encode
from dataclasses import dataclass, replace
from fractions import Fraction
from importlib.resources import files
from random import Random
from typing import Any

from analyysi.agreement.values import LocalText
from analyysi.allocation.method import NoParameters
from analyysi.allocation.methods import METHODS, ByKey, Mix
from analyysi.allocation.problem import Problem
from analyysi.comparison.case import Variant, figures_of
from analyysi.comparison.compare import Comparison
from analyysi.comparison.own.live_sums import sums_apart
from analyysi.comparison.scenarios import share
from analyysi.errors import AllocationError
from analyysi.report.html import policy_hash
from analyysi.report.language.wording import Wording
from analyysi.report.many_payers import are_many
from analyysi.report.papers.exporter import explorer_script
from analyysi.report.reader import Reader
from analyysi.report.sections.explorer import explorer, sets_sums_apart

EQUAL = ""


def in_every_language(comparison: Comparison) -> Comparison:
    """Give keys that have a Finnish name only one in the other languages too: the page is what is
    tested here.
    """
    terms = comparison.case.terms
    keys = {
        name: key.model_copy(
            update={
                "label": LocalText(
                    fi=key.label.fi,
                    sv=key.label.sv or f"{name} sv",
                    en=key.label.en or f"{name} en",
                )
            }
        )
        for name, key in terms.keys.items()
    }
    return replace(
        comparison, case=replace(comparison.case, terms=terms.model_copy(update={"keys": keys}))
    )


@dataclass(frozen=True)
class Trial:
    """What a reader tries, as the script gets it, and what Python makes of it (None: no share is
    defined).
    """

    state: dict[str, Any]
    cents: dict[str, str] | None


def data_of(comparison: Comparison) -> dict[str, Any]:
    """Return the data that the page's script reads."""
    markup = explorer(Reader(comparison, Wording("fi", comparison.case)))
    assert markup is not None
    match = re.search(r'<script id="explorer-data" type="application/json">(.*?)</script>', markup)
    assert match is not None
    data: dict[str, Any] = json.loads(match[1])
    return data


def trials(comparison: Comparison, count: int, seed: int) -> list[Trial]:
    """Draw what a reader could try, and work each out with the project's own functions."""
    chance = Random(seed)
    case, data = comparison.case, data_of(comparison)
    unit = case.terms.rounding.unit
    known = {*case.problem.payers, *case.brought_in}
    joiners = [code for code in data["keys"][EQUAL] if code not in known]
    apart = sums_apart(case)
    assert apart is not None
    staying = [code for code in case.problem.payers if code in apart.staying]
    brought = [code for code in case.brought_in if code not in case.problem.payers]
    figures = figures_of(case, (*case.problem.payers, *joiners)) if joiners else case.problem.keys
    keys = [key for key in data["keys"] if key != EQUAL]
    drawn = []
    for _ in range(count):
        total = max(1, int(10 ** chance.uniform(0, 9)) // unit) * unit
        free = [code for code in (*case.problem.payers, *joiners) if code not in staying]
        payers = [*staying, *chance.sample(free, chance.randint(1, len(free)))]
        kind = chance.choice(["chosen", "evenly", "key", "mix", "mix"])
        if kind == "chosen":
            variant, weights = case.chosen, data["ways"][0]["weights"]
        elif kind == "evenly" or not keys:
            variant, weights = Variant(METHODS["equal"], NoParameters()), {EQUAL: "1"}
        elif kind == "key":
            key = chance.choice(keys)
            variant, weights = Variant(METHODS["proportional"], ByKey(key=key)), {key: "1"}
        else:
            weights = {
                key: str(chance.choice([0, 0, 1, 30, 50, 70, 99, 100])) for key in (EQUAL, *keys)
            }
            if not any(int(weight) for weight in weights.values()):
                weights[chance.choice(keys)] = "100"
            variant = of_weights(weights)
        units = case.problem.unit_cents
        problem = Problem(Fraction(total), tuple(payers), figures, unit_cents=units)
        try:
            cents = {code: str(amount) for code, amount in share(case, variant, problem).items()}
        except AllocationError:
            cents = None
        drawn.append(
            Trial({"total": str(total), "weights": weights, "payers": [*payers, *brought]}, cents)
        )
    return drawn


def of_weights(weights: dict[str, str]) -> Variant:
    """Return the way of sharing that a reader's own weights mean."""
    whole = sum(int(weight) for weight in weights.values())
    parts = {key: Fraction(int(weight), whole) for key, weight in weights.items() if int(weight)}
    equal = parts.pop(EQUAL, Fraction(0))
    if equal == 1:
        return Variant(METHODS["equal"], NoParameters())
    if not equal and len(parts) == 1:
        return Variant(METHODS["proportional"], ByKey(key=next(iter(parts))))
    return Variant(METHODS["mix"], Mix(equal=equal, keys=parts))


def page(comparison: Comparison, language: str) -> str:
    """Return the least page that the explorer can stand on, with the policy of the report."""
    template = files("analyysi.report") / "template"
    css = "".join(
        (template / name).read_text(encoding="utf-8")
        for name in ("report.css", "explorer.css", "many_payers.css")
    )
    script = explorer_script(sets_sums_apart(comparison.case), are_many(comparison.payers))
    style = b64encode(hashlib.sha256(css.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; img-src data:; style-src 'sha256-{style}'; script-src "
        f"{policy_hash(script)}; "
        "base-uri 'none'; form-action 'none'"
    )
    markup = explorer(Reader(comparison, Wording(language, comparison.case), "578"))
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        f"<title>Explorer</title>\n<style>{css}</style>\n</head>\n<body>\n"
        '<div class="frame">\n<nav aria-label="Contents"></nav>\n<main '
        'id="main">\n<h1>Shares</h1>\n<h2>Explorer</h2>\n'
        f"{markup}\n</main>\n</div>\n<script>{script}</script>\n</body>\n</html>\n"
    )
