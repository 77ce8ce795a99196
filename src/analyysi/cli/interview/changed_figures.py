"""What is done to the figures of a key before the cost is shared by them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from analyysi.allocation.keys import KEY_CHANGES
from analyysi.allocation.method import Variant
from analyysi.cli.interview.dialogue import Choice
from analyysi.cli.interview.parameter_questions import ask_parameters
from analyysi.cli.interview.state import Interview
from analyysi.drafting.agreements.answer_error import AnswerError
from analyysi.drafting.agreements.answers import Answers
from analyysi.drafting.stored_keys import NamedKey
from analyysi.languages.local_text import LocalText
from analyysi.messages import Day, Message
from analyysi.money import MAIN_CURRENCY
from analyysi.report.language.words import Words, message_in_every_language


def change_figures(interview: Interview, answers: Answers, kind: str = "") -> Answers:
    """Ask what is done to the figures of a key: a weight of some payers, a smallest figure ...

    The figures as they are stay in the terms, so that a report shows both.

    Parameters
    ----------
    kind
        The name of a row of KEY_CHANGES; empty: it is asked.
    """
    named = _changed_key(interview, answers)
    if not kind:
        choices = [Choice(row.name, row.title) for row in KEY_CHANGES.values()]
        kind = interview.dialogue.choose(Message("What is done to the figures?"), choices)
    parameters = ask_parameters(interview.around(answers), KEY_CHANGES[kind].model, {"kind": kind})
    transform = (*named.key.transform, parameters)
    if named.key.transform:
        return _with_key(answers, _changed(named, named.name, {"transform": transform}))
    label, by = adjusted_names(named)
    update = {"transform": transform, "label": label, "by": by}
    adjusted = _changed(named, f"adjusted_{named.name}", update)
    chosen = with_other_keys(answers.chosen, {named.name: adjusted.name})
    return replace(_with_key(answers, adjusted), chosen=chosen)


def _changed_key(interview: Interview, answers: Answers) -> NamedKey:
    """Return the key that is meant: the one that the cost is shared by, else the one chosen."""
    keys = {named.name: named for named in answers.keys}
    used = [keys[name] for name in answers.chosen.key_names if name in keys] or list(keys.values())
    if not used:
        raise AnswerError(
            Message("There are no figures for this yet: add them first, under {topic}."),
            topic=Message("more figures"),
        )
    if len(used) == 1:
        return used[0]
    choices = [
        Choice(
            named.name,
            Message("{key}", {"key": named.key.label.or_main(interview.language)}),
        )
        for named in used
    ]
    return keys[interview.dialogue.choose(Message("Which figures?"), choices)]


def _changed(named: NamedKey, name: str, update: Mapping[str, Any]) -> NamedKey:
    return NamedKey(name, named.key.model_copy(update=update))


def _with_key(answers: Answers, named: NamedKey) -> Answers:
    further = {kept.name: kept for kept in answers.further_keys}
    further[named.name] = named
    return replace(answers, further_keys=tuple(further.values()))


def adjusted_names(named: NamedKey) -> tuple[LocalText, LocalText]:
    """Return what changed figures are called, and the form "by ..."."""
    if named.counts_heads:
        values = {"day": Day(named.key.reference_date)}
        return (
            message_in_every_language(Message("adjusted population on {day}", values)),
            message_in_every_language(Message("by adjusted population on {day}", values)),
        )
    labels, forms = {}, {}
    for language, label in named.key.label.texts.items():
        words = Words(language, MAIN_CURRENCY)
        labels[language] = words.say("{figures}, adjusted", figures=label)
        forms[language] = words.say("by the figure “{figures}”", figures=labels[language])
    return LocalText.of(labels), LocalText.of(forms)


def with_other_keys(chosen: Variant, names: Mapping[str, str]) -> Variant:
    """Return a way of sharing by other keys, by the names of those before."""
    parameters = chosen.parameters.model_dump(mode="json", exclude_none=True)
    renamed = _renamed(parameters, names)
    return Variant(chosen.method, chosen.method.parameters.model_validate(renamed))


def _renamed(settings: Any, names: Mapping[str, str]) -> Any:
    if isinstance(settings, Mapping):
        return {
            names.get(name, name): _renamed(setting, names) for name, setting in settings.items()
        }
    if isinstance(settings, list):
        return [_renamed(setting, names) for setting in settings]
    return names.get(settings, settings) if isinstance(settings, str) else settings
