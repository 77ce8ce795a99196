"""Tables of real agreements as they were printed, each with its source."""

# KT Kunta- ja hyvinvointialuetyönantajat, "Laskelma ... jäsenmaksun 2022 ennakko-osuudesta" (kt.fi,
# page Jäsenmaksut): "Maksuosuus: 7 149 318 euroa, josta peritään ennakkoon 80 % = 5 719 454.
# Jäsenmaksusta puolet kerätään asukasluvun ja puolet verotettavien tulojen perusteella." Printed:
# residents at the turn of 2020/2021, taxable income of 2020 and the fee of the seven municipalities
# below, and the sums of Åland (no fee beside it), of the rest of Finland and of the whole country.
# Not seen: the rows from the letter B on. They are one payer here, "others", and its three figures
# are what the printed sums leave.
KT_PRINTED = {
    "020": ("Akaa", 16_391, 266_190_085, 16_107),
    "005": ("Alajärvi", 9_419, 118_454_981, 8_272),
    "009": ("Alavieska", 2_517, 31_353_321, 2_202),
    "010": ("Alavus", 11_332, 140_393_937, 9_891),
    "016": ("Asikkala", 8_059, 128_348_357, 7_847),
    "018": ("Askola", 4_878, 85_325_357, 4_968),
    "019": ("Aura", 3_959, 65_105_519, 3_914),
}


KT_ALAND = (30_129, 564_743_126)


KT_REST_OF_FINLAND = (5_503_664, 100_291_140_710)


KT_WHOLE_COUNTRY = (5_533_793, 100_855_883_836)


KT_FEE = 5_719_454


# Triangle Area Water Supply Monitoring Project, Interlocal Agreement, Attachment B, "Annual cost
# shares for Phase VI: FY 2008 - FY 2012" (Orange County, North Carolina, Board of County
# Commissioners, agenda of 6 September 2007, item 6b, page 9). 721 500 less the 324 675 of the
# Geological Survey, plus 20 000 and 10 000; thirty per cent "divided equally among the Monitoring
# Project Partners" (Cary, with Morrisville, pays two shares), seventy per cent by average daily
# water use, FY 2006. Printed: use (million gallons a day), its percentage, variable, base and whole
# share. The name of the first row is lost in the text at hand (Apex, by the order and by the list
# of partners), and so is the row of totals.
WATER_SUPPLY = {
    "Apex": ("3.24", "2.8", 8_446, 11_641, 20_087),
    "Cary": ("14.15", "12.3", 36_887, 23_281, 60_168),
    "Chatham": ("1.49", "1.3", 3_884, 11_641, 15_525),
    "Durham": ("29.44", "25.7", 76_753, 11_641, 88_394),
    "Hillsborough": ("1.278", "1.1", 3_332, 11_641, 14_972),
    "Orange": ("0.12", "0.1", 323, 11_641, 11_964),
    "OWASA": ("8.69", "7.6", 22_653, 11_641, 34_294),
    "Raleigh": ("53.23", "46.4", 138_762, 11_641, 150_403),
    "SGWASA": ("2.388", "2.1", 6_225, 11_641, 17_866),
    "Wake": ("0.58", "0.5", 1_512, 11_641, 13_153),
}


WATER_TOTAL = 721_500 - 324_675 + 20_000 + 10_000
