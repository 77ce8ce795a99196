"""Published years: frozen with all that they rest on, write-protected, and recomputed from that alone."""
