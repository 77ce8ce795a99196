"""Every method, step, rounding rule and transformation of keys, computed by the program and by the
second implementation in `second/`, on random cases.

    python benchmarks/second_implementation.py [--cases 30000] [--seed 1] [--write]

Exact shares are compared as fractions and rounded ones in cents; where one refuses, the other must
refuse too. The estimate of the Shapley value is compared with what must hold of it
(`games.sampled_faults`). Each difference is shown with the smallest case found that still has it,
and makes the exit code 1. `--write` puts the counts into docs/second-implementation.md.
"""

from __future__ import annotations

import argparse
import pprint
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from random import Random

from pydantic import ValidationError
from second.draws import KEYS, MONEY_KEYS, Case, KeyRows, case
from second.games import sampled_faults
from second.keys import TRANSFORMATIONS, figure_of
from second.methods import METHODS as SECOND_METHODS
from second.methods import SAMPLED
from second.question import Costs, Question, Refused, cents
from second.rounding import ROUNDING_RULES as SECOND_ROUNDING_RULES
from second.rounding import rounded
from second.steps import STEPS as SECOND_STEPS
from second.steps import Inside
from table import machine, spaced, write
from table import rows as markdown

from analyysi.agreement.key import Key
from analyysi.allocation.cost_games.declared_games import (
    airport,
    from_table,
    stand_alone_and_joint,
)
from analyysi.allocation.cost_games.games import CostGame
from analyysi.allocation.keys import transformed
from analyysi.allocation.methods import METHODS
from analyysi.allocation.problem import Problem
from analyysi.allocation.steps.step_table import STEPS, with_steps
from analyysi.allocation.whole_units.rounding import ROUNDING_RULES
from analyysi.errors import AnalyysiError
from analyysi.sources.keys import key_weights
from analyysi.sources.plain_table import PlainTable
from analyysi.sources.schema import CODE, Column, TableSchema, check_table

DOCUMENT = Path(__file__).parent.parent / "docs" / "second-implementation.md"
Shares = dict[str, Fraction]
Amounts = dict[str, int]


@dataclass(frozen=True)
class Answer:
    """What one of the two makes of a case: exact shares and whole cents, or the reason for none.

    Shares without cents could not be rounded.
    """

    exact: Shares | None
    cents: Amounts | None
    reason: str = ""


# The program.


@dataclass(frozen=True)
class Table:
    """A table of figures, as a snapshot or a survey is."""

    table: PlainTable
    table_schema: TableSchema


def program_figures(name: str, key: KeyRows, payers: Sequence[str]) -> Shares:
    """Read a key's figures from a table and change them, as the program does for a year."""
    # Figures that are added are of one day, such as age groups; those that are averaged, of years.
    count = len(next(iter(key.rows.values())))
    years = [2023 + number if key.combine == "mean" else 2023 for number in range(count)]
    lines = [
        (code, str(years[number]), f"{number}", text)
        for code, texts in key.rows.items()
        for number, text in enumerate(texts)
    ]
    schema = TableSchema(
        columns=(
            Column(name=CODE, type="string", description="Maksaja"),
            Column(name="year", type="integer", description="Vuosi"),
            Column(name="group", type="string", description="Ryhmä"),
            Column(name="figure", type="number", description="Luku"),
        ),
        primary_key=(CODE, "year", "group"),
        rows=len(lines),
    )
    declared = Key.model_validate(
        {
            "survey": "kysely.csv",
            "column": "figure",
            "rows": {"year": years} if key.combine == "mean" else {"year": 2023},
            "combine": key.combine,
            "transform": key.transform,
            "reference_date": date(years[-1], 12, 31),
            "unit": "inhabitants",
            "label": {"fi": "luku"},
            "by": {"fi": "luvun mukaan"},
        }
    )
    as_text = PlainTable.of_rows([column.name for column in schema.columns], lines)
    table = Table(check_table(as_text, schema, "a draw"), schema)
    return transformed(key_weights(name, declared, table, payers, "a draw"), declared.transform)


def program_game(drawn: Case) -> CostGame | None:
    """Make the game that the case declares."""
    costs = {name: cents(cost) for name, cost in drawn.costs.items()}
    match drawn.kind:
        case "stand_alone":
            return stand_alone_and_joint(costs, Fraction(drawn.total))
        case "airport":
            return airport(costs)
        case "table":
            return from_table(
                drawn.payers,
                {frozenset(name.split("+")): cost for name, cost in costs.items()},
            )
    return None


def named_keys(drawn: Case) -> list[str]:
    """Return the keys that the parameters name."""
    written = repr((drawn.parameters, drawn.steps))
    return [name for name in (*KEYS, *MONEY_KEYS) if f"'{name}'" in written]


