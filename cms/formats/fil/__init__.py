"""Filipino."""
