"""How the cost is shared: the usual ways, every row of METHODS, and the steps around them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from analyysi.agreement.terms import Airport, Game, StandAlone
from analyysi.agreement.values import Frozen
from analyysi.allocation.method import Method, Variant
from analyysi.allocation.methods import METHODS
from analyysi.allocation.steps.step import Step
from analyysi.allocation.steps.step_table import STEPS
from analyysi.cli.interview.dialogue import Choice
from analyysi.cli.interview.key_questions import SOURCES, add_from_table, add_key, add_named
from analyysi.cli.interview.parameter_questions import ask_field, ask_parameters
from analyysi.cli.interview.state import Interview
from analyysi.cli.interview.tables import again, looks_like_file
from analyysi.desk.fields import Field, Kind, PerName, Single, fields_of
from analyysi.desk.ways import method_name
from analyysi.drafting.agreements.answered_keys import EQUAL, POPULATION, by_key, equally
from analyysi.drafting.agreements.answers import Answers
from analyysi.drafting.agreements.new_agreement import drafted_case
from analyysi.drafting.agreements.table_figures import unit_of_heading
from analyysi.errors import AnalyysiError
from analyysi.messages import Message
from analyysi.project import Project

WAY = "way"
"""The choice of a way of sharing among all that there are."""


def ask_sharing(interview: Interview, answers: Answers) -> Answers:
    """Ask how the cost is shared, the usual ways first; a table's file or stored figures
    (snapshot:column:year) may be named at once.
    """
    choices = [
        *(Choice(row.name, row.title) for row in SOURCES.values()),
        Choice(EQUAL, Message("everybody pays the same")),
        Choice(WAY, Message("another way of sharing")),
    ]
    dialogue = interview.dialogue

    def check(text: str) -> str:
        if looks_like_file(text) or text.count(":") > 1:
            return text.strip()
        counted = unit_of_heading(text)
        if counted is not None and counted.population:
            return POPULATION
        return dialogue.chosen(text, choices)

    def ask() -> Answers:
        dialogue.show(choices)
        answer = dialogue.ask(Message("Shared by"), check, "1", "key")
        return _shared(interview, answers, answer)

    return again(dialogue, ask)


def _shared(interview: Interview, answers: Answers, answer: str) -> Answers:
    if answer == EQUAL:
        return replace(answers, chosen=equally())
    if answer == WAY:
        return ask_method(interview, answers)
    if answer in SOURCES:
        answers, name = SOURCES[answer].ask(interview, answers, False)
    elif looks_like_file(answer):
        answers, name = add_from_table(interview, answers, file=answer)
    else:
        answers, name = add_named(interview, answers, answer)
    return replace(answers, chosen=by_key(name))


def offered_methods() -> list[Method]:
    """Return the ways that can be chosen: all but sums of a decision whose rule is not known, which
    `import-decision` writes.
    """
    return [method for method in METHODS.values() if method.is_rule]


def ask_method(interview: Interview, answers: Answers, name: str = "") -> Answers:
    """Ask for a way of sharing among all that there are, and for its parameters.

    Parameters
    ----------
    name
        The name of a row of METHODS; empty: it is asked.
    """
    if not name:
        choices = [Choice(row.name, method_name(row)) for row in offered_methods()]
        name = interview.dialogue.choose(Message("Which way of sharing?"), choices)
    method = METHODS[name]
    answers = _with_what_it_needs(interview, answers, method)
    parameters = ask_parameters(interview.around(answers), method.parameters)
    return replace(answers, chosen=Variant(method, parameters))


def _with_what_it_needs(interview: Interview, answers: Answers, method: Method) -> Answers:
    """Add figures, claims or costs that a way of sharing needs and that are not there yet."""
    around = interview.around(answers)
    if method.kind == "claims" and not around.claims:
        interview.dialogue.tell(Message("This way needs a claim of each payer, a sum of money."))
        answers, _ = add_key(interview, answers, claim=True)
    elif method.kind == "game" and answers.game is None:
        interview.dialogue.tell(Message("This way needs what acting alone would cost each payer."))
        answers = ask_game(interview, answers)
    elif not around.keys and _needs_key(method.parameters):
        answers, _ = add_key(interview, answers)
    return answers


def _needs_key(parameters: type[Frozen]) -> bool:
    return any(
        isinstance(described.shape, Single)
        and described.shape.kind is Kind.KEY
        and described.required
        for described in fields_of(parameters)
    )


@dataclass(frozen=True)
class CostsAlone:
    """A kind of game that an interview asks for, and the parameter that has each payer's cost."""

    kind: str
    costs: str
    title: Message
    make: Callable[[Mapping[str, Any]], Game]


GAMES: Mapping[str, CostsAlone] = {
    row.kind: row
    for row in (
        CostsAlone(
            "stand_alone",
            "alone",
            Message("What each would pay alone; together they pay the total"),
            StandAlone.model_validate,
        ),
        CostsAlone(
            "airport",
            "needs",
            Message("What each needs; the dearest need is the total"),
            Airport.model_validate,
        ),
    )
}
"""The kinds of games that an interview asks for; a table of coalitions is written in the file."""


def ask_game(interview: Interview, answers: Answers) -> Answers:
    """Ask what the payers would pay without the others, and where that is from."""
    choices = [Choice(row.kind, row.title) for row in GAMES.values()]
    question = Message("What is known of the costs of acting alone?")
    row = GAMES[interview.dialogue.choose(question, choices)]
    costs: Mapping[str, Any] = ask_field(
        interview.around(answers), Field(row.costs, row.title, _COSTS, required=True)
    )
    source = interview.local_text(Message("Where are these sums from?"))
    given = {code: {"value": value, "source": source.texts} for code, value in costs.items()}
    return replace(answers, game=row.make({"kind": row.kind, row.costs: given}))


_COSTS = PerName(Kind.PAYER, Kind.AMOUNT)


def add_step(interview: Interview, answers: Answers, name: str = "") -> Answers:
    """Ask for a step around the way of sharing: a sum each first, a floor, a limit of change ...

    It is put innermost, or where all sentences of the steps are true.

    Parameters
    ----------
    name
        The name of a row of STEPS; empty: it is asked.
    """
    if not name:
        choices = [Choice(row.name, row.title) for row in STEPS.values()]
        name = interview.dialogue.choose(Message("Which condition?"), choices)
    step = STEPS[name]
    if not interview.around(answers).keys and _needs_key(step.parameters):
        answers, _ = add_key(interview, answers)
    parameters = ask_parameters(interview.around(answers), step.parameters)
    return in_a_true_order(interview.project, answers, step, parameters)


def in_a_true_order(project: Project, answers: Answers, step: Step, parameters: Frozen) -> Answers:
    """Return the answers with one more step, at the innermost place where the terms hold.

    Raises
    ------
    AnalyysiError
        If they hold at none, as they fail with the step innermost.
    """
    first: AnalyysiError | None = None
    for place in reversed(range(len(answers.steps) + 1)):
        steps = (*answers.steps[:place], (step, parameters), *answers.steps[place:])
        candidate = replace(answers, steps=steps)
        try:
            drafted_case(project, candidate)
        except AnalyysiError as fault:
            first = first or fault
        else:
            return candidate
    assert first is not None
    raise first
