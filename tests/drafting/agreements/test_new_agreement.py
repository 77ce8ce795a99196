"""A new agreement from answers: given as options or asked for, checked at once, and written whole
or not at all.
"""

from pathlib import Path

import pytest

from analyysi.agreement.reading import read_agreement, read_terms
from analyysi.agreement.texts import check_texts
from analyysi.comparison.case import load_year
from analyysi.comparison.compare import compare_methods
from analyysi.errors import ParameterError
from analyysi.file_system import folders
from analyysi.project import Project
from analyysi.sources.municipalities.register import municipalities
from support.command_line import Outcome, call

GIVEN = {
    "--id": "kirjastoauto",
    "--subject": "Yhteisen kirjastoauton kustannusten jako",
    "--purpose": 'Kunnat ylläpitävät yhteistä "kirjastoautoa".',
    "--payers": "Savonlinna, 178, puumala, Rantasalmi, Sulkava",
    "--year": "2027",
    "--total": "180 000",
}


def invoke(project: Project, options: dict[str, str]) -> Outcome:
    given = [part for pair in options.items() for part in pair]
    return call("new-agreement", "--language", "en", "--project", str(project.root), *given)


@pytest.mark.slow
def test_options_make_an_agreement_that_works(project_copy: Project) -> None:
    outcome = invoke(project_copy, GIVEN)
    assert outcome.fault is None
    assert outcome.printed.splitlines()[-1] == "Next: analyysi report kirjastoauto 2027"
    comparison = compare_methods(load_year(project_copy, "kirjastoauto", 2027))
    agreement, terms = comparison.case.agreement, comparison.case.terms
    assert terms.participants == ("740", "178", "623", "681", "768")
    assert agreement.party("740").name.sv == "Nyslott"
    assert agreement.organiser == "740"
    assert agreement.purpose.fi == GIVEN["--purpose"]
    assert (terms.status, terms.total.value, terms.total.assumed) == ("draft", 180_000_00, True)
    assert terms.keys["population_2025"].rows == {"year": 2025}
    assert sum(comparison.chosen.cents.values()) == 180_000_00
    # Written in Finnish alone: the files say so, and so does the command; a report in Swedish stops
    # by its usual words.
    written = (project_copy.agreements / "kirjastoauto" / "agreement.toml").read_text(
        encoding="utf-8"
    )
    assert written.count('# To be written: sv = "..." and en = "..."') == 2
    assert "The texts lack Swedish and English" in outcome.printed
    check_texts(agreement, terms, "fi")
    with pytest.raises(ParameterError, match="has no version in 'sv'"):
        check_texts(agreement, terms, "sv")


@pytest.mark.slow
def test_texts_in_all_languages_leave_nothing_to_write(project_copy: Project) -> None:
    more = {
        f"--{name}-{language}": f"{name} {language}"
        for name in ("subject", "purpose", "source")
        for language in ("sv", "en")
    }
    decided = {"--source": "Yhtymävaltuusto 1.6.2026", "--status": "decided", "--key": "equal"}
    outcome = invoke(project_copy, GIVEN | more | decided)
    assert outcome.fault is None
    assert "lack" not in outcome.printed
    agreement = read_agreement(project_copy, "kirjastoauto")
    terms = read_terms(project_copy, agreement, 2027)
    for language in ("fi", "sv", "en"):
        check_texts(agreement, terms, language)
    assert (terms.total.assumed, terms.method.name, terms.method.chosen_by) == (
        False,
        "equal",
        "decision",
    )
    assert terms.unknown == ()
    assert terms.per_head == "population_2025"


@pytest.mark.slow
def test_organisations_pay_and_organise(project_copy: Project) -> None:
    payers = {
        "--payers": "Puumala, Juva, ely=Etelä-Savon liitto",
        "--organiser": "ely",
        "--key": "equal",
    }
    assert invoke(project_copy, GIVEN | payers).fault is None
    comparison = compare_methods(load_year(project_copy, "kirjastoauto", 2027))
    assert comparison.case.agreement.party("ely").kind == "organisation"
    assert comparison.chosen.cents["ely"] == 60_000_00
    # There is no number of inhabitants to share by.
    outcome = invoke(project_copy, GIVEN | payers | {"--id": "other", "--key": "population"})
    assert "The population is not stored of all payers" in str(outcome.fault)
    assert not (project_copy.agreements / "other").exists()


@pytest.mark.slow
def test_other_stored_figures_are_a_key(project_copy: Project) -> None:
    outcome = invoke(project_copy, GIVEN | {"--key": "kuntaliitto/areas-2016:land_area_km2:2016"})
    assert outcome.fault is None
    case = load_year(project_copy, "kirjastoauto", 2027)
    assert case.chosen.key_names == ("land_area_km2_2016",)
    assert case.terms.keys["land_area_km2_2016"].label.fi == "maapinta-ala 2016"
    assert case.terms.per_head == "population_2025"


@pytest.mark.slow
def test_nothing_is_overwritten_and_an_interruption_leaves_nothing(
    project_copy: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = sorted(project_copy.agreements.iterdir())
    outcome = invoke(project_copy, GIVEN | {"--id": "kainuu-ict"})
    assert "data/agreements/kainuu-ict is there already" in str(outcome.fault)
    written: list[list[str]] = []

    def killed(new: Path, folder: Path) -> None:
        written.append(sorted(path.name for path in new.iterdir()))
        raise KeyboardInterrupt

    monkeypatch.setattr(folders.os, "rename", killed)
    assert invoke(project_copy, GIVEN).fault is not None
    # The folder would have got its name with both files in it.
    assert written == [["2027.toml", "agreement.toml"]]
    assert sorted(project_copy.agreements.iterdir()) == there


@pytest.mark.slow
def test_names_of_municipalities_are_those_of_the_newest_division(project: Project) -> None:
    register = municipalities(project)
    assert len(register) == 308
    assert (register["091"].fi, register["091"].sv, register["578"].sv) == (
        "Helsinki",
        "Helsingfors",
        None,
    )
    assert "588" not in register  # part of Mäntyharju since 2025
