"""The kinds of value in agreement files: what is read, what is refused, and that a dump reads back."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from analyysi.agreement.agreement import Agreement
from analyysi.agreement.assessment import YearlyChange
from analyysi.agreement.reading import agreement_ids, read_agreement, read_terms, years_of
from analyysi.agreement.terms import Terms
from analyysi.agreement.values import (
    IN_CENTS,
    Code,
    EuroAmount,
    Name,
    NonNegative,
    Positive,
    PublishedPercent,
    Share,
    When,
    Year,
)
from analyysi.allocation.steps.transitions import SignedEuroAmount
from analyysi.money import euros
from analyysi.project import Project

_FIGURES = st.fractions(0, 10**9, max_denominator=10**6)
_DECIMALS = st.decimals(0, 1000, places=2, allow_nan=False).map(str)

KINDS: dict[str, tuple[Any, st.SearchStrategy[Any]]] = {
    "EuroAmount": (EuroAmount, st.integers(-(10**12), 10**12).map(euros)),
    "SignedEuroAmount": (SignedEuroAmount, st.integers(-(10**12), 10**12).map(euros)),
    "Share": (Share, st.fractions(0, 1).map(str)),
    "NonNegative": (NonNegative, _FIGURES.map(str)),
    "Positive": (Positive, _FIGURES.filter(bool).map(str)),
    "YearlyChange": (YearlyChange, st.fractions("-99/100", 1, max_denominator=1000).map(str)),
    "PublishedPercent": (PublishedPercent, _DECIMALS),
    "When": (When, st.dates().map(str)),
    "Code": (Code, st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]*", fullmatch=True)),
    "Name": (Name, st.from_regex(r"[a-z][a-z0-9_]*", fullmatch=True)),
    "Year": (Year, st.integers(1900, 2200)),
}


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
@given(random=st.data())
def test_every_kind_of_value_survives_being_dumped_and_read_again(
    kind: str, random: st.DataObject
) -> None:
    annotation, written = KINDS[kind]
    adapter = TypeAdapter(annotation)
    held = adapter.validate_python(random.draw(written))
    assert adapter.validate_python(adapter.dump_python(held)) == held
    assert adapter.validate_json(adapter.dump_json(held)) == held


def test_whole_files_survive_being_dumped_and_read_again(project: Project) -> None:
    for agreement_id in agreement_ids(project):
        agreement = read_agreement(project, agreement_id)
        assert Agreement.model_validate(agreement.model_dump()) == agreement
        assert Agreement.model_validate_json(agreement.model_dump_json()) == agreement
        for year in years_of(project, agreement_id):
            terms = read_terms(project, agreement, year)
            assert Terms.model_validate(terms.model_dump()) == terms
            assert Terms.model_validate_json(terms.model_dump_json()) == terms


@given(st.integers(-(10**12), 10**12))
def test_an_amount_is_dumped_in_euros_unless_cents_are_asked_for(cents: int) -> None:
    amounts = TypeAdapter(EuroAmount)
    assert amounts.dump_python(cents) == euros(cents)
    assert amounts.dump_python(cents, context=IN_CENTS) == cents


@pytest.mark.parametrize(
    ("annotation", "written", "held"),
    [
        (EuroAmount, "80000", 8_000_000),
        (EuroAmount, "7079.5", 707_950),
        (EuroAmount, 15, 1_500),
        (Share, "1/3", Fraction(1, 3)),
        (NonNegative, "2000", Fraction(2000)),
        (When, "2022-09", "2022-09"),
    ],
)
def test_what_is_written_is_held_exactly(annotation: Any, written: object, held: object) -> None:
    assert TypeAdapter(annotation).validate_python(written) == held


@pytest.mark.parametrize(
    ("annotation", "written", "message"),
    [
        (EuroAmount, True, "a number in quotes was expected"),
        (EuroAmount, 0.3, 'an amount in quotes was expected, such as "80000.00"'),
        (EuroAmount, "7079.505", "money is given in whole cents"),
        (Share, "30", "write 0.30 for 30 per cent"),
        (Share, 0.3, 'a ratio in quotes was expected, such as "0.30" or "1/3"'),
        (NonNegative, "-1", "-1 is below zero"),
        (Positive, "0", "a figure above zero was expected"),
        (When, "2022-9", "a day, a month or a year was expected"),
        (When, "2022-02-30", "2022-02-30 is not a date in the calendar"),
        (Code, "", "String should match pattern"),
        (Name, "Väkiluku", "String should match pattern"),
        (Year, 1800, "greater than or equal to 1900"),
    ],
)
def test_what_is_refused_says_what_was_expected(
    annotation: Any, written: object, message: str
) -> None:
    with pytest.raises(ValidationError) as refusal:
        TypeAdapter(annotation).validate_python(written)
    assert message in str(refusal.value)
