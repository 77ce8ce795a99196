"""What the frame of a page says, by language."""

from __future__ import annotations

WORDS: dict[str, dict[str, str]] = {
    "fi": {
        "skip": "Siirry sisältöön",
        "languages": "Kieli",
        "search": "Hae",
        "contents": "Sisällys",
        "footer": "Sivusto toimii ilman verkkoyhteyttä.",
        "table": "Taulukko",
        "found": "Osumia:",
        "nothing": "Ei osumia.",
    },
    "sv": {
        "skip": "Gå till innehållet",
        "languages": "Språk",
        "search": "Sök",
        "contents": "Innehåll",
        "footer": "Webbplatsen fungerar utan nätverk.",
        "table": "Tabell",
        "found": "Träffar:",
        "nothing": "Inga träffar.",
    },
    "en": {
        "skip": "Skip to the content",
        "languages": "Language",
        "search": "Search",
        "contents": "Contents",
        "footer": "The site works without a network.",
        "table": "Table",
        "found": "Hits:",
        "nothing": "No hits.",
    },
}
"""Language to what is said to its words."""
