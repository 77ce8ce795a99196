"""Who pays in a year, and which payer a name in any language or a code stands for."""

from pydantic import ValidationError

from analyysi.agreement.agreement import Agreement
from analyysi.agreement.terms import Choice, Terms
from analyysi.allocation.steps.step_table import STEPS
from analyysi.errors import ParameterError, either
from analyysi.suggestions import did_you_mean, folded


def participant(agreement: Agreement, terms: Terms, name: str) -> str:
    """Return the code of the payer that has a name, in any of its languages, or a code.

    Upper and lower case are the same. Participants pay, and whoever a step of the terms brings in,
    such as an organiser that pays first.

    Raises
    ------
    ParameterError
        If nobody has the name (with the nearest name), several have it, or the party pays nothing
        in that year.
    """
    sought = folded(name)
    codes = [party.code for party in agreement.parties if sought in _names(agreement, party.code)]
    payers = payers_of(terms)
    payer_names = [agreement.party(payer).name.main for payer in payers]
    if not codes:
        near = did_you_mean(name, payer_names)
        raise ParameterError(
            "{agreement} {year} has no participant '{name}'.{near}",
            agreement=agreement.id,
            year=terms.year,
            name=name,
            near=near,
        )
    if len(codes) > 1:
        raise ParameterError(
            "'{name}' is the name of several parties of {agreement}: give a code, {codes}.",
            name=name,
            agreement=agreement.id,
            codes=either(codes),
        )
    if codes[0] not in payers:
        raise ParameterError(
            "{party} does not take part in {agreement} {year}, so it has no share to report. "
            "Participants: {payers}.",
            party=agreement.party(codes[0]).name,
            agreement=agreement.id,
            year=terms.year,
            payers=", ".join(payer_names),
        )
    return codes[0]


def payers_of(terms: Terms) -> list[str]:
    """Return the codes of all who pay in a year: the participants, and whoever a step of the terms
    brings in.
    """
    payers = list(terms.participants)
    for choice in terms.steps:
        payers += _brought_in(choice)
    return list(dict.fromkeys(payers))


def _brought_in(choice: Choice) -> tuple[str, ...]:
    """Return whom a step brings in; nobody if it is at fault, which is reported with the case."""
    step = STEPS.get(choice.name)
    if step is None:
        return ()
    try:
        return step.brings_in(step.parameters.model_validate(choice.parameters))
    except ValidationError:
        return ()


def _names(agreement: Agreement, code: str) -> set[str]:
    """Return a party's code and its names, as they are compared."""
    names = agreement.party(code).name.texts.values()
    return {folded(written) for written in (code, *names)}
