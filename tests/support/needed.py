"""What some tests need besides Python: without it they are skipped, or fail where it is required to
be there.
"""

import os

import pytest


def need(missing: str | None) -> None:
    """Skip the test for the reason given, or fail it if the environment says that nothing may be
    skipped.
    """
    if missing is None:
        return
    if os.environ.get("ANALYYSI_REQUIRE_BROWSER") == "1":
        pytest.fail(missing)
    pytest.skip(missing)
