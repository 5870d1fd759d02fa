"""Engines: one protocol, several implementations. Which one runs is a setting."""
