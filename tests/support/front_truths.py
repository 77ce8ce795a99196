"""The sentences of the front page, and what the numbers of each must be (`SENTENCES`)."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from support.front_sentences import Expected, Reading, Sentence, ends_of, one_of
from support.stored_year import EQUAL, FIXED, NET, StoredYear, by_remainders, rounded


@dataclass(frozen=True)
class Cited:
    """What the words of a year's terms cite of a document and no typed entry of them has."""

    days: tuple[date, ...]
    places: tuple[int, ...]
    gross: int
    less: tuple[int, ...]
    """What is taken from the gross cost; what is left is the total of the terms."""


CITED = {
    ("dublin-fire", 2009): Cited((date(2009, 12, 14),), (3,), 129_307_058, (9_306_000, 8_230_000))
}


def _fixed(reading: Reading) -> dict[str, Any]:
    """Hold fixed shares to the published ones of the year that the terms' words name."""
    assert reading["way"] == FIXED
    _, (year,) = reading.words.numbers(reading["quoted"])
    published = StoredYear(reading.stored.id, int(year)).published
    weights = {code: Fraction(share) for code, share in reading.stored.fixed.items()}
    assert weights == {code: share / sum(published.values()) for code, share in published.items()}
    return {}


def _sentence(name: str, fi: str, sv: str, en: str, expected: Expected) -> Sentence:
    return Sentence(name, {"fi": fi, "sv": sv, "en": en}, expected)


def _kicker(reading: Reading) -> dict[str, Any]:
    return {"year": reading.stored.year, "day": reading.stored.retrieved, "who": reading.seat}


def _heading_of_all(reading: Reading) -> dict[str, Any]:
    stored = reading.stored
    return {
        "count": len(stored.payers),
        "total": stored.total,
        "by": stored.chosen,
        "head": one_of(stored.per_head(stored.chosen)),
    }


def _heading_of_seat(reading: Reading) -> dict[str, Any]:
    stored = reading.stored
    heads = stored.per_head(stored.chosen)
    return {
        "who": reading.seat,
        "sum": stored.euros(stored.chosen)[str(reading.seat)],
        "by": stored.chosen,
        "head": heads.get(str(reading.seat)),
    }


def _approved(reading: Reading) -> dict[str, Any]:
    return {"who": reading.seat, "sum": reading.stored.published[str(reading.seat)]}


def _head(reading: Reading) -> dict[str, Any]:
    stored = reading.stored
    computed = one_of(stored.per_head(stored.chosen))
    published = stored.published.get(reading.seat or "")
    approved = published and rounded(published / stored.heads[str(reading.seat)], 2)
    return {"head": approved or computed, "by": stored.chosen, "computed": computed}


def _ends(reading: Reading) -> dict[str, Any]:
    shares = reading.stored.euros(reading.stored.chosen).values()
    return {"high": max(shares), "low": min(shares)}


def _part(reading: Reading) -> dict[str, Any]:
    stored, seat = reading.stored, str(reading.seat)
    if seat in stored.published:
        percent = rounded(stored.published[seat] / stored.total * 100, 1)
    else:
        shares = stored.euros(stored.chosen)
        exact = {code: share / stored.total * 100 for code, share in shares.items()}
        percent = by_remainders(exact, Fraction(1, 10), Fraction(100))[seat]
    return {"sum": reading.seat_share(), "percent": percent}


def _lacking(reading: Reading) -> dict[str, Any]:
    stored = reading.stored
    chosen = stored.euros(stored.chosen)
    collected = {code: stored.published.get(code, chosen[code]) for code in stored.payers}
    return {"total": stored.total, "lack": stored.total - sum(collected.values())}


def _beside_published(reading: Reading) -> dict[str, Any]:
    published = reading.stored.published[reading["who"]]
    difference = published - reading.stored.euros(reading.stored.chosen)[reading["who"]]
    return {"sum": published, "less": -difference, "more": difference}


def _all_by(reading: Reading, net: bool) -> dict[str, Any]:
    stored = reading.stored
    cents = stored.cents(stored.chosen, stored.net_expenses if net else stored.taxes)
    ends = ends_of(cents, stored.payers)
    return ends if net else {**ends, "way": stored.terms["burden"]["tax_revenue"]}


