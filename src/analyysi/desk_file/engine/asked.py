"""What the page may ask for: one model for each kind of request, strict in what it holds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field, StrictBool, StrictInt, StrictStr

from analyysi.agreement.values import Frozen

LONGEST = 28 * 1024 * 1024
"""Characters of a request: a file of the size that the reader of tables takes, in base64."""

Typed = dict[StrictStr, Any]
"""What was typed for parameters, by their names; `desk.typed_parameters` reads it."""


class TypedStep(Frozen):
    """A step around the method, as it was typed."""

    name: StrictStr
    parameters: Typed = Field(default_factory=dict)


class Choices(Frozen):
    """What is tried, as it was typed in the reader's language."""

    total: StrictStr
    participants: tuple[StrictStr, ...]
    method: StrictStr
    parameters: Typed = Field(default_factory=dict)
    steps: tuple[TypedStep, ...] = ()
    """The outermost first."""
    rounding: StrictStr
    """A name in ROUNDING_RULES."""
    unit: StrictStr


class Opening(Frozen):
    """A year of an agreement is opened."""

    agreement: StrictStr
    year: StrictInt
    language: StrictStr
    municipality: StrictStr = ""
    front: StrictBool = True
    """Whether the front page is wanted at once."""


class Change(Frozen):
    """Other choices are made."""

    choices: Choices


class Others(Change):
    """The other ways of sharing of a change; of one method alone if it is named."""

    method: StrictStr = ""


class Beside(Change):
    """A second trial is set beside the first."""

    second: Choices


class SentTable(Frozen):
    """A table that was pasted as text, or dropped as a file."""

    name: StrictStr = ""
    """The file's; empty of what was pasted."""
    text: StrictStr | None = None
    base64: StrictStr | None = None
    sheet: StrictStr = ""
    payer_column: StrictStr = ""
    column: StrictStr = ""
    """Of the sums, or of the figures."""
    percent_column: StrictStr = ""
    only_parties: StrictBool = False
    where: tuple[StrictStr, ...] = ()


class KeyWords(Frozen):
    """What a reader must know of the figures of a new key."""

    label: Annotated[StrictStr, Field(min_length=1, max_length=200)]
    unit: StrictStr
    day: date
    source: Annotated[StrictStr, Field(min_length=1, max_length=500)]


class FigureTable(SentTable):
    """Figures of the payers in a table: looked at, or made a key of."""

    key: KeyWords | None = None


class PublishedTable(SentTable):
    """Published shares in a table: checked, and the rule behind them looked for."""

    total: StrictStr = ""
    search: StrictBool = True


class TrialFile(Frozen):
    """A trial is saved (`choices`), or one that was saved is opened (`saved`)."""

    choices: Choices | None = None
    saved: StrictStr | None = None


class Download(Frozen):
    """A file is asked for: a name in DOWNLOADS."""

    file: StrictStr
    choices: Choices | None = None
    year: StrictInt | None = None
    """Of the draft; None: the first that is free."""
    name: StrictStr = ""
    """Of figures that came in a table: their file."""


class Dropped(Frozen):
    """A file of an edition was dropped."""

    name: StrictStr = ""
    text: StrictStr


class SavedStep(Frozen):
    """A step of a saved trial, as terms have it."""

    name: StrictStr
    parameters: dict[StrictStr, Any] = Field(default_factory=dict)


class SavedKey(Frozen):
    """A key that came in a table, and its figures as the file beside the terms holds them."""

    name: Annotated[StrictStr, Field(pattern=r"^[a-z][a-z0-9_]{0,60}$")]
    key: Mapping[str, Any]
    figures: StrictStr


class SavedTrial(Frozen):
    """A trial in a file of its own: exact, in the form that terms have, whatever the language."""

    format: Literal[1]
    agreement: StrictStr
    year: StrictInt
    data: StrictStr
    """The fingerprint of the files that it rests on."""
    total: StrictStr
    participants: tuple[StrictStr, ...]
    method: StrictStr
    parameters: dict[StrictStr, Any]
    steps: tuple[SavedStep, ...]
    rounding: StrictStr
    unit: StrictStr
    keys: tuple[SavedKey, ...] = ()
    cents: dict[StrictStr, StrictInt]
    """What each payer pays by it: the shares are computed again, and must be these."""
