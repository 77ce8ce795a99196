"""The splits: methods, steps around them, rounding. Nothing here sees a file, a clock or a
language.
"""
