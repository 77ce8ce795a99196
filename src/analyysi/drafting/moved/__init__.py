"""Next year's terms from this year's: the draft, and how dates, keys and outlook move on."""
