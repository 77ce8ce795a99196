"""The command `new-agreement`: three jobs from the first question to the report, in one go; what it
asks again, keeps and refuses.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer

from analyysi.agreement.reading import read_agreement, read_terms
from analyysi.cli.interview import session
from analyysi.comparison.case import load_year
from analyysi.comparison.compare import compare_methods
from analyysi.errors import ParameterError
from analyysi.project import Project
from support.command_line import call
from support.interviews import FIRST, typed, workstations
from support.places import ROOT

OPTIONS = {
    "subject": "Kirjastoauton kustannusten jako",
    "payers": "Paltamo, Puolanka",
    "year": "2027",
    "total": "60000",
}
PAIJAT_HAME = "Asikkala, Hartola, Heinola, Hollola, Iitti, Kärkölä, Lahti, Orimattila, Sysmä"
KAINUU = "Kajaani, Kuhmo, Sotkamo, Suomussalmi, Paltamo, Puolanka, Ristijärvi"


def page_of(project: Project, printed: str) -> str:
    """The text of the report that a command has made, without its markup."""
    (name,) = re.findall(r"reports/\S+/report\.html", printed.partition("file://")[0])
    page = (project.root / name).read_text(encoding="utf-8")
    shown = re.sub(r"<(script|style|svg)\b.*?</\1>", "", page, flags=re.DOTALL)
    text = re.sub(r"<[^>]+>", " ", shown).replace("&nbsp;", " ").replace("\xa0", " ")
    return re.sub(r"\s+", " ", text)


@pytest.mark.slow
def test_nine_municipalities_with_lahti_at_nine_tenths(
    project_copy: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [
        *("Päijät-Hämeen palvelun kustannusten jako", PAIJAT_HAME, "Lahti", "2027"),
        *("2 360 105 €", "", "1", "payer_factors", "Lahti 0,9", ""),
    ]
    outcome = typed(project_copy, monkeypatch, lines)
    assert outcome.fault is None, outcome.printed
    page = page_of(project_copy, outcome.printed)
    # The official figure, the weight and what comes of them stand in the report.
    for shown in ("121 832", "109 648,80", "Lahden luku kertoimella 0,9", "2 360 105"):
        assert shown in page
    assert "kysytty" not in page
    assert "Kysely" not in page
    case = load_year(project_copy, "paijat-hameen-palvelun-kustannusten-jako", 2027)
    heads = case.problem.keys["population_2025"]
    weights = {code: count * (9 if code == "398" else 10) for code, count in heads.items()}
    cents = compare_methods(case).chosen.cents
    for code, weight in weights.items():
        assert abs(cents[code] - 236_010_500 * weight / sum(weights.values())) <= 1


@pytest.mark.slow
def test_two_thousand_each_and_a_capped_total(
    project_copy: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [
        *("Kirjastoauton kustannusten jako", "Savonlinna, Juva, Puumala, Rantasalmi, Sulkava"),
        *("", "2027", "180 000", "", "sum_each", "2 000 €", "", "3", "1", "174 000", "2,5"),
        *("Sopimuksen 4 §", ""),
    ]
    outcome = typed(project_copy, monkeypatch, lines)
    assert outcome.fault is None, outcome.printed
    page = page_of(project_copy, outcome.printed)
    for shown in (
        "Jokainen maksaa ensin 2 000,00 €. Loput jaetaan jakotavan mukaan.",
        "enintään 178 350 euroa: edellisen vuoden 174 000 euroa, johon on lisätty 2,5 %",
        "Summaksi esitettiin 180 000 euroa",
        "Sopimuksen 4 §",
    ):
        assert shown in page
    assert "tasan" not in page.partition("Etusivu päättyy tähän")[0]
    comparison = compare_methods(load_year(project_copy, "kirjastoauton-kustannusten-jako", 2027))
    assert sum(comparison.chosen.cents.values()) == 17_835_000


@pytest.mark.slow
def test_workstations_from_a_colleagues_workbook(
    project_copy: Project, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = workstations(tmp_path)
    lines = [
        *("Kainuun ICT-kustannusten jako", KAINUU, "", "2027", "80 000", str(path)),
        *(
            "n. 90",
            "tietohallinnon arvio 3.11.2026",
            "55",
            "kirjaamo, puhelu 4.11.2026",
            "kyllä",
            "",
        ),
    ]
    outcome = typed(project_copy, monkeypatch, lines)
    assert outcome.fault is None, outcome.printed
    page = page_of(project_copy, outcome.printed)
    for shown in (
        "Osa luvuista on arvioita: työasemat 31.12.2026 (Sotkamo ja Puolanka)",
        "”n. 520”, työasemat.xlsx",
        "”n. 90”, tietohallinnon arvio 3.11.2026",
        "Osa luvuista on kysytty maksajilta",
    ):
        assert shown in page
    # Ristijärvi answered by telephone: that is no estimate.
    assert "Arvio, Ristijärvi" not in page


@pytest.mark.slow
def test_figures_from_elsewhere_are_not_called_a_survey(
    project_copy: Project, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = workstations(tmp_path)
    lines = [
        *("ICT-kustannusten jako", "Kajaani, Kuhmo, Paltamo", "", "2027", "80 000", str(path)),
        *("ei", "Konsultin laiteluettelo", ""),
    ]
    outcome = typed(project_copy, monkeypatch, lines)
    assert outcome.fault is None, outcome.printed
    page = page_of(project_copy, outcome.printed)
    assert "Osa luvuista on taulukosta: Konsultin laiteluettelo." in page
    assert "Kysely maksajille" not in page
    assert "kysytty maksajilta" not in page


@pytest.mark.slow
def test_missing_figures_end_with_the_way_to_ask_for_them(
    project_copy: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [*FIRST, "asked", "workstations", "työasemat", "", ""]
    outcome = typed(project_copy, monkeypatch, lines)
    assert outcome.fault is None, outcome.printed
    name = "palvelun-kustannusten-jako 2027"
    assert f"analyysi survey send {name} --per-payer" in outcome.printed
    assert not (project_copy.root / "reports").exists()
    sent = call(
        *("survey", "send", *name.split(), "--output", str(project_copy.root / "forms")),
        *("--project", str(project_copy.root)),
    )
    assert sent.fault is None, sent.printed


@pytest.mark.slow
def test_every_language_has_a_conversation_and_a_report(
    project_copy: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    swedish = typed(
        project_copy,
        monkeypatch,
        ["Fördelning", "Jako", "Kajana, Kuhmo", "Kajaani, Kuhmo", "", "2027", "80 000", "", ""],
        language="sv",
    )
    assert swedish.fault is None, swedish.printed
    assert "Ärendet som rubrik (svenska)" in swedish.printed
    assert "Menade du ”Kajaani”?" in swedish.printed
    assert "Två kommuner" in page_of(project_copy, swedish.printed)
    english = typed(
        project_copy,
        monkeypatch,
        ["Sharing", "Jako", "Kajaani, Kuhmo", "", "2027", "80,000", "equal", ""],
        language="en",
    )
    assert english.fault is None, english.printed
    assert "Two municipalities" in page_of(project_copy, english.printed)


@pytest.mark.slow
def test_wrong_answers_are_asked_again_and_taken_back(
    project_copy: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [
        *("", "Auton jako", "Kajani, Kuhmo", "Kajaani, Kuhmo", "Kumho", "", "27", "2026", "<"),
        *("2027", "2,3 milj. €", "80 000", "asuklasluku", "1", "sum_eahc", "sum_each", "50 000"),
        *("", "sum_each", "1 000", "", ""),
    ]
    outcome = typed(project_copy, monkeypatch, lines, "--no-report")
    assert outcome.fault is None, outcome.printed
    told = outcome.printed.replace("\xa0", " ")
    for sentence in (
        "Tähän tarvitaan tekstiä.",
        "Tarkoititko ”Kajaani”?",
        "Tarkoititko ”Kuhmo”?",
        "esimerkiksi 2027",
        "Tarkoititko 2 300 000 €?",
        "Tarkoititko ”Asukasluku”?",
        "Tarkoititko ”sum_each”?",
    ):
        assert sentence in told
    agreement = read_agreement(project_copy, "auton-jako")
    (step,) = read_terms(project_copy, agreement, 2027).steps
    assert step.parameters == {"amount": "1000.00"}


@pytest.mark.slow
def test_an_interruption_keeps_the_answers_and_writes_nothing(
    project_copy: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = sorted(project_copy.agreements.iterdir())
    outcome = typed(project_copy, monkeypatch, FIRST[:4])
    assert isinstance(outcome.fault, SystemExit | typer.Abort)
    assert sorted(project_copy.agreements.iterdir()) == there
    (kept,) = re.findall(r"--answers (\S+)", outcome.printed)
    resumed = typed(project_copy, monkeypatch, ["80 000", "", ""], "--answers", kept, "--no-report")
    assert resumed.fault is None, resumed.printed
    agreement = read_agreement(project_copy, "palvelun-kustannusten-jako")
    assert read_terms(project_copy, agreement, 2027).total.value == 8_000_000
    Path(kept).unlink()


@pytest.mark.slow
def test_a_pipe_answers_and_its_faults_stop(project_copy: Project) -> None:
    arguments = ("new-agreement", "--answers", "-", "--project", str(project_copy.root))
    wrong = call(*arguments, "--language", "fi", answers="Auton jako\nKajani\n")
    assert isinstance(wrong.fault, ParameterError)
    assert "Tarkoititko ”Kajaani”?" in str(wrong.fault)
    lines = ["# otsikko", *FIRST, "", ""]
    right = call(*arguments, "--no-report", "--language", "fi", answers="\n".join(lines) + "\n")
    assert right.fault is None, right.printed
    assert "analyysi report palvelun-kustannusten-jako 2027" in right.printed


@pytest.mark.slow
def test_the_report_is_opened_where_it_is_wanted(
    project_copy: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    made = project_copy.root / "report.html"
    monkeypatch.setattr(session.webbrowser, "open", opened.append)
    monkeypatch.setattr(session, "make_report", lambda *_, **__: (made,))
    typed(project_copy, monkeypatch, [*FIRST, "", ""])
    assert opened == []
    typed(project_copy, monkeypatch, [*FIRST, "", ""], "--open")
    assert opened == [made.as_uri()]


GUIDE = ROOT / "docs" / "new-agreement.md"


def blocks_of_guide(mark: str) -> list[str]:
    """The blocks of the guide below a mark."""
    text = GUIDE.read_text(encoding="utf-8")
    return re.findall(rf"<!-- {mark} -->\n```text\n(.*?)```", text, flags=re.DOTALL)


@pytest.mark.slow
def test_the_interview_of_the_guide_is_as_it_stands_there(project_copy: Project) -> None:
    (shown,) = blocks_of_guide("interview")
    lines = [
        *("Shared library bus", "Yhteisen kirjastoauton kustannusten jako"),
        *("Savonlinna, Juva, Puumala, Rantasalmi, Sulkava", "", "2027", "180,000", "", "13"),
        *("kirjastoauto", ""),
    ]
    arguments = ("--answers", "-", "--language", "en", "--no-report")
    outcome = call(
        "new-agreement",
        *(*arguments, "--project", str(project_copy.root)),
        answers="\n".join(lines) + "\n",
    )
    assert outcome.fault is None, outcome.printed
    assert shown in outcome.printed


@pytest.mark.slow
def test_the_answers_of_the_guide_make_agreements(project_copy: Project, tmp_path: Path) -> None:
    totals = []
    for number, lines in enumerate(blocks_of_guide("answers")):
        file = tmp_path / f"answers-{number}.txt"
        file.write_text(lines, encoding="utf-8")
        arguments = ("--answers", str(file), "--language", "fi", "--no-report")
        outcome = call("new-agreement", *arguments, "--project", str(project_copy.root))
        assert outcome.fault is None, outcome.printed
        (name,) = re.findall(r"analyysi report (\S+) 2027", outcome.printed)
        totals.append(load_year(project_copy, name, 2027).terms.total.value)
    assert totals == [236_010_500, 17_835_000]


def test_what_is_missing_without_a_terminal_is_named(project_copy: Project) -> None:
    given = ("--year", "2027", "--subject", "Jako", "--project", str(project_copy.root))
    outcome = call("new-agreement", *given)
    assert isinstance(outcome.fault, ParameterError)
    assert str(outcome.fault) == (
        "--payers is missing. Without a terminal nothing can be asked: give --payers, --total, or "
        "--answers with a file of answers."
    )
    unread = call("new-agreement", "--answers", "nothing.txt", "--project", str(project_copy.root))
    assert "nothing.txt cannot be read" in str(unread.fault)


@pytest.mark.slow
def test_options_make_the_files_and_missing_languages_are_named(project_copy: Project) -> None:
    given = [text for name, answer in OPTIONS.items() for text in (f"--{name}", answer)]
    outcome = call("new-agreement", *given, "--language", "en", "--project", str(project_copy.root))
    assert outcome.fault is None, outcome.printed
    name = "kirjastoauton-kustannusten-jako"
    assert f"Written: data/agreements/{name}/2027.toml" in outcome.printed
    assert "The texts lack Swedish and English: the files say where." in outcome.printed
    assert f"Next: analyysi report {name} 2027" in outcome.printed
    agreement = read_agreement(project_copy, name)
    assert read_terms(project_copy, agreement, 2027).total.value == 6_000_000
