"""The analyst's desk: other totals, ways of sharing, participants and rounding, tried in
JupyterLab.
"""
