"""Whole numbers from nought to twelve as words, in the cases that sentences need.

Larger numbers are written in digits. A numeral in digits before its noun has no ending, so it stays
the same in every case: "seitsemällä tavalla", "13 tavalla".
"""

from collections.abc import Mapping, Sequence

NumberWords = Mapping[str, Sequence[str]]
"""Case to the words for 0, 1, 2, …; every language has the case `word`, the form of counting."""


def _spelled(**cases: str) -> NumberWords:
    return {case: words.split() for case, words in cases.items()}


FINNISH_NUMBERS = _spelled(
    word="nolla yksi kaksi kolme neljä viisi kuusi seitsemän kahdeksan yhdeksän kymmenen "
    "yksitoista kaksitoista",
    genitive="nollan yhden kahden kolmen neljän viiden kuuden seitsemän kahdeksan yhdeksän "
    "kymmenen yhdentoista kahdentoista",
    inessive="nollassa yhdessä kahdessa kolmessa neljässä viidessä kuudessa seitsemässä "
    "kahdeksassa yhdeksässä kymmenessä yhdessätoista kahdessatoista",
    adessive="nollalla yhdellä kahdella kolmella neljällä viidellä kuudella seitsemällä "
    "kahdeksalla yhdeksällä kymmenellä yhdellätoista kahdellatoista",
)
SWEDISH_NUMBERS = _spelled(
    word="noll ett två tre fyra fem sex sju åtta nio tio elva tolv",
    # Before a noun of common gender: "en kommun".
    common="noll en två tre fyra fem sex sju åtta nio tio elva tolv",
)
ENGLISH_NUMBERS = _spelled(
    word="zero one two three four five six seven eight nine ten eleven twelve"
)
