"""Whom a printed name means: the payers of an agreement, and who else is called so."""
