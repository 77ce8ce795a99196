"""What the package's metadata say that depends on an address: links, and README for the index.

The address of the repository is one setting, `address` of this hook in pyproject.toml, and is empty
until there is one. Until then the package names no link, and README goes to the index without those
that would lead nowhere.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

_BRANCH = "main"
_FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"(?P<picture>!?)\[(?P<text>[^\]]*)\]\((?P<target>[^)\s]+)\)")
_ELSEWHERE = ("http:", "https:", "mailto:", "#")


def links(address: str) -> dict[str, str]:
    """Return the links of the package by their names; none without an address.

    >>> links("")
    {}
    >>> links("file:///srv/analyysi")["Changelog"]
    'file:///srv/analyysi/blob/main/CHANGELOG.md'
    """
    if not address:
        return {}
    return {
        "Source": address,
        "Documentation": f"{address}/tree/{_BRANCH}/docs",
        "Changelog": f"{address}/blob/{_BRANCH}/CHANGELOG.md",
        "Issues": f"{address}/issues",
    }


def readme_for_index(readme: str, address: str) -> str:
    """Return README as it can stand apart from the repository.

    Links into the repository lead to its address. Without one their words stay, and pictures go.

    >>> readme_for_index("See [methods](docs/methods.md).", "")
    'See methods.'
    >>> readme_for_index("See [methods](docs/methods.md).", "file:///srv/analyysi")
    'See [methods](file:///srv/analyysi/blob/main/docs/methods.md).'
    """
    parts, end = [], 0
    for fence in _FENCE.finditer(readme):
        parts += [_led_out(readme[end : fence.start()], address), fence.group()]
        end = fence.end()
    parts.append(_led_out(readme[end:], address))
    return re.sub(r"\n{3,}", "\n\n", "".join(parts))


def _led_out(text: str, address: str) -> str:
    def led_out(link: re.Match[str]) -> str:
        picture, words, target = link["picture"], link["text"], link["target"]
        if target.startswith(_ELSEWHERE):
            return link.group()
        if not address:
            return "" if picture else words
        kind = "raw" if picture else "blob"
        return f"{picture}[{words}]({address}/{kind}/{_BRANCH}/{target})"

    return _LINK.sub(led_out, text)


class CustomMetadataHook(MetadataHookInterface):
    """Adds the links and README to the metadata while the package is built."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Set what pyproject.toml calls dynamic."""
        address = self.config["address"].rstrip("/")
        readme = (Path(self.root) / "README.md").read_text(encoding="utf-8")
        text = readme_for_index(readme, address)
        metadata["readme"] = {"content-type": "text/markdown", "text": text}
        if address:
            metadata["urls"] = links(address)
