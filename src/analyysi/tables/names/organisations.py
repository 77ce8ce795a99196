"""Words that say what an organisation is: whoever is named before them is not the payer."""

from collections.abc import Sequence

from analyysi.tables.names.printed_words import PrintedWord, is_beside, word_set

ORGANISATIONS = word_set(
    "oy oyj ab abp ry rf kuntayhtymä kuntayhtymän kuntayhtymälle samkommun samkommunen samkommuns "
    "seurakunta seurakunnan seurakunnalle seurakuntayhtymä seurakuntayhtymän "
    "församling församlings "
    "hyvinvointialue hyvinvointialueen välfärdsområde välfärdsområdes "
    "säätiö säätiön stiftelse stiftelsens osakeyhtiö osuuskunta"
)
_WITHIN = 3
"""How many words after a municipality's name may be an organisation's: Paltamon Vuokratalot Oy."""


def is_organisation(words: Sequence[PrintedWord], end: int) -> bool:
    """Return whether the name that ends before a word is only the beginning of an organisation's.

    Between them stand words in capitals or nothing: "Paltamon seurakunta", "Kajaanin Mamselli Oy".
    """
    for word in words[end : end + _WITHIN]:
        if word.folded in ORGANISATIONS:
            return True
        if is_beside(word.folded) or not word.capital:
            return False
    return False
