"""The years of an agreement side by side: who speaks for a year, what changed from one to the next."""

from analyysi.report.language.words import Words
from analyysi.report.papers.indexes.batch_years import (
    NOTHING,
    ListedReport,
    ReportSummary,
    changes,
    shares,
    side_by_side,
    subject,
    years_of,
)

WORDS = Words("en", "EUR")


def listed(
    year: int, cents: dict[str, int] | None, language: str = "en", seat: str = ""
) -> ListedReport:
    summary = None
    if cents is not None:
        names = {code: f"Payer {code}" for code in cents}
        summary = ReportSummary(
            "A cost", "decided", "Population", "EUR", sum(cents.values()), cents, names
        )
    return ListedReport(
        "a", year, f"a/{year}", "made", language, seat, fingerprint=f"f{year}", summary=summary
    )


def test_the_joint_report_in_the_pages_language_speaks_for_a_year() -> None:
    reports = [
        listed(2023, {"1": 1}, "fi"),
        listed(2023, {"1": 1}, "en", seat="1"),
        listed(2023, {"1": 1}, "en"),
        listed(2024, None),
    ]
    years = years_of(reports, "en")
    assert years.speakers == {2023: reports[2], 2024: None}
    assert years_of(reports, "sv").speakers[2023] == reports[0]
    assert years.fingerprints == {2023: ["f2023"], 2024: ["f2024"]}
    assert subject(years) == ("A cost", "en")
    assert list(years.summaries) == [2023]


def test_a_change_is_told_of_the_total_the_shares_and_who_pays() -> None:
    years = years_of(
        [
            listed(2023, {"1": 100_00, "2": 50_00, "3": 50_00}),
            listed(2024, None),
            listed(2025, {"1": 150_00, "2": 40_00, "4": 60_00}),
        ],
        "en",
    )
    rows = side_by_side(years, WORDS)
    assert [row["change"] for row in rows[:2]] == [NOTHING, NOTHING]
    told = rows[2]["change"].replace("\xa0", " ")
    assert told.startswith("2023–2025: The total cost rises by")
    for sentence in ("Rises most: Payer 1", "Falls most: Payer 2", "New payers: Payer 4."):
        assert sentence in told
    assert told.endswith("Pay no longer: Payer 3.")


def test_two_years_have_the_change_as_a_column_and_three_as_a_table() -> None:
    two = years_of([listed(year, {"1": year, "2": 5}) for year in (2023, 2024)], "en")
    (table,) = shares(two, WORDS, "x")
    assert [column.label for column in table.columns] == ["2023", "2024", "Change 2023–2024"]
    assert changes(two, WORDS, "x") == []
    three = years_of([listed(year, {"1": year, "2": 5}) for year in (2023, 2024, 2025)], "en")
    (table,) = changes(three, WORDS, "x")
    assert [column.label for column in table.columns] == ["2023–2024", "2024–2025"]
    assert table.rows[-1].total
