"""Figures that are not firm: estimates, figures older than asked for, figures revised since."""
