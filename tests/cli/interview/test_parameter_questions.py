"""Every parameter of every rule is asked for by its type; a row that is added needs nothing."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from analyysi.agreement.key import Above, Classes, PayerFactors
from analyysi.agreement.values import Frozen
from analyysi.allocation.keys import KEY_CHANGES
from analyysi.allocation.methods import METHODS
from analyysi.allocation.steps.step_table import STEPS
from analyysi.cli.interview.parameter_questions import _ASKED, ask_parameters
from analyysi.cli.interview.ways import offered_methods
from analyysi.desk.fields import fields_of
from analyysi.errors import AnalyysiError
from analyysi.languages.catalogue import check_translated
from analyysi.languages.language_table import LANGUAGES
from analyysi.project import Project
from support.interviews import answers_of, state_of

NOT_OFFERED = {"as_published": "Sums of a decision whose rule is not known: import-decision."}
MODELS: dict[str, type[Frozen]] = {
    **{row.name: row.parameters for row in (*METHODS.values(), *STEPS.values())},
    **{row.name: row.model for row in KEY_CHANGES.values()},
}


def asked(
    project: Project, model: type[Frozen], lines: Sequence[str], fixed: dict[str, Any] | None = None
) -> Frozen:
    state = state_of(project, lines)
    return ask_parameters(state.around(answers_of(state)), model, fixed)


@pytest.mark.parametrize("name", sorted(MODELS))
def test_every_rule_can_be_asked_for(name: str) -> None:
    for described in fields_of(MODELS[name]):
        assert type(described.shape) in _ASKED
        for language in LANGUAGES:
            check_translated(described.words.text, language)


def test_every_method_is_offered_or_its_lack_has_a_reason() -> None:
    assert METHODS.keys() - {method.name for method in offered_methods()} == NOT_OFFERED.keys()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "lines", "expected"),
    [
        ("sum_each", ["2 000 €", ""], {"amount": 200_000}),
        ("sum_each", ["", "Kuhmo 1 000; 578=500,50"], {"amounts": {"290": 100_000, "578": 50_050}}),
        ("floor", ["", "10", "", ""], {"share": Fraction(1, 10)}),
        (
            "limit_change",
            ["Kajaani 50 000; Kuhmo 20 000", "Pöytäkirja", "", "5", "", "", "Paltamo"],
            {"new": ("578",), "source": "Pöytäkirja"},
        ),
        ("outside_base", ["Paltamo, kuhmo"], {"payers": ("578", "290")}),
        ("mix", ["30", "70"], {"equal": Fraction(3, 10)}),
        ("game_owen", ["Kajaani, Kuhmo; Paltamo"], {"unions": (("205", "290"), ("578",))}),
        (
            "withdrawal_fade_out",
            ["Kuhmo", "50", "", "100; 50", "2", "Sopimus"],
            {"schedule": (Fraction(1), Fraction(1, 2)), "year": 2},
        ),
    ],
)
def test_what_is_typed_becomes_parameters(
    project: Project, name: str, lines: list[str], expected: dict[str, Any]
) -> None:
    parameters = asked(project, MODELS[name], lines)
    for parameter, content in expected.items():
        assert getattr(parameters, parameter) == content


@pytest.mark.slow
def test_changes_of_figures_are_asked_for(project: Project) -> None:
    factors = asked(project, PayerFactors, ["Kajaani 0,9"], {"kind": "payer_factors"})
    assert factors == PayerFactors(kind="payer_factors", factors={"205": Fraction(9, 10)})
    above = asked(project, Above, ["10 000", "0,5", "2"], {"kind": "above"})
    assert above == Above(kind="above", limit="10000", factor="0.5", of="whole")
    classes = asked(project, Classes, ["2000; 5000", "0; 1; 2"], {"kind": "classes"})
    assert isinstance(classes, Classes)
    assert classes.weights == (0, 1, 2)


@pytest.mark.slow
def test_pools_are_asked_one_by_one(project: Project) -> None:
    lines = [
        *("Palo", "60", "", "", "100", "", "k"),
        *("Ensihoito", "", "", "40", "60", "Kajaani, Kuhmo", "e"),
    ]
    parameters: Any = asked(project, MODELS["pools"], lines)
    fire, rest = parameters.pools
    assert (fire.label.fi, fire.share, rest.is_rest, rest.payers) == (
        "Palo",
        Fraction(3, 5),
        True,
        ("205", "290"),
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "lines", "told"),
    [
        ("sum_each", ["paljon"], "Write a sum in this form"),
        ("sum_each", ["", "Kumho 1 000"], "Did you mean 'Kuhmo'?"),
        ("sum_each", ["", "Kuhmo"], "is not a payer and a number"),
        ("sum_each", ["", "Kuhmo 1 000; 290 2 000"], "Kuhmo is given two numbers"),
        ("outside_base", ["Paltammo"], "Did you mean 'Paltamo'?"),
        ("outside_base", [""], "This is needed"),
        ("mix", ["130"], "Give each weight in per cent"),
        ("mix", ["30", "60"], "100"),
        ("game_shapley_sampled", ["many"], "Write a whole number"),
        ("claims_talmud", [], "There are no figures for this yet"),
        ("sum_each", ["", "last.xlsx"], "There is no file"),
    ],
)
def test_what_cannot_be_taken_is_told(
    project: Project, name: str, lines: list[str], told: str
) -> None:
    with pytest.raises(AnalyysiError, match=told):
        asked(project, MODELS[name], lines)


@pytest.mark.slow
def test_last_years_sums_come_from_a_table_with_its_name(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "maksut.csv"
    path.write_text(
        "Kunta;Maksuosuus €\nKajaani;50 000\nKuhmo;20 000\nPaltamo;10 000\nYhteensä;80 000\n",
        encoding="utf-8",
    )
    lines = [str(path), "", "", "5", "", "", ""]
    parameters: Any = asked(project, MODELS["limit_change"], lines)
    assert parameters.last_year == {"205": 5_000_000, "290": 2_000_000, "578": 1_000_000}
    assert parameters.source == "maksut.csv"
