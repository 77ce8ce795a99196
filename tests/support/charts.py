"""Charts of the board from the case of Kainuu, and what is read from their drawings."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from xml.etree import ElementTree

from analyysi.comparison.compare import Comparison, Split
from analyysi.comparison.outlook import outlook
from analyysi.comparison.robustness import Robustness
from analyysi.report.language.wording import Wording
from analyysi.report.pictures.changes_chart import changes_against
from analyysi.report.pictures.picture import Picture
from analyysi.report.pictures.sensitivity_chart import sensitivity
from analyysi.report.pictures.years_chart import YearShares, shares_over_years
from analyysi.report.reader import Reader

PALTAMO, SOTKAMO, RISTIJARVI, KAJAANI = "578", "765", "697", "205"


def split_of(comparison: Comparison, split_id: str) -> Split:
    return next(split for split in comparison.splits if split.id == split_id)


def years_of(comparison: Comparison) -> list[YearShares]:
    later = [YearShares(year.year, dict(year.cents), True) for year in outlook(comparison)]
    year = comparison.case.terms.year
    return [YearShares(year, dict(comparison.chosen.cents), False), *later]


def firm(comparison: Comparison, low: int = -100_00, high: int = 200_00) -> Robustness:
    """Return made-up ranges about the chosen shares: what is drawn is tested
    here, not the draws.
    """
    chosen = comparison.chosen.cents
    parts = dict.fromkeys(chosen, Fraction(1, 2))
    return Robustness(
        draws=1000,
        seed=1,
        reach=1,
        within=parts,
        low={code: cents + low for code, cents in chosen.items()},
        high={code: cents + high for code, cents in chosen.items()},
        ranking=Fraction(1),
        ways=parts,
    )


def plain(text: str) -> str:
    """Write no-break spaces as spaces, so that a test can be read."""
    return text.replace("\u00a0", " ")


def texts(svg: str) -> list[str]:
    return [
        plain(element.text or "")
        for element in ElementTree.fromstring(svg).iter()
        if element.tag.endswith("text")
    ]


def payers_in(svg: str, comparison: Comparison, words: Wording) -> list[str]:
    """Return the payers in the order in which their names stand in a drawing, from the top."""
    names = {words.payer(code): code for code in comparison.payers}
    found = []
    for element in ElementTree.fromstring(svg).iter():
        text = plain(element.text or "") if element.tag.endswith("text") else ""
        code = next(
            (code for name, code in names.items() if text == name or text.startswith(f"{name} ")),
            None,
        )
        if code is not None:
            found.append((float(element.get("y", 0)), code))
    return [code for _, code in sorted(found)]


Make = Callable[[Reader], Picture | None]


def against_equal(reader: Reader) -> Picture:
    return changes_against(reader, split_of(reader.comparison, "equal"))


def over_years(reader: Reader) -> Picture | None:
    return shares_over_years(reader, years_of(reader.comparison))


def how_firm(reader: Reader) -> Picture:
    return sensitivity(reader, firm(reader.comparison))
