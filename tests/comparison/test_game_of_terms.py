"""The game that terms declare is of exactly their participants and their total."""

from itertools import combinations
from typing import Any

import pytest

from analyysi.agreement.terms import Terms
from analyysi.comparison.compare import Comparison
from analyysi.comparison.game_of_terms import game_of_terms
from analyysi.errors import ParameterError

PAYERS = ("105", "290", "578")
SOURCE = {"fi": "keksitty"}


@pytest.fixture
def terms(kainuu_2027: Comparison) -> Terms:
    """Terms of three payers and 600 euros, without a game."""
    known = kainuu_2027.case.terms
    total = known.total.model_copy(update={"value": 600_00})
    return known.model_copy(update={"participants": PAYERS, "total": total, "game": None})


def declaring(terms: Terms, **game: Any) -> Terms:
    written = terms.model_dump() | {"game": game, "published": (), "outside": ()}
    return Terms.model_validate(written)


def amounts(*euros: str) -> dict[str, dict[str, Any]]:
    pairs = zip(PAYERS, euros, strict=False)
    return {code: {"value": amount, "source": SOURCE} for code, amount in pairs}


def coalitions(total: str) -> list[dict[str, Any]]:
    smaller = [group for size in (1, 2) for group in combinations(PAYERS, size)]
    rows: list[dict[str, Any]] = [{"payers": group, "value": "300.00"} for group in smaller]
    return [*rows, {"payers": PAYERS, "value": total}]


def test_terms_without_a_game_have_none(terms: Terms) -> None:
    assert game_of_terms(terms, "x.toml") is None


def test_costs_alone_and_the_total_make_a_game(terms: Terms) -> None:
    declared = declaring(terms, kind="stand_alone", alone=amounts("300", "300", "200"))
    game = game_of_terms(declared, "x.toml")
    assert game is not None
    assert dict(game.stand_alone()) == {"105": 300_00, "290": 300_00, "578": 200_00}
    assert game.total == 600_00


def test_the_dearest_need_of_an_airport_is_the_total(terms: Terms) -> None:
    sound = declaring(terms, kind="airport", needs=amounts("100", "300", "600"))
    game = game_of_terms(sound, "x.toml")
    assert game is not None
    assert set(game.players) == set(PAYERS)
    dearer = declaring(terms, kind="airport", needs=amounts("100", "300", "700"))
    with pytest.raises(
        ParameterError, match=r"acting together costs 700 euros, but the total is 600 euros"
    ):
        game_of_terms(dearer, "x.toml")


def test_a_table_has_every_coalition(terms: Terms) -> None:
    whole = declaring(terms, kind="table", source=SOURCE, coalitions=coalitions("600.00"))
    game = game_of_terms(whole, "x.toml")
    assert game is not None
    assert game.total == 600_00
    torn = declaring(terms, kind="table", source=SOURCE, coalitions=coalitions("600.00")[1:])
    with pytest.raises(ParameterError, match=r"x.toml, \[game\]: "):
        game_of_terms(torn, "x.toml")


def test_a_game_of_others_names_who_differs(terms: Terms) -> None:
    lacking = declaring(terms, kind="airport", needs=amounts("100", "600"))
    with pytest.raises(ParameterError, match="not of exactly the participants: 578 differ"):
        game_of_terms(lacking, "x.toml")
