"""What shares weigh on the payers: on their taxes, and on their budgets."""
