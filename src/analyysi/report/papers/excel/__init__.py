"""Plain tables for spreadsheets: one header row, a row for each thing, nothing but cells."""
