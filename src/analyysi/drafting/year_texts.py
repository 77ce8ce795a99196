"""What a report's reader is told of a year whose terms were drafted from another's: texts in fi, sv
and en.
"""

from __future__ import annotations

from analyysi.agreement.terms import Terms
from analyysi.allocation.steps.step_table import STEPS


def total_source(before: int, year: int) -> dict[str, str]:
    """Say that the total is that of the year before, in the reader's languages."""
    return {
        "fi": f"Oletus: kokonaiskustannus on sama kuin vuonna {before}. Vuoden {year} summasta ei "
        "ole vielä päätetty.",
        "sv": f"Antagande: totalkostnaden är densamma som {before}. Summan för {year} har ännu "
        "inte fastställts.",
        "en": f"Assumption: the total cost is the same as in {before}. The sum for {year} has not "
        "been decided yet.",
    }


def method_reason(before: int, year: int) -> dict[str, str]:
    """Say why the way of sharing of the year before is used, in the reader's languages."""
    return {
        "fi": f"Laskelmassa käytetään vuoden {before} jakotapaa, kunnes vuoden {year} jakotavasta "
        "päätetään.",
        "sv": f"I beräkningen används fördelningssättet för {before} tills beslut har fattats om "
        f"det för {year}.",
        "en": f"The way of sharing of {before} is used until that of {year} has been decided.",
    }


def method_source(before: int, year: int) -> dict[str, str]:
    """Say whose the way of sharing is, in the reader's languages."""
    return {
        "fi": f"Jakotapa on sama kuin vuonna {before}. Vuoden {year} jakotavasta ei ole vielä "
        "päätetty.",
        "sv": f"Fördelningssättet är detsamma som {before}. Fördelningssättet för {year} har ännu "
        "inte fastställts.",
        "en": f"The way of sharing is that of {before}. That of {year} has not been decided yet.",
    }


UNKNOWN = {
    "total": {
        "fi": "Vuoden {year} kokonaiskustannus. Laskelmassa käytetään vuoden {before} summaa.",
        "sv": "Totalkostnaden för {year}. I beräkningen används summan för {before}.",
        "en": "The total cost of {year}. The sum of {before} is used here.",
    },
    "method": {
        "fi": "Vuoden {year} jakotapa. Laskelmassa käytetään vuoden {before} jakotapaa.",
        "sv": "Fördelningssättet för {year}. I beräkningen används fördelningssättet för {before}.",
        "en": "The way of sharing of {year}. That of {before} is used here.",
    },
    "participants": {
        "fi": "Vuoden {year} osallistujat. Laskelmassa ovat mukana samat kuin vuonna {before}.",
        "sv": "Deltagarna {year}. I beräkningen ingår samma deltagare som {before}.",
        "en": "The participants of {year}. Those of {before} are included here.",
    },
    "game": {
        "fi": "Vuoden {year} kustannukset, joihin jako perustuu. Laskelmassa käytetään vuoden "
        "{before} lukuja.",
        "sv": "De kostnader {year} som fördelningen bygger på. I beräkningen används talen för "
        "{before}.",
        "en": "The costs of {year} that the sharing rests on. Those of {before} are used here.",
    },
    "settlement": {
        "fi": "Vuoden {before} toteutunut kustannus. Sen tasausta ei ole laskettu vuodelle {year}.",
        "sv": "Den faktiska kostnaden {before}. Utjämningen av den har inte räknats in för {year}.",
        "en": "The actual cost of {before}. Its settlement is not included in {year}.",
    },
}
"""What is not known of a year whose terms were drafted from another's, for the report's reader."""


def unknown_of(terms: Terms, year: int) -> list[dict[str, str]]:
    """Return what is not known yet of a year that was drafted from these terms."""
    names = ["total", "method", "participants"]
    names += ["game"] if terms.game is not None else []
    settles = any(STEPS[step.name].settles_actual_cost for step in terms.steps)
    names += ["settlement"] if settles else []
    return [
        {
            language: text.format(before=terms.year, year=year)
            for language, text in UNKNOWN[name].items()
        }
        for name in names
    ]
