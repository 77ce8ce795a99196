"""The annex: every split to the cent, and all that is needed to recompute."""

import shlex

import pytest

from analyysi.agreement.parameters import RunParameters
from analyysi.comparison.compare import Comparison, compare_methods
from analyysi.comparison.results import fingerprint
from analyysi.comparison.trial.loading import load_case
from analyysi.project import Project
from analyysi.report.blocks import OF_FOLDS, Code, Facts, Folded, Paragraph
from analyysi.report.sections.annex import section
from analyysi.report.tables import Table
from support.own_rules import rule, square_root
from support.readers import body_rows, number, reader_of, unfolded


@pytest.mark.slow
def test_every_split_stands_to_the_cent(kainuu_2023: Comparison) -> None:
    blocks = unfolded(section(reader_of(kainuu_2023)).blocks)
    tables = {block.id: block for block in blocks if isinstance(block, Table)}
    for split in kainuu_2023.splits:
        euros = [number(row.cells[0]) for row in body_rows(tables[f"split-{split.id}"])]
        assert sum(euros) * 100 == kainuu_2023.case.terms.total.value
        assert sorted(euros) == sorted(
            number(f"{cents / 100:.2f}") for cents in split.cents.values()
        )


@pytest.mark.slow
def test_what_is_folded_for_specialists_is_named_in_a_line(kainuu_2023: Comparison) -> None:
    blocks = section(reader_of(kainuu_2023)).blocks
    folds = [block for block in blocks if isinstance(block, Folded)]
    assert len(folds) > 5
    assert all(fold.for_specialists for fold in folds)
    line = blocks[blocks.index(folds[0]) - 1]
    assert isinstance(line, Facts)
    assert line.style == OF_FOLDS
    (fact,) = line.facts
    assert [fold.summary for fold in folds if fold.summary not in fact.text] == []


@pytest.mark.slow
def test_the_command_makes_this_report(kainuu_2023: Comparison) -> None:
    blocks = section(reader_of(kainuu_2023, "sv", "578")).blocks
    commands = [block.text for block in blocks if isinstance(block, Code)]
    assert commands == ["analyysi report kainuu-ict 2023 --language sv --municipality Paltamo"]
    shown = [block for block in unfolded(blocks) if isinstance(block, Facts)]
    facts = [fact.text for block in shown for fact in block.facts]
    texts = [block.text for block in blocks if isinstance(block, Paragraph)]
    assert any(text.endswith(f": {fingerprint(kainuu_2023)}") for text in texts)
    assert {file.sha256 for file in kainuu_2023.case.inputs} <= set(facts)


@pytest.mark.slow
def test_the_command_of_a_trial_has_its_parameters(project: Project) -> None:
    asked = RunParameters(
        agreement="kainuu-ict", year=2023, total="90000", participants="Kuhmo,105"
    )
    case = load_case(project, asked, additions=rule(square_root))
    blocks = section(reader_of(compare_methods(case))).blocks
    (command,) = [block.text for block in blocks if isinstance(block, Code)]
    assert shlex.split(command) == [
        *("analyysi", "report", "kainuu-ict", "2023", "--language", "fi"),
        *("-p", "total=90000", "-p", "participants=Kuhmo, 105"),
    ]
    texts = [block.text for block in blocks if isinstance(block, Paragraph)]
    assert any("--notebook" in text for text in texts), "the rule stands in a notebook only"
