"""Agreement files: every fault is named where it stands, with the nearest valid name."""

from fractions import Fraction

import pytest

from analyysi.agreement.reading import agreement_ids, read_agreement, read_terms, years_of
from analyysi.comparison.case import load_year
from analyysi.comparison.compare import Comparison, compare_methods
from analyysi.comparison.published.published_neighbours import observations
from analyysi.comparison.results import results_csv
from analyysi.errors import AllocationError, ParameterError, SourceError
from analyysi.project import Project

TERMS = "kainuu-ict/2023.toml"


def edit(project: Project, old: str, new: str, file: str = TERMS) -> None:
    path = project.agreements / file
    text = path.read_text(encoding="utf-8")
    assert old in text, "the edit of this test no longer fits the file"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def complaint(project: Project, year: int = 2023) -> str:
    with pytest.raises(ParameterError) as caught:
        load_year(project, "kainuu-ict", year)
    return str(caught.value)


def test_the_real_files_are_read(project: Project) -> None:
    assert agreement_ids(project) == ["dublin-fire", "kainuu-ict"]
    assert years_of(project, "kainuu-ict") == [2023, 2027]
    agreement = read_agreement(project, "kainuu-ict")
    terms = read_terms(project, agreement, 2023)
    assert terms.total.value == 80_000_00
    assert agreement.party("205").name.in_language("sv") == "Kajana"
    assert terms.alternatives[2].parameters["equal"] == "0.30"


TYPOS = [
    pytest.param("per_head =", "per_haed =", "unknown key 'per_haed'", "per_head", id="top key"),
    pytest.param(
        'value = "80000.00"', 'valu = "80000.00"', "unknown key 'total.valu'", "value", id="total"
    ),
    pytest.param(
        'column = "population"',
        'colum = "population"',
        "unknown key 'keys.population_2021.colum'",
        "column",
        id="keys.x",
    ),
    pytest.param(
        'label = { fi = "asukasluku',
        'label = { fii = "asukasluku',
        "unknown key 'keys.population_2021.label.fii'",
        "fi",
        id="keys.x.label",
    ),
    pytest.param(
        '[[alternatives]]\nname = "mix"',
        '[[alternatives]]\nnam = "mix"',
        "unknown key 'alternatives[3].nam'",
        "name",
        id="key of alternatives[]",
    ),
    pytest.param(
        '[[alternatives]]\nname = "mix"',
        '[[alternatives]]\nname = "mixx"',
        "alternatives[3].name = 'mixx' is not known",
        "mix",
        id="alternatives[].name",
    ),
    pytest.param(
        'payer = "205"', 'pyaer = "205"', "unknown key 'outside[1].pyaer'", "payer", id="outside[]"
    ),
    pytest.param(
        'decided_by = { fi = "',
        'decided_by = { fii = "',
        "unknown key 'published[1].decided_by.fii'",
        "fi",
        id="text",
    ),
    pytest.param(
        'parameters = { key = "',
        'parameters = { kye = "',
        "method.parameters has 2 faults",
        "key",
        id="parameters",
    ),
    pytest.param(
        "parameters = { equal =",
        "parameters = { equl =",
        "alternatives[3].parameters",
        "equal",
        id="mix parameters",
    ),
    pytest.param(
        'key = "population_2021" }',
        'key = "population_2012" }',
        "there is no key 'population_2012'",
        "population_2021",
        id="key name",
    ),
    pytest.param(
        'per_head = "population_2021"',
        'per_head = "population_202"',
        'per_head = "population_202" is not a key',
        "population_2021",
        id="per_head",
    ),
    pytest.param(
        'name = "proportional"',
        'name = "proportonal"',
        "method.name = 'proportonal' is not known",
        "proportional",
        id="method",
    ),
    pytest.param('["105", ', '["106", ', '"106" is not a party', "105", id="payer code"),
    pytest.param(
        'payer = "578"',
        'payer = "587"',
        'published payer "587" is not a participant',
        "578",
        id="published",
    ),
    pytest.param(
        'rule = "largest_remainder"',
        'rule = "largest_remaider"',
        "rounding.rule = 'largest_remaider' is not known",
        "largest_remainder",
        id="rounding rule",
    ),
    pytest.param(
        'tie_rule = "asc',
        'tie_rule = "acs',
        "rounding.tie_rule = 'acsending_code'",
        "ascending_code",
    ),
    pytest.param(
        'status = "analysis"', 'status = "analysys"', "status = 'analysys'", "analysis", id="status"
    ),
    pytest.param(
        'column = "tax_revenue"',
        'column = "tax_revenu"',
        "column 'tax_revenu' of",
        "tax_revenue",
        id="column",
    ),
    pytest.param(
        'column = "operating_expenses"',
        'column = "operating_expenses"\n'
        'transform = [{ kind = "payer_factors", factors = { 587 = "2" } }]',
        'keys.operating_expenses_2020: "587" is not a party of the agreement',
        "578",
        id="payer of a factor",
    ),
    pytest.param("rows = { year =", "rows = { yaer =", "column 'yaer' of", "year", id="rows"),
]


