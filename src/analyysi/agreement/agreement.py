"""The standing agreement: who the parties are and what they share, whatever the year."""

import re
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from analyysi.agreement.values import Code, Frozen, LocalText, When

_MUNICIPALITY = re.compile(r"\d{3}")


class Party(Frozen):
    """One party: a municipality, or any other payer or organiser (association, parish, company)."""

    code: Code
    kind: Literal["municipality", "organisation"]
    name: LocalText

    @model_validator(mode="after")
    def _official_code(self) -> Self:
        if self.kind == "municipality" and not _MUNICIPALITY.fullmatch(self.code):
            raise ValueError(f'municipality code "{self.code}" is not three digits in quotes, such as "091"')
        return self


class Work(Frozen):
    """Who employs the joint person and where the work stands. Supervisors are named by office only."""

    employer: Code
    placement: LocalText
    supervisor: LocalText


class Event(Frozen):
    """A step of the preparation, with its date as far as it is known."""

    when: When
    what: LocalText


class Agreement(Frozen):
    """A joint cost and its parties, as `data/agreements/<id>/agreement.toml` has them."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    subject: LocalText
    """The matter as a title: "Kainuun yhteisen ICT-henkilön kustannusten jako"."""
    purpose: LocalText
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")] = "EUR"
    organiser: Code
    work: Work | None = None
    parties: Annotated[tuple[Party, ...], Field(min_length=1)]
    references: tuple[LocalText, ...] = ()
    history: tuple[Event, ...] = ()

    @model_validator(mode="after")
    def _codes_agree(self) -> Self:
        codes = [party.code for party in self.parties]
        twice = sorted({code for code in codes if codes.count(code) > 1})
        if twice:
            raise ValueError(f"party {', '.join(twice)} is listed twice")
        named = {"organiser": self.organiser}
        if self.work is not None:
            named["work.employer"] = self.work.employer
        for key, code in named.items():
            if code not in codes:
                raise ValueError(f'{key} = "{code}" is not among the parties: {", ".join(codes)}')
        return self

    def party(self, code: str) -> Party:
        """Return the party with that code (a `KeyError` if there is none: terms are checked on reading)."""
        return {party.code: party for party in self.parties}[code]
