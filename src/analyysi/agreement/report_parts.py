"""What of a report a paper holds. To import this module costs nothing: the command line needs it
for its help.
"""

FRONT_ONLY, WITH_ANNEX, WHOLE = "front", "page", "all"
"""The front page alone, with its annex, or on paper also what the page has folded for specialists:
the values of `RunParameters.part`.
"""
