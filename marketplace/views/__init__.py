"""Public pages of needs and accounts."""
