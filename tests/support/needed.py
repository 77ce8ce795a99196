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
    if _is_required():
        pytest.fail(missing)
    pytest.skip(missing)


def skipped_without(missing: object) -> pytest.MarkDecorator:
    """Return the mark of tests that need something: what is missing, or None. Where nothing may be
    skipped they run, and fail.
    """
    return pytest.mark.skipif(missing is not None and not _is_required(), reason=str(missing))


def _is_required() -> bool:
    return os.environ.get("ANALYYSI_REQUIRE_BROWSER") == "1"
