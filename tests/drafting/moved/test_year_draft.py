"""A year's draft knows what an earlier draft wrote by its marks, whatever the wording has become."""

from pathlib import Path

import pytest
import tomlkit

from analyysi.agreement.terms import Choice
from analyysi.allocation.steps.step import MovedStep
from analyysi.allocation.steps.step_table import STEPS
from analyysi.comparison.case import load_year
from analyysi.drafting.moved.new_year import new_year, next_terms, write_year
from analyysi.drafting.moved.year_draft import Origin, moved_step
from analyysi.errors import ParameterError, Sentence
from analyysi.languages.user_language import SETTINGS
from analyysi.project import Project

KAINUU = "kainuu-ict"


def path_of(project: Project, year: int) -> Path:
    return project.agreements / KAINUU / f"{year}.toml"


@pytest.mark.slow
def test_edited_statements_of_a_draft_are_replaced_and_asked_for_no_more(
    project_copy: Project,
) -> None:
    text = next_terms(project_copy, KAINUU, 2028)
    sentence = "Vuoden 2028 kokonaiskustannus. Laskelmassa käytetään vuoden 2027 summaa."
    assert text.count(sentence) == 1
    edited = text.replace(sentence, "Summa vuonna 2028: toimisto kirjoitti tämän uudelleen.")
    path_of(project_copy, 2028).write_text(edited, encoding="utf-8")
    again = next_terms(project_copy, KAINUU, 2029)
    assert "toimisto kirjoitti" not in again
    for mark in ("total", "method", "participants"):
        assert again.count(f"[[unknown]]  # draft: {mark}\n") == 1


@pytest.mark.slow
def test_what_an_author_wrote_of_a_year_is_asked_for(project_copy: Project) -> None:
    text = next_terms(project_copy, KAINUU, 2028)
    unmarked = text.replace("[[unknown]]  # draft: total\n", "[[unknown]]\n")
    path_of(project_copy, 2028).write_text(unmarked, encoding="utf-8")
    again = next_terms(project_copy, KAINUU, 2029)
    assert '# To be decided: whether this of 2028 holds in 2029: "Vuoden 2028 kokonais' in again


@pytest.mark.slow
def test_the_comments_say_where_the_draft_is_from(project: Project) -> None:
    head = "Year {year}: a test made from {before}.toml. Nothing of it has been decided."
    origin = Origin(*map(Sentence, (head, "T {before}.", "P {before}.", "M {before}.")))
    text = next_terms(project, KAINUU, 2028, origin)
    assert text.startswith(
        "#:schema ../../../schemas/terms.schema.json\n"
        "# Year 2028: a test made from 2027.toml. Nothing of it has been decided."
    )
    for question in (
        "the sum of 2028. T 2027.",
        "who takes part in 2028. P 2027.",
        "the way of sharing of 2028. M 2027.",
    ):
        assert f"# To be decided: {question}\n" in text


POOLS = """name = "pools"

[[method.parameters.pools]]
label = { fi = "Palokunta" }
amount = "30000.00"
keys = { population_2025 = "1" }

[[method.parameters.pools]]
label = { fi = "Ensihoito" }
keys = { population_2025 = "1" }
payers = ["105", "290"]
"""


@pytest.mark.slow
def test_pools_take_the_new_names_of_keys_and_their_amounts_are_asked_for(
    project_copy: Project,
) -> None:
    path = path_of(project_copy, 2027)
    text = path.read_text(encoding="utf-8")
    plain = 'name = "proportional"\nparameters = { key = "population_2025" }\n'
    head, _, tail = text.partition(plain)
    rest, _, alternatives = tail.partition("\n[[alternatives]]")
    name, _, tables = POOLS.partition("\n\n")
    written = f"{head}{name}\n{rest}\n{tables}\n[[alternatives]]{alternatives}"
    path.write_text(written, encoding="utf-8")
    drafted = next_terms(project_copy, KAINUU, 2028)
    question = "in 2028, the amount of the pool 'Palokunta', 30000.00 euros before."
    assert f"# To be decided: {question}\n" in drafted
    parameters = tomlkit.parse(drafted)["method"]["parameters"]  # type: ignore[index]
    assert [list(pool["keys"]) for pool in parameters["pools"]] == [["population_2026"]] * 2  # type: ignore[index]


