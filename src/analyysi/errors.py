"""Every exception that analyysi raises on purpose.

Each message is for a person: what is wrong, where, what was expected, what to do. The command line
prints it as it stands and exits with 1 (2 for `ParameterError`); the traceback goes to the log.
"""

from analyysi.plain_text import shortened, shortened_quotes

_LONGEST = 10_000
"""Characters of a message: it may list many faults, and nobody reads on for ever."""


class AnalyysiError(Exception):
    """Base of all faults that the user can put right.

    What a message repeats of a file or an answer, between single quotes, is cut where it is long,
    and so is the whole: a file may hold a line of a million letters.
    """

    def __init__(self, message: str = "") -> None:
        super().__init__(shortened(shortened_quotes(message), _LONGEST))


class ParameterError(AnalyysiError):
    """An agreement's file, a year's file or a parameter of a run: unknown,
    missing or out of range.
    """


class SourceError(AnalyysiError):
    """A data file is missing, changed since its checksum was taken, or in a format that is not
    known.
    """


class ServiceError(SourceError):
    """A publisher's service cannot be reached, or what it answers will not do.

    `status` is the HTTP status of a refusal, and None where there was no usable answer.
    """

    def __init__(self, message: str, status: int | None = None) -> None:
        super().__init__(message)
        self.status = status


class SchemaError(AnalyysiError):
    """A table's columns, types, keys or payers are not as declared; the message
    lists every fault.
    """


class AllocationError(AnalyysiError):
    """A split is not defined, for instance because every weight is zero."""


class ReportError(AnalyysiError):
    """The notebook failed, or a part of the report lacks what it must have."""


class ReproductionError(AnalyysiError):
    """A published year does not come out as it was."""


class StorageError(AnalyysiError):
    """A disk or a folder does not take what is to be written, another analyysi is writing there,
    or memory ran out.
    """