def _own_by(reading: Reading, net: bool) -> dict[str, Any]:
    stored, seat = reading.stored, str(reading.seat)
    base = stored.net_expenses if net else stored.taxes
    share = stored.published.get(seat, stored.shares(stored.chosen)[seat])
    return {"sum": rounded(share / base[seat] * 100_000)}


def _all_beside_own(reading: Reading) -> dict[str, Any]:
    return _all_by(reading, "net" in reading.before)


def _moves(reading: Reading) -> dict[str, Any]:
    moves = reading.words.moves(reading["moves"])
    assert moves
    for amount, way, who in moves:
        changes = reading.stored.changes(way)
        payer = who or reading["who"]
        assert changes[payer] == amount, (way, payer)
        assert abs(amount) == max(abs(change) for change in changes.values()), way
    return {}


def _equal_for_all(reading: Reading) -> dict[str, Any]:
    stored = reading.stored
    gaining = [code for code, change in stored.changes(EQUAL).items() if change < 0]
    chosen, equal = stored.shares(stored.chosen), stored.shares(EQUAL)
    together = sum((chosen[code] - equal[code] for code in gaining), Fraction(0))
    return {"names": set(gaining), "who": gaining[0], "sum": rounded(together)}


def _equal_for_seat(reading: Reading) -> dict[str, Any]:
    change = reading.stored.changes(EQUAL)[str(reading.seat)]
    return {"who": reading.seat, "more": change, "less": -change}


def _evenness(reading: Reading) -> dict[str, Any]:
    stored = reading.stored

    def worst(way: str) -> Fraction:
        shares = stored.shares(way)
        measures = [base for base in (stored.heads, stored.net_expenses, stored.taxes) if base]
        ratios = []
        for base in measures:
            weights = [shares[code] / base[code] for code in stored.payers]
            ratios.append(max(weights) / min(weights))
        return max(ratios)

    assert worst(reading["way2"]) <= worst(reading["way"])
    return {"way": stored.chosen}


def _year(reading: Reading) -> dict[str, Any]:
    return {"year": reading.stored.year, "next": reading.stored.year + 1}


def _of_seat_and_total(reading: Reading) -> dict[str, Any]:
    return {"who": reading.seat, "total": reading.stored.total}


def _furthest(reading: Reading) -> dict[str, Any]:
    heads = reading.stored.per_head(reading["way"])
    spans = [
        max(amounts.values()) - min(amounts.values())
        for amounts in map(reading.stored.per_head, reading.stored.ways)
    ]
    assert max(heads.values()) - min(heads.values()) == max(spans)
    return _span(reading)


def _span(reading: Reading) -> dict[str, Any]:
    heads = reading.stored.per_head(reading["way"])
    assert heads[reading["who"]] == reading["high"]
    assert heads[reading["who2"]] == reading["low"]
    return {"high": max(heads.values()), "low": min(heads.values())}


def _furthest_of_seat(reading: Reading) -> dict[str, Any]:
    return {"who": reading.seat, "sum": reading.stored.per_head(reading["way"])[str(reading.seat)]}


def _same_for_all(reading: Reading) -> dict[str, Any]:
    return {"sum": one_of(reading.stored.per_head(reading["way"]))}


def _leaving(reading: Reading) -> dict[str, Any]:
    stored = reading.stored
    leavers = [code for code in stored.payers if code != stored.agreement["organiser"]]
    rises = [
        (change, code, leaver)
        for leaver in leavers
        for code, change in stored.leaving(leaver).items()
        if reading.seat in (None, code)
    ]
    assert (reading["sum"], reading["who2"], reading["who"]) in rises
    organiser = stored.agreement["organiser"]
    assert ("who3" in reading.places) == (organiser in stored.payers)
    return {"sum": max(rises)[0], "who3": organiser}


def _joining(reading: Reading) -> dict[str, Any]:
    changes = reading.stored.joining(reading["who"])
    assert reading["who"] in reading.stored.outside
    assert -changes[reading["who2"]] == reading["sum"]
    falls = {code: -change for code, change in changes.items() if reading.seat in (None, code)}
    return {"sum": max(falls.values())}


