"""A new agreement: `agreement.toml` and its first year's terms, checked before they are written."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from analyysi.agreement.reading import agreement_of
from analyysi.allocation.whole_units.rounding import USUAL_ROUNDING
from analyysi.drafting.answers import Answers, check_id, not_decided
from analyysi.drafting.method_lines import method_lines
from analyysi.drafting.stored_keys import NamedKey
from analyysi.drafting.toml_templates import render_toml
from analyysi.drafting.trial_files import draft_case
from analyysi.drafting.writing import write_new
from analyysi.errors import ParameterError
from analyysi.languages.catalogue import in_every_language
from analyysi.languages.local_text import LocalText
from analyysi.money import MAIN_CURRENCY
from analyysi.project import Project
from analyysi.report.language.words import Words


def new_agreement(project: Project, answers: Answers) -> tuple[Path, Path]:
    """Check and write the two files of a new agreement; return their paths. Nothing that is there
    is touched.

    Raises
    ------
    AnalyysiError
        If the folder is there already, or the year cannot be worked out from the answers. Then
        nothing is written.
    """
    check_id(project, answers.id)
    if answers.status == "decided" and answers.source == not_decided():
        raise ParameterError("What has been decided has a source: give the decision with --source.")
    folder = project.agreements / answers.id
    texts = {f"{answers.year}.toml": terms_text(answers), "agreement.toml": agreement_text(answers)}
    agreement_of(
        texts["agreement.toml"], answers.id, f"data/agreements/{answers.id}/agreement.toml"
    )
    draft_case(project, answers.id, answers.year, texts)
    write_new(project, {folder / name: text for name, text in texts.items()})
    return folder / "agreement.toml", folder / f"{answers.year}.toml"


def agreement_text(answers: Answers) -> str:
    """Return the text of `agreement.toml`."""
    parties = list(answers.payers)
    if answers.organiser.code not in {party.code for party in parties}:
        parties.append(answers.organiser)
    return render_toml("agreement.toml.j2", answers=answers, parties=parties)


def terms_text(answers: Answers) -> str:
    """Return the text of `<year>.toml`."""
    decided = answers.status == "decided"
    chosen_by_analyst = in_every_language(
        "The way of sharing is the analyst's choice. Nobody has decided on it."
    )
    return render_toml(
        "terms.toml.j2",
        answers=answers,
        method=method_lines({answers.key.name if answers.key else None: Fraction(1)}),
        chosen_by="decision" if decided else "analyst",
        reason=_reason(answers.key),
        method_source=answers.source if decided else chosen_by_analyst,
        rounding=USUAL_ROUNDING.name,
        unknown=_unknown(answers),
    )


def _reason(key: NamedKey | None) -> LocalText:
    if key is None:
        return in_every_language("Everybody pays the same.")
    return LocalText.of(
        {
            language: Words(language, MAIN_CURRENCY).say("Allocation key: {key}.", key=label)
            for language, label in key.key.label.texts.items()
        }
    )


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
