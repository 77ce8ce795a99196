"""results.csv has every split and payer, exact; the fingerprint holds inputs and cents together."""

import csv
import io
from dataclasses import replace
from fractions import Fraction

from analyysi.comparison.case import Input
from analyysi.comparison.compare import Comparison
from analyysi.comparison.results import COLUMNS, fingerprint, results_csv


def rows_of(comparison: Comparison) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(results_csv(comparison))))


def test_each_split_sums_to_the_total_exactly_and_in_cents(kainuu_2023: Comparison) -> None:
    rows = rows_of(kainuu_2023)
    for split in kainuu_2023.splits:
        of_split = [row for row in rows if row["split"] == split.id]
        codes = [row["payer_code"] for row in of_split]
        assert codes == sorted(split.cents)
        assert sum(Fraction(row["share_of_total"]) for row in of_split) == 1
        assert sum(Fraction(row["amount_eur"]) for row in of_split) == 80_000


def test_the_chosen_split_is_marked_and_differs_from_itself_by_nothing(
    kainuu_2023: Comparison,
) -> None:
    chosen = [row for row in rows_of(kainuu_2023) if row["chosen"] == "yes"]
    assert {row["split"] for row in chosen} == {kainuu_2023.chosen.id}
    assert {row["difference_to_chosen_eur"] for row in chosen} == {"0.00"}
    (paltamo,) = [row for row in chosen if row["payer"] == "Paltamo"]
    assert paltamo["amount_eur"] == "7325.24"
    assert paltamo["eur_per_head"] == "2.30"


def test_without_heads_there_is_no_amount_per_head(kainuu_2023: Comparison) -> None:
    terms = kainuu_2023.case.terms.model_copy(update={"per_head": None})
    uncounted = replace(kainuu_2023, case=replace(kainuu_2023.case, terms=terms))
    assert {row["eur_per_head"] for row in rows_of(uncounted)} == {""}


def test_the_form_is_plain(kainuu_2023: Comparison) -> None:
    text = results_csv(kainuu_2023)
    assert text.startswith(",".join(COLUMNS) + "\n")
    assert "\r" not in text


def test_the_fingerprint_moves_with_any_input(kainuu_2023: Comparison) -> None:
    before = fingerprint(kainuu_2023)
    assert len(before) == 16
    first, *following = kainuu_2023.case.inputs
    changed = replace(kainuu_2023.case, inputs=(Input(first.path, "0" * 64), *following))
    assert fingerprint(replace(kainuu_2023, case=changed)) != before
    assert fingerprint(replace(kainuu_2023, splits=kainuu_2023.splits[:1])) != before
