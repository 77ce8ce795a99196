"""Who made a paper, when and with what status."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from analyysi.comparison.case import Case
from analyysi.comparison.compare import Comparison
from analyysi.languages.local_text import LocalText
from analyysi.messages import Message
from analyysi.report.language.wording import Wording
from analyysi.report.pieces.preparation import Preparation, preparation
from analyysi.sources.manifest import newest_retrieval
from support.prepared import DAY, NAMED, OFFICE


def changed(case: Case, **terms: Any) -> Case:
    return replace(case, terms=case.terms.model_copy(update=terms))


def prepared(case: Case, language: str = "fi") -> Preparation:
    return preparation(case, Wording(language, case))


def test_without_names_the_day_is_that_of_the_newest_figure_and_the_author_the_program(
    kainuu_2023: Comparison,
) -> None:
    made = prepared(kainuu_2023.case)
    assert (made.by, made.author, made.status) == ("", "analyysi", "laskelma, ei päätös")
    assert made.day == max(manifest.retrieved for manifest in kainuu_2023.case.manifests.values())
    assert made.day_in_words.startswith("uusimmat luvut haettu ")
    organiser = kainuu_2023.case.agreement.organiser
    assert Wording("fi", kainuu_2023.case).payer(organiser) not in str(made.recorded())


@pytest.mark.parametrize(
    ("language", "by", "day"),
    [
        ("fi", OFFICE.main, "laadittu 3.12.2026"),
        ("sv", "Paltamo ekonomibyrå", "utarbetad 3.12.2026"),
        ("en", "Finance office of Paltamo", "prepared on 3 December 2026"),
    ],
)
def test_office_and_day_of_the_terms(
    kainuu_2023: Comparison, language: str, by: str, day: str
) -> None:
    made = prepared(changed(kainuu_2023.case, **NAMED), language)
    assert (made.author, made.day, made.file_day) == (by, DAY, DAY)
    assert made.day_in_words.replace("\xa0", " ") == day


def test_trial_is_not_the_office_s(kainuu_2023: Comparison) -> None:
    tried = replace(changed(kainuu_2023.case, **NAMED), trial=(Message("A trial."),))
    made = prepared(tried)
    assert (made.by, made.status) == ("", "kokeilu, ei päätös")
    assert made.day == newest_retrieval(tried.manifests.values())


def test_paper_of_no_retrieved_figure_has_no_day_but_its_file(kainuu_2023: Comparison) -> None:
    made = prepared(replace(kainuu_2023.case, manifests={}))
    assert (made.day, made.day_in_words, made.file_day) == (None, "", date(2023, 1, 1))
    assert made.recorded()["day"] == ""


def test_decision_is_named_by_its_body_if_one_body_decided_on_every_share(
    kainuu_2023: Comparison,
) -> None:
    case = kainuu_2023.case
    (share,) = case.terms.published
    council = LocalText(fi="Maakuntahallitus")
    everybody = tuple(
        share.model_copy(update={"payer": code, "decided_by": council, "when": "2022-09-20"})
        for code in case.terms.participants
    )
    statuses = [
        prepared(changed(case, status="decided", published=shares)).status.replace("\xa0", " ")
        for shares in (everybody, everybody[1:], ())
    ]
    assert statuses == ["päätös: Maakuntahallitus 20.9.2022", "päätetty jako", "päätetty jako"]
