"""Words of narrow headings are divided where they may be, and no others."""

from __future__ import annotations

import pytest

from analyysi.report.language.soft_hyphens import SOFT_HYPHEN, soft_hyphens


@pytest.mark.parametrize(
    ("text", "divided"),
    [
        ("Maksuosuus", "Maksu|osuus"),
        ("Muutos: asukasluku 31.12.2025", "Muutos: asukas|luku 31.12.2025"),
        ("Laskennallinen asukasluku", "Lasken|nal|linen asukas|luku"),
        ("Työasemia 31.12.2026", "Työ|asemia 31.12.2026"),
        ("Betalningsandel", "Betalnings|andel"),
        ("Kunta", "Kunta"),
        ("Muu & <b>", "Muu & <b>"),
    ],
)
def test_known_words_are_divided_between_their_parts(text: str, divided: str) -> None:
    assert soft_hyphens(text).replace(SOFT_HYPHEN, "|") == divided
    assert soft_hyphens(text).replace(SOFT_HYPHEN, "") == text
