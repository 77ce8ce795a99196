"""UNITS, what the figures of an allocation key are counted in: one row for each unit."""

from dataclasses import dataclass

from analyysi.messages import Message


@dataclass(frozen=True)
class Unit:
    """A unit of figures that a cost can be shared by."""

    name: str
    """As terms, recipes and manifests write it."""
    words: Message
    """As a report writes it after a number or beside a heading."""
    addable: bool = True
    """Whether figures may be summed over rows and over municipalities that have merged."""
    cents: int | None = None
    """Of money: the cents in one unit."""
    searched: bool = False
    """Whether stored figures in this unit are tried in a rule search. A new unit is not: it would
    change how many rules were tried on years that are published already.
    """
    population: bool = False
    """Whether the figures are numbers of inhabitants, so that a report may call them population."""
    measures_use: bool = False
    """Whether the figures say how much each payer uses what is shared."""
    printed: tuple[str, ...] = ()
    """Further words that people write after a number of it in answers, in small letters."""
    headers: tuple[str, ...] = ()
    """Words by which a header of a table that somebody sent says that it counts this and no money:
    Finnish, Swedish, English; "*" is any letters.
    """


UNITS = {
    unit.name: unit
    for unit in (
        Unit(
            "inhabitants",
            Message("inhabitants"),
            searched=True,
            population=True,
            printed=("asukas", "asukkaat", "as", "as.", "inv", "inv.", "inhabitant"),
            headers=(
                "väkiluku väkiluvusta asukasluku asukasluvusta asukkaita asukasta asukkaat väestö "
                "väestöstä väkimäärä asukasmäärä",
                "folkmängd folkmängden invånare invånarantal befolkning befolkningen",
                "population inhabitants residents",
            ),
        ),
        Unit(
            "euros",
            Message("euros"),
            cents=100,
            searched=True,
            printed=("€", "eur", "euro"),
        ),
        Unit(
            "thousand_euros",
            Message("thousand euros"),
            cents=100_000,
            searched=True,
            printed=("t€", "k€"),
        ),
        Unit(
            "persons",
            Message("persons"),
            searched=True,
            measures_use=True,
            printed=("henkilö", "henkilöt", "hlö", "hlö.", "henkeä", "person", "people"),
            headers=(
                "henkilö* htv henkilötyövuo* työntekijöitä työntekijät työllis*",
                "person person* anställda årsverk* sysselsatt*",
                "persons people employees staff fte headcount",
            ),
        ),
        Unit(
            "households",
            Message("households"),
            searched=True,
            printed=("kotitalous", "kotitaloudet", "household"),
            headers=(
                "kotitalou* asuntokun* talouksia",
                "hushåll* bostadshushåll*",
                "households dwellings",
            ),
        ),
        Unit(
            "workplaces",
            Message("workplaces"),
            searched=True,
            printed=("työpaikka", "työpaikat", "arbetsplats", "workplace"),
            headers=("työpaik*", "arbetsplats*", "workplaces jobs"),
        ),
        Unit(
            "workstations",
            Message("workstations"),
            measures_use=True,
            printed=("työasema", "työasemat", "arbetsstation", "workstation"),
            headers=(
                "työasem* tietokone* laitteet laitteita laitemäärä päätelait* käyttäjä* käyttäji*",
                "arbetsstation* datorer apparater enheter användare",
                "workstations computers devices users seats",
            ),
        ),
        Unit(
            "hours",
            Message("hours"),
            measures_use=True,
            printed=("h", "t", "tim", "tim.", "tunti", "tunnit", "timme", "hour"),
            headers=("tunti* tunnit tuntia tuntimäärä", "timmar timantal", "hours"),
        ),
        Unit(
            "square_km",
            Message("square kilometres"),
            searched=True,
            printed=("km²", "km2"),
            headers=(
                "km² km2 neliökilometr* pinta-ala* maapinta-ala*",
                "kvadratkilometer areal markareal",
                "area",
            ),
        ),
        Unit(
            "kilometres",
            Message("kilometres"),
            measures_use=True,
            printed=("km", "kilometri", "kilometrit", "kilometre"),
            headers=(
                "kilometri* kilometrejä tiekilometri* ajokilometri*",
                "kilometer* vägkilometer*",
                "kilometres kilometers mileage",
            ),
        ),
        Unit(
            "square_metres",
            Message("square metres"),
            measures_use=True,
            printed=("m²", "m2", "neliö", "neliöt"),
            headers=(
                "neliömetri* kerrosala* huoneistoala*",
                "kvadratmeter* våningsyta* lägenhetsyta*",
                "floorspace",
            ),
        ),
        Unit(
            "tonnes",
            Message("tonnes"),
            measures_use=True,
            printed=("tn", "ton", "tonne"),
            headers=("tonni* tonneja jätemäärä*", "ton avfallsmängd*", "tonnes tonnage"),
        ),
        # Whatever else is counted one by one: devices, visits, alarms.
        Unit(
            "pieces",
            Message("pieces"),
            measures_use=True,
            printed=("kappale",),
            headers=("kappalemäärä* kappaletta", "stycken styckeantal*", "pieces"),
        ),
    )
}
"""Every unit by its name. Figures in any other unit, such as per cent, are no allocation key."""

CENTS_OF = {unit.name: unit.cents for unit in UNITS.values() if unit.cents is not None}
"""Units of money, and the cents in one of them."""


def can_be_added(unit: str | None) -> bool:
    """Return whether figures of a unit may be summed: inhabitants may, per cent may not."""
    return unit in UNITS and UNITS[unit].addable


def is_searched(unit: str | None) -> bool:
    """Return whether stored figures in a unit are tried in a rule search."""
    return unit in UNITS and UNITS[unit].searched


def counts_inhabitants(unit: str | None) -> bool:
    """Return whether figures of a unit are numbers of inhabitants."""
    return unit in UNITS and UNITS[unit].population