def test_credits_go_on_in_a_draft_and_are_asked_for() -> None:
    parameters = {"amounts": {"578": "1200.00"}, "source": "The board"}
    moved = moved_step(STEPS["credit"], Choice(name="credit", parameters=parameters), 2027, 2028)
    assert moved.changed == {}
    assert moved.remark == "what is paid elsewhere in 2028; the credits here are those of 2027."
    sums = Choice(name="sum_each", parameters={"amount": "2000.00"})
    assert moved_step(STEPS["sum_each"], sums, 2027, 2028) == MovedStep({})


CAPPED = """[total.from_last_year]
kind = "capped"
last_year = "78431.37"
change = "0.02"
asked = "90000.00"
source = { fi = "Keksitty" }

[[outside]]
"""


@pytest.mark.slow
def test_an_agreed_cap_is_drawn_on_and_nobody_has_asked_for_a_sum(
    project_copy: Project,
) -> None:
    path = path_of(project_copy, 2027)
    text = path.read_text(encoding="utf-8").replace("[[outside]]\n", CAPPED, 1)
    path.write_text(text, encoding="utf-8")
    drafted = new_year(project_copy, KAINUU, 2028).text
    total = tomlkit.parse(drafted)["total"].unwrap()
    rule = total["from_last_year"]
    assert (total["value"], total["assumed"]) == ("80000.00", True)
    assert (rule["last_year"], rule["change"], "asked" in rule) == ("80000.00", "0.02", False)
    assert rule["source"]["fi"] == "Keksitty"
    assert "the sum asked for, total.from_last_year.asked; then the value." in drafted
    # A year that skips one cannot follow from a total that is not known.
    skipped = new_year(project_copy, KAINUU, 2029).text
    assert "from_last_year" not in tomlkit.parse(skipped)["total"]  # type: ignore[operator]
    assert "how the sum follows from that of 2028, which is not known." in skipped


@pytest.mark.slow
def test_last_years_total_is_that_of_its_terms(project_copy: Project) -> None:
    path = path_of(project_copy, 2027)
    text = path.read_text(encoding="utf-8").replace("[[outside]]\n", CAPPED, 1)
    path.write_text(text, encoding="utf-8")
    drafted = new_year(project_copy, KAINUU, 2028)
    changed = drafted.text.replace('"80000.00"', '"80000.01"')
    with pytest.raises(ParameterError, match="is 80000.01, and the total of 2027 is 80000.00"):
        load_year(project_copy, KAINUU, 2028, terms_text=changed)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "change", "value", "kept", "source"),
    [
        ("capped", "-0.01", "79200.00", "-0.01", "enimmäismäärä, joka seuraa vuodesta 2027"),
        ("indexed", "0.02", "80000.00", "0", "sama kuin vuonna 2027"),
    ],
)
def test_a_total_is_true_of_its_rule_in_a_draft(
    project_copy: Project, kind: str, change: str, value: str, kept: str, source: str
) -> None:
    path = path_of(project_copy, 2027)
    last = {"capped": "90000.00", "indexed": "78431.37"}[kind]
    rule = CAPPED.replace("capped", kind).replace("0.02", change).replace("78431.37", last)
    asked = {"capped": 'asked = "80000.00"\n', "indexed": ""}[kind]
    rule = rule.replace('asked = "90000.00"\n', asked)
    text = path.read_text(encoding="utf-8").replace("[[outside]]\n", rule, 1)
    path.write_text(text, encoding="utf-8")
    total = tomlkit.parse(new_year(project_copy, KAINUU, 2028).text)["total"].unwrap()
    assert (total["value"], total["from_last_year"]["change"]) == (value, kept)
    assert source in total["source"]["fi"]


@pytest.mark.slow
@pytest.mark.parametrize(("language", "mark"), [("fi", "Päätettävä"), ("sv", "Att besluta")])
def test_what_is_to_be_decided_is_said_in_the_language_of_the_project(
    project_copy: Project, language: str, mark: str
) -> None:
    english = new_year(project_copy, KAINUU, 2028)
    settings = project_copy.root / SETTINGS
    settings.parent.mkdir(exist_ok=True)
    settings.write_text(f'language = "{language}"\n', encoding="utf-8")
    drafted = new_year(project_copy, KAINUU, 2028)
    assert drafted.open_points == english.open_points
    assert drafted.text.count(f"\n# {mark}: ") == english.text.count("\n# To be decided: ")
    assert "To be decided" not in drafted.text
    assert f"”{mark}”" in drafted.text
    # The next draft asks anew, whichever language the earlier one is in.
    write_year(project_copy, drafted)
    settings.unlink()
    again = new_year(project_copy, KAINUU, 2029).text
    assert f"# {mark}:" not in again
    assert "# To be decided: the sum of 2029. This is that of 2028.\n" in again
