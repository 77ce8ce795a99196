"""A second implementation of every method, step, rounding rule and transformation of keys.

Written from docs/methods.md and the papers that it cites, by the plainest algorithm that there is:
orders are gone through, turning points are tried one after another, units are given one by one. It
is slow, and meant to be. Nothing here imports the program: what the two have in common are the
names of the rows and of their parameters. `second_implementation.py` beside this folder runs both.
"""
