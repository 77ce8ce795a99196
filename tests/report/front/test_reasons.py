"""What speaks for a split and against it, with its sums."""

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

import pytest

from analyysi.comparison.compare import Comparison, compare_methods
from analyysi.comparison.report_context import report_context
from analyysi.languages.local_text import LocalText
from analyysi.project import Project
from analyysi.report.front import reasons
from analyysi.report.front.shares_table import table
from analyysi.report.front.ways import by_official_keys
from analyysi.report.sections import brief
from support.estimates import KEY, with_estimates
from support.readers import body_rows, number, reader_of


def text_of(columns: Iterable[tuple[str, list[str]]]) -> str:
    return " ".join(" ".join([heading, *items]) for heading, items in columns).replace("\xa0", " ")


def test_sums_of_the_reasons_are_those_of_the_table_beside(kainuu_2023: Comparison) -> None:
    reader = reader_of(kainuu_2023)
    text = text_of(reasons.columns(reader))
    shown = table(reader)
    for place, way in ((2, "verotulot 2020"), (4, "tasajako")):
        changes = [number(row.cells[place]) for row in body_rows(shown)]
        largest = max(changes, key=abs)
        written = reader.words.numbers.plain(largest, signed=True).replace("\xa0", " ")
        assert f"{written} euroa ({way})" in text
    gained = -sum(change for row in body_rows(shown) if (change := number(row.cells[4])) < 0)
    assert f"{reader.words.numbers.plain(gained)}".replace("\xa0", " ") in text


def test_cents_of_the_economy_are_those_of_the_stored_figures(kainuu_2023: Comparison) -> None:
    text = text_of(reasons.columns(reader_of(kainuu_2023)))
    revenue = kainuu_2023.case.problem.keys["tax_revenue_2020"]  # thousand euros
    cents = [Fraction(share) / revenue[code] for code, share in kainuu_2023.chosen.cents.items()]
    assert f"Osuus on {round(min(cents))}–{round(max(cents))} senttiä verotulojen" in text


def test_what_lacks_if_the_approved_share_stands_is_said(kainuu_2023: Comparison) -> None:
    (sentence,) = reasons.lacking(reader_of(kainuu_2023))
    assert "80 000 euroa puuttuu 246 euroa" in sentence.replace("\xa0", " ")
    assert sentence in brief.cautions(reader_of(kainuu_2023))
    seat = reader_of(kainuu_2023, focus="578")
    assert sentence in reasons.columns(seat)[1][1]


def test_of_a_whole_published_table_nothing_is_lacking(kainuu_2023: Comparison) -> None:
    (share,) = kainuu_2023.case.terms.published
    everybody = tuple(share.model_copy(update={"payer": code}) for code in kainuu_2023.payers)
    terms = kainuu_2023.case.terms.model_copy(update={"published": everybody})
    comparison = replace(kainuu_2023, case=replace(kainuu_2023.case, terms=terms))
    assert list(reasons.lacking(reader_of(comparison))) == []


def test_a_seat_sees_its_range_over_the_official_keys(kainuu_2023: Comparison) -> None:
    text = text_of(reasons.columns(reader_of(kainuu_2023, focus="578")))
    assert "Neljän tilastoluvun mukaan Paltamo maksaisi 6 999–7 336 euroa" in text
    assert "Summa on tällä välillä" in text
    assert len(by_official_keys(kainuu_2023)) == 4


@pytest.mark.slow
def test_the_search_is_told_with_its_luck(project: Project, kainuu_2023: Comparison) -> None:
    context = report_context(project, kainuu_2023.case)
    assert context.explanation is not None
    hits = context.explanation.inference.hitting_rules
    text = text_of(reasons.columns(reader_of(kainuu_2023, focus="578", context=context)))
    assert f"sen, mikä on julkaistu, antaa {hits}" in text


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_no_verdict_stands_in_the_reasons(kainuu_2023: Comparison, language: str) -> None:
    reader = reader_of(kainuu_2023, language)
    text = text_of(reasons.columns(reader)).lower()
    for word in ("perusteltavissa", "försvarbar", "defensible"):
        assert word not in text


def test_worst_ratio_is_over_every_yardstick(kainuu_2023: Comparison) -> None:
    ratio = reasons.worst_ratio(kainuu_2023, kainuu_2023.chosen)
    assert ratio is not None
    assert round(float(ratio), 2) == 1.38


def test_evenness_is_told_where_it_does_not_decide(kainuu_2023: Comparison) -> None:
    text = text_of(reasons.columns(reader_of(kainuu_2023)))
    ratios = {
        split.variant.only_key: reasons.worst_ratio(kainuu_2023, split)
        for split in by_official_keys(kainuu_2023)
    }
    least = min(ratio for ratio in ratios.values() if ratio is not None)
    assert least == ratios["tax_revenue_2020"]
    assert "Tasaisuus ei ratkaise, kumpi peruste on parempi: asukasluku 31.12.2021 vai " in text


def test_several_who_have_approved_are_spoken_of_as_several(kainuu_2023: Comparison) -> None:
    (one,) = kainuu_2023.case.terms.published
    other = one.model_copy(update={"payer": "765", "value": 25_000_00})
    terms = kainuu_2023.case.terms.model_copy(update={"published": (one, other)})
    both = replace(kainuu_2023, case=replace(kainuu_2023.case, terms=terms))
    for comparison, start in (
        (kainuu_2023, "Paltamo on hyväksynyt 7 079 euroa."),
        (both, "Paltamo ja Sotkamo ovat hyväksyneet yhteensä 32 079 euroa."),
    ):
        (sentence,) = reasons.lacking(reader_of(comparison))
        assert sentence.replace("\xa0", " ").startswith(start)


def test_answers_of_the_payers_are_not_called_official_figures(kainuu_2027: Comparison) -> None:
    keys = kainuu_2027.case.terms.keys
    area = keys[KEY].model_copy(update={"label": LocalText(fi="toinen luku")})
    terms = kainuu_2027.case.terms.model_copy(update={"keys": {**keys, "again": area}})
    figures = kainuu_2027.case.problem.keys
    problem = replace(kainuu_2027.case.problem, keys={**figures, "again": figures[KEY]})
    case = replace(kainuu_2027.case, terms=terms, problem=problem)
    official = compare_methods(case)
    for comparison, said in (
        (official, "By two official figures Paltamo would pay"),
        (with_estimates(official, {}), "By two keys Paltamo would pay"),
    ):
        _, sentences = reasons.columns(reader_of(comparison, "en", "578"))[0]
        text = " ".join(sentences)
        assert said in text


def test_who_has_decided_nothing_has_approved_nothing(kainuu_2023: Comparison) -> None:
    """A share that a source reports, without a decision, is published and no more."""
    (share,) = kainuu_2023.case.terms.published
    reported = share.model_copy(update={"decided_by": None})
    terms = kainuu_2023.case.terms.model_copy(update={"published": (reported,)})
    comparison = replace(kainuu_2023, case=replace(kainuu_2023.case, terms=terms))
    (sentence,) = reasons.lacking(reader_of(comparison))
    assert "hyväksynyt" not in sentence
    assert "Julkaistu on 7 079 euroa (Paltamo)." in sentence.replace("\xa0", " ")
    (sentence,) = reasons.lacking(reader_of(kainuu_2023))
    assert "Paltamo on hyväksynyt" in sentence
