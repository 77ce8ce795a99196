"""The one reader of tables that people send: decisions of earlier years, also in lines of minutes,
figures of keys and answers to surveys.
"""
