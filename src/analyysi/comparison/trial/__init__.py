"""From the parameters of a run to its case: the year as it stands, or a trial."""