@pytest.mark.slow
@pytest.mark.parametrize(("old", "new", "where", "nearest"), TYPOS)
def test_a_typo_is_named_with_the_nearest_name(
    project_copy: Project, old: str, new: str, where: str, nearest: str
) -> None:
    edit(project_copy, old, new)
    message = complaint(project_copy)
    assert "data/agreements/kainuu-ict/2023.toml" in message
    assert where in message
    assert f"Did you mean '{nearest}'?" in message


def test_a_typo_in_the_agreement_file(project_copy: Project) -> None:
    edit(project_copy, "kind = ", "knid = ", "kainuu-ict/agreement.toml")
    message = complaint(project_copy)
    assert "unknown key 'parties[1].knid'. Did you mean 'kind'?" in message
    assert "'parties[1].kind' is missing" in message


@pytest.mark.slow
def test_a_typo_in_the_snapshots_name(project_copy: Project) -> None:
    edit(project_copy, "kta-2020-kainuu/2026-11-24", "kta-2020-kainu/2026-11-24")
    with pytest.raises(
        SourceError, match="Did you mean 'tilastokeskus/kta-2020-kainuu/2026-11-24'"
    ):
        load_year(project_copy, "kainuu-ict", 2023)


def test_an_unknown_agreement(project: Project) -> None:
    with pytest.raises(
        ParameterError, match="No agreement 'kainuu-itc' in .*Did you mean 'kainuu-ict'?"
    ):
        load_year(project, "kainuu-itc", 2023)


def test_an_unknown_year(project: Project) -> None:
    with pytest.raises(ParameterError) as caught:
        load_year(project, "kainuu-ict", 2022)
    assert "has no terms for 2022. Did you mean '202" in str(caught.value)
    assert "Valid: 2023, 2027. To add a year, write kainuu-ict/2022.toml." in str(caught.value)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('["105", ', "[105, ", "participants[1] = 105: text in quotes was expected"),
        ('"80000.00"', '"80000.005"', "total.value: '80000.005' has a part of a cent"),
        ('"80000.00"', '"80 000"', "total.value: '80 000' is not an amount"),
        ('"80000.00"', '"-1"', "total.value must be above zero"),
        ('"80000.00"', "true", "total.value: a number in quotes was expected"),
        ('unit = "0.01"', 'unit = "0"', "rounding.unit must be above zero"),
        ('unit = "0.01"', 'unit = "30000"', "total.value is not a multiple of rounding.unit"),
        (
            'population_2021 = "0.70"',
            'population_2021 = "0.60"',
            "alternatives[3].parameters: the weights sum to 0.9",
        ),
        ('equal = "0.30"', 'equal = "1.30"', "is out of range: a share lies from 0 to 1"),
        ('equal = "0.30"', 'equal = "1/0"', "divides by zero"),
        ('["105", ', '["105", "105", ', "participant 105 is listed twice"),
        ('["105", ', '["105", "205", ', "205 is both a participant and outside"),
        (
            "since = 2022-09-09",
            'since = "syksy"',
            "outside[1].since: a day, a month or a year was expected",
        ),
        ("since = 2022-09-09", 'since = "2022-13"', "2022-13 is not a date in the calendar"),
        ("year = 2023", "year = 2024", "year = 2024, but the file is 2023.toml"),
        ("year = 2023", 'year = "2023"', "year: Input should be a valid integer"),
        (
            'agreement = "kainuu-ict"',
            'agreement = "other"',
            "agreement = 'other', but the folder is 'kainuu-ict'",
        ),
        ('unit = "EUR"', 'unit = "SEK"', "unit = 'SEK', but the agreement's currency is EUR"),
        (
            "reference_date = 2021-12-31",
            "reference_date = 2020-12-31",
            "has the reference date 2020-12-31",
        ),
        (
            'value = "7079.00"',
            'value = "7079.00"\naccuracy = "10"',
            "published[1]: value must be a multiple of accuracy",
        ),
        (
            'value = "7079.00"',
            'value = "7079.00"\naccuracy = "0"',
            "published[1]: value must be a multiple of accuracy",
        ),
        ("status = ", "status ", "is not valid TOML"),
    ],
)
def test_a_value_that_will_not_do(project_copy: Project, old: str, new: str, words: str) -> None:
    edit(project_copy, old, new)
    assert words in complaint(project_copy)


