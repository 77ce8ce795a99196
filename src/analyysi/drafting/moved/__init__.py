"""What a year's terms become a year later: dates, keys and outlook moved on."""
