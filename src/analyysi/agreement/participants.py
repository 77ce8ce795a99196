"""Whose seat a report is made from: a participant by its name in any language, or by its code."""

from analyysi.agreement.agreement import Agreement
from analyysi.agreement.terms import Terms
from analyysi.errors import ParameterError
from analyysi.suggestions import did_you_mean


def participant(agreement: Agreement, terms: Terms, name: str) -> str:
    """Return the code of the payer that is called so, whatever the case of the letters.

    Participants pay, and whoever a step of the terms brings in, such as an organiser that pays
    first.

    Raises
    ------
    ParameterError
        If nobody is called so (with the nearest name), several are, or the party pays nothing in
        that year.
    """
    wanted = name.strip().casefold()
    names = {code: _names(agreement, code) for code in (party.code for party in agreement.parties)}
    found = [code for code, known in names.items() if wanted in {one.casefold() for one in known}]
    payers = payers_of(terms)
    taking_part = [agreement.party(code).name.main for code in payers]
    if not found:
        near = did_you_mean(name, taking_part)
        raise ParameterError(f"{agreement.id} {terms.year} has no participant '{name}'.{near}")
    if len(found) > 1:
        raise ParameterError(
            f"'{name}' is the name of several parties of {agreement.id}: give a code, "
            f"{' or '.join(found)}."
        )
    if found[0] not in payers:
        raise ParameterError(
            f"{agreement.party(found[0]).name.main} does not take part in {agreement.id} "
            f"{terms.year}, so it has no "
            f"share to report. Participants: {', '.join(taking_part)}."
        )
    return found[0]


def payers_of(terms: Terms) -> list[str]:
    """Return the codes of all who pay in a year: the participants, and whoever a step of the terms
    brings in.
    """
    brought = [str(step.parameters["payer"]) for step in terms.steps if "payer" in step.parameters]
    return list(dict.fromkeys([*terms.participants, *brought]))


def _names(agreement: Agreement, code: str) -> tuple[str, ...]:
    return (code, *agreement.party(code).name.texts.values())