def test_a_code_with_a_leading_zero_and_no_quotes(project_copy: Project) -> None:
    edit(project_copy, '["105", ', "[091, ")
    message = complaint(project_copy)
    assert "is not valid TOML" in message
    assert 'must stand in quotes, such as "091"' in message


def test_a_file_that_is_not_utf8(project_copy: Project) -> None:
    path = project_copy.agreements / TERMS
    path.write_bytes(path.read_text(encoding="utf-8").encode("latin-1", "replace"))
    assert "is not UTF-8 text" in complaint(project_copy)


OUTLOOK = "[outlook.keys.population_2021]\n"
POOLS = '[method]\nname = "pools"\nparameters = { pools = [%s] }\n'
METHOD = '[method]\nname = "proportional"\nparameters = { key = "population_2021" }\n'
KEY = "rows = { year = 2021 }\nreference_date"
TOTAL = "[total]\n"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (
            OUTLOOK,
            OUTLOOK + "colum = 1\n",
            "unknown key 'outlook.keys.population_2021.colum'. Did you mean 'column'? Valid: "
            "column, kind, reference_date, rows, snapshot.",
        ),
        (
            'kind = "trend"',
            'kind = "tren"',
            "outlook.keys.population_2021.kind = 'tren' is not known. Did you mean 'trend'? Valid: "
            "projection, trend.",
        ),
        (
            'kind = "trend"\n',
            "",
            "'outlook.keys.population_2021.kind' is missing: it must be given. Valid: projection, "
            "trend.",
        ),
        (
            KEY,
            KEY.replace("\n", '\ntransform = [{ kind = "minimum", value = "0" }]\n'),
            "keys.population_2021.transform[1].value: a figure above zero was expected",
        ),
        (
            TOTAL,
            TOTAL + 'from_last_year = { kind = "index", last_year = "1" }\n',
            "total.from_last_year.kind = 'index' is not known. Did you mean 'indexed'?",
        ),
        (METHOD, POOLS % "", "method.parameters: pools: at least 2 expected, not 0"),
        (
            METHOD,
            POOLS % '{ label = { fi = "A" }, equals = "1" }, { label = { fi = "B" }, equal = "1" }',
            "pools[1].equals'. Did you mean 'equal'?",
        ),
    ],
)
def test_of_several_kinds_the_one_meant_is_looked_into(
    project_copy: Project, old: str, new: str, words: str
) -> None:
    edit(project_copy, old, new)
    message = complaint(project_copy)
    assert words in message
    assert "after validation" not in message
    assert "Input tag" not in message


def test_several_faults_are_told_at_once(project_copy: Project) -> None:
    edit(project_copy, 'status = "analysis"', 'status = "analysys"')
    edit(project_copy, '["105", ', "[105, ")
    edit(project_copy, '"80000.00"', '"80000.005"')
    message = complaint(project_copy)
    assert message.startswith("data/agreements/kainuu-ict/2023.toml has 3 faults:\n  - ")
    assert all(words in message for words in ("'analysys'", "participants[1]", "part of a cent"))


@pytest.mark.slow
def test_a_share_without_quotes_is_exact_too(project_copy: Project) -> None:
    edit(
        project_copy,
        'equal = "0.30", keys = { population_2021 = "0.70"',
        "equal = 0.3, keys = { population_2021 = 0.7",
    )
    case = load_year(project_copy, "kainuu-ict", 2023)
    assert case.alternatives[2].parameters.model_dump(mode="python")["keys"] == {
        "population_2021": "7/10"
    }


