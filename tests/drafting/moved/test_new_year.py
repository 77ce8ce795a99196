"""Next year's terms from this year's: what moves on, what is marked as open, and that nothing else
is touched.
"""

import json
import re
import shutil
import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyysi.agreement.terms import Terms
from analyysi.comparison.case import load_year
from analyysi.comparison.compare import Comparison
from analyysi.comparison.history import shared_year
from analyysi.drafting.layout import TO_DECIDE, Layout, renamed
from analyysi.drafting.moved.new_year import new_year, next_terms, write_year
from analyysi.drafting.trial_files import draft_case
from analyysi.errors import ParameterError, SourceError
from analyysi.file_system import files
from analyysi.money import euros
from analyysi.project import Project
from analyysi.sources.newer import Stored
from support.command_line import call
from support.prepared import PREPARED

KAINUU = "kainuu-ict"


def source(project: Project, year: int) -> Path:
    return project.agreements / KAINUU / f"{year}.toml"


def drafted(project: Project, year: int) -> tuple[str, Terms]:
    text = next_terms(project, KAINUU, year)
    return text, draft_case(project, KAINUU, year, {f"{year}.toml": text}).terms


def changed(project: Project, year: int, *changes: tuple[str, str]) -> None:
    """Change a year's file in a copy of the project; each old text stands there once."""
    text = source(project, year).read_text(encoding="utf-8")
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    source(project, year).write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def of_2028(project: Project) -> tuple[str, Terms]:
    return drafted(project, 2028)


@pytest.fixture(scope="module")
def of_2024(project: Project) -> tuple[str, Terms]:
    return drafted(project, 2024)


@pytest.mark.slow
def test_figures_that_are_not_there_yet_are_asked_for(of_2028: tuple[str, Terms]) -> None:
    _, terms = of_2028
    (name,) = terms.keys
    key = terms.keys[name]
    assert name == "population_2026"
    assert (key.rows, str(key.reference_date), str(key.asked)) == (
        {"year": 2025},
        "2025-12-31",
        "2026-12-31",
    )
    # A projection has the day, and is no figure. What the reader sees is the day of the figures,
    # not the day asked for.
    assert key.label.fi == "asukasluku 31.12.2025"


def test_renamed_key_is_renamed_everywhere(of_2028: tuple[str, Terms]) -> None:
    text, terms = of_2028
    assert "population_2025" not in text
    assert terms.per_head == "population_2026"
    assert terms.method.parameters == {"key": "population_2026"}
    assert set(terms.alternatives[0].parameters["keys"]) == {"population_2026"}
    assert terms.outlook is not None
    assert set(terms.outlook.keys) == {"population_2026"}


def test_sum_and_way_are_assumed_and_said_to_be_open_in_every_language(
    of_2028: tuple[str, Terms],
) -> None:
    text, terms = of_2028
    assert (terms.status, terms.total.value, terms.total.assumed) == ("draft", 80_000_00, True)
    assert terms.method.chosen_by == "analyst"
    for told in (terms.total.source, terms.method.reason, terms.method.source, *terms.unknown[:3]):
        for language in ("fi", "sv", "en"):
            assert "2027" in told.in_language(language)
            assert "2028" in told.in_language(language)
    open_points = [line for line in text.splitlines() if line.startswith(TO_DECIDE)]
    for what in (
        "who takes part in 2028",
        "the sum of 2028",
        "the way of sharing of 2028",
        "analyysi pull population",
    ):
        assert sum(what in line for line in open_points) == 1


def test_what_names_a_year_is_not_carried_over_silently(
    project: Project, of_2028: tuple[str, Terms]
) -> None:
    text, terms = of_2028
    told = [unknown.fi for unknown in terms.unknown] + [
        assumption.fi for assumption in terms.assumptions
    ]
    assert "Kuntien sopima jakotapa." in told
    assert not [sentence for sentence in told if re.search(r"2023|tilinpäätösten", sentence)]
    # It is not lost either: a comment asks whether it holds.
    for said in (
        "Osallistuvat kunnat ovat samat kuin vuonna 2023.",
        "Kuntien vuoden 2027 talousarvioiden ja vuoden 2025 tilinpäätösten",
    ):
        (line,) = [line for line in text.splitlines() if said in line]
        assert line.startswith(TO_DECIDE)