def _dearer(reading: Reading) -> dict[str, Any]:
    rises = reading.stored.dearer(Fraction(11, 10))
    kept = {code: rise for code, rise in rises.items() if reading.seat in (None, code)}
    assert kept[reading["who"]] == reading["sum"]
    return {"percent": 10, "sum": max(kept.values())}


def _rests_on(reading: Reading) -> dict[str, Any]:
    ((payer, share),) = reading.stored.published.items()
    return {"who": payer, "sum": share}


def _between(reading: Reading) -> dict[str, Any]:
    ((payer, share),) = reading.stored.published.items()
    low, high = (reading.stored.euros(reading[way])[payer] for way in ("way", "way2"))
    assert low < share < high
    # Nothing compared on the page lies nearer.
    known = [reading.stored.euros(way)[payer] for way in reading.stored.ways if way != NET]
    assert not any(low < amount < high for amount in known)
    return {"low": low, "high": high}


def _own_sum(reading: Reading) -> dict[str, Any]:
    return {"sum": reading.seat_share()}


def _new_proposal(reading: Reading) -> dict[str, Any]:
    stored = reading.stored
    return {"by": stored.chosen, "sum": stored.euros(stored.chosen)[str(reading.seat)]}


def _all_published(reading: Reading) -> dict[str, Any]:
    assert set(reading.stored.published) == set(reading.stored.payers)
    return _year(reading)


def _next_figures(reading: Reading) -> dict[str, Any]:
    day = reading.stored.keys[reading.stored.chosen]["reference_date"]
    return {"day": day.replace(year=day.year + 1)}


def _range(reading: Reading) -> dict[str, Any]:
    sums = [reading.stored.euros(key)[str(reading.seat)] for key in reading.stored.keys]
    return {"count": len(sums), "who": reading.seat, "low": min(sums), "high": max(sums)}


def _inside(reading: Reading) -> dict[str, Any]:
    bounds = _range(reading)
    assert bounds["low"] <= reading.seat_share() <= bounds["high"]
    return {}


def _outside(reading: Reading) -> dict[str, Any]:
    bounds = _range(reading)
    assert not bounds["low"] <= reading.seat_share() <= bounds["high"]
    return {}


def _by_another(reading: Reading) -> dict[str, Any]:
    return {"sum": reading.stored.euros(reading["way"])[str(reading.seat)]}


def _ends_of_seat(reading: Reading) -> dict[str, Any]:
    stored, seat = reading.stored, str(reading.seat)
    sums = [stored.euros(way)[seat] for way in stored.ways if way != NET]
    end = max(sums) if "more" in reading.places else min(sums)
    assert stored.euros(reading["way"])[seat] == end
    moved = end - reading.seat_share()
    if seat not in stored.published:
        moved = stored.changes(reading["way"])[seat]
    return {"more": moved, "less": -moved}


def _no_way_gives(reading: Reading) -> dict[str, Any]:
    published = reading.stored.published[str(reading.seat)]
    for way in reading.stored.ways:
        assert reading.stored.shares(way)[str(reading.seat)] != published, way
    return {"sum": published}


def _search(reading: Reading) -> dict[str, Any]:
    assert reading.searched is not None
    tried, hits, luck = reading.searched
    return {"tried": tried, "hits": hits, "luck": rounded(luck)}


def _quoted(reading: Reading) -> dict[str, Any]:
    """Hold the words of the terms to the typed figures that the terms have beside them."""
    stored, (days, numbers) = reading.stored, reading.words.numbers(reading["quoted"])
    cited = CITED.get((stored.id, stored.year))
    assert days <= {*stored.days, *(cited.days if cited else ())}, days
    known = {*stored.typed, *(Fraction(day.year) for day in stored.days)}
    if cited is not None:
        assert cited.gross - sum(cited.less) == stored.total
        known |= {Fraction(number) for number in (cited.gross, *cited.less, *cited.places)}
    assert numbers <= known, (reading["quoted"], numbers - known)
    return {}


