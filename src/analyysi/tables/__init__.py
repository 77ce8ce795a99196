"""The one reader of tables that people send: decisions of earlier years, from spreadsheets and
minutes.
"""
