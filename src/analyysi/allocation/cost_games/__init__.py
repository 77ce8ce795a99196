"""Cooperative cost games: what coalitions would cost alone, and ways to share by it."""
