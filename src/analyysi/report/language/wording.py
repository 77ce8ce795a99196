"""Every sentence of the report in the reader's language, built from the results."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analyysi.comparison.case import Case
from analyysi.languages.language_table import LANGUAGES
from analyysi.messages import KeyName, PayerName, Value
from analyysi.report.language.words import Words, ready_languages

if TYPE_CHECKING:
    from analyysi.comparison.verdicts import Verdict

__all__ = ["Wording", "ready_languages"]


class Wording(Words):
    """The words of one report: a language and a case whose keys and payers have names in it.

    Raises
    ------
    ParameterError
        If the report cannot be made in that language; names those it can.
    """

    def __init__(self, language: str, case: Case) -> None:
        super().__init__(language, case.agreement.currency)
        self.case = case
        self._names: dict[str, str] = {}

    def of(self, value: Value) -> str:
        """Write any value or message in the reader's language."""
        match value:
            case KeyName():
                key = self.case.terms.keys[value.name]
                return (key.by if value.by else key.label).in_language(self.language)
            case PayerName():
                return self.payer(value.code)
            case _:
                return super().of(value)

    def in_case(self, value: Value, case: str) -> str:
        """Write a value in a case: a payer's name as its party gives it, else by the rules of the
        language. In Finnish: "Paltamon" (`genitive`), "Paltamossa" (`locative`).
        """
        if not isinstance(value, PayerName):
            return super().in_case(value, case)
        by_rule = self.case_of(LANGUAGES[self.language].name_cases, case, value)
        party = self.case.agreement.party(value.code)
        given = party.in_case(case)
        if given is not None and self.language in given.texts:
            return given.texts[self.language]
        return by_rule(self.payer(value.code), party.kind == "municipality")

    def payer(self, code: str) -> str:
        """Return a payer's name; the Finnish one where the language has none of its own."""
        if code not in self._names:
            self._names[code] = self.case.agreement.party(code).name.or_main(self.language)
        return self._names[code]

    @property
    def mark(self) -> str:
        """The mark that every sheet of a trial or a draft bears; empty for other reports."""
        if self.case.trial:
            return self.say("TRIAL")
        return self.say("DRAFT") if self.case.terms.status == "draft" else ""

    @property
    def municipal(self) -> bool:
        """Return whether every payer is a municipality, so that the report may call them so."""
        # A step may bring in a payer that is no participant, such as the organiser.
        payers = {*self.case.terms.participants, *self.case.brought_in}
        parties = self.case.agreement.parties
        return all(party.kind == "municipality" for party in parties if party.code in payers)

    def payer_header(self) -> str:
        """Return the heading of a column of payers."""
        return self.say("Municipality") if self.municipal else self.say("Payer")

    def verdict(self, verdict: Verdict) -> str:
        """Write what an assessment of a way comes to."""
        verdicts: dict[Verdict, str] = {
            "defensible": self.say("defensible"),
            "with_reservations": self.say("with reservations"),
            "hard_to_defend": self.say("hard to defend"),
        }
        return verdicts[verdict]
