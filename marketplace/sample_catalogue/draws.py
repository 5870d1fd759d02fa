"""Seeded choices that are the same on every machine and in every version of Python."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import TypeVar

Item = TypeVar("Item")


class Draws:
    """Choices that follow from a key. Each record has its own, so that no record depends on those before it.

    Only ``random()`` is used: of the methods of ``Random`` it alone is promised to stay as it is.
    """

    def __init__(self, *key: object) -> None:
        self._next = Random("/".join(map(str, key))).random  # noqa: S311 - made-up data, no secret

    def between(self, low: float, high: float) -> float:
        """A number from ``low`` to ``high``."""
        return low + (high - low) * self._next()

    def whole(self, low: int, high: int) -> int:
        """A whole number from ``low`` to ``high``, both included."""
        return low + int((high - low + 1) * self._next())

    def happens(self, share: float) -> bool:
        """True in this share of all draws."""
        return self._next() < share

    def one(self, items: Sequence[Item]) -> Item:
        """One of the items."""
        return items[int(len(items) * self._next())]

    def some(self, items: Sequence[Item], low: int, high: int) -> list[Item]:
        """From ``low`` to ``high`` different items, in the order given; all of them where there are fewer."""
        wanted = self.whole(low, high)
        if wanted >= len(items):
            return list(items)
        ranked = sorted(range(len(items)), key=lambda _: self._next())
        return [items[place] for place in sorted(ranked[:wanted])]

    def weighted(self, weights: Mapping[Item, float]) -> Item:
        """One of the keys, in proportion to its weight."""
        left = sum(weights.values()) * self._next()
        for item, weight in weights.items():
            left -= weight
            if left < 0:
                return item
        return item
