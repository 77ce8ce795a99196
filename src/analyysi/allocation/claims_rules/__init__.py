"""Claims rules: the total is shared by the most that each payer would pay."""