SENTENCES = (
    _sentence(
        "kicker",
        "<matter> <year>(?:: <who>)? · [^·0-9]+ · uusimmat luvut haettu <day>(?: · LUONNOS)?",
        "<matter> <year>(?:: <who>)? · [^·0-9]+ · de nyaste uppgifterna hämtade <day>"
        "(?: · UTKAST)?",
        "<matter> <year>(?:: <who>)? · [^·0-9]+ · newest figures retrieved on <day>(?: · DRAFT)?",
        _kicker,
    ),
    _sentence(
        "heading of all",
        "<count> (?:kuntaa|maksajaa) maksaisi yhteensä <total> euroa <by>: "
        "jokaisesta asukkaasta sama <head> euroa",
        "<count> (?:kommuner|betalare) skulle betala sammanlagt <total> euro <by>: "
        "samma <head> euro för varje invånare",
        "<count> (?:municipalities|payers) would together pay <total> euros <by>: "
        "the same <head> euros for every inhabitant",
        _heading_of_all,
    ),
    _sentence(
        "heading of a seat",
        "<who> maksaisi <sum> euroa <by>: <head> euroa asukasta kohti",
        "<who> skulle betala <sum> euro <by>: <head> euro per invånare",
        "<who> would pay <sum> euros <by>: <head> euros per inhabitant",
        _heading_of_seat,
    ),
    _sentence(
        "approved share",
        "<who> hyväksymä osuus on <sum> euroa",
        "<who> har godkänt andelen <sum> euro",
        "<who> has approved a share of <sum> euros",
        _approved,
    ),
    _sentence(
        "published share",
        "<who> julkaistu osuus on <sum> euroa",
        "<who> publicerade andel är <sum> euro",
        "The published share of <who> is <sum> euros",
        _approved,
    ),
    _sentence(
        "as computed",
        "<by> se olisi <sum> euroa",
        "<by> vore den <sum> euro",
        "<by> it would be <sum> euros",
        _new_proposal,
    ),
    _sentence(
        "total",
        "Kokonaiskustannus: <total> €(?: (?:<count> )?[^0-9]+)?",
        "Totalkostnad: <total> €(?: (?:<count> )?[^0-9]+)?",
        "Total cost: €<total>(?: (?:<count> )?[^0-9]+)?",
        _heading_of_all,
    ),
    _sentence(
        "per inhabitant",
        "Asukasta kohti: <head> €(?: <by> <computed> €)?",
        "Per invånare: <head> €(?: <by> <computed> €)?",
        "Per inhabitant: €<head>(?: <by> €<computed>)?",
        _head,
    ),
    _sentence(
        "largest and smallest",
        "Suurin ja pienin osuus: <high> € – <low> €",
        "Största och minsta andelen: <high> € – <low> €",
        "Largest and smallest share: €<high> – €<low>",
        _ends,
    ),
    _sentence(
        "part of the total",
        "(?:Hyväksytty osuus|Julkaistu osuus|Maksuosuus): <sum> € <percent> % kustannuksesta",
        "(?:Godkänd andel|Publicerad andel|Betalningsandel): <sum> € <percent> % av kostnaden",
        "(?:Approved share|Published share|Share): €<sum> <percent>% of the total",
        _part,
    ),
    _sentence(
        "has approved",
        "<who> on hyväksynyt <sum> euroa",
        "<who> har godkänt <sum> euro",
        "<who> has approved <sum> euros",
        lambda reading: {"sum": reading.stored.published[reading["who"]]},
    ),
    _sentence(
        "lacking",
        "Jos muut maksavat lasketut osuutensa, summasta <total> euroa puuttuu <lack> euroa",
        "Om de övriga betalar sina beräknade andelar fattas <lack> euro av <total> euro",
        "If the others pay their computed shares, <lack> euros of the <total> euros are lacking",
        _lacking,
    ),
    _sentence(
        "published, less",
        "<who> julkaistu osuus on <sum> euroa, <less> euroa pienempi kuin tässä laskettu",
        "<who> publicerade andel är <sum> euro, <less> euro mindre än den som räknats här",
        "The published share of <who> is <sum> euros, <less> euros less than the share computed "
        "here",
        _beside_published,
    ),
    _sentence(
        "published, more",
        "<who> julkaistu osuus on <sum> euroa, <more> euroa suurempi kuin tässä laskettu",
        "<who> publicerade andel är <sum> euro, <more> euro större än den som räknats här",
        "The published share of <who> is <sum> euros, <more> euros more than the share computed "
        "here",
        _beside_published,
    ),
    _sentence(
        "of net expenses",
        "Osuus on <low>–<high> senttiä nettotoimintamenojen tuhatta euroa kohti",
        "Andelen är <low>–<high> cent per tusen euro nettoverksamhetsutgifter",
        "The share is <low>–<high> cents per €1,000 of net operating expenses",
        lambda reading: _all_by(reading, net=True),
    ),
    _sentence(
        "of taxes",
        r"Osuus on <low>–<high> senttiä verotulojen tuhatta euroa kohti \(<way>\)",
        r"Andelen är <low>–<high> cent per tusen euro skatteinkomster \(<way>\)",
        r"The share is <low>–<high> cents per €1,000 of tax revenue \(<way>\)",
        lambda reading: _all_by(reading, net=False),
    ),
    _sentence(
        "own of net expenses",
        "Osuus on <sum> senttiä nettotoimintamenojen tuhatta euroa kohti",
        "Andelen är <sum> cent per tusen euro nettoverksamhetsutgifter",
        "The share is <sum> cents per €1,000 of net operating expenses",
        lambda reading: _own_by(reading, net=True),
    ),
    _sentence(
        "own of taxes",
        r"Osuus on <sum> senttiä verotulojen tuhatta euroa kohti \(<way>\)",
        r"Andelen är <sum> cent per tusen euro skatteinkomster \(<way>\)",
        r"The share is <sum> cents per €1,000 of tax revenue \(<way>\)",
        lambda reading: _own_by(reading, net=False),
    ),
    _sentence(
        "all beside own",
        "Lasketussa jaossa osuudet ovat <low>–<high> senttiä",
        "I den beräknade fördelningen är andelarna <low>–<high> cent",
        "As computed here, the shares are <low>–<high> cents",
        _all_beside_own,
    ),
    _sentence(
        "stakes of a payer",
        "Muilla perusteilla muuttuisi eniten <who> osuus: <moves>",
        "Andra grunder skulle ändra <who> andel mest: <moves>",
        "By other keys the share of <who> would change most: <moves>",
        _moves,
    ),
    _sentence(
        "stakes",
        "Muilla perusteilla suurimmat muutokset olisivat: <moves>",
        "De största ändringarna med andra grunder vore: <moves>",
        "The largest changes by other keys would be: <moves>",
        _moves,
    ),
    _sentence(
        "equal shares for all",
        "Silloin (?:<names> maksaisivat yhteensä|<who> maksaisi) <sum> euroa vähemmän "
        "ja muut saman verran enemmän",
        "Då skulle (?:<names> betala sammanlagt|<who> betala) <sum> euro mindre "
        "och de övriga lika mycket mer",
        "Then (?:<names>|<who>) would pay <sum> euros less(?: in all)?, and the others as much "
        "more",
        _equal_for_all,
    ),
    _sentence(
        "equal shares for a seat, more",
        "Silloin <who> maksaisi <more> euroa enemmän",
        "Då skulle <who> betala <more> euro mer",
        "<who> would then pay <more> euros more",
        _equal_for_seat,
    ),
    _sentence(
        "equal shares for a seat, less",
        "Silloin <who> maksaisi <less> euroa vähemmän",
        "Då skulle <who> betala <less> euro mindre",
        "<who> would then pay <less> euros less",
        _equal_for_seat,
    ),
    _sentence(
        "evenness",
        "Tasaisuus ei ratkaise, kumpi peruste on parempi: <way> vai <way2>",
        "Jämnheten avgör inte vilken grund som är bättre: <way> eller <way2>",
        "Evenness does not decide which key is better: <way> or <way2>",
        _evenness,
    ),
    _sentence(
        "caption of all",
        "Osuudet vuonna <year> ja muutos muilla perusteilla",
        "Andelarna <year> och ändringen med andra grunder",
        "Shares in <year>, and the change by other keys",
        _year,
    ),
    _sentence(
        "caption of a seat",
        "<who> osuus, jos <total> euroa jaettaisiin toisin",
        "<who> andel om <total> euro fördelades annorlunda",
        "The share of <who> if <total> euros were shared by other ways",
        _of_seat_and_total,
    ),
    _sentence(
        "measure",
        "Euroa asukasta kohti vuonna <year> eri jakotavoilla",
        "Euro per invånare <year> enligt olika fördelningssätt",
        "Euros per inhabitant in <year> by different ways",
        _year,
    ),
    _sentence(
        "where they lie furthest apart",
        "Ero on suurin, kun peruste on <way>: <who> maksaisi <high> €, <who2> <low> €",
        "Skillnaden är störst när grunden är <way>: <who> skulle betala <high> €, <who2> <low> €",
        "The difference is greatest by <way>: <who> would pay €<high>, <who2> €<low>",
        _furthest,
    ),
    _sentence(
        "furthest for a seat",
        "<who> maksaisi <sum> €, jos peruste olisi <way>",
        "<who> skulle betala <sum> € om grunden var <way>",
        "<who> would pay €<sum> by <way>",
        _furthest_of_seat,
    ),
    _sentence(
        "same for all, in the picture's words",
        "<way>: kaikilla <sum> €",
        "<way>: <sum> € för alla",
        "<way>: €<sum> for each",
        _same_for_all,
    ),
    _sentence(
        "ends, in the picture's words",
        r"<way>: <low> € \(<who2>\) – <high> € \(<who>\)",
        r"<way>: <low> € \(<who2>\) – <high> € \(<who>\)",
        r"<way>: from €<low> \(<who2>\) to €<high> \(<who>\)",
        _span,
    ),
    _sentence(
        "leaving",
        "Raskainta olisi <who> lähtö(?:, jos <who3> pysyy järjestäjänä)?: <who2> laskettu osuus "
        "kasvaisi <sum> euroa",
        "Dyrast vore om <who> stannade utanför(?: och <who3> förblev arrangör)?: <who2> beräknade "
        "andel skulle öka med <sum> euro",
        "The hardest case would be <who> leaving(?:, with <who3> still the organiser)?: the computed "
        "share of <who2> would rise by <sum> euros",
        _leaving,
    ),
    _sentence(
        "joining",
        "Jos <who> tulisi mukaan, <who2> laskettu osuus pienenisi <sum> euroa",
        "Om <who> kom med skulle <who2> beräknade andel minska med <sum> euro",
        "If <who> joined, the computed share of <who2> would fall by <sum> euros",
        _joining,
    ),
    _sentence(
        "dearer",
        "Jos kustannus nousisi <percent> prosenttia, <who> laskettu osuus kasvaisi <sum> euroa",
        "Om kostnaden steg med <percent> procent skulle <who> beräknade andel öka med <sum> euro",
        "If the cost rose by <percent> per cent, the computed share of <who> would rise by "
        "<sum> euros",
        _dearer,
    ),
    _sentence(
        "what it rests on",
        r"Mihin <who> <sum> euroa perustuu\?",
        r"Vilken är grunden för <who> <sum> euro\?",
        r"What do the <sum> euros of <who> rest on\?",
        _rests_on,
    ),
    _sentence(
        "between two",
        r"Summa on kahden lasketun osuuden välissä: <low> euroa \(<way>\) ja <high> euroa "
        r"\(<way2>\)",
        r"Summan ligger mellan två beräknade andelar: <low> euro \(<way>\) och <high> euro "
        r"\(<way2>\)",
        r"The sum lies between two computed shares: <low> euros \(<way>\) and <high> euros "
        r"\(<way2>\)",
        _between,
    ),
    _sentence(
        "nothing new",
        "Ei mitään uutta: <sum> euroa on jo hyväksytty",
        "Inget nytt: <sum> euro har redan godkänts",
        "Nothing new: <sum> euros has been approved",
        _own_sum,
    ),
    _sentence(
        "a new proposal",
        "Jos maksajat sopivat jaosta <by>, tarvitaan uusi esitys: <sum> euroa",
        "Om betalarna kommer överens om att fördela <by>, behövs ett nytt förslag: <sum> euro",
        "If the payers agree to share <by>, a new proposal of <sum> euros is needed",
        _new_proposal,
    ),
    _sentence(
        "all published",
        "Ei mitään: vuoden <year> osuudet on julkaistu",
        "Inget: andelarna för <year> är publicerade",
        "Nothing: the shares of <year> have been published",
        _all_published,
    ),
    _sentence(
        "appropriation",
        "Käyttötaloudesta: kunnanhallitus esittää määrärahaa vuoden <year> talousarvioon, "
        "ja valtuusto päättää",
        "Ur driftsekonomin: kommunstyrelsen föreslår ett anslag i budgeten för <year>, "
        "och fullmäktige beslutar",
        "From operating funds: the board proposes an appropriation in the budget for <year>, "
        "and the council decides",
        _year,
    ),
    _sentence(
        "reserves",
        "Kukin maksaja varaa osuutensa vuoden <year> talousarvioonsa",
        "Var och en reserverar sin andel i sin budget för <year>",
        "Each payer reserves its share in its budget for <year>",
        _year,
    ),
    _sentence(
        "next year's cost",
        "Vuoden <next> kokonaiskustannus päätetään talousarvion yhteydessä",
        "Totalkostnaden för <next> avgörs i samband med budgeten",
        "The total cost of <next> is settled with the budget",
        _year,
    ),
    _sentence(
        "next year's figures",
        "Jos jakotapa pysyy samana, osuudet lasketaan silloin päivän <day> luvuista",
        "Om fördelningssättet är detsamma räknas andelarna ut på uppgifterna per <day>",
        "If the way of sharing stays, the shares are then worked out from the figures of <day>",
        _next_figures,
    ),
    _sentence(
        "what it compares with",
        "Mihin <sum> euroa voi verrata",
        "Vad <sum> euro kan jämföras med",
        "What <sum> euros compares with",
        _own_sum,
    ),
    _sentence(
        "range of the official figures",
        "<count> tilastoluvun mukaan <who> maksaisi <low>–<high> euroa",
        "Enligt <count> statistiska uppgifter skulle <who> betala <low>–<high> euro",
        "By <count> official figures <who> would pay <low>–<high> euros",
        _range,
    ),
    _sentence(
        "inside",
        "Summa on tällä välillä",
        "Summan ligger inom detta intervall",
        "This sum lies in that range",
        _inside,
    ),
    _sentence(
        "outside",
        "Summa ei ole tällä välillä",
        "Summan ligger utanför detta intervall",
        "This sum lies outside that range",
        _outside,
    ),
    _sentence(
        "by another key",
        "Osuus olisi <sum> euroa, jos peruste olisi <way>",
        "Andelen vore <sum> euro om grunden var <way>",
        "By <way> the share would be <sum> euros",
        _by_another,
    ),
    _sentence(
        "dearest",
        "Kallein olisi <way>: <more> euroa enemmän",
        "Dyrast vore <way>: <more> euro mer",
        "Dearest would be <way>: <more> euros more",
        _ends_of_seat,
    ),
    _sentence(
        "cheapest",
        "Halvin olisi <way>: <less> euroa vähemmän",
        "Billigast vore <way>: <less> euro mindre",
        "Cheapest would be <way>: <less> euros less",
        _ends_of_seat,
    ),
    _sentence(
        "no way gives it",
        "Mikään vertailtu jakotapa ei anna juuri summaa <sum> euroa",
        "Inget av de jämförda sätten ger exakt <sum> euro",
        "No way compared here gives exactly <sum> euros",
        _no_way_gives,
    ),
    _sentence(
        "search",
        "Laskusääntöjä kokeiltiin <tried>: sen, mikä on julkaistu, antaa <hits>, ja noin "
        "<luck> osuisi siihen sattumaltakin",
        "Av <tried> prövade regler ger <hits> det som har publicerats, och omkring <luck> "
        "skulle göra det av en slump",
        "Of <tried> rules tried <hits> give what is published, and about <luck> would by luck alone",
        _search,
    ),
    _sentence(
        "source of the total",
        "Kokonaiskustannuksen lähde: <quoted>",
        "Källa för totalkostnaden: <quoted>",
        "Source of the total cost: <quoted>",
        _quoted,
    ),
    _sentence("fixed shares", "<way>: <quoted>", "<way>: <quoted>", "<way>: <quoted>", _fixed),
    _sentence("words of the terms", "<quoted>", "<quoted>", "<quoted>", _quoted),
)
