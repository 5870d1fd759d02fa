"""What the English conditions of a performance line say about the water, gas or waste it was stated for."""

from __future__ import annotations

import re
from functools import cache, lru_cache

__all__ = ["WATERS", "counts_right_ones", "named_waters"]

# English words, as patterns from the start of a word, by which the conditions of a line name the kind of water,
# gas or waste it was stated for: "ore" is not in "storms", nor "coal" in "coalescing".
WATERS: dict[str, tuple[str, ...]] = {
    "municipal-water": ("sewage", "municipal", "domestic"),
    "rural-water": ("domestic", "village", "household"),
    "households": ("domestic", "household"),
    "textile": ("textile", "dye", "jean"),
    "food-beverage": ("food", "brewery", "slaughter"),
    "palm-oil": ("palm oil",),
    "rubber": ("rubber", "latex"),
    "sugar-starch": ("sugar", "starch", "cassava"),
    "seafood-aquaculture": ("seafood", "shrimp", "fish", "culture tank"),
    "livestock": (r"pigs?\b", "swine", "manure", "slurry"),
    "pulp-paper": ("paper mill", "pulp"),
    "leather": ("tanner", "leather", "beamhouse"),
    "electroplating": ("plating", "electroplating", "rinse water"),
    "mining": (r"mines?\b", "acid water", r"ores?\b"),
    "municipal-waste": ("leachate", "incinerat"),
    "health-care": ("hospital",),
    "cement": ("cement", "kiln"),
    "steel-metals": ("steel", "sinter", "furnace"),
    "power": (r"coal\b",),
}
RIGHT_ONES = ("f1", "agreement", "correct", "sensitivity", "share of species")


@lru_cache(maxsize=4096)
def named_waters(conditions: str) -> frozenset[str]:
    """Return the sectors whose water the conditions name; empty where they name none."""
    words = conditions.casefold()
    return frozenset(sector for sector, names in _patterns().items() if names.search(words))


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {sector: re.compile(rf"\b(?:{'|'.join(names)})") for sector, names in WATERS.items()}


def counts_right_ones(conditions: str) -> bool:
    """Whether an accuracy is a share of right answers, and so no error to be kept small."""
    words = conditions.casefold()
    return any(word in words for word in RIGHT_ONES)
