"""Facts about countries that upper packages know: they register a count here, and the catalogue shows it."""

from __future__ import annotations

from collections.abc import Callable

CountByCountry = Callable[[], dict[str, int]]

_counts: dict[str, CountByCountry] = {}


def register_country_count(name: str, count: CountByCountry) -> None:
    """Show ``count()`` (records by ISO code, one query) under ``name``; ``"needs"`` is shown by home and
    country pages.
    """
    _counts[name] = count


def country_counts(name: str) -> dict[str, int]:
    """The counts registered under a name, by ISO code; empty where no package registered any."""
    return _counts[name]() if name in _counts else {}
