"""From parameters to files: the notebook is executed, the page made, everything written at once or
not at all.
"""
