"""Surveys of an agreement's payers: forms out, answers in, reminders."""