@pytest.mark.slow
@pytest.mark.parametrize("year", [2024, 2028])
def test_comments_and_order_are_kept(
    project: Project, of_2024: tuple[str, Terms], of_2028: tuple[str, Terms], year: int
) -> None:
    before = source(project, year - 1).read_text(encoding="utf-8")
    text, _ = of_2024 if year == 2024 else of_2028
    head, *comments = re.findall(r"(?m)^(?:#.*\n)+", before)
    assert [comment for comment in comments if comment.strip() not in text] == []
    assert head not in text
    old = [
        block.path[:1]
        for block in Layout.of(before).blocks
        if block.path[:1] not in [("published",)]
    ]
    new = [block.path[:1] for block in Layout.of(text).blocks]
    order = list(dict.fromkeys(new))
    assert order == [path for path in dict.fromkeys(old) if path in order]
    # What an inline table or a list said in one place still stands so.
    assert 'parameters = { equal = "0.30", keys = {' in text


@pytest.mark.slow
def test_every_key_takes_the_newest_figures_that_are_there(of_2024: tuple[str, Terms]) -> None:
    _, terms = of_2024
    assert terms.status == "draft"
    population = terms.keys["population_2022"]
    assert (population.snapshot, population.rows, population.asked) == (
        "thl-sotkanet/population-31-12/2026-11-24",
        {"year": 2022},
        None,
    )
    assert population.label.en == "population on 31 December 2022"
    assert population.by.sv == "enligt invånarantalet 31.12.2022"
    taxes = terms.keys["tax_revenue_2021"]
    assert (str(taxes.reference_date), str(taxes.asked)) == ("2020-12-31", "2021-12-31")
    assert terms.alternatives[3].parameters["keys"].keys() == {"population_2022", "income_tax_2021"}
    assert terms.burden is not None
    assert (terms.burden.tax_revenue, terms.burden.income_tax) == (
        "tax_revenue_2021",
        "income_tax_2021",
    )
    assert terms.published == ()
    assert terms.outlook is not None
    (trend,) = terms.outlook.keys.values()
    assert trend.rows == {"year": 2017}
    assert "2018–2022" in (terms.outlook.assumption.en or "")


@pytest.mark.slow
def test_another_table_with_the_same_figure_stands_in_but_no_projection(project: Project) -> None:
    _, terms = drafted(project, 2025)
    key = terms.keys["population_2023"]
    # The projection of 2024 has no year 2023; those of 2024 on would be there, and are no figures.
    assert (key.snapshot, key.asked) == (
        "tilastokeskus/population-kainuu-2014-2025/2026-11-24",
        None,
    )
    assert terms.outlook is not None
    assert (
        terms.outlook.keys["population_2023"].snapshot == "thl-sotkanet/population-31-12/2026-11-24"
    )


@pytest.mark.slow
def test_newer_snapshot_is_taken_and_what_was_asked_comes(project_copy: Project) -> None:
    source(project_copy, 2028).write_text(next_terms(project_copy, KAINUU, 2028), encoding="utf-8")
    later = project_copy.snapshots / "tilastokeskus/11ra/2027-05-01"
    shutil.copytree(project_copy.snapshots / "tilastokeskus/11ra/2026-11-24", later)
    _republish(later, "2027-05-01", ",2025,", ",2027,")
    _, terms = drafted(project_copy, 2029)
    key = terms.keys["population_2027"]
    assert (key.snapshot, key.rows, key.asked) == (
        "tilastokeskus/11ra/2027-05-01",
        {"year": 2027},
        None,
    )
    assert key.label.fi == "asukasluku 31.12.2027"


