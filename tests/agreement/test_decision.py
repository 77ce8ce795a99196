"""What a record of a printed decision may hold, and what is refused."""

import re
from pathlib import Path

import pytest

from analyysi.agreement.decision import Decision, decimals, decision_ids, read_decision
from analyysi.agreement.reading import parsed
from analyysi.errors import ParameterError
from analyysi.languages.language_table import LANGUAGES
from analyysi.languages.local_text import LocalText
from analyysi.project import Project
from support.places import ROOT

PROJECT = Project(ROOT)
HELSINKI = "hsl-hsy-helsinki-2022"
TEXT = (PROJECT.decisions / "emmaboda-torsas-2010.toml").read_text(encoding="utf-8")


def made(text: str) -> Decision:
    return parsed(text, Decision, "data/decisions/made.toml")


def texts_in(value: object) -> list[LocalText]:
    if isinstance(value, LocalText):
        return [value]
    if isinstance(value, dict):
        return [text for content in value.values() for text in texts_in(content)]
    if isinstance(value, tuple):
        return [text for content in value for text in texts_in(content)]
    if isinstance(value, str) or not hasattr(type(value), "model_fields"):
        return []
    return [text for name in type(value).model_fields for text in texts_in(getattr(value, name))]


@pytest.mark.parametrize("name", decision_ids(PROJECT))
def test_every_record_is_read_and_has_every_language(name: str) -> None:
    decision = read_decision(PROJECT, name)
    texts = texts_in(decision)
    assert len(texts) >= 5
    for text in texts:
        assert set(text.texts) == set(LANGUAGES), text.main


@pytest.mark.parametrize("path", sorted(PROJECT.decisions.iterdir()), ids=lambda path: path.stem)
def test_no_record_has_an_address(path: Path) -> None:
    # Publisher, title, day and site say where it was printed; an address of a page changes.
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"https?:|www\.|\.html?\b|\w\.(?:com|org|gov|fi|se|uk)/", text)


def test_decimals_are_those_printed() -> None:
    assert [decimals(text) for text in ("61.2", "100.00", "9194", "-0.5")] == [1, 2, 0, 1]


def test_a_misspelt_id_names_the_nearest() -> None:
    with pytest.raises(ParameterError, match="Did you mean 'kt-2022'"):
        read_decision(PROJECT, "kt-2O22")


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('status = "full_table"', 'status = "full_tabel"', "Did you mean 'full_table'"),
        ('status = "full_table"', 'status = "one_payer"', "there are 2 payers"),
        ('status = "full_table"', 'status = "rule_only"', "neither payers nor figures"),
        ('status = "full_table"', 'status = "total_and_change"', "has 'total' and no payers"),
        ('status = "full_table"', 'status = "change_only"', "neither 'total' nor payers"),
        ('amount = "5826"\npercent = "38.8"', "", "no number 'torsas.amount'"),
        ('currency = "SEK"\n', "", "'currency' is missing"),
        ('currency = "SEK"', 'currency = "SEKK"', "'SEKK' is no currency"),
        ('currency = "SEK"', 'currency = "KWD"', "have 3 decimals"),
        ('part = "emmaboda.amount"', 'part = "emaboda.amount"', "Did you mean 'emmaboda.amount'"),
        ('code = "torsas"', 'code = "emmaboda"', "two payers have the code 'emmaboda'"),
        ("[[payers]]", "[[payer]]", "unknown key 'payer'. Did you mean 'payers'"),
        ('site = "rfet.se"', 'site = "http://rfet.se/start"', "site"),
        ('amount = "9194"', 'amount = "9 194"', "amount"),
        ("unknown = [", "total = 'sum'\nunknown = [", "total = 'sum' is not here"),
        ("unknown = [", 'not_recomputed = { fi = "x" }\nunknown = [', "either checks or"),
    ],
)
def test_what_does_not_fit_is_refused_with_a_sentence(old: str, new: str, fault: str) -> None:
    assert old in TEXT
    with pytest.raises(ParameterError, match=re.escape(fault)):
        made(TEXT.replace(old, new, 1))


def test_keys_must_be_there_and_their_weights_whole() -> None:
    text = (PROJECT.decisions / "kt-2022.toml").read_text(encoding="utf-8")
    with pytest.raises(ParameterError, match="the weights sum to 3/4; they must sum to 1"):
        made(text.replace('weight = "1/2"', 'weight = "1/4"', 1))
    with pytest.raises(ParameterError, match="akaa lacks its amount or a figure of a key"):
        made(text.replace('amount = "16107"\n', ""))
    with pytest.raises(ParameterError, match="no key 'resident'.*Did you mean 'residents'"):
        made(text.replace("keys = { residents", "keys = { resident", 1))
    with pytest.raises(ParameterError, match="head_count = 'people' is not here"):
        made(text.replace('head_count = "residents"', 'head_count = "people"'))


@pytest.mark.parametrize("written", ["194 310", "194,31", "194310 €", ""])
def test_a_number_is_written_with_a_decimal_point_and_no_spaces(written: str) -> None:
    text = (PROJECT.decisions / f"{HELSINKI}.toml").read_text(encoding="utf-8")
    with pytest.raises(ParameterError) as raised:
        made(text.replace('value = "194310"', f'value = "{written}"'))
    assert str(raised.value) == (
        f"data/decisions/made.toml: figures.actual_2020.value: '{written}' is not a printed "
        "number: write digits without spaces and with a decimal point, such as 9194 or 61.2"
    )


def test_a_misspelt_field_of_a_figure_names_the_nearest() -> None:
    text = (PROJECT.decisions / f"{HELSINKI}.toml").read_text(encoding="utf-8")
    with pytest.raises(ParameterError, match=r"_change\.unt'. Did you mean 'unit'\? Valid: label"):
        made(text.replace('unit = "percent"', 'unt = "percent"', 1))