def by_program(drawn: Case) -> Answer:
    """Answer as the program does."""
    try:
        problem = Problem(
            Fraction(drawn.total),
            drawn.payers,
            {
                name: program_figures(name, drawn.keys[name], drawn.payers)
                for name in named_keys(drawn)
            },
            {"claims": {code: cents(claim) for code, claim in drawn.claims.items()}},
            program_game(drawn),
            dict.fromkeys(MONEY_KEYS, 100),
        )
        method = METHODS[drawn.method]
        parameters = method.parameters.model_validate(drawn.parameters)
        steps = [
            (STEPS[name], STEPS[name].parameters.model_validate(chosen))
            for name, chosen in drawn.steps
        ]
        shared = with_steps(lambda left: method.function(left, parameters), steps)(problem)
    except (AnalyysiError, ValidationError) as error:
        return Answer(None, None, str(error))
    exact = dict(shared.amounts)
    try:
        whole = ROUNDING_RULES[drawn.rule].function(exact, drawn.unit).cents
    except AnalyysiError as error:
        return Answer(exact, None, str(error))
    return Answer(exact, dict(whole))


# The second implementation.


def second_costs(drawn: Case) -> Costs | None:
    """Return what each group would cost, from what the case declares."""
    costs = {frozenset(name.split("+")): cents(cost) for name, cost in drawn.costs.items()}
    if drawn.kind in ("", "table"):
        return costs or None
    groups = [frozenset[str]()]
    for code in drawn.payers:
        groups += [group | {code} for group in groups]
    table = {}
    for group in groups[1:]:
        of_members = [costs[frozenset({code})] for code in group]
        if drawn.kind == "airport":
            table[group] = max(of_members)
        else:
            apart = sum(of_members, Fraction(0))
            table[group] = min(apart, Fraction(drawn.total)) if len(group) > 1 else apart
    if table[frozenset(drawn.payers)] != drawn.total:
        raise Refused("acting together costs more than the total")
    return table


def second_figures(key: KeyRows, payers: Sequence[str]) -> Shares:
    """Return a key's figures."""
    if any(code not in key.rows for code in payers):
        raise Refused("a payer has no figure")
    return {
        code: figure_of(
            code, [Fraction(text) for text in key.rows[code]], key.combine, key.transform
        )
        for code in payers
    }


def by_second(drawn: Case, estimate: Shares | None = None) -> Answer:
    """Answer by the second implementation; of an estimate, round what the program gives."""
    try:
        question = Question(
            Fraction(drawn.total),
            drawn.payers,
            {name: second_figures(drawn.keys[name], drawn.payers) for name in named_keys(drawn)},
            {"claims": {code: cents(claim) for code, claim in drawn.claims.items()}},
            second_costs(drawn),
        )
        if drawn.method == SAMPLED:
            exact = checked_estimate(question, drawn, estimate)
        else:
            exact = Inside(drawn.steps, drawn.method, drawn.parameters).share(question)
    except Refused as error:
        return Answer(None, None, str(error))
    try:
        return Answer(exact, rounded(drawn.rule, exact, drawn.unit))
    except Refused as error:
        return Answer(exact, None, str(error))


def checked_estimate(question: Question, drawn: Case, estimate: Shares | None) -> Shares:
    """Return the estimate if nothing speaks against it."""
    if question.costs is None or estimate is None:
        raise Refused("what groups would cost is not known")
    draws = drawn.parameters["draws"]
    faults = sampled_faults(question.costs, drawn.payers, draws, estimate)
    if faults:
        raise Refused("; ".join(faults))
    return estimate


# The two side by side.


def answers(drawn: Case) -> tuple[Answer, Answer]:
    """Return the program's answer and the second one."""
    program = by_program(drawn)
    return program, by_second(drawn, program.exact)


def differ(drawn: Case) -> bool:
    """Whether the two answer differently."""
    program, second = answers(drawn)
    return (program.exact, program.cents) != (second.exact, second.cents)


def smaller(drawn: Case) -> Iterator[Case]:
    """Yield cases that are a little simpler."""
    for place in range(len(drawn.steps)):
        yield replace(drawn, steps=[*drawn.steps[:place], *drawn.steps[place + 1 :]])
    for code in drawn.payers:
        if len(drawn.payers) > 1 and drawn.kind != "table":
            payers = tuple(payer for payer in drawn.payers if payer != code)
            costs = {name: cost for name, cost in drawn.costs.items() if name != code}
            yield replace(drawn, payers=payers, costs=costs)
    for name, key in drawn.keys.items():
        if key.transform:
            plain = KeyRows(key.rows, key.combine, key.transform[1:])
            yield replace(drawn, keys={**drawn.keys, name: plain})
        ones = KeyRows(dict.fromkeys(key.rows, ("1",)), None, ())
        if ones != key:
            yield replace(drawn, keys={**drawn.keys, name: ones})


