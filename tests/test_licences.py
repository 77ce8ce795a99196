"""Every locked library has a licence that the project may use, by what the library itself says, and
docs/security.md names those that ask more than to be named.
"""

import re
from importlib.metadata import PackageNotFoundError, metadata

import pytest

from support.places import ROOT

PERMISSIVE = {
    *("MIT", "MIT License", "MIT-0", "MIT-CMU", "0BSD", "CC0-1.0", "Zlib"),
    *("BSD", "BSD License", "BSD-2-Clause", "BSD-3-Clause", "ISC", "ISC License (ISCL)"),
    *("Apache-2.0", "Apache 2.0", "Apache License, Version 2.0", "Apache Software License"),
    *("PSF-2.0", "Python Software Foundation License"),
}
FONTS = {"OFL-1.1"}
"""A font may be embedded and passed on, and not sold alone."""
SHARED_ALIKE = {"LGPL-2.1-only", "MPL-2.0", "Mozilla Public License 2.0 (MPL 2.0)"}
"""Whoever changes these libraries passes the changes on; what uses them is not touched by it."""

NOT_INSTALLED = {
    # Of other systems, of other versions of Python, or of extras; as their files on the package index say.
    "aiohappyeyeballs": "PSF-2.0",
    "aiohttp": "Apache-2.0 AND MIT",
    "aiosignal": "Apache-2.0",
    "appnope": "BSD-2-Clause",
    "colorama": "BSD License",
    "frozenlist": "Apache-2.0",
    "importlib-metadata": "Apache-2.0",
    "lazy-importer": "Apache-2.0",
    "multidict": "Apache-2.0",
    "overrides": "Apache License, Version 2.0",
    "propcache": "Apache-2.0",
    "pywinpty": "MIT License",
    "yarl": "Apache-2.0",
    "zipp": "MIT",
}
LOCKED = re.findall(
    r"^([a-z0-9][a-z0-9._-]*)==", (ROOT / "requirements-dev.lock").read_text("utf-8"), re.MULTILINE
)
_LONGEST = 60


def licence_of(name: str) -> str:
    """Return what a library says of its licence: an expression, or the words of its metadata."""
    try:
        said = metadata(name)
    except PackageNotFoundError:
        return NOT_INSTALLED.get(name, "not known, since it is not installed here")
    expression = said.get("License-Expression")
    if expression:
        return str(expression)
    classified = [
        line.rpartition(" :: ")[2]
        for line in said.get_all("Classifier") or []
        if line.startswith("License ::")
    ]
    return " AND ".join(classified) or str(said.get("License") or "none")[:_LONGEST].strip()


def parts(expression: str) -> set[str]:
    """Return the licences of an expression; each must be allowed, also where one may be chosen."""
    return set(re.split(r" AND | OR ", expression))


@pytest.mark.parametrize("name", LOCKED)
def test_the_licence_of_a_library_is_one_that_is_allowed(name: str) -> None:
    unknown = parts(licence_of(name)) - PERMISSIVE - FONTS - SHARED_ALIKE
    assert not unknown, (
        f"{name}: {', '.join(sorted(unknown))}. Read the licence; if it may be used, add it to "
        "the table here, and to docs/security.md where it asks more than to be named."
    )


@pytest.mark.parametrize(
    "expression", ["GPL-3.0-only", "AGPL-3.0", "none", "MIT AND GPL-2.0-only", "Proprietary"]
)
def test_another_kind_of_licence_is_not_allowed(expression: str) -> None:
    assert parts(expression) - PERMISSIVE - FONTS - SHARED_ALIKE


def test_the_document_names_the_libraries_whose_changes_are_shared() -> None:
    text = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    shared = {name for name in LOCKED if parts(licence_of(name)) & (SHARED_ALIKE | FONTS)}
    paragraph = text.partition("### Licences")[2].strip().partition("\n\n")[0]
    assert set(re.findall(r"`([a-z0-9-]+)`", paragraph)) == shared
