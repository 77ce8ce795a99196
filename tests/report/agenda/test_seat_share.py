"""The share of an agenda item: a decided one leads, and what only an analyst chose stays open."""

from dataclasses import replace
from typing import Any

from analyysi.comparison.compare import Comparison
from analyysi.messages import Message
from analyysi.report.agenda.seat_share import is_municipal, is_open, party_of, seat_share
from support.readers import reader_of


def with_terms(comparison: Comparison, **changed: Any) -> Comparison:
    terms = comparison.case.terms.model_copy(update=changed)
    return replace(comparison, case=replace(comparison.case, terms=terms))


def agreed(comparison: Comparison) -> Comparison:
    method = comparison.case.terms.method.model_copy(update={"chosen_by": "decision"})
    return with_terms(comparison, method=method)


def test_a_decided_share_leads(kainuu_2023: Comparison) -> None:
    share = seat_share(reader_of(kainuu_2023, focus="578"))
    assert (share.cents, share.computed) == (707900, 7325)
    assert share.published is kainuu_2023.case.terms.published[0]


def test_without_one_the_share_is_open_until_the_sharing_is_agreed_on(
    kainuu_2023: Comparison,
) -> None:
    share = seat_share(reader_of(kainuu_2023, focus="620"))
    assert (share.cents, share.computed, share.published) == (None, 5629, None)
    share = seat_share(reader_of(agreed(kainuu_2023), focus="620"))
    assert share.cents == kainuu_2023.chosen.cents["620"]


def test_a_trial_is_open_whoever_chose(kainuu_2023: Comparison) -> None:
    comparison = agreed(kainuu_2023)
    tried = replace(comparison, case=replace(comparison.case, trial=(Message("a"),)))
    assert is_open(reader_of(tried))
    assert not is_open(reader_of(comparison))


def test_only_municipalities_have_a_council(kainuu_2023: Comparison) -> None:
    reader = reader_of(kainuu_2023, focus="578")
    share = seat_share(reader)
    assert is_municipal(reader, share)
    organiser = replace(share, payer="kainuun-liitto")
    assert party_of(reader, organiser).code == "kainuun-liitto"
    assert not is_municipal(reader, organiser)
