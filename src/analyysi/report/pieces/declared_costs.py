"""What holds of the costs that the terms declare for groups: does joining save, and is the
nucleolus one?
"""

from __future__ import annotations

from analyysi.allocation.cost_games.game_properties import (
    LARGEST_PAIRS,
    Witness,
    concavity_witness,
    essentiality_witness,
    monotonicity_witness,
    subadditivity_witness,
)
from analyysi.allocation.cost_games.games import CostGame
from analyysi.errors import ReportError
from analyysi.messages import Listing, Money, payer_names
from analyysi.report.blocks import Block, Bullets
from analyysi.report.language.wording import Wording
from analyysi.report.reader import Reader


def annex_blocks(reader: Reader) -> list[Block]:
    """Return the heading and the list; nothing where no costs of groups are declared, or for too
    many to go through.
    """
    game = reader.case.problem.game
    if game is None or len(game.players) > LARGEST_PAIRS:
        return []
    items = [*_of_costs(game, reader.words), *_certificates(reader, game)]
    return [Bullets(items, reader.say("What holds of the declared costs"))]


def _of_costs(game: CostGame, words: Wording) -> list[str]:
    say = words.say
    saved = sum(game.stand_alone().values()) - game.total
    apart, growing, larger = (
        subadditivity_witness(game),
        concavity_witness(game),
        monotonicity_witness(game),
    )
    return [
        say(
            "All together they save {amount} compared with everybody alone.",
            amount=Money(saved, words=True),
        )
        if essentiality_witness(game) is None
        else say("All together cost no less than everybody alone."),
        say("No two groups cost more together than apart.")
        if apart is None
        else say(
            "These groups would cost {amount} more together than apart: {groups}.", **_told(apart)
        ),
        say("A larger group never costs less than a part of it.")
        if larger is None
        else say("Of these the larger group costs {amount} less: {groups}.", **_told(larger)),
        say(
            "The more there are already, the less one that joins adds; so there is a split that "
            "no group would leave."
        )
        if growing is None
        else say("One that joins may add more to a larger group than to a smaller one."),
    ]


def _told(witness: Witness) -> dict[str, Money | Listing]:
    groups = [payer_names(coalition) for coalition in witness.coalitions]
    return {"amount": Money(witness.by, words=True), "groups": Listing(groups)}


def _certificates(reader: Reader, game: CostGame) -> list[str]:
    """Prove the splits that can be: steps around a method would make it another split."""
    if reader.case.steps:
        return []
    sentences = []
    for split in reader.comparison.splits:
        certificate = split.variant.method.certificate
        holds = certificate.holds(game, split.exact.amounts) if certificate is not None else None
        if certificate is None or holds is None:
            continue
        if not holds:
            raise ReportError(
                "{split} is not what it is called: tell the authors of analyysi, with the terms.",
                split=split.id,
            )
        sentences.append(reader.words.of(certificate.words(reader.words.title(split.title))))
    return sentences
