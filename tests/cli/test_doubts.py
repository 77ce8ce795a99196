"""What the commands tell of odd budgets."""

import pytest

from analyysi.cli.doubts import doubt_lines, figure_counts
from analyysi.project import Project
from support.budget_lines import KTAS, PAIJAT_HAME


@pytest.mark.slow
def test_each_doubt_is_a_line_and_what_the_treasury_asks_a_number(project: Project) -> None:
    lines = doubt_lines(project, [KTAS.format(2026)])
    assert len(lines) == 5
    assert lines[0].startswith("Ristijärvi, budget of 2025 as amended (document of 2026). The ann")
    assert any(
        "Suomussalmi, budget of 2026 as decided. The result, €3,200,165.47, is above" in line
        for line in lines
    )
    assert lines[-1].startswith("Large change inside the plan: 5 (aineisto.doubts in notebooks/")


@pytest.mark.slow
def test_other_tables_and_other_regions(project: Project) -> None:
    assert doubt_lines(project, ["tilastokeskus/11ra/2026-11-24"]) == []
    sysma = [line for line in doubt_lines(project, [KTAS.format(PAIJAT_HAME)]) if "Sysmä" in line]
    assert len(sysma) == 2
    assert "compare by net expenses" in sysma[1]


@pytest.mark.slow
def test_a_damaged_file_hinders_the_remarks_and_nothing_else(project_copy: Project) -> None:
    cells = project_copy.snapshots / KTAS.format(2026) / "data.csv"
    cells.write_bytes(cells.read_bytes() + b" ")
    assert doubt_lines(project_copy, [KTAS.format(2026)]) == []


@pytest.mark.slow
def test_the_figures_of_budgets_are_counted(project: Project) -> None:
    asked = [KTAS.format(2026), KTAS.format(PAIJAT_HAME), "tilastokeskus/11ra/2026-11-24"]
    assert list(figure_counts(project, asked).values()) == [256, 288]
