"""Newer snapshots in the terms of a year that is open: only their ids change in the file."""

from __future__ import annotations

import difflib
from fractions import Fraction
from pathlib import Path

import pytest

from analyysi.comparison.case import load_year
from analyysi.drafting.used_snapshots import UsedSnapshots, use_newest, use_snapshot, write_used
from analyysi.errors import ParameterError
from analyysi.languages.saying import said
from analyysi.project import Project
from support.later_snapshot import (
    LATER,
    USED,
    publish_budgets,
    publish_later,
    publish_population,
    row_of,
)

pytestmark = pytest.mark.slow

KAINUU = "kainuu-ict"
OLD, NEW = "tilastokeskus/11ra/2026-11-24", "tilastokeskus/11ra/2027-04-02"
PAIJAT_HAME = "valtiokonttori/ktas-2026-paijat-hame/2026-11-29"
KTAS_2026, KTAS_NEW = "valtiokonttori/ktas-2026/2026-11-29", "valtiokonttori/ktas-2026/2027-01-20"

CORRECTED = "1551729.34", "1551730.34"
"""Paltamo's margin of 2026 as the document has it, and a euro more: test data."""


def path_of(project: Project, year: int = 2027) -> Path:
    return project.agreements / KAINUU / f"{year}.toml"


def lines_changed(used: UsedSnapshots) -> list[str]:
    """Return the lines that were taken away and those that came, as a diff has them."""
    lines = difflib.ndiff(used.before_text.splitlines(), used.text.splitlines())
    return [line for line in lines if line[0] in "-+"]


@pytest.fixture
def newer(project_copy: Project) -> Project:
    """A project with a later population, in which Paltamo has 2 943 inhabitants and not 2 941."""
    publish_population(project_copy, "578", "2941", "2943", NEW)
    return project_copy


def test_the_ids_alone_change_and_the_difference_is_told(newer: Project) -> None:
    used = use_newest(newer, KAINUU, 2027)
    assert lines_changed(used) == [f'- snapshot = "{OLD}"', f'+ snapshot = "{NEW}"']
    assert used.places == {"population_2025": (OLD, NEW)}
    (figure,) = used.figures
    assert (figure.key, figure.code) == ("population_2025", "578")
    assert (figure.before, figure.after) == (Fraction(2941), Fraction(2943))
    before, after = zip(*used.shares.values(), strict=True)
    assert sum(before) == sum(after) == 80_000_00
    assert used.shares["578"][1] > used.shares["578"][0]
    # Nothing is written until it is asked for.
    assert path_of(newer).read_text(encoding="utf-8") == used.before_text
    write_used(newer, used)
    case = load_year(newer, KAINUU, 2027)
    assert case.problem.keys["population_2025"]["578"] == 2943
    assert use_newest(newer, KAINUU, 2027).places == {}


def test_without_newer_snapshots_nothing_changes(project: Project) -> None:
    used = use_newest(project, KAINUU, 2027)
    assert (used.places, used.figures) == ({}, ())
    assert used.text == used.before_text


def test_a_named_snapshot_is_taken_where_its_table_is_read(newer: Project) -> None:
    used = use_snapshot(newer, KAINUU, 2027, NEW)
    assert used.places == {"population_2025": (OLD, NEW)}
    write_used(newer, used)
    # And back again: an older one may be named too.
    assert use_snapshot(newer, KAINUU, 2027, OLD).places == {"population_2025": (NEW, OLD)}


def test_a_trend_follows_its_key_and_other_tables_stay(project_copy: Project) -> None:
    row = row_of(project_copy, "578", 2021)
    publish_later(project_copy, row, row.replace(",3183", ",3184"))
    used = use_newest(project_copy, KAINUU, 2023)
    assert used.places == {
        "population_2021": (USED, LATER),
        "outlook.population_2021": (USED, LATER),
    }
    changed = lines_changed(used)
    assert {line[2:] for line in changed} == {f'snapshot = "{USED}"', f'snapshot = "{LATER}"'}


