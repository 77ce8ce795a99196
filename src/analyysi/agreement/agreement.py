"""The standing agreement: who the parties are and what they share, whatever the year."""

from calendar import monthrange
from collections import Counter
from typing import Annotated, Literal, Self

from pydantic import Field, StrictBool, StrictInt, StringConstraints, model_validator

from analyysi.agreement.values import MUNICIPALITY_CODE, Code, Currency, Frozen, LocalText, When
from analyysi.errors import Sentence
from analyysi.money import MAIN_CURRENCY

AGREEMENT_ID = r"^[a-z0-9]+(-[a-z0-9]+)*$"
"""What an agreement may be called, as a pattern."""


class Party(Frozen):
    """One party: a municipality, or any other payer or organiser (association, parish, company)."""

    code: Code
    kind: Literal["municipality", "organisation"]
    name: LocalText
    genitive: LocalText | None = None
    """The name as whose something is, "Kainuun liiton", where the language's rules would not give
    it.
    """
    locative: LocalText | None = None
    """The name as where something is, "Kainuun liitossa", where the rules would not give it."""
    board: LocalText | None = None
    """The body that decides for the party, with the party's name: "Paltamon kunnanhallitus"."""
    signatory: LocalText | None = None
    """The office, never the person, that signs for the party: "kunnanjohtaja"."""

    @model_validator(mode="after")
    def _official_code(self) -> Self:
        if self.kind == "municipality" and not MUNICIPALITY_CODE.fullmatch(self.code):
            raise ValueError(
                Sentence(
                    'municipality code "{code}" is not three digits in quotes, such as "091"',
                    code=self.code,
                )
            )
        return self

    def in_case(self, case: str) -> LocalText | None:
        """Return the name in a case, "genitive" or "locative", as far as the agreement gives it."""
        return {"genitive": self.genitive, "locative": self.locative}.get(case)


class Work(Frozen):
    """Who employs the joint person and where the work stands. Supervisors are
    named by office only.
    """

    employer: Code
    placement: LocalText
    supervisor: LocalText


class Deadline(Frozen):
    """A step of the yearly round: a month or a day of the shared year (`years` 0), or of a year
    before or after it.
    """

    years: Annotated[StrictInt, Field(ge=-3, le=3)]
    month: Annotated[StrictInt, Field(ge=1, le=12)]
    day: Annotated[StrictInt, Field(ge=1, le=31)] | None = None
    what: LocalText
    source: LocalText

    @model_validator(mode="after")
    def _in_calendar(self) -> Self:
        # 29 February is not a day of every year, so a yearly round cannot have it.
        if self.day is not None and self.day > monthrange(2001, self.month)[1]:
            raise ValueError(
                Sentence(
                    "month {month} does not have a day {day} every year",
                    month=self.month,
                    day=self.day,
                )
            )
        return self


class Event(Frozen):
    """A step of the preparation, with its date as far as it is known."""

    when: When
    what: LocalText


class Agreement(Frozen):
    """A joint cost and its parties, as `data/agreements/<id>/agreement.toml` has them."""

    id: Annotated[str, StringConstraints(pattern=AGREEMENT_ID)]
    subject: LocalText
    """The matter as a title: "Kainuun yhteisen ICT-henkilön kustannusten jako"."""
    purpose: LocalText
    currency: Currency = MAIN_CURRENCY
    """The currency of every amount of the agreement and its years, by its code in ISO 4217."""
    organiser: Code
    work: Work | None = None
    parties: Annotated[tuple[Party, ...], Field(min_length=1)]
    references: tuple[LocalText, ...] = ()
    history: tuple[Event, ...] = ()
    timetable: tuple[Deadline, ...] = ()
    """The round by which each year's sum and shares are settled, in the order of time."""
    timetable_agreed: StrictBool = False
    """Whether the parties have agreed on that round; until they have, reports call it a proposal.
    """

    @model_validator(mode="after")
    def _codes_agree(self) -> Self:
        codes = [party.code for party in self.parties]
        twice = sorted(code for code, times in Counter(codes).items() if times > 1)
        if twice:
            raise ValueError(Sentence("party {codes} is listed twice", codes=", ".join(twice)))
        named = {"organiser": self.organiser}
        if self.work is not None:
            named["work.employer"] = self.work.employer
        for key, code in named.items():
            if code not in codes:
                raise ValueError(
                    Sentence(
                        '{key} = "{code}" is not among the parties: {codes}',
                        key=key,
                        code=code,
                        codes=", ".join(codes),
                    )
                )
        return self

    def party(self, code: str) -> Party:
        """Return the party with that code (a `KeyError` if there is none: terms are checked on
        reading).
        """
        for party in self.parties:  # nothing is kept here: a copy of the model would take it along
            if party.code == code:
                return party
        raise KeyError(code)
