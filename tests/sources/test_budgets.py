"""Budgets as reported: real figures of Kainuu, to the cent, and what is refused."""

from fractions import Fraction

import pytest

from analyysi.errors import AnalyysiError, ParameterError, SchemaError
from analyysi.project import Project
from analyysi.sources.budgets import (
    AMENDED,
    DECIDED,
    LOANS,
    MARGIN,
    NET_EXPENSES,
    PLANNED,
    PLANNED_LATER,
    TAX_REVENUE,
    BudgetBook,
    holds_budgets,
    read_budgets,
)
from analyysi.sources.snapshots import verified_manifest
from support.later_snapshot import publish_budgets

KTAS = "valtiokonttori/ktas-{}/2026-11-29"
PALTAMO, SOTKAMO, RISTIJARVI = "578", "765", "697"
WHERE = "data/agreements/kainuu-ict/2027.toml"


def book(project: Project, *years: int, year: int = 2026) -> BudgetBook:
    snapshots = [KTAS.format(document) for document in years]
    return read_budgets(project, year, snapshots, (PALTAMO, SOTKAMO, RISTIJARVI), WHERE)


def test_every_stage_of_a_document_is_a_line_of_its_own(project: Project) -> None:
    budgets = book(project, 2026)
    assert budgets.codes == (PALTAMO, RISTIJARVI, SOTKAMO)
    assert len(budgets.lines) == 12
    stages = {line.stage: line.year for line in budgets.lines if line.code == PALTAMO}
    assert stages == {DECIDED: 2026, AMENDED: 2025, PLANNED: 2027, PLANNED_LATER: 2028}


def test_figures_are_the_documents_to_the_cent(project: Project) -> None:
    budgets = book(project, 2023, 2024, year=2023)
    decided = budgets.measured_by(PALTAMO)
    assert decided is not None
    assert decided.figures[MARGIN] == Fraction("1710170.00")
    assert decided.amount(NET_EXPENSES) == 7_856_481
    assert (decided.phase, decided.approved) == ("lopullinen", "2023-01-03")
    assert decided.amount(TAX_REVENUE) is None
    amended = budgets.line(PALTAMO, 2023, AMENDED)
    assert amended is not None
    assert amended.document_year == 2024
    assert amended.snapshot == KTAS.format(2024)


def test_the_sign_of_a_margin_may_change_between_decided_and_amended(project: Project) -> None:
    budgets = book(project, 2024, 2025, 2026)
    signs = {}
    for code, year in ((RISTIJARVI, 2025), (SOTKAMO, 2024)):
        lines = (budgets.line(code, year, stage) for stage in (DECIDED, AMENDED))
        signs[code] = [line.figures[MARGIN] for line in lines if line is not None]
    assert [[round(amount) for amount in pair] for pair in signs.values()] == [
        [-338_701, 15_098],
        [463_123, -2_596_159],
    ]


def test_what_is_said_of_a_figure_stands_with_it(project: Project) -> None:
    line = book(project, 2024, year=2024).line(RISTIJARVI, 2024, DECIDED)
    assert line is not None
    assert line.comments[LOANS].startswith("Edellisvuonna oli varauduttu pitkäaikaisen lainan")
    assert "2 525 000,00" in line.findings[LOANS]
    assert MARGIN not in line.comments


def test_a_municipality_without_a_document_has_no_line(project: Project) -> None:
    budgets = read_budgets(project, 2026, [KTAS.format(2026)], ("578", "091"), WHERE)
    assert budgets.codes == ("578",)
    assert budgets.measured_by("091") is None


@pytest.mark.parametrize(
    ("snapshots", "year", "refusal", "words"),
    [
        ([KTAS.format(2026)], 2025, ParameterError, "hold the decided budgets of 2026."),
        (["tilastokeskus/11ra/2026-11-24"], 2026, SchemaError, "which holds no budgets"),
        ([KTAS.format(2062)], 2026, AnalyysiError, "No snapshot 'valtiokonttori/ktas-2062"),
    ],
)
def test_what_cannot_be_read_is_refused(
    project: Project, snapshots: list[str], year: int, refusal: type[Exception], words: str
) -> None:
    with pytest.raises(refusal) as caught:
        read_budgets(project, year, snapshots, (PALTAMO,), WHERE)
    assert words in str(caught.value)


@pytest.mark.slow
def test_of_one_document_in_two_snapshots_the_later_fetched_counts(project_copy: Project) -> None:
    later = "valtiokonttori/ktas-2026/2027-01-20"
    publish_budgets(project_copy, KTAS.format(2026), later, keep=PALTAMO)
    for named in ([KTAS.format(2026), later], [later, KTAS.format(2026)]):
        budgets = read_budgets(project_copy, 2026, named, (PALTAMO, SOTKAMO), WHERE)
        assert {line.code: line.snapshot for line in budgets.lines} == {
            PALTAMO: later,
            SOTKAMO: KTAS.format(2026),
        }


def test_accounts_are_no_budgets(project: Project) -> None:
    manifest, _ = verified_manifest(project, KTAS.format(2026))
    assert holds_budgets(manifest)
    columns = [
        column.model_copy(update={"pattern": "actual"}) if column.name == "stage" else column
        for column in manifest.table_schema.columns
    ]
    schema = manifest.table_schema.model_copy(update={"columns": tuple(columns)})
    assert not holds_budgets(manifest.model_copy(update={"table_schema": schema}))


def test_one_document_in_two_snapshots_of_a_day_is_refused(project: Project) -> None:
    with pytest.raises(SchemaError, match="both have the document of 2026 of 578"):
        read_budgets(project, 2026, [KTAS.format(2026)] * 2, (PALTAMO,), WHERE)
