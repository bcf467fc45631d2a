"""Numbers from words."""
