"""For whom something is told: what a section, a picture or a paper needs to speak to its reader."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from analyysi.comparison.case import Case
from analyysi.comparison.compare import Comparison
from analyysi.report.language.wording import Wording


@dataclass(frozen=True)
class Reader:
    """A reader of one report: the splits, the words of the language, whose rows are marked.

    `focus` is the code of the payer from whose seat the report is made; None in the joint report.
    """

    comparison: Comparison
    words: Wording
    focus: str | None = None

    @property
    def case(self) -> Case:
        """The year's case, which the splits share."""
        return self.comparison.case

    @property
    def say(self) -> Callable[..., str]:
        """Translate a text and fill its placeholders, as `Words.say` does."""
        return self.words.say
