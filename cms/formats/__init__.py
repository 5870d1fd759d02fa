"""Formats of numbers and dates where Django has none of its own, or an unclear one. Source: Unicode CLDR."""
