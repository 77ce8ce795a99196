"""Ways of sharing that an analyst defines in a notebook, beside those of the program.

They belong to one case and change no table of the program: `Case.additions` carries them, and every
part that looks a method up by its name asks `Case.methods`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Any

from pydantic import create_model

from analyysi.agreement.agreement import Party
from analyysi.agreement.values import Frozen, NamedKey
from analyysi.allocation.method import (
    OTHER_SHAPE,
    Method,
    NoParameters,
    always,
    in_no_parts,
    without_weights,
)
from analyysi.allocation.methods import ByKey
from analyysi.allocation.problem import ExactSplit, Problem
from analyysi.allocation.ratios import Ratios
from analyysi.comparison.own.own_figures import main_names, of_payers, series
from analyysi.errors import AllocationError, Sentence, sentence_of
from analyysi.messages import KeyName, Message

if TYPE_CHECKING:
    import pandas as pd

NOISE = Fraction(1, 10**9)
"""A rule's numbers have twelve digits: what moves a share by less than this part of the total says
nothing of the rule.
"""

_HALF_A_CENT = Fraction(1, 2)
_FORGET = Sentence(
    " If the rule is meant for other terms, forget it first: analyysi.forget_methods()."
)

Parties = Mapping[str, Party]
"""The parties of an agreement by their codes."""

Compute = Callable[[Problem, str | None, Parties], Mapping[str, Fraction]]
"""Of a problem, a key (or None) and the parties: the exact weights that a rule makes of the key's
figures, or without a key the exact cents of each payer, which sum to the problem's total.
"""


@dataclass(frozen=True)
class OwnMethod:
    """A rule of an analyst's own.

    `key` is the key whose figures it makes weights of, None where it takes the whole problem.
    `live` says whether the weights of the others stay in proportion when a payer is taken out;
    None where that is still to be tried.
    """

    name: str
    title: str
    key: str | None
    compute: Compute
    live: bool | None = None

    @property
    def parameters(self) -> Frozen:
        """Return the parameters with which it is compared."""
        return NoParameters() if self.key is None else ByKey(key=self.key)

    def row(self, parties: Parties) -> Method:
        """Return it as a row like those of `METHODS`."""
        return Method(
            name=self.name,
            kind="plain",
            function=self._function(parties),
            parameters=NoParameters if self.key is None else _by_key(self.key),
            family=Message("{title}", {"title": self.title}),
            title=always(Message("{title}", {"title": self.title})),
            rule=self._rule,
            candidates=lambda problem: [self.parameters],
            reference="The analyst's own",
            formula=None,
            shape=OTHER_SHAPE,
            parts=in_no_parts,
            weights=without_weights if self.key is None else self._weights(parties),
            is_own=True,
            noise=NOISE,
        )

    def _weights(self, parties: Parties) -> Callable[[Problem, Any], Mapping[str, Fraction]]:
        return lambda problem, parameters: self.compute(problem, parameters.key, parties)

    def _function(self, parties: Parties) -> Callable[[Problem, Any], ExactSplit]:
        def by_weights(problem: Problem, parameters: ByKey) -> ExactSplit:
            weights = Ratios.of(self.compute(problem, parameters.key, parties))
            return ExactSplit(weights.in_proportion(problem.total))

        def by_itself(problem: Problem, parameters: NoParameters) -> ExactSplit:
            return ExactSplit(self.compute(problem, None, parties))

        return by_itself if self.key is None else by_weights

    def _rule(self, parameters: Any) -> Message:
        if self.key is None:
            return Message(
                "The analyst's own way of sharing: {title}. The shares are computed by the "
                "analyst's rule for this sum and these payers, and cannot be tried with others in "
                "this report.",
                {"title": self.title},
            )
        return Message(
            "The analyst's own way of sharing: {title}. The sum is divided in proportion to "
            "weights that the analyst's rule makes of these figures: {key}.",
            {"title": self.title, "key": KeyName(parameters.key)},
        )


@cache
def _by_key(key: str) -> type[ByKey]:
    """Return parameters that name this key unless another is given."""
    return create_model("OwnKeyParameters", __base__=ByKey, key=(NamedKey, key))


@dataclass(frozen=True)
class OwnProblem:
    """What a rule without a key is given: the sum, who pays and their figures.

    `total` is in euros. `payers` are names, and `figures` has a row for each and a column for each
    key by its name in the terms.
    """

    total: float
    payers: tuple[str, ...]
    figures: pd.DataFrame


def from_function(function: Callable[[Any], object], title: str) -> Compute:
    """Return an analyst's function as a rule computes: exactly, and with what it returns checked.

    With a key it takes the figures as a pandas Series by the payers' names and returns weights;
    without one it takes an `OwnProblem` and returns euros that sum to the total.

    Raises
    ------
    AllocationError
        When the rule is used: if the function stops, what it returns is at fault, or the key cannot
        be used.
    """

    name = getattr(function, "__name__", "")

    def called(argument: object, problem: Problem, parties: Parties) -> dict[str, Fraction]:
        answer = _answer(function, argument, title)
        try:
            return of_payers(answer, problem.payers, parties)
        except ValueError as error:
            raise AllocationError(
                "The rule '{title}': {fault}.", title=title, fault=error
            ) from error

    def weighed(problem: Problem, key: str, parties: Parties) -> Ratios:
        try:
            return problem.weights(key)
        except AllocationError as error:
            fault = _with_names(
                sentence_of(error) or Sentence(), main_names(parties, problem.payers)
            )
            raise AllocationError(
                "The rule '{title}' ({name}): {fault}{forget}",
                title=title,
                name=name,
                fault=fault,
                forget="" if key in problem.keys else _FORGET,
            ) from error

    def compute(problem: Problem, key: str | None, parties: Parties) -> Mapping[str, Fraction]:
        if key is not None:
            figures = weighed(problem, key, parties).among(problem.payers)
            names = main_names(parties, problem.payers)
            return called(series(figures, names, key), problem, parties)
        if not problem.total:
            return dict.fromkeys(problem.payers, Fraction(0))
        shares = Ratios.of(called(_shown(problem, parties), problem, parties))
        cents = shares.total * 100
        if abs(cents - problem.total) > max(_HALF_A_CENT, NOISE * problem.total):
            raise AllocationError(
                "The rule '{title}': its shares sum to {sum}, not to the total of "
                "{total}. Shares in euros were expected; a rule that gives weights is "
                "defined with key=...",
                title=title,
                sum=f"{float(shares.total):.2f}",
                total=f"{float(problem.total / 100):.2f}",
            )
        return shares.in_proportion(problem.total)

    return compute


class _AskedWithin(Exception):  # noqa: N818 - it becomes a fault where the rule was first asked
    """A rule was asked while it was answering: it compares, and every comparison asks it again."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self.title = title


