"""Search, rebuild, drain, check."""