def test_budgets_are_replaced_in_their_list(project_copy: Project) -> None:
    publish_budgets(
        project_copy, KTAS_2026, KTAS_NEW, keep="", change=("lopullinen", "jalkikorjattu")
    )
    used = use_newest(project_copy, KAINUU, 2027)
    assert used.places == {"budgets.ktas-2026": (KTAS_2026, KTAS_NEW)}
    assert lines_changed(used) == [f'-     "{KTAS_2026}",', f'+     "{KTAS_NEW}",']
    assert used.after.budgets is not None
    line = used.after.budgets.measured_by("578")
    assert line is not None
    assert line.phase == "jalkikorjattu"


def test_newer_budgets_of_some_payers_take_away_those_of_nobody(project_copy: Project) -> None:
    publish_budgets(project_copy, KTAS_2026, KTAS_NEW, keep="578", change=CORRECTED)
    for used in (
        use_newest(project_copy, KAINUU, 2027),
        use_snapshot(project_copy, KAINUU, 2027, KTAS_NEW),
    ):
        assert used.places == {
            "budgets.ktas-2026": (KTAS_2026, KTAS_NEW),
            f"budgets.{KTAS_2026}": (KTAS_2026, KTAS_2026),
        }
        assert used.after.terms.budgets is not None
        assert used.after.terms.budgets.snapshots[3:] == (KTAS_NEW, KTAS_2026)
        assert used.after.terms.budgets.year == 2026
        assert used.after.budgets is not None
        assert used.after.budgets.codes == used.before.budgets.codes  # type: ignore[union-attr]
        (remark,) = used.remarks
        assert remark.values["older"] == KTAS_2026
    write_used(project_copy, used)
    assert use_newest(project_copy, KAINUU, 2027).places == {}
    # An older one that would take a payer away is refused.
    older = "valtiokonttori/ktas-2026/2026-01-20"
    publish_budgets(project_copy, KTAS_2026, older, keep="578")
    with pytest.raises(ParameterError, match="is older than .* and has no budget of 105"):
        use_snapshot(project_copy, KAINUU, 2027, older)


def test_budget_figures_that_change_are_named(project_copy: Project) -> None:
    publish_budgets(project_copy, KTAS_2026, KTAS_NEW, keep="", change=CORRECTED)
    (figure,) = use_newest(project_copy, KAINUU, 2027).budget_figures
    assert (figure.code, figure.year, figure.stage) == ("578", 2026, "budget")
    assert figure.before is not None
    assert figure.after == figure.before + 1
    # Of documents that were not read before, every figure is new.
    added = use_snapshot_of_2023(project_copy).budget_figures
    assert {figure.before for figure in added if figure.stage == "budget"} == {None}


def test_line_ends_stay_as_they_are(newer: Project) -> None:
    path = path_of(newer)
    held = path.read_bytes().replace(b"\n", b"\r\n")
    path.write_bytes(held)
    write_used(newer, use_newest(newer, KAINUU, 2027))
    assert path.read_bytes() == held.replace(OLD.encode(), NEW.encode())


def test_later_budgets_are_added_when_they_are_named(project_copy: Project) -> None:
    used = use_snapshot_of_2023(project_copy)
    added = "valtiokonttori/ktas-2025/2026-11-29"
    assert used.places == {"budgets.ktas-2025": ("", added)}
    assert used.after.terms.budgets is not None
    assert used.after.terms.budgets.snapshots[-1] == added
    assert used.after.terms.budgets.year == 2025
    # The newest of all tables are taken where they stand; a later year is a choice.
    assert use_newest(project_copy, KAINUU, 2023).places == {}


def use_snapshot_of_2023(project: Project) -> UsedSnapshots:
    return use_snapshot(project, KAINUU, 2023, "valtiokonttori/ktas-2025/2026-11-29")


