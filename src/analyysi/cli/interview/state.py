"""What an interview knows besides the answers: the project, the dialogue, and what was read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from analyysi.agreement.agreement import Party
from analyysi.cli.interview.dialogue import Dialogue
from analyysi.cli.interview.parameter_questions import Around
from analyysi.drafting.agreements.answered_keys import population
from analyysi.drafting.agreements.answers import Answers, check_text
from analyysi.drafting.stored_keys import NamedKey
from analyysi.languages.language_table import MAIN_LANGUAGE
from analyysi.languages.local_text import LocalText
from analyysi.messages import Message, Value
from analyysi.project import Project
from analyysi.sources.municipalities.register import municipalities


@dataclass
class Interview:
    """What every question of an interview may need."""

    project: Project
    dialogue: Dialogue
    table: str = ""
    """The file of a table that was named last."""
    _populations: dict[tuple[tuple[str, ...], int], NamedKey | None] = field(default_factory=dict)

    @property
    def language(self) -> str:
        """Return the language of the interview."""
        return self.dialogue.words.language

    @cached_property
    def register(self) -> dict[str, LocalText]:
        """The municipalities that there are: code to name."""
        return municipalities(self.project)

    def population(self, payers: Sequence[Party], year: int) -> NamedKey | None:
        """Return the newest population of all payers before a year; worked out once."""
        place = (tuple(party.code for party in payers), year)
        if place not in self._populations:
            self._populations[place] = population(self.project, payers, year)
        return self._populations[place]

    def around(self, answers: Answers) -> Around:
        """Return what parameters may name, by the answers so far."""
        labels = {named.name: named for named in answers.keys}
        parties = {party.code: party for party in (*answers.payers, answers.organiser)}
        return Around(
            self.dialogue,
            self.project,
            tuple(parties.values()),
            {name: named.key.label for name, named in labels.items() if not named.key.claim},
            {name: named.key.label for name, named in labels.items() if named.key.claim},
        )

    def in_languages(self, text: str) -> LocalText:
        """Return a text that is written in the language of the interview, and stands in for the
        main one.
        """
        return LocalText.of({MAIN_LANGUAGE: text, self.language: text})

    def local_text(self, question: Message, name: str = "", default: str = "") -> LocalText:
        """Ask for a text in the language of the interview, and in the main one, which every text
        has.
        """
        texts = {}
        for language in dict.fromkeys([self.language, MAIN_LANGUAGE]):
            option = f"{name}-{language}" if name and language != MAIN_LANGUAGE else name
            shown = question
            if self.language != MAIN_LANGUAGE:
                called = self.dialogue.words.numbers.named_language(language)
                values: dict[str, Value] = {"question": question, "language": called}
                shown = Message("{question} ({language})", values)
            texts[language] = self.dialogue.ask(shown, check_text, default, option)
        return LocalText.of(texts)
