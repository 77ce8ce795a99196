"""The files of `tests/fixtures/faults` and what is right of each."""

from support.places import FIXTURES

FAULT_FILES = FIXTURES / "faults"

SEVEN = {
    "105": 4_800,
    "290": 18_200,
    "578": 7_079,
    "620": 5_500,
    "697": 2_921,
    "765": 24_000,
    "777": 17_500,
}
"""Euros of each payer where all seven stand in a file."""

THREE = {"205": 30_000, "290": 18_200, "578": 7_079}

READ = {
    "01_footnote_superscript.xlsx": SEVEN,
    "04_hidden_row.xlsx": SEVEN,
    "06_shown_whole_euros.xlsx": SEVEN,
    "14_kajaanin_kaupunki.csv": THREE,
    "15_bilingual_names.csv": THREE,
    "16_names_decomposed_mac.csv": SEVEN,
    "19_minutes_vat.txt": SEVEN,
    "21_amounts_with_dash_cents.csv": SEVEN,
}
"""Files that are read, with the euros of each payer."""

REFUSED = {
    "02_hidden_column_draft.xlsx": ("column B is hidden",),
    "03_hidden_sheet_draft.xlsx": ("Luonnos", "--sheet", "idden"),
    "05_struck_out_row.xlsx": ("row 9", "is struck out"),
    "07_title_thousand_euros.csv": ("thousand euros", "tuhatta euroa"),
    "08_header_1.000_eur.csv": ("thousand euros", "(1.000 €)"),
    "09_population_only.csv": ("no column says that it is money", "another quantity"),
    "10_share_in_per_cent.csv": ("no column says that it is money", "as per cents do"),
    "11_first_row_misspelt.csv": ("row 2", "'Hyrynslmen kunta' is no party"),
    "12_total_on_top_wrong.csv": ("81000.00 80000.00",),
    "13_kuhmoinen_is_not_kuhmo.csv": ("row 3", "Kuhmoinen is the municipality 291"),
    "17_minutes_code_then_sum.txt": ("line 1", "578 707", "707"),
    "18_minutes_trailing_minus.txt": ("line 1", "below zero"),
    "20_minutes_thousand_euros.txt": ("line 1", "thousand euros"),
}
"""Files that are refused, with what the refusal says."""