def smallest(drawn: Case) -> Case:
    """Make a case simpler as long as the two still differ on it."""
    simpler = next((candidate for candidate in smaller(drawn) if differ(candidate)), None)
    return drawn if simpler is None else smallest(simpler)


@dataclass
class Counts:
    """How often each row was tried, answered, refused by both, and answered differently."""

    tried: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    different: Counter[str] = field(default_factory=Counter)

    def add(self, rows: Sequence[str], refused: bool, different: bool) -> None:
        """Count a case for each of its rows."""
        self.tried.update(rows)
        self.refused.update(rows if refused and not different else ())
        self.different.update(rows if different else ())


ALL = "all cases"


def rows_of(drawn: Case) -> list[str]:
    """Return what a case tries, each once: method, steps, rounding rule, changes of its keys."""
    tried = [ALL, drawn.method, drawn.rule, *(name for name, _ in drawn.steps)]
    for name in named_keys(drawn):
        key = drawn.keys[name]
        tried += [key.combine] if key.combine else []
        tried += [change["kind"] for change in key.transform]
    return list(dict.fromkeys(tried))


def shown(drawn: Case) -> str:
    """Show a case on which the two differ, and both answers."""
    small = smallest(drawn)
    program, second = answers(small)
    keys = {name: small.keys[name] for name in named_keys(small)}
    case_text = pprint.pformat(replace(small, keys=keys), width=100)
    return "\n".join(
        (
            f"\n{case_text}",
            *(
                f"  {who}: {list(map(str, (answer.exact or {}).items()))} "
                f"{answer.cents or ''} {answer.reason}"
                for who, answer in (("program", program), ("second", second))
            ),
        )
    )


def run(cases: int, seed: int) -> tuple[Counts, list[Case]]:
    """Draw cases and compare; return the counts, and the cases with a difference."""
    random, counts, differences = Random(seed), Counts(), []
    for number in range(cases):
        drawn = case(random, number)
        program, second = answers(drawn)
        different = (program.exact, program.cents) != (second.exact, second.cents)
        counts.add(rows_of(drawn), program.cents is None, different)
        if different:
            differences.append(drawn)
    return counts, differences


ROWS = {
    "Methods": tuple(METHODS),
    "Steps": tuple(STEPS),
    "Rounding rules": tuple(ROUNDING_RULES),
    "Keys": ("sum", "mean", *TRANSFORMATIONS),
}
"""What is tried, as the program's own tables name it."""


def without_second() -> list[str]:
    """Return the rows of the program that the second implementation lacks."""
    there = {SAMPLED, *SECOND_METHODS, *SECOND_STEPS, *SECOND_ROUNDING_RULES}
    return [name for name in (*METHODS, *STEPS, *ROUNDING_RULES) if name not in there]


def report(counts: Counts) -> list[str]:
    """Return the table of the document."""
    body = [
        [
            kind,
            f"`{name}`" if name != ALL else name,
            spaced(counts.tried[name]),
            spaced(counts.refused[name]),
            spaced(counts.different[name]),
        ]
        for kind, names in {**ROWS, "": (ALL,)}.items()
        for name in names
    ]
    header = ("Kind", "Row", "Cases", "Refused by both", "Different")
    return markdown(header, body, right=2)


def main() -> None:
    """Compare, show the counts and every difference."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cases", type=int, default=30_000, help="how many cases are drawn")
    parser.add_argument("--seed", type=int, default=1, help="another seed draws other cases")
    parser.add_argument("--write", action="store_true", help="write the counts into the document")
    options = parser.parse_args()
    started = time.perf_counter()
    counts, differences = run(options.cases, options.seed)
    minutes = (time.perf_counter() - started) / 60
    lines = [
        *report(counts),
        "",
        f"Seed {options.seed}, {minutes:.1f} minutes. {machine()}",
    ]
    if options.write:
        write("counts", lines, DOCUMENT, "make second")
    else:
        sys.stdout.write("\n".join(lines) + "\n")
    for drawn in differences[:40]:
        sys.stdout.write(shown(drawn) + "\n")
    if lacking := without_second():
        sys.exit(f"No second implementation of {', '.join(lacking)}.")
    sys.exit(f"{len(differences)} cases differ." if differences else 0)


if __name__ == "__main__":
    main()
