"""What pages show of needs, computed from records and read by templates."""
