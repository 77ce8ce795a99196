"""A published table of shares in: from a spreadsheet, a CSV or the text of minutes to payers, cents and per cents."""
