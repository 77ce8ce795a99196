"""The search for the rule behind published shares."""
