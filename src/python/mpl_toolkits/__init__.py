"""3-D axes."""
