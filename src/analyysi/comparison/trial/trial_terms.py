"""A year's terms as a trial changes them: another total, method, key or other participants."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from fractions import Fraction
from typing import Any

from analyysi.agreement.agreement import Agreement
from analyysi.agreement.parameters import RunParameters
from analyysi.agreement.reading import validate
from analyysi.agreement.references import named_keys
from analyysi.agreement.terms import Alternative, Choice, ChosenMethod, Terms
from analyysi.allocation.method import Method
from analyysi.allocation.methods import in_parts
from analyysi.comparison.trial.newest_terms import Replacement
from analyysi.errors import ParameterError, Sentence
from analyysi.languages.catalogue import in_every_language
from analyysi.languages.language_table import MAIN_LANGUAGE
from analyysi.languages.local_text import LocalText
from analyysi.messages import Listing, Message, Money, PayerName
from analyysi.money import parse_cents
from analyysi.suggestions import did_you_mean, folded


def trial_terms(
    agreement: Agreement,
    terms: Terms,
    parameters: RunParameters,
    methods: Mapping[str, Method],
    own_keys: Collection[str] = (),
) -> Terms:
    """Return the terms as the trial has them: an analysis that nobody has decided on.

    What the terms say of their own total and participants alone (published shares, the search for
    their rule, agreed shares, declared costs) is left out where the trial changes these.

    Parameters
    ----------
    methods
        Every method by its name, the analyst's own too.
    own_keys
        The names of the analyst's own keys, which the terms do not have.

    Raises
    ------
    ParameterError
        For a method, key or participant that there is not (names the nearest), or a method that
        needs more than a key.
    """
    if not parameters.trial:
        return terms
    payers = _payers(agreement, terms, parameters.participants)
    total = parse_cents(parameters.total) if parameters.total else terms.total.value
    same_payers = set(payers) == set(terms.participants)
    same = same_payers and total == terms.total.value
    chosen = _method(terms, parameters, methods, own_keys)
    updates: dict[str, Any] = {
        "status": "analysis",
        "prepared_by": None,  # the office made the calculation that the trial departs from
        "prepared_on": None,
        "participants": payers,
        "outside": tuple(absent for absent in terms.outside if absent.payer not in payers),
        "method": chosen,
        "alternatives": _alternatives(terms, chosen, methods, same),
        "assumptions": (
            in_every_language(
                "This report is a trial. It is not computed by the terms of the year as they stand."
            ),
            *assumed_by(terms),
        ),
        "published": terms.published if same else (),
        "search": terms.search if same else None,
        "game": terms.game if same else None,
        "outlook": terms.outlook if same_payers else None,
        "burden": terms.burden if same_payers else None,
    }
    if total != terms.total.value:
        of_trial = {"value": total, "assumed": True, "source": _source(), "from_last_year": None}
        updates["total"] = terms.total.model_copy(update=of_trial)
    changed = terms.model_copy(update=updates)
    return validate(changed.model_dump(), Terms, _in_a_message(terms))


def assumed_by(terms: Terms) -> tuple[LocalText, ...]:
    """Return what the terms assume, said to be theirs: it need not hold for what is tried.

    What already says so is left as it is.
    """
    leads = in_every_language("Assumed in the terms of {year}:", year=str(terms.year)).texts
    return tuple(_led(assumption, leads) for assumption in terms.assumptions)


def _led(assumption: LocalText, leads: Mapping[str, str]) -> LocalText:
    texts = assumption.texts
    if texts[MAIN_LANGUAGE].startswith(leads[MAIN_LANGUAGE]):
        return assumption
    return LocalText.of({code: f"{leads[code]} {text}" for code, text in texts.items()})


def _in_a_message(terms: Terms) -> Sentence:
    return Sentence(
        "{agreement} {year}, as the trial has it", agreement=terms.agreement, year=terms.year
    )


_OF_THE_TERMS_ONLY = ("published", "search", "game", "outlook", "burden")
"""What a trial leaves out of the terms where it would say nothing of what is tried."""


def _source() -> LocalText:
    return in_every_language("A trial by the analyst. Nobody has decided on it.")


def trial_sentences(
    terms: Terms,
    tried: Terms,
    parameters: RunParameters,
    replacements: Iterable[Replacement] = (),
) -> tuple[Message, ...]:
    """Return what a trial changed, in sentences; none of a year as it stands.

    Parameters
    ----------
    replacements
        Which snapshot each place of the terms is read from.
    """
    sentences = []
    if parameters.total:
        sentences.append(
            Message(
                "The total cost is {tried}; in the terms it is {total}.",
                {"tried": Money(tried.total.value, 2), "total": Money(terms.total.value, 2)},
            )
        )
    if terms.total.from_last_year is not None and tried.total.from_last_year is None:
        sentences.append(
            Message(
                "By the terms the total cost follows from that of the year before. That of the "
                "trial does not."
            )
        )
    if parameters.method or parameters.key:
        sentences.append(Message("The way of sharing was chosen for the trial."))
    if parameters.participants:
        names = Listing([PayerName(code) for code in tried.participants])
        sentences.append(Message("These take part in the trial: {names}.", {"names": names}))
    if any(getattr(terms, name) and not getattr(tried, name) for name in _OF_THE_TERMS_ONLY):
        sentences.append(
            Message("What the terms say only of their own total or participants is left out.")
        )
    if parameters.data != "frozen":
        sentences += _on_figures(replacements)
    return tuple(sentences)


def _on_figures(replacements: Iterable[Replacement]) -> list[Message]:
    replacements = list(replacements)
    newer = [replacement for replacement in replacements if replacement.is_newer]
    sentences = [
        Message("The figures are the newest that are stored, not those that the terms name.")
        if newer
        else Message("No newer snapshots are stored of the tables that the terms name.")
    ]
    # Of several places that read one table, the first speaks for all.
    for named, used in dict.fromkeys((moved.named, moved.used) for moved in newer):
        sentences.append(
            Message(
                "Snapshot {used} is used in the place of {named}.", {"used": used, "named": named}
            )
        )
    passed_over = {
        (lacking, replacement.used): None
        for replacement in replacements
        for lacking, _ in replacement.passed_over
    }
    for lacking, used in passed_over:
        sentences.append(
            Message(
                "Snapshot {lacking} lacks figures that are needed here; {used} is read.",
                {"lacking": lacking, "used": used},
            )
        )
    return sentences


def _payers(agreement: Agreement, terms: Terms, listed: str) -> tuple[str, ...]:
    """Return the codes of the participants in the agreement's order; the terms' own if none is
    named.
    """
    if not listed:
        return terms.participants
    codes = {_party(agreement, name.strip()) for name in listed.split(",")}
    return tuple(party.code for party in agreement.parties if party.code in codes)


def _party(agreement: Agreement, name: str) -> str:
    spellings = {
        folded(spelling): party.code
        for party in agreement.parties
        for spelling in (party.code, *party.name.texts.values())
    }
    code = spellings.get(folded(name))
    if code is None:
        known = [party.name.main for party in agreement.parties]
        raise ParameterError(
            "participants: {agreement} has no party '{name}'.{near}",
            agreement=agreement.id,
            name=name,
            near=did_you_mean(name, known),
        )
    return code


def _alternatives(
    terms: Terms, chosen: ChosenMethod, methods: Mapping[str, Method], same: bool
) -> tuple[Alternative, ...]:
    """Return what a trial is compared with: the way of the terms that it takes the place of, and
    the alternatives of the terms.

    Parameters
    ----------
    same
        Whether total and payers are those of the terms; if not, what holds for these alone is left
        out.
    """
    choices = terms.alternatives
    if (chosen.name, chosen.parameters) != (terms.method.name, terms.method.parameters):
        replaced = Alternative(name=terms.method.name, parameters=terms.method.parameters)
        choices = (replaced, *choices)
    return tuple(choice for choice in choices if same or _holds_for_others(choice, methods))


def _holds_for_others(choice: Choice, methods: Mapping[str, Method]) -> bool:
    """Return whether a choice of the terms says something of another total or other payers."""
    method = methods.get(choice.name)
    if method is None:
        return True  # the case refuses it, with the nearest name
    parameters = method.parameters.model_validate(choice.parameters)
    return method.is_rule and method.kind != "game" and method.agreed_for(parameters) is None


def _method(
    terms: Terms,
    parameters: RunParameters,
    methods: Mapping[str, Method],
    own_keys: Collection[str],
) -> ChosenMethod:
    """Return the method of the trial: that of the terms if none is asked for."""
    name, key = parameters.method, parameters.key
    if not name and not key:
        return terms.method
    known_keys = [*terms.keys, *own_keys]
    if key and key not in known_keys:
        raise ParameterError(
            "key: {agreement} {year} has no key '{key}'.{near} A key of your own "
            "joins after a year is read: leave key out of analyysi.load, and share "
            "by it with case.with_key(..., chosen=True).",
            agreement=terms.agreement,
            year=terms.year,
            key=key,
            near=did_you_mean(key, known_keys),
        )
    if not name:
        by_key, of_key = in_parts({key: Fraction(1)})
        choice = Choice(name=by_key.name, parameters=of_key.model_dump(mode="json"))
    elif name not in methods:
        raise ParameterError(
            "method: there is no method '{method}'.{near} A rule of your own is known "
            "if a cell above analyysi.load defines it.",
            method=name,
            near=did_you_mean(name, methods),
        )
    else:
        choice = _choice(terms, methods[name], key, known_keys)
    return ChosenMethod(
        name=choice.name,
        parameters=choice.parameters,
        chosen_by="analyst",
        reason=_source(),
        source=_source(),
    )


def _choice(terms: Terms, method: Method, key: str, known_keys: list[str]) -> Choice:
    """Return a method with its parameters: as the terms have it, or with the key alone."""
    fields = method.parameters.model_fields
    required = [name for name, field in fields.items() if field.is_required()]
    if list(fields) == ["key"] and (key or required):
        if not key and len(known_keys) != 1:
            raise ParameterError(
                "method = '{method}' needs a key: add key=…, one of {keys}.",
                method=method.name,
                keys=", ".join(known_keys),
            )
        return Choice(name=method.name, parameters={"key": key or known_keys[0]})
    offered = [terms.method, *terms.alternatives]
    of_terms = [choice for choice in offered if choice.name == method.name]
    if key:
        of_terms = [
            choice
            for choice in of_terms
            if key in named_keys(method.parameters.model_validate(choice.parameters))
        ]
    if len(of_terms) == 1:
        return Choice(name=method.name, parameters=of_terms[0].parameters)
    if not required and not key and not of_terms and _is_whole(method):
        return Choice(name=method.name)
    if key and not fields:
        raise ParameterError(
            "method = '{method}' shares by no key: leave key = '{key}' out, or leave "
            "method out to share by the key.",
            method=method.name,
            key=key,
        )
    with_key = Sentence(" with the key '{key}'", key=key) if key else Sentence()
    if not of_terms:
        raise ParameterError(
            "method = '{method}' needs more than a run's parameters say ({fields}), and the terms "
            "have no such choice{with_key}. Try it at the desk (notebooks/tyopoyta.ipynb), or "
            "write a draft year.",
            method=method.name,
            fields=", ".join(fields),
            with_key=with_key,
        )
    raise ParameterError(
        "method = '{method}' needs more than a run's parameters say ({fields}), and the terms "
        "have {count} such choice{with_key}. Try it at the desk (notebooks/tyopoyta.ipynb), or "
        "write a draft year.",
        method=method.name,
        fields=", ".join(fields),
        count=len(of_terms),
        with_key=with_key,
    )


def _is_whole(method: Method) -> bool:
    """Return whether a method works without parameters."""
    try:
        method.parameters.model_validate({})
    except ValueError:
        return False
    return True
