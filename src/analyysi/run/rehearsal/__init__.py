"""The rehearsal: the services are asked for what is stored, and only a report is kept."""