@pytest.mark.slow
def test_fixed_shares_of_the_wrong_payers(project_copy: Project) -> None:
    edit(project_copy, 'name = "proportional"', 'name = "fixed"')
    edit(project_copy, '{ key = "population_2021" }', '{ shares = { 105 = "0.5", 290 = "0.5" } }')
    with pytest.raises(AllocationError, match="no share for 578, 620, 697, 765, 777"):
        compare_methods(load_year(project_copy, "kainuu-ict", 2023))


# Payers that are no municipalities
# ------------------------------------------------------------------------------


def _by_name(comparison: Comparison) -> dict[str, dict[str, int]]:
    return {split.id: dict(split.cents) for split in comparison.splits}


def test_organisations_end_to_end(organisations: Project) -> None:
    comparison = compare_methods(load_year(organisations, "yhteinen-palvelu", 2025))
    # A tenth of 100 001 cents is 10 000.1; the rest, 90 000.9, goes 2 : 1 as 60 000.6 and 30 000.3.
    assert _by_name(comparison) == {
        "proportional-stations": {"srk-1": 60001, "Oy_A.b": 30000, "kerho": 0, "yhdistys": 10000},
        "equal": {"srk-1": 45000, "Oy_A.b": 45001, "kerho": 0, "yhdistys": 10000},
    }
    assert comparison.chosen.exact.amounts["yhdistys"] == Fraction(100001, 10)
    assert comparison.payers == ("srk-1", "Oy_A.b", "yhdistys", "kerho")


def test_without_heads_nothing_is_told_per_head(organisations: Project) -> None:
    comparison = compare_methods(load_year(organisations, "yhteinen-palvelu", 2025))
    assert comparison.case.heads is None
    assert comparison.per_head(comparison.chosen, "srk-1") is None
    assert comparison.head_range(comparison.chosen) is None
    assert comparison.head_ratio(comparison.chosen) is None
    rows = results_csv(comparison).splitlines()
    assert (
        rows[1] == "yhteinen-palvelu,2025,proportional-stations,yes,Oy_A.b,Yhtiö,300.00,3/10,,0.00"
    )
    assert len(rows) == 1 + 2 * 4


def test_the_published_share_of_an_organisation(organisations: Project) -> None:
    (seen,) = observations(compare_methods(load_year(organisations, "yhteinen-palvelu", 2025)))
    assert [split.id for split in seen.equal] == ["proportional-stations"]
    assert seen.difference_to_chosen == 0
    assert seen.percent_agrees is True


def test_a_step_that_names_a_stranger(organisations: Project) -> None:
    edit(organisations, 'payer = "yhdistys"', 'payer = "yhdistis"', "yhteinen-palvelu/2025.toml")
    with pytest.raises(
        ParameterError,
        match="\"yhdistis\" is not a party of the agreement. Did you mean 'yhdistys'",
    ):
        load_year(organisations, "yhteinen-palvelu", 2025)


def test_an_unknown_step(organisations: Project) -> None:
    edit(
        organisations, 'name = "outside_base"', 'name = "outside_bas"', "yhteinen-palvelu/2025.toml"
    )
    with pytest.raises(
        ParameterError,
        match=r"steps\[2\].name = 'outside_bas' is not known. Did you mean 'outside_base'",
    ):
        load_year(organisations, "yhteinen-palvelu", 2025)


def test_a_municipality_needs_its_official_code(organisations: Project) -> None:
    edit(
        organisations,
        'code = "srk-1"\nkind = "organisation"',
        'code = "srk-1"\nkind = "municipality"',
        "yhteinen-palvelu/agreement.toml",
    )
    with pytest.raises(
        ParameterError, match='municipality code "srk-1" is not three digits in quotes'
    ):
        load_year(organisations, "yhteinen-palvelu", 2025)


def test_an_organiser_that_is_no_party(organisations: Project) -> None:
    edit(
        organisations,
        'organiser = "yhdistys"',
        'organiser = "liitto"',
        "yhteinen-palvelu/agreement.toml",
    )
    with pytest.raises(ParameterError, match='organiser = "liitto" is not among the parties'):
        load_year(organisations, "yhteinen-palvelu", 2025)
