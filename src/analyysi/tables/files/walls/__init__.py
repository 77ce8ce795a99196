"""Two walls before what people send: limits that are looked at first, and a process with limits."""
