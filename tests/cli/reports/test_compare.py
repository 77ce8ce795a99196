"""The command `compare`: the results file, JSON and a table, each from the same comparison."""

import json

import pytest

from analyysi.comparison.compare import Comparison
from analyysi.comparison.results import results_csv
from analyysi.project import Project
from support.command_line import call

YEAR = ("--language", "fi", "compare", "kainuu-ict", "2023")


@pytest.mark.slow
def test_csv_is_the_results_file(kainuu_2023: Comparison) -> None:
    assert call(*YEAR, "--format", "csv").printed == results_csv(kainuu_2023)


@pytest.mark.slow
def test_json_has_every_split_with_its_verdict_and_the_reasons(kainuu_2023: Comparison) -> None:
    content = json.loads(call(*YEAR, "--json").printed)["result"]
    assert content["total_cents"] == 8_000_000
    splits = {split["id"]: split for split in content["splits"]}
    assert list(splits) == [split.id for split in kainuu_2023.splits]
    assert [name for name, split in splits.items() if split["chosen"]] == [kainuu_2023.chosen.id]
    for split in kainuu_2023.splits:
        payers = splits[split.id]["payers"]
        assert {payer["code"]: payer["cents"] for payer in payers} == dict(split.cents)
    equal = splits["equal"]
    assert equal["verdict"] == "with_reservations"
    assert equal["against"].startswith("Kaksi maksajaa yhtenä laskettuina")
    assert equal["properties"]["no_gain_by_merging"]["holds"] is False
    assert equal["properties"]["no_group_pays_more_than_apart"]["holds"] is None


@pytest.mark.slow
def test_the_table_has_whole_figures_and_verdicts() -> None:
    printed = call(*YEAR).printed
    assert "7\u00a0325,24" in printed
    assert "…" not in printed  # no figure is cut
    assert printed.count("perusteltavissa") == 5
    assert printed.count("varauksin") == 2


@pytest.mark.slow
def test_the_steps_are_said_below_the_table_and_in_json(project_copy: Project) -> None:
    terms = project_copy.agreements / "kainuu-ict" / "2027.toml"
    step = '\n[[steps]]\nname = "sum_each"\nparameters = { amount = "2000" }\n'
    terms.write_text(terms.read_text(encoding="utf-8") + step, encoding="utf-8")
    year = (
        "--language",
        "fi",
        "compare",
        "kainuu-ict",
        "2027",
        "--project",
        str(project_copy.root),
    )
    assert "Jokainen maksaa ensin 2\u00a0000,00" in call(*year).printed.splitlines()[-1]
    splits = json.loads(call(*year, "--json").printed)["result"]["splits"]
    assert {len(split["steps"]) for split in splits} == {1}


@pytest.mark.slow
def test_a_misspelt_format_gets_the_nearest_one() -> None:
    assert "Did you mean 'csv'?" in str(call(*YEAR, "--format", "cvs").fault)
