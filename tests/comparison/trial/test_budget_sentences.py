"""Whose budgets lack, in every language, and which are stored and not read."""

from dataclasses import replace

import pytest

from analyysi.agreement.reading import read_agreement, read_terms
from analyysi.comparison.trial.budget_sentences import (
    REASONS,
    lacking_budgets,
    partial_budgets,
    unread_budgets,
)
from analyysi.languages.language_table import LANGUAGES
from analyysi.messages import payer_names
from analyysi.project import Project
from analyysi.report.language.words import Words
from analyysi.sources.budgets import BudgetBook, read_budgets
from analyysi.sources.manifest import LackingDocument

KTAS_2026 = "valtiokonttori/ktas-2026/2026-11-29"


def book(project: Project, *lacking: LackingDocument) -> BudgetBook:
    budgets = read_budgets(project, 2026, [KTAS_2026], ("105", "578"), "2027.toml")
    manifest = budgets.manifests[KTAS_2026].model_copy(update={"lacking": lacking})
    return replace(budgets, manifests={KTAS_2026: manifest})


@pytest.mark.parametrize("kind", REASONS)
def test_the_sentence_names_the_payer_and_what_to_do(project: Project, kind: str) -> None:
    lacks = [
        LackingDocument(municipality_code=code, kind=kind, reason="x")  # type: ignore[arg-type]
        for code in ("105", "205", "578")
    ]
    (sentence,) = lacking_budgets(book(project, *lacks), ("105", "578"))
    assert sentence == REASONS[kind](KTAS_2026, payer_names(["105", "578"]))
    assert sentence.values["snapshot"] == KTAS_2026
    named = sentence.values["payers"]
    # Kajaani (205) is no payer: what it lacks matters to nobody here.
    assert [payer.code for payer in named.items] == ["105", "578"]  # type: ignore[attr-defined]


def test_nothing_is_said_where_nothing_lacks(project: Project) -> None:
    assert lacking_budgets(book(project), ("105", "578")) == ()
    assert lacking_budgets(None, ("105",)) == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_was_never_asked_for_is_named_and_organisations_are_not(
    project: Project, language: str
) -> None:
    payers = ("578", "999", "liitto")
    (sentence,) = partial_budgets(book(project), payers)
    assert [payer.code for payer in sentence.values["payers"].items] == ["999"]  # type: ignore[union-attr]
    assert "analyysi pull budgets" in Words(language, "EUR").say(
        sentence.text, snapshot=KTAS_2026, payers="x"
    )
    # A record that says why has its own sentence.
    lack = LackingDocument(municipality_code="999", kind="no_document", reason="x")
    assert partial_budgets(book(project, lack), payers) == ()
    assert partial_budgets(None, payers) == ()


@pytest.mark.slow
def test_later_budgets_that_the_terms_do_not_name_are_named(project: Project) -> None:
    agreement = read_agreement(project, "kainuu-ict")
    (sentence,) = unread_budgets(project, read_terms(project, agreement, 2023))
    named = sentence.values["snapshots"]
    assert list(named.items) == [  # type: ignore[attr-defined]
        "valtiokonttori/ktas-2025/2026-11-29",
        KTAS_2026,
    ]
    assert unread_budgets(project, read_terms(project, agreement, 2027)) == ()
