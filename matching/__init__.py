"""Recommends technologies and eco-label partners for a need, with an account of itself."""
