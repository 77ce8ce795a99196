"""The agenda item of one seat's board, and the line of its budget: what goes into the minutes."""
