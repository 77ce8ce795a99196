"""What every part of a rehearsal has at hand: the connection, a scratch folder, words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from analyysi.agreement.reading import agreement_ids, read_agreement
from analyysi.errors import AnalyysiError, ServiceError
from analyysi.plain_text import one_line
from analyysi.project import Project
from analyysi.report.language.words import Words
from analyysi.sources.fetch.services import SERVICES
from analyysi.sources.fetch.staging import Staging
from analyysi.sources.fetch.transport import Transport

GONE = (400, 404)
"""How the services answer for what they do not have."""


@dataclass
class Asking:
    """One rehearsal at work.

    Parameters
    ----------
    scratch
        A folder for answers, outside the project: what is stored there stays as it is.
    tell
        Gets one line for each step.
    """

    project: Project
    transport: Transport
    roots: Mapping[str, str]
    scratch: Path
    words: Words
    tell: Callable[[str], None]
    payers: Mapping[str, str] = field(default_factory=dict)
    """The municipalities among the agreements' parties: code to name."""
    down: dict[str, str] = field(default_factory=dict)
    """A service that does not answer to the reason, in words: it is not asked any further."""

    def root(self, service: str) -> str:
        """Return the address at which a service is asked."""
        return self.roots.get(service) or SERVICES[service].root

    def staging(self, service: str) -> Staging:
        """Return where the answers of a service are kept until the rehearsal ends."""
        return Staging(self.scratch / service)

    def refusal(self, error: AnalyysiError) -> str:
        """Put a fault, which is worded in English, into the reader's sentence."""
        return self.refusal_of(str(error))

    def refusal_of(self, message: str) -> str:
        """Do the same with the words of a fault."""
        return self.words.say("the program's own message: {message}", message=one_line(message))


def municipal_payers(project: Project) -> dict[str, str]:
    """Return the municipalities that are parties of a project's agreements, code to name."""
    return {
        party.code: party.name.main
        for agreement in agreement_ids(project)
        for party in read_agreement(project, agreement).parties
        if party.kind == "municipality"
    }


def is_down(error: ServiceError) -> bool:
    """Return whether a fault is of the whole service, so that asking on would only wait in vain."""
    return error.status is None or error.status == 429 or error.status >= 500
