"""What the page may ask for: one model for each kind of request, strict in what it holds."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from pydantic import Field, StrictBool, StrictInt, StrictStr

from analyysi.agreement.values import Frozen, Printable

LONGEST = 28 * 1024 * 1024
"""Characters of a request: a file of the size that the reader of tables takes, in base64."""

Content = StrictStr
"""What a file holds, as it is: its own reader says what of it can be taken."""

Typed = dict[Printable, Any]
"""What was typed for parameters, by their names; `desk.typed_parameters` reads it."""


class TypedStep(Frozen):
    """A step around the method, as it was typed."""

    name: Printable
    parameters: Typed = Field(default_factory=dict)


class Choices(Frozen):
    """What is tried, as it was typed in the reader's language."""

    total: Printable
    participants: tuple[Printable, ...]
    method: Printable
    parameters: Typed = Field(default_factory=dict)
    steps: tuple[TypedStep, ...] = ()
    """The outermost first."""
    rounding: Printable
    """A name in ROUNDING_RULES."""
    unit: Printable


class Opening(Frozen):
    """A year of an agreement is opened."""

    agreement: Printable
    year: StrictInt
    language: Printable
    municipality: Printable = ""
    front: StrictBool = True
    """Whether the front page is wanted at once."""


class Change(Frozen):
    """Other choices are made."""

    choices: Choices


class Others(Change):
    """The other ways of sharing of a change; of one method alone if it is named."""

    method: Printable = ""


class Beside(Change):
    """A second trial is set beside the first."""

    second: Choices


class SentTable(Frozen):
    """A table that was pasted as text, or dropped as a file."""

    name: Printable = ""
    """The file's; empty of what was pasted."""
    text: Content | None = None
    base64: Content | None = None
    sheet: Printable = ""
    payer_column: Printable = ""
    column: Printable = ""
    """Of the sums, or of the figures."""
    percent_column: Printable = ""
    mark: Printable = ""
    """The decimal mark; empty: as the table has it."""
    unit: Printable = ""
    """A name in SCALES, of sums; empty: as the table says."""
    only_parties: StrictBool = False
    where: tuple[Printable, ...] = ()


class KeyWords(Frozen):
    """What a reader must know of the figures of a new key."""

    label: Annotated[Printable, Field(min_length=1, max_length=200)]
    unit: Printable
    day: date
    source: Annotated[Printable, Field(min_length=1, max_length=500)]


class FigureTable(SentTable):
    """Figures of the payers in a table: looked at, or made a key of."""

    key: KeyWords | None = None
    read_as: Printable = ""
    """A name in UNITS that the figures are looked at in; empty: that of their heading."""
    choices: Choices | None = None
    """What is tried meanwhile, which a new key leaves as it is; None: the year as it stands."""


class BegunColumn(Frozen):
    """A column of figures that an agreement begins with, and what must be known of them."""

    column: Printable
    """Its letter."""
    label: Annotated[Printable, Field(min_length=1, max_length=200)]
    unit: Printable
    day: date


class Beginnings(Frozen):
    """What a table of payers does not say of the agreement that begins with it."""

    title: Annotated[Printable, Field(min_length=1, max_length=200)]
    year: StrictInt
    total: Printable
    organiser: Printable = ""
    source: Annotated[Printable, Field(max_length=500)] = ""
    """Of the figures; empty: nobody said it."""
    today: date
    """The reader's day."""
    columns: Annotated[tuple[BegunColumn, ...], Field(min_length=1)]


class Beginning(SentTable):
    """An agreement begins with a table of its payers and their figures: looked at, or begun."""

    language: Printable
    municipal: StrictBool = True
    """Whether a municipality's name means that municipality."""
    words: Beginnings | None = None


class PublishedTable(SentTable):
    """Published shares in a table: checked, and the rule behind them looked for."""

    total: Printable = ""
    search: StrictBool = True


class TrialFile(Frozen):
    """A trial is saved (`choices`), or one that was saved is opened (`saved`)."""

    choices: Choices | None = None
    saved: Content | None = None
    language: Printable = ""
    """Of the page, where no year is open yet."""


class Download(Frozen):
    """A file is asked for: a name in DOWNLOADS."""

    file: Printable
    choices: Choices | None = None
    year: StrictInt | None = None
    """Of the draft; None: the first that is free."""
    name: Printable = ""
    """Of figures that came in a table: their file."""


class Dropped(Frozen):
    """A file of an edition was dropped."""

    name: Printable = ""
    text: Content
