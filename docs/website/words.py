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
        "source": "Lähde: {}.",
        "found": "Osumia:",
        "nothing": "Ei osumia.",
        "not_made": "Ei tehty tässä rakennuksessa (--without-reports).",
    },
    "sv": {
        "skip": "Gå till innehållet",
        "languages": "Språk",
        "search": "Sök",
        "contents": "Innehåll",
        "footer": "Webbplatsen fungerar utan nätverk.",
        "table": "Tabell",
        "source": "Källa: {}.",
        "found": "Träffar:",
        "nothing": "Inga träffar.",
        "not_made": "Gjordes inte i detta bygge (--without-reports).",
    },
    "en": {
        "skip": "Skip to the content",
        "languages": "Language",
        "search": "Search",
        "contents": "Contents",
        "footer": "The site works without a network.",
        "table": "Table",
        "source": "Source: {}.",
        "found": "Hits:",
        "nothing": "No hits.",
        "not_made": "Not made in this build (--without-reports).",
    },
}
"""Language to what is said to its words."""

_TERMS = {"fi": "Nimi ehdoissa", "sv": "Namn i villkoren", "en": "Name in terms"}
_RULES = {
    "fi": "Näin osuus lasketaan",
    "sv": "Så räknas andelen",
    "en": "How the share is computed",
}


def _heads(name: dict[str, str], rule: dict[str, str]) -> dict[str, tuple[str, str, str]]:
    return {code: (name[code], _TERMS[code], rule[code]) for code in name}


TABLE_HEADS: dict[str, dict[str, tuple[str, str, str]]] = {
    "basic": _heads(
        {"fi": "Perusjakotavat", "sv": "Enkla fördelningssätt", "en": "Basic ways of sharing"},
        _RULES,
    ),
    "claims": _heads(
        {"fi": "Vaadesäännöt", "sv": "Regler för anspråk", "en": "Rules for claims"}, _RULES
    ),
    "games": _heads(
        {"fi": "Yhteistoiminnalliset pelit", "sv": "Kooperativa spel", "en": "Cooperative games"},
        _RULES,
    ),
    "steps": _heads({"fi": "Ehdot", "sv": "Villkor", "en": "Conditions"}, _RULES),
    "changes": _heads(
        {"fi": "Lukujen muutokset", "sv": "Ändringar av talen", "en": "Changes of figures"},
        {
            "fi": "Mitä luvuille tehdään",
            "sv": "Vad som görs med talen",
            "en": "What is done to the figures",
        },
    ),
    "roundings": _heads(
        {"fi": "Pyöristystavat", "sv": "Avrundningssätt", "en": "Rounding rules"},
        {"fi": "Sääntö", "sv": "Regel", "en": "Rule"},
    ),
    "units": _heads(
        {"fi": "Yksiköt", "sv": "Enheter", "en": "Units"},
        {"fi": "Yksikkö", "sv": "Enhet", "en": "Unit"},
    ),
}
"""Of each table that the site makes: its name and its first headings; the payers of examples stand
after them.
"""

FLOW: dict[str, tuple[tuple[str, str], ...]] = {
    "fi": (
        ("Luvut", "haetaan virallisista palveluista tai kysytään maksajilta, ja tallennetaan."),
        ("Ehdot", "Sopimus ja vuosi: summa, maksajat, jakoperuste, jakotapa, lähteet."),
        ("Jako", "Osuudet tarkkoina murtolukuina; pyöristys kerran, sentilleen."),
        ("Raportti", "Sivu, PDF, Word ja Excel samasta tuloksesta. Hallitus päättää."),
        ("Painos", "Päätetty vuosi jäädytetään. Kuka tahansa voi laskea sen uudelleen."),
    ),
    "sv": (
        ("Uppgifterna", "hämtas från officiella tjänster eller frågas av betalarna, och sparas."),
        ("Villkoren", "Avtalet och året: summa, betalare, fördelningsgrund, källor."),
        ("Fördelningen", "Andelarna som exakta bråk; avrundning en gång, till hela cent."),
        ("Rapporten", "Sida, PDF, Word och Excel ur samma resultat. Styrelsen beslutar."),
        ("Utgåvan", "Ett beslutat år fryses. Vem som helst kan räkna om det."),
    ),
    "en": (
        ("Figures", "are fetched from official services or asked of the payers, and kept."),
        ("Terms", "The agreement and the year: sum, payers, key, way of sharing, sources."),
        ("Shares", "in exact fractions, rounded once, to whole cents."),
        ("Report", "Page, PDF, Word and Excel of one result. The board decides."),
        ("Edition", "A decided year is frozen. Anybody can compute it again."),
    ),
}
"""How the program works, in five boxes."""

GALLERY: dict[str, dict[str, str]] = {
    "kainuu": {
        "fi": "Kainuun ICT-henkilö 2023: yhteinen raportti",
        "sv": "ICT-personen i Kajanaland 2023: gemensam rapport, på finska",
        "en": "ICT person of Kainuu 2023: the joint report, in Finnish",
    },
    "paltamo": {
        "fi": "Sama Paltamon näkökulmasta, esityslistan teksteineen",
        "sv": "Samma från Paltamos synvinkel, på finska",
        "en": "The same from Paltamo's seat, in Finnish",
    },
    "svenska": {
        "fi": "Sama ruotsiksi",
        "sv": "Samma på svenska",
        "en": "The same in Swedish",
    },
    "dublin": {
        "fi": "Dublinin pelastuslaitos 2013, englanniksi",
        "sv": "Räddningsväsendet i Dublin 2013, på engelska",
        "en": "Dublin's fire service 2013",
    },
}
"""What each report of the gallery is."""
