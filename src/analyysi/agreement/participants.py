"""Whose seat a report is made from: a participant by its name in any language, or by its code."""

from analyysi.agreement.agreement import Agreement
from analyysi.agreement.terms import Terms
from analyysi.errors import ParameterError
from analyysi.suggestions import did_you_mean


def participant(agreement: Agreement, terms: Terms, name: str) -> str:
    """Return the code of the participant that is called so, whatever the case of the letters.

    Raises
    ------
    ParameterError
        If nobody is called so (with the nearest name), or the party does not take part in that year.
    """
    wanted = name.strip().casefold()
    names = {code: _names(agreement, code) for code in (party.code for party in agreement.parties)}
    found = [code for code, known in names.items() if wanted in {one.casefold() for one in known}]
    taking_part = [agreement.party(code).name.fi for code in terms.participants]
    if not found:
        near = did_you_mean(name, taking_part)
        raise ParameterError(f"{agreement.id} {terms.year} has no participant '{name}'.{near}")
    if found[0] not in terms.participants:
        raise ParameterError(
            f"{agreement.party(found[0]).name.fi} does not take part in {agreement.id} {terms.year}, so it has no "
            f"share to report. Participants: {', '.join(taking_part)}."
        )
    return found[0]


def _names(agreement: Agreement, code: str) -> tuple[str, ...]:
    name = agreement.party(code).name
    return (code, *(text for text in (name.fi, name.sv, name.en) if text is not None))
