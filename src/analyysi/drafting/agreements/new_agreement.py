"""A new agreement: `agreement.toml` and its first year's terms, checked before they are written."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from analyysi.agreement.reading import agreement_of
from analyysi.comparison.case import Case
from analyysi.drafting.agreements.answer_error import AnswerError
from analyysi.drafting.agreements.answers import Answers, check_id, not_decided
from analyysi.drafting.layout import inline_text
from analyysi.drafting.method_lines import named_lines, variant_lines
from analyysi.drafting.toml_templates import render_toml
from analyysi.drafting.trial_files import draft_case
from analyysi.drafting.writing import write_new
from analyysi.languages.catalogue import in_every_language
from analyysi.languages.language_table import RECORD_LANGUAGE
from analyysi.languages.local_text import LocalText
from analyysi.languages.user_language import language_of_project
from analyysi.messages import Message
from analyysi.money import decimals_needed, round_half_up
from analyysi.project import Project
from analyysi.sources.survey import Survey, survey_of
from analyysi.sources.surveys.answer_table import Answers as SurveyAnswers
from analyysi.sources.surveys.questions import questions_of


def new_agreement(project: Project, answers: Answers) -> tuple[Path, ...]:
    """Check and write the files of a new agreement, all or none; return their paths, those of
    figures last. Nothing that is there is touched.

    Raises
    ------
    AnalyysiError
        If the folder is there already, or the year cannot be worked out from the answers. Then
        nothing is written.
    """
    drafted_case(project, answers)
    folder = project.agreements / answers.id
    texts = texts_of(answers, language_of_project(project.root))
    contents = {folder / name: text for name, text in {**answers.survey_files, **texts}.items()}
    write_new(project, contents)
    named = (folder / name for name in answers.survey_files)
    return folder / "agreement.toml", folder / f"{answers.year}.toml", *named


def drafted_case(project: Project, answers: Answers) -> Case:
    """Work out what the answers make, as the files would; nothing is written.

    Where figures are still to be asked for, each stands as one meanwhile: that shows whether the
    terms can be worked out, and the shares mean nothing.

    Raises
    ------
    AnalyysiError
        For every fault that `analyysi check` would find.
    """
    check_id(project, answers.id)
    if answers.status == "decided" and answers.source == not_decided():
        raise AnswerError(
            Message("What has been decided has a source: give the decision, as {option} does."),
            option="--source",
        )
    texts = texts_of(answers)
    agreement_of(
        texts["agreement.toml"], answers.id, f"data/agreements/{answers.id}/agreement.toml"
    )
    return draft_case(project, answers.id, answers.year, texts, _surveys(answers))


def texts_of(answers: Answers, language: str = RECORD_LANGUAGE) -> dict[str, str]:
    """Return the texts of the files of the agreement and of its year, by name, with comments in a
    language.
    """
    return {
        f"{answers.year}.toml": terms_text(answers, language),
        "agreement.toml": agreement_text(answers, language),
    }


def _surveys(answers: Answers) -> dict[str, Survey]:
    """Return the figures that came in tables, with one in the place of each that is missing."""
    surveys = dict(answers.surveys)
    missing = answers.missing
    for file, questions in questions_of(named.key for named in answers.keys).items():
        keys = [named for named in answers.keys if named.key.survey == file]
        assumed = {}
        for named in keys:
            for code in missing.get(named.name, ()):
                assumed[code, named.key.column] = Fraction(1)
        if assumed:
            known = surveys[file].answers if file in surveys else SurveyAnswers(())
            surveys[file] = survey_of(known, questions, assumed=assumed)
    return surveys


def agreement_text(answers: Answers, language: str = RECORD_LANGUAGE) -> str:
    """Return the text of `agreement.toml`."""
    parties = list(answers.payers)
    if answers.organiser.code not in {party.code for party in parties}:
        parties.append(answers.organiser)
    return render_toml("agreement.toml.j2", language, answers=answers, parties=parties)


def terms_text(answers: Answers, language: str = RECORD_LANGUAGE) -> str:
    """Return the text of `<year>.toml`."""
    decided = answers.status == "decided"
    chosen_by_analyst = in_every_language(
        "The way of sharing is the analyst's choice. Nobody has decided on it."
    )
    # To name the way again would be no reason.
    no_reason = in_every_language("The reason for the way of sharing has not been written yet.")
    rule = answers.from_last_year
    return render_toml(
        "terms.toml.j2",
        language,
        answers=answers,
        change="" if rule is None else _decimal(rule.change),
        method=variant_lines(answers.chosen),
        chosen_by="decision" if decided else "analyst",
        reason=answers.reason or no_reason,
        method_source=answers.source if decided else chosen_by_analyst,
        steps=[named_lines(step.name, parameters) for step, parameters in answers.steps],
        game=_game_lines(answers),
        unknown=_unknown(answers),
    )


def _decimal(change: Fraction) -> str:
    """Write a change as a decimal if it ends, or else as a fraction."""
    decimals = decimals_needed(change)
    return str(change) if decimals is None else str(round_half_up(change, decimals))


def _game_lines(answers: Answers) -> str:
    if answers.game is None:
        return ""
    dumped = answers.game.model_dump(mode="json", exclude_defaults=True, exclude_none=True)
    lines = [f"{name} = {inline_text(setting)}\n" for name, setting in dumped.items()]
    return "\n[game]\n" + "".join(lines)


def _unknown(answers: Answers) -> list[LocalText]:
    unknown = []
    if answers.assumed:
        unknown.append(
            in_every_language(
                "The total cost of {year}. It has not been decided.", year=str(answers.year)
            )
        )
    if answers.status != "decided":
        unknown.append(in_every_language("The way of sharing that the parties have agreed on."))
    return unknown