_answering: list[str] = []
"""The titles of the rules that are being asked just now, the outermost first."""


def _answer(function: Callable[[Any], object], argument: object, title: str) -> object:
    """Return what a function answers; it may neither ask for itself nor end the program."""
    if title in _answering:
        raise _AskedWithin(title)
    _answering.append(title)
    try:
        return function(argument)
    except _AskedWithin as error:
        if error.title != title:
            raise
        raise AllocationError(
            "The rule '{title}' asks for itself: it makes a comparison, and every "
            "comparison asks the rule. Compute from what the rule is given, or "
            "compare in a cell above it.",
            title=title,
        ) from error
    except SystemExit as error:
        raise AllocationError(
            "The rule '{title}' ended the program (sys.exit or exit). Let it return "
            "a number for each payer, or raise an error that says why it cannot.",
            title=title,
        ) from error
    except Exception as error:
        raise AllocationError(
            "The rule '{title}' stopped: {kind}: {fault}",
            title=title,
            kind=type(error).__name__,
            fault=error,
        ) from error
    finally:
        _answering.remove(title)


def _with_names(sentence: Sentence, names: Mapping[str, str]) -> Sentence:
    """Return a sentence with the payers' names in the place of their codes."""
    values = dict(sentence.values)
    for placeholder, value in sentence.values.items():
        if type(value) is str:
            values[placeholder] = _named_payers(value, names)
    return Sentence(sentence.text, **values)


def _named_payers(text: str, names: Mapping[str, str]) -> str:
    for code, name in names.items():
        text = re.sub(rf"\b{re.escape(code)}\b", name, text)
    return text


def _shown(problem: Problem, parties: Parties) -> OwnProblem:
    import pandas as pd  # only a rule of an analyst's own is given a table of it

    columns, names = {}, main_names(parties, problem.payers)
    for key, figures in problem.keys.items():
        if all(code in figures for code in problem.payers):
            of_payers_ = {code: figures[code] for code in problem.payers}
            columns[key] = series(of_payers_, names, key)
    payers = tuple(names.values())
    frame = pd.DataFrame(columns, index=pd.Index(payers, dtype=object))
    return OwnProblem(float(problem.total / 100), payers, frame)
