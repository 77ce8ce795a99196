"""Jobs of which a part never comes back, or ends the process that it is done in."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path

from analyysi.run.batch.report_job import JobOutcome


@dataclass(frozen=True)
class EndlessYear:
    """A job that shares a year which is never worked out."""

    name: str = "endless"
    shared: str = "endless"
    begun: str = os.devnull
    """The file in which it notes that it begins what does not come back."""

    def work_out_shared(self) -> None:
        """Never come back."""
        self._note()
        time.sleep(600)

    def _note(self) -> None:
        with Path(self.begun).open("a") as file:
            file.write("once\n")

    def carry_out(self) -> JobOutcome:
        """Do nothing."""
        return JobOutcome(self.name)


@dataclass(frozen=True)
class LostYear(EndlessYear):
    """A job that shares a year of which the process is killed."""

    def work_out_shared(self) -> None:
        """End this process, as the system does when memory runs out."""
        self._note()
        os.kill(os.getpid(), signal.SIGKILL)


@dataclass(frozen=True)
class EndlessReport(EndlessYear):
    """A job that has nothing in common with others and is never done."""

    shared: str = ""

    def carry_out(self) -> JobOutcome:
        """Never come back."""
        self._note()
        time.sleep(600)
        return JobOutcome(self.name)
