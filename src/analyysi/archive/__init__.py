"""Published years: frozen, and recomputed from their archive."""
