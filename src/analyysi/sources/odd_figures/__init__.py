"""Which figures of budgets look odd, and what they are held against; nothing stops by it."""