def _republish(folder: Path, retrieved: str, old: str, new: str) -> None:
    """Give a copied snapshot other figures, with the checksums of them."""
    import hashlib

    shutil.rmtree(folder / "raw", ignore_errors=True)
    content = (folder / "data.csv").read_text(encoding="utf-8").replace(old, new).encode()
    (folder / "data.csv").write_bytes(content)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    manifest |= {
        "id": f"tilastokeskus/11ra/{retrieved}",
        "retrieved": retrieved,
        "raw": [],
        "derivation": None,
    }
    manifest |= {"reference_period": "2027-12-31", "retrieved": "2028-05-01"}
    manifest["data"] |= {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


@pytest.mark.slow
def test_year_after_year_leaves_no_trace_of_the_years_between(project_copy: Project) -> None:
    first = new_year(project_copy, KAINUU, 2028)
    write_year(project_copy, first)
    text, terms = drafted(project_copy, 2029)
    assert list(terms.keys) == ["population_2027"]
    assert str(terms.keys["population_2027"].asked) == "2027-12-31"
    assert "2026-12-31" not in text
    # The same points are open, but for the three that the first draft asked of texts of 2027.
    assert len(re.findall(TO_DECIDE, text)) == first.open_points - 3
    assert len(terms.unknown) == len(load_year(project_copy, KAINUU, 2028).terms.unknown)
    assert not [line for line in text.splitlines() if "2027.toml" in line]


@pytest.mark.slow
def test_day_of_the_calculation_is_left_out_and_its_office_is_asked_for(
    project_copy: Project,
) -> None:
    changed(project_copy, 2027, ('status = "draft"\n', f'status = "draft"\n{PREPARED}'))
    text, terms = drafted(project_copy, 2028)
    assert terms.prepared_on is None
    assert terms.prepared_by is not None
    assert terms.prepared_by.main == "Taloustoimisto"
    assert f"{TO_DECIDE} who makes the calculation of 2028. This is that of 2027.\n" in text
    assert f"{TO_DECIDE} the day of the calculation, prepared_on; that of 2027 was 2026-" in text


@pytest.mark.slow
def test_change_sums_and_is_told_before_the_file_is_named(project_copy: Project) -> None:
    asked = ("--language", "fi", "new-year", KAINUU, "2025", "--project", str(project_copy.root))
    outcome = call(*asked)
    assert outcome.fault is None, outcome.printed
    assert re.search(r"Paltamo\W+7.325,24\W+7.219,99\W+105,25", outcome.printed)
    assert "Sotkamo" in outcome.printed.partition("┘")[2]
    assert "Kirjoitettu: data/agreements/kainuu-ict/2025.toml" in outcome.printed
    # Keys by other figures than the chosen one are not there yet, and that is told too.
    assert "verotulot 2020: luvut ovat päivältä 31.12.2020" in outcome.printed
    before, after = (shared_year(load_year(project_copy, KAINUU, year)) for year in (2023, 2025))
    assert (euros(before.cents["578"]), euros(after.cents["578"])) == ("7325.24", "7219.99")


def test_nothing_is_overwritten_and_no_year_comes_before_the_first(project: Project) -> None:
    with pytest.raises(
        ParameterError, match=r"2027\.toml is there already, and it is never overwritten"
    ):
        next_terms(project, KAINUU, 2027)
    with pytest.raises(
        ParameterError, match="no year before 2022 to start from: its first year is 2023"
    ):
        next_terms(project, KAINUU, 2022)
    with pytest.raises(ParameterError, match="Did you mean 'kainuu-ict'"):
        next_terms(project, "kainu-ict", 2028)


@pytest.mark.slow
def test_interrupted_writing_leaves_nothing(
    project_copy: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = new_year(project_copy, KAINUU, 2028)
    before = sorted(draft.path.parent.iterdir())

    def killed(*arguments: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(files.os, "link", killed)
        with pytest.raises(KeyboardInterrupt):
            write_year(project_copy, draft)
    assert sorted(draft.path.parent.iterdir()) == before
    # Nor is a file touched that came there in between.
    draft.path.write_text("mine", encoding="utf-8")
    with pytest.raises(ParameterError, match="never overwritten"):
        write_year(project_copy, draft)
    assert draft.path.read_text(encoding="utf-8") == "mine"


@pytest.mark.slow
def test_participant_that_has_merged_stops_the_draft(project_copy: Project) -> None:
    agreement = project_copy.agreements / KAINUU / "agreement.toml"
    added = '\n[[parties]]\ncode = "588"\nkind = "municipality"\nname = { fi = "Pertunmaa" }\n'
    agreement.write_text(agreement.read_text(encoding="utf-8") + added, encoding="utf-8")
    source(project_copy, 2027).unlink()
    path = source(project_copy, 2023)
    text = path.read_text(encoding="utf-8").replace('"777"]', '"777", "588"]')
    # Only the population has a figure for it.
    doc = Layout.of(text)
    doc.blocks = [
        block
        for block in doc.blocks
        if block.path[0:1] not in [("alternatives",), ("burden",), ("published",)]
    ]
    doc.blocks = [
        block
        for block in doc.blocks
        if not (block.path[:1] == ("keys",) and "2020" in block.path[1])
    ]
    path.write_text(doc.text(), encoding="utf-8")
    load_year(project_copy, KAINUU, 2023)
    with pytest.raises(
        SourceError, match=r'"588" \(Pertunmaa\) became part of Mäntyharju \("507"\) on 2025-01-01'
    ):
        next_terms(project_copy, KAINUU, 2027)
    # In a year when it still was there, nothing stops.
    next_terms(project_copy, KAINUU, 2024)


TRANSITION = """
# A transition, as agreed.
[[steps]]
name = "phase_in"
[steps.parameters]
source = "example"
year = 1
years = 3
[steps.parameters.last_year]
105 = "10000"
290 = "10000"
578 = "20000"
620 = "10000"
697 = "10000"
765 = "10000"
777 = "10000"
"""
STEPS = f"""
[[steps]]
name = "true_up"
parameters = {{ source = "example", paid_total = "100", actual_total = "101", differences = {{ 578 = "1" }} }}

[[steps]]
name = "limit_change"
parameters = {{ source = "example", increase = {{ share = "1.00" }}, decrease = {{ share = "0.80" }}, new = ["777"], \
last_year = {{ 105 = "6000", 290 = "18000", 578 = "9000", 620 = "6000", 697 = "5000", 765 = "24000" }} }}
{TRANSITION}
[rounding]
"""


@pytest.mark.slow
def test_steps_of_one_year_start_from_last_years_own_shares(project_copy: Project) -> None:
    changed(project_copy, 2027, ("\n[rounding]\n", STEPS))
    cents = shared_year(load_year(project_copy, KAINUU, 2027)).cents
    text, terms = drafted(project_copy, 2028)
    limit, transition = terms.steps
    own = {code: euros(amount) for code, amount in cents.items()}
    assert transition.parameters["last_year"] == own
    # One of three steps has been taken: this is the first of the two that remain, so that they stay
    # equal.
    assert (transition.parameters["year"], transition.parameters["years"]) == (1, 2)
    assert limit.parameters["last_year"] == own
    assert "new" not in limit.parameters
    assert "# A transition, as agreed." in text
    (said,) = [line for line in text.splitlines() if "true_up" in line]
    assert said.startswith(f"{TO_DECIDE} the settlement of 2027")
    assert [told for told in terms.unknown if told.en and "actual cost of 2027" in told.en]


@pytest.mark.slow
def test_equal_steps_stay_equal(project_copy: Project) -> None:
    changed(project_copy, 2027, ("\n[rounding]\n", f"{TRANSITION}\n[rounding]\n"))
    for year in (2028, 2029):
        source(project_copy, year).write_text(
            next_terms(project_copy, KAINUU, year), encoding="utf-8"
        )
    paltamo = [
        shared_year(load_year(project_copy, KAINUU, year)).cents["578"]
        for year in (2027, 2028, 2029)
    ]
    assert 20_000_00 > paltamo[0] > paltamo[1] > paltamo[2]
    assert abs((paltamo[0] - paltamo[1]) - (paltamo[1] - paltamo[2])) <= 1
    # The transition is over: the next year has none.
    text, terms = drafted(project_copy, 2030)
    assert terms.steps == ()
    assert "its transition has ended by 2030" in text


@pytest.mark.slow
def test_terms_written_in_other_forms_move_on_too(project_copy: Project) -> None:
    path = source(project_copy, 2027)
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    content["keys"]["population_2025"] |= {"rows": {"year": [2024, 2025]}, "combine": "mean"}
    content["keys"]["population_2025"]["snapshot"] = (
        "tilastokeskus/population-kainuu-2014-2025/2026-11-24"
    )
    del content["keys"]["population_2025"]["label"], content["keys"]["population_2025"]["by"]
    content["keys"]["population_2025"]["label"] = {"fi": "asukasluku 2024–2025"}
    content["keys"]["population_2025"]["by"] = {
        "fi": "vuosien 2024–2025 asukasluvun mukaan, ennuste 2020"
    }
    # Every list and table in one line, and dotted names.
    lines = [f"{name} = {_in_line(value)}" for name, value in content.items() if name != "total"]
    lines += [f"total.{name} = {_in_line(value)}" for name, value in content["total"].items()]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    load_year(project_copy, KAINUU, 2027)
    source(project_copy, 2023).unlink()
    text, terms = drafted(project_copy, 2028)
    key = terms.keys["population_2026"]
    assert (key.rows, str(key.asked)) == ({"year": (2024, 2025)}, "2026-12-31")
    assert "whether `by` may still name 2020" in text
    assert terms.method.parameters == {"key": "population_2026"}
    assert terms.alternatives[0].parameters["keys"] == {"population_2026": "0.70"}
    assert terms.unknown[0].en == "The total cost of 2028. The sum of 2027 is used here."
    assert terms.total.assumed


def _in_line(value: object) -> str:
    if isinstance(value, dict):
        return (
            "{"
            + ", ".join(f"{json.dumps(name)} = {_in_line(one)}" for name, one in value.items())
            + "}"
        )
    if isinstance(value, list):
        return "[" + ", ".join(map(_in_line, value)) + "]"
    return (
        json.dumps(value, ensure_ascii=False) if isinstance(value, str | bool | int) else str(value)
    )


LINES = st.lists(
    st.sampled_from(
        [
            "",
            "# [comment]",
            '"[text]" = "# [none]"',
            "list = [",
            "  [1, 2],",
            "[3],",
            "]",
            "[a]",
            "[[b]] # of b",
            '[a."x.y"]',
            'text = """',
            "[in a text]",
            '"""',
            "inline = { a = [1] }",
        ]
    ),
    max_size=14,
)


@given(LINES)
def test_layout_gives_back_what_it_was_given(lines: list[str]) -> None:
    text = "\n".join(lines) + "\n"
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    layout = Layout.of(text)
    assert layout.text() == text
    found = {block.path[0] for block in layout.blocks if block.path}
    assert found == {name for name in content if name in ("a", "b")}


def test_names_are_renamed_as_names_only() -> None:
    text = '"a_1" = 1\n[k.a_1] # a_1\nt = "a_1 = 2"\nx = { a_1 = "a_1", b = ["a_1x"] }\n'
    assert (
        renamed(text, {"a_1": "a_2"})
        == '"a_2" = 1\n[k.a_2] # a_1\nt = "a_1 = 2"\nx = { a_2 = "a_1", b = ["a_1x"] }\n'
    )


@pytest.mark.slow
def test_merger_stops_from_its_day_on(project: Project, kainuu_2023: Comparison) -> None:
    key = kainuu_2023.case.terms.keys["population_2021"]
    asked = key.model_copy(update={"rows": {"year": 2025}, "reference_date": date(2025, 12, 31)})
    stored = Stored(project)
    assert stored.suitable([asked], ["578"], date(2025, 1, 1), "x") is not None
    assert stored.suitable([asked], ["588"], date(2024, 1, 1), "x") is None
    with pytest.raises(SourceError, match="became part of Mäntyharju"):
        stored.suitable([asked], ["588"], date(2025, 1, 1), "x")
