"""Reads of needs and organisations."""
