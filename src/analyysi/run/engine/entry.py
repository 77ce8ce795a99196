"""The entry point of papermill's engine, which papermill imports while it is itself imported."""

from __future__ import annotations

from typing import Any


class LateEngine:
    """Stands for `SingleUseEngine`, which needs all of papermill and so is imported when it is
    asked something.
    """

    def __getattr__(self, name: str) -> Any:
        from analyysi.run.engine.papermill_engine import SingleUseEngine

        return getattr(SingleUseEngine, name)


late_engine = LateEngine()
