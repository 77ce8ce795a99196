"""Writes CITATION.cff and codemeta.json from pyproject.toml: `python docs/make_metadata.py`."""

from __future__ import annotations

import json
import sys
import tomllib
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parent.parent
AUTHORS = "analyysi contributors"
_ABSTRACT = (
    "analyysi shares a joint municipal cost on the basis of official Finnish figures, compares the "
    "methods of sharing it, and produces the report on which a municipal board decides."
)


def facts() -> dict[str, Any]:
    """Return what both files say, from pyproject.toml and the package's version."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    package = (ROOT / settings["tool"]["hatch"]["version"]["path"]).read_text(encoding="utf-8")
    (version,) = [
        line.split('"')[1] for line in package.splitlines() if line.startswith("__version__")
    ]
    address = settings["tool"]["hatch"]["metadata"]["hooks"]["custom"]["address"]
    return {**settings["project"], "version": version, "address": address}


def citation() -> str:
    """Return CITATION.cff, in version 1.2.0 of the Citation File Format."""
    project = facts()
    entries = {
        "cff-version": "1.2.0",
        "message": "Cite this software by the version that made the report.",
        "type": "software",
        "title": project["name"],
        "version": project["version"],
        "abstract": _ABSTRACT,
        "authors": [{"name": AUTHORS}],
        "license": project["license"],
        "keywords": project["keywords"],
    }
    if project["address"]:
        entries["repository-code"] = project["address"]
    return yaml.safe_dump(entries, sort_keys=False, allow_unicode=True, width=100)


def codemeta() -> str:
    """Return codemeta.json, by CodeMeta 3.0."""
    project = facts()
    entries = {
        "@context": "https://w3id.org/codemeta/3.0",
        "@type": "SoftwareSourceCode",
        "name": project["name"],
        "version": project["version"],
        "description": project["description"],
        "author": [{"@type": "Organization", "name": AUTHORS}],
        "license": f"https://spdx.org/licenses/{project['license']}",
        "keywords": project["keywords"],
        "programmingLanguage": "Python",
        "runtimePlatform": f"Python {project['requires-python']}",
        "softwareRequirements": project["dependencies"],
        "operatingSystem": ["Linux", "macOS", "Windows"],
    }
    if project["address"]:
        entries["codeRepository"] = project["address"]
    return json.dumps(entries, indent=2, ensure_ascii=False) + "\n"


FILES = {"CITATION.cff": citation, "codemeta.json": codemeta}


def main() -> None:
    """Write the files."""
    for name, text in FILES.items():
        (ROOT / name).write_text(text(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    sys.exit(main())
