"""A year by other choices than its terms make: on newer figures than they name."""
