"""The treasurer's workbook with live formulas."""
