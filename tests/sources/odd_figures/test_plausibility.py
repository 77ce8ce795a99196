"""Doubts about budgets: each trap with its real figures, what gives none, and that nothing stops."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

import pytest

from analyysi.languages.language_table import LANGUAGES
from analyysi.project import Project
from analyysi.report.language.words import Words
from analyysi.sources.budgets import (
    AMENDED,
    DECIDED,
    INVESTMENTS,
    LOANS,
    MARGIN,
    OPERATING_EXPENSES,
    PLANNED,
    PLANNED_LATER,
    RESULT,
    BudgetLine,
    read_budgets,
)
from analyysi.sources.odd_figures.budget_surroundings import Accounts
from analyysi.sources.odd_figures.plausibility import (
    CHECKS,
    Doubt,
    doubts_among,
    doubts_of,
)
from support.budget_lines import (
    KAINUU,
    KAINUU_DOCUMENTS,
    KTAS,
    PAIJAT_HAME,
    heads_of_2025,
    heinola_2025,
    loans_of_2020,
    stored_lines,
)

HEINOLA, ASIKKALA, SYSMA = "111", "016", "781"
RISTIJARVI, SOTKAMO, SUOMUSSALMI = "697", "765", "777"


def told(doubts: Sequence[Doubt], language: str = "en") -> list[str]:
    words = Words(language, "EUR")
    return [words.of(doubt.message).replace("\u00a0", " ") for doubt in doubts]


def of_check(doubts: Sequence[Doubt], name: str) -> list[Doubt]:
    return [doubt for doubt in doubts if doubt.check == name]


def accounts(project: Project, codes: Collection[str]) -> list[Accounts]:
    return [Accounts(2020, {LOANS: loans_of_2020(project, codes)})]


def with_figures(line: BudgetLine, figures: Mapping[str, int | Fraction]) -> BudgetLine:
    changed = {name: Fraction(amount) for name, amount in figures.items()}
    return replace(line, figures={**line.figures, **changed})


@pytest.fixture(scope="module")
def kainuu(project: Project) -> list[BudgetLine]:
    return stored_lines(project, *KAINUU_DOCUMENTS)


@pytest.fixture(scope="module")
def paijat_hame(project: Project) -> list[BudgetLine]:
    return stored_lines(project, PAIJAT_HAME)


def test_loans_in_thousands_are_doubted_beside_the_next_document(
    project: Project, paijat_hame: list[BudgetLine]
) -> None:
    doubts = of_check(doubts_among([*heinola_2025(project), *paijat_hame]), "thousandfold")
    assert {(doubt.code, doubt.document_year, doubt.measure) for doubt in doubts} == {
        (HEINOLA, 2025, LOANS)
    }
    assert [doubt.stage for doubt in doubts] == [DECIDED, PLANNED, PLANNED_LATER, AMENDED]
    assert told(doubts)[0] == (
        "Loan stock on 31 December: €116,580.00, but budget of 2025 as amended (document of 2026): "
        "€108,585,000.00, 931 times as much. The figure is probably in thousands of euros: the "
        "likely factor is 1,000."
    )


@pytest.mark.slow
def test_loans_in_thousands_are_doubted_by_accounts_or_by_the_others_alone(
    project: Project, paijat_hame: list[BudgetLine]
) -> None:
    alone = heinola_2025(project)
    assert of_check(doubts_among(alone), "thousandfold") == []
    by_accounts = doubts_among(alone, None, accounts(project, [HEINOLA]))
    assert len(of_check(by_accounts, "thousandfold")) == 4
    # 99 361 000 euros in the accounts, 116 580 in the budget.
    assert "accounts of 2020: €99,361,000.00, 852 times as much" in told(by_accounts)[0]
    assert of_check(by_accounts, "loans_far_from_accounts") == []
    # The others' documents are of 2026: what they have for an inhabitant is held against it as if
    # they were of its year.
    others = [
        replace(line, year=line.year - 1, document_year=2025)
        for line in paijat_hame
        if line.code != HEINOLA
    ]
    by_others = doubts_among([*alone, *others], heads_of_2025(project))
    thousands = of_check(by_others, "thousandfold")
    assert {(doubt.code, doubt.measure) for doubt in thousands} == {(HEINOLA, LOANS)}
    assert len(thousands) == 4


def test_one_figure_in_thousands_among_the_stages_of_a_document(
    paijat_hame: list[BudgetLine],
) -> None:
    lines = [line for line in paijat_hame if line.code == HEINOLA]
    planned = next(line for line in lines if line.stage == PLANNED)
    wrong = with_figures(planned, {LOANS: planned.figures[LOANS] / 1000})
    doubts = doubts_among([wrong if line is planned else line for line in lines])
    assert [(doubt.stage, doubt.measure) for doubt in of_check(doubts, "thousandfold")] == [
        (PLANNED, LOANS)
    ]
    assert of_check(doubts_among(lines), "thousandfold") == []


def test_a_document_a_thousand_times_too_large_is_the_one_that_is_doubted(
    kainuu: list[BudgetLine],
) -> None:
    lines = [
        with_figures(line, {LOANS: line.figures[LOANS] * 1000})
        if line.document_year == 2025
        else line
        for line in kainuu
        if line.code == SOTKAMO
    ]
    doubts = of_check(doubts_among(lines), "thousandfold")
    assert {(doubt.document_year, doubt.measure) for doubt in doubts} == {(2025, LOANS)}
    assert "One of the two is probably in thousands of euros" in told(doubts)[0]


@pytest.mark.slow
def test_a_result_above_the_margin(kainuu: list[BudgetLine]) -> None:
    (doubt,) = of_check(doubts_among(kainuu), "result_above_margin")
    assert (doubt.code, doubt.year, doubt.stage) == (SUOMUSSALMI, 2026, DECIDED)
    assert told([doubt]) == [
        "The result, €3,200,165.47, is above the annual contribution margin, €3,136,940.47, by "
        "€63,225.00. Depreciation makes the result smaller than the margin, so one of the two may "
        "be wrong."
    ]


@pytest.mark.slow
def test_changes_inside_plans_are_the_findings_of_the_treasury(
    kainuu: list[BudgetLine], paijat_hame: list[BudgetLine]
) -> None:
    lines = [*kainuu, *paijat_hame]
    jumps = {
        (doubt.code, doubt.document_year, doubt.stage, doubt.measure)
        for doubt in of_check(doubts_among(lines), "jump_inside_plan")
        if doubt.document_year >= 2025
    }
    findings = {
        (line.code, line.document_year, line.stage, measure)
        for line in lines
        for measure in line.findings
        if line.document_year >= 2025 and line.stage in (PLANNED, PLANNED_LATER)
    }
    assert jumps == findings
    assert len(jumps) == 21


@pytest.mark.slow
def test_a_change_from_below_zero_is_told_without_a_per_cent(kainuu: list[BudgetLine]) -> None:
    doubts = of_check(doubts_among(kainuu), "jump_inside_plan")
    kajaani, kuhmo = (
        next(
            doubt
            for doubt in doubts
            if (doubt.code, doubt.document_year, doubt.measure) == (code, 2025, measure)
        )
        for code, measure in (("205", RESULT), ("290", INVESTMENTS))
    )
    assert told([kajaani, kuhmo]) == [
        "Result for the financial year: €1,677,533.00; plan for 2026 (document of 2025): "
        "−€1,929,994.00. The change is no per cent of that, and the amount is over €100,000: by "
        "this limit the State Treasury has asked since 2025.",
        "Gross investments: €9,749,000.00; budget of 2025 as decided: €6,115,800.00. The change "
        "is over 50% and the amount over €1,000,000: by these limits the State Treasury has asked "
        "since 2025.",
    ]


@pytest.mark.slow
def test_doubled_loans(kainuu: list[BudgetLine]) -> None:
    doubts = of_check(doubts_among(kainuu), "loans_doubled")
    assert [(doubt.code, doubt.year, doubt.stage) for doubt in doubts] == [
        (RISTIJARVI, 2025, DECIDED),
        (SOTKAMO, 2026, DECIDED),
    ]
    assert told(doubts)[1] == (
        "Loan stock on 31 December: €96,731,071.00, 2.1 times as much as before (budget of 2023 as "
        "decided: €47,126,254.00). It may be right: see what the document says of it."
    )


def test_loans_doubled_by_an_amendment_or_not_at_all(kainuu: list[BudgetLine]) -> None:
    lines = [line for line in kainuu if line.code == "205"]
    assert of_check(doubts_among(lines), "loans_doubled") == []
    doubled = [
        with_figures(line, {LOANS: 287_000_000})
        if (line.year, line.stage) == (2023, AMENDED)
        else line
        for line in lines
    ]
    assert [
        (doubt.year, doubt.stage) for doubt in of_check(doubts_among(doubled), "loans_doubled")
    ] == [(2023, AMENDED)]


@pytest.mark.slow
def test_gross_expenses_far_from_the_others_while_net_are_near(
    project: Project, paijat_hame: list[BudgetLine]
) -> None:
    heads = heads_of_2025(project)
    (doubt,) = of_check(doubts_among(paijat_hame, heads), "gross_far_net_near")
    assert (doubt.code, doubt.year, doubt.measure) == (SYSMA, 2026, OPERATING_EXPENSES)
    assert told([doubt]) == [
        "Operating expenses for an inhabitant are €8,090, the median of the others €3,615; net of "
        "operating income €2,909, near the others' €2,922. The gross figure may count items that "
        "theirs do not: compare by net expenses."
    ]
    assert of_check(doubts_among(paijat_hame), "gross_far_net_near") == []
    # Two others are too few for a median.
    three = [line for line in paijat_hame if line.code in (SYSMA, ASIKKALA, HEINOLA)]
    assert of_check(doubts_among(three, heads), "gross_far_net_near") == []


def test_true_figures_that_look_odd_are_warned_of(
    project: Project, paijat_hame: list[BudgetLine]
) -> None:
    codes = {line.code for line in paijat_hame}
    doubts = of_check(
        doubts_among(paijat_hame, None, accounts(project, codes)), "loans_far_from_accounts"
    )
    assert [doubt.code for doubt in doubts] == [ASIKKALA, SYSMA]
    assert told(doubts)[0] == (
        "Loan stock on 31 December: €15,000,000.00, but accounts of 2020: €1,945,000.00. Both may "
        "be right: so large a change is worth a look before the figure is used."
    )


@pytest.mark.slow
def test_a_margin_that_changes_its_sign_has_no_per_cent(kainuu: list[BudgetLine]) -> None:
    doubts = of_check(doubts_among(kainuu), "margin_changes_sign")
    assert [(doubt.code, doubt.year, doubt.stage, doubt.measure) for doubt in doubts] == [
        (SOTKAMO, 2024, AMENDED, MARGIN),
        (RISTIJARVI, 2025, AMENDED, MARGIN),
    ]
    sentences = {doubt.code: text for doubt, text in zip(doubts, told(doubts), strict=True)}
    assert sentences[RISTIJARVI].startswith(
        "The annual contribution margin changed its sign: decided −€338,701.42, amended €15,097.94."
    )
    assert "decided €463,123.00, amended −€2,596,159.00" in sentences[SOTKAMO]
    assert "%" not in "".join(sentences.values())


@pytest.mark.slow
def test_the_doubts_of_kainuu_are_few_enough_to_be_read(
    project: Project, kainuu: list[BudgetLine]
) -> None:
    doubts = doubts_among(kainuu, heads_of_2025(project), accounts(project, KAINUU))
    assert Counter(doubt.check for doubt in doubts) == {
        "jump_inside_plan": 29,
        "loans_doubled": 2,
        "loans_far_from_accounts": 2,
        "margin_changes_sign": 2,
        "result_above_margin": 1,
    }


@pytest.mark.slow
def test_a_book_is_checked_as_its_lines_are(project: Project, kainuu: list[BudgetLine]) -> None:
    snapshots = [KTAS.format(name) for name in KAINUU_DOCUMENTS]
    book = read_budgets(project, 2026, snapshots, KAINUU, "2027.toml")
    by_place = {
        (doubt.code, doubt.document_year, doubt.year, doubt.measure, doubt.check)
        for doubt in doubts_of(book)
    }
    assert by_place == {
        (doubt.code, doubt.document_year, doubt.year, doubt.measure, doubt.check)
        for doubt in doubts_among(kainuu)
    }


def test_every_check_has_a_name_of_its_own_and_a_title_in_every_language() -> None:
    assert len({check.name for check in CHECKS}) == len(CHECKS)
    for language in LANGUAGES:
        assert all(Words(language, "EUR").of(check.title) for check in CHECKS)


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_doubt_is_told_in_every_language(
    language: str, project: Project, kainuu: list[BudgetLine], paijat_hame: list[BudgetLine]
) -> None:
    lines = [*kainuu, *paijat_hame, *heinola_2025(project)]
    codes = {line.code for line in lines}
    doubts = doubts_among(lines, heads_of_2025(project), accounts(project, codes))
    assert {doubt.check for doubt in doubts} == {check.name for check in CHECKS}
    assert all(told(doubts, language))


def test_absent_figures_are_doubted_by_nobody(kainuu: list[BudgetLine]) -> None:
    bare = [replace(line, figures={}) for line in kainuu]
    heads = dict.fromkeys(KAINUU, 1000)
    assert doubts_among(bare, heads, [Accounts(2020, {LOANS: {SOTKAMO: Fraction(1)}})]) == []