def test_figures_of_the_day_that_is_asked_for_are_taken_once_they_are_stored(
    project_copy: Project,
) -> None:
    path = path_of(project_copy)
    text = path.read_text(encoding="utf-8")
    older = (
        text.replace("rows = { year = 2025 }", "rows = { year = 2024 }")
        .replace("reference_date = 2025-12-31", "reference_date = 2024-12-31\nasked = 2025-12-31")
        .replace(OLD, "tilastokeskus/population-kainuu-2014-2025/2026-11-24")
        .replace("31.12.2025", "31.12.2024")
        .replace("31 December 2025", "31 December 2024")
        .replace(
            "[keys.population_2025]",
            "# To be decided: figures of 2025-12-31 are not stored; those of 2024 are used.\n"
            "[keys.population_2025]",
        )
    )
    path.write_text(older, encoding="utf-8")
    used = use_newest(project_copy, KAINUU, 2027)
    (moved,) = used.later_figures
    assert (moved.name, moved.years) == ("population_2025", 1)
    key = used.after.terms.keys["population_2025"]
    assert (key.rows, key.asked) == ({"year": 2025}, None)
    assert key.reference_date.isoformat() == "2025-12-31"
    assert key.label.main == "asukasluku 31.12.2025"
    assert "figures of 2025-12-31 are not stored" not in used.text
    assert "# Year 2027: a draft." in used.text


def test_a_decided_year_is_refused(newer: Project) -> None:
    path = path_of(newer)
    text = path.read_text(encoding="utf-8").replace('status = "draft"', 'status = "decided"')
    text = text.replace("assumed = true\n", "").replace('"analyst"', '"decision"')
    path.write_text(text, encoding="utf-8")
    for use in (use_newest, lambda *asked: use_snapshot(*asked, NEW)):
        with pytest.raises(ParameterError, match=r"kainuu-ict 2027 is decided: .* -p data=newest"):
            use(newer, KAINUU, 2027)
    assert path.read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    ("snapshot", "words"),
    [
        ("tilastokeskus/11ra/2027-04-20", "No snapshot 'tilastokeskus/11ra/2027-04-20'"),
        (OLD, "names tilastokeskus/11ra/2026-11-24 already"),
        ("cso-ireland/census-population-dublin/2026-11-24", "has no figures of 2025"),
        ("kuntaliitto/areas-2016/2026-11-24", "reads nothing that .* has. It reads these tables: "),
        ("thl-sotkanet/population-31-12/2026-11-24", "cannot be used in kainuu-ict 2027"),
        (PAIJAT_HAME, "has no budget of any payer .*105, .*: it is of others"),
    ],
)
def test_a_snapshot_that_does_not_serve_is_refused(
    project: Project, snapshot: str, words: str
) -> None:
    with pytest.raises(ParameterError, match=words):
        use_snapshot(project, KAINUU, 2027, snapshot)


def test_a_refusal_says_why_in_the_users_language(project: Project) -> None:
    snapshot = "cso-ireland/census-population-dublin/2026-11-24"
    with pytest.raises(ParameterError) as refusal:
        use_snapshot(project, KAINUU, 2027, snapshot)
    assert str(refusal.value) == (
        f"{snapshot} cannot be used in kainuu-ict 2027: it has no figures of 2025."
    )
    assert said(refusal.value, "fi") == (
        f"Aineistoa {snapshot} ei voi käyttää: kainuu-ict 2027. "
        f"Aineistossa {snapshot} ei ole lukuja vuodelta 2025."
    )


def test_a_file_changed_meanwhile_stays_as_it_is(newer: Project) -> None:
    used = use_newest(newer, KAINUU, 2027)
    path = path_of(newer)
    edited = f"{used.before_text}# a note\n"
    path.write_text(edited, encoding="utf-8")
    with pytest.raises(ParameterError, match="was changed meanwhile"):
        write_used(newer, used)
    assert path.read_text(encoding="utf-8") == edited
