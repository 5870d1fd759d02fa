"""Four short settings files."""
