"""A mutation fuzz of every reader of what comes from outside: a few seconds in the tests, as long as
one likes by `make fuzz`.
"""
