"""The kit as it is handed out: whole, or closed, without the right answers."""
