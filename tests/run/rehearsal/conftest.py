"""Both services with what is stored."""

from collections.abc import Iterator

import pytest

from support.services.as_stored import stored_databases, stored_documents
from support.services.pxweb import PxWeb
from support.services.treasury import Treasury


@pytest.fixture
def pxweb() -> Iterator[PxWeb]:
    with PxWeb(stored_databases(), limiter_on=False) as running:
        yield running


@pytest.fixture
def treasury() -> Iterator[Treasury]:
    with Treasury(stored_documents(), padding=100) as running:
        yield running
