"""The treasurer's workbook: inputs, live formulas and results, written by xlsxwriter."""
