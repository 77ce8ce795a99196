"""New figures from the official services, frozen as snapshots."""
