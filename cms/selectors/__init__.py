"""Reads of the catalogue, one module per kind of record."""
