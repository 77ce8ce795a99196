"""Published figures in: frozen snapshots, verified each time they are read."""
