"""What every part of a rehearsal has at hand: the connection, a scratch folder, words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from analyysi.agreement.reading import agreement_ids, read_agreement
from analyysi.errors import AnalyysiError, ServiceError
from analyysi.languages.plain_text import one_line
from analyysi.messages import Message
from analyysi.project import Project
from analyysi.report.language.words import Words
from analyysi.sources.fetch.services import SERVICES
from analyysi.sources.fetch.staging import Staging
from analyysi.sources.fetch.transport import Transport

GONE = (400, 404)
"""How the services answer for what they do not have."""

NO_ANSWER = Message("the service gave no answer that can be used")
ASKED_TOO_OFTEN = Message("the service has been asked too often")
OUT_OF_ORDER = Message("the service is out of order or overloaded")
REFUSED = Message("the service refused the request")


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
    messages: list[str] = field(default_factory=list)
    """The program's own messages, in English, which the report has at its end."""

    def root(self, service: str) -> str:
        """Return the address at which a service is asked."""
        return self.roots.get(service) or SERVICES[service].root

    def staging(self, service: str) -> Staging:
        """Return where the answers of a service are kept until the rehearsal ends."""
        return Staging(self.scratch / service)

    def refusal(self, error: AnalyysiError) -> str:
        """Say in the reader's words why something did not come. The fault itself, which is worded
        in English, stands at the end of the report under a number.
        """
        if not isinstance(error, ServiceError):
            return self.refusal_of(str(error))
        if self.transport.offline:
            return self.words.say("the network is switched off (--offline)")
        return self.words.say(
            "{cause} (message {number})",
            cause=_cause(error.status),
            number=self._number(str(error)),
        )

    def refusal_of(self, message: str) -> str:
        """Refer to the words of a fault by their number."""
        return self.words.say(
            "the reason is message {number} at the end of this report", number=self._number(message)
        )

    def _number(self, message: str) -> str:
        text = one_line(message)
        if text not in self.messages:
            self.messages.append(text)
        return str(self.messages.index(text) + 1)


def _cause(status: int | None) -> Message:
    """Return in general why a service gave nothing."""
    if status is None:
        return NO_ANSWER
    if status == 429:
        return ASKED_TOO_OFTEN
    return OUT_OF_ORDER if status >= 500 else REFUSED


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
