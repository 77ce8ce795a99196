"""A job that shares a year which is never worked out."""

from __future__ import annotations

import time
from dataclasses import dataclass

from analyysi.run.batch.report_job import JobOutcome


@dataclass(frozen=True)
class EndlessJob:
    """A job of which the processes wait for ever."""

    name: str = "endless"
    shared: str = "endless"

    def work_out_shared(self) -> None:
        """Never come back."""
        time.sleep(600)

    def carry_out(self) -> JobOutcome:
        """Do nothing."""
        return JobOutcome(self.name)
