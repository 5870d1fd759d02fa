"""Counts attempts in the shared cache, so that nobody tries passwords by the thousand."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from django.core.cache import cache


@dataclass(frozen=True, slots=True)
class Throttle:
    """At most ``limit`` attempts in ``seconds``, counted from the first one.

    The cache must be shared by all processes; with Django's default, each process counts for itself.
    """

    name: str
    limit: int
    seconds: int

    def attempt(self, *parts: str) -> bool:
        """Count an attempt for ``parts`` (an address, a machine) and tell whether it may go on.

        It is counted before its outcome is known: attempts made at the same moment must not slip through together.
        """
        key = self._key(parts)
        cache.add(key, 0, self.seconds)
        try:
            return cache.incr(key) <= self.limit
        except ValueError:  # the count ran out between the two calls: a new one begins
            cache.set(key, 1, self.seconds)
            return True

    def forget(self, *parts: str) -> None:
        """Start again for ``parts``, after an attempt that succeeded."""
        cache.delete(self._key(parts))

    def _key(self, parts: tuple[str, ...]) -> str:
        # Addresses are personal and may hold any character; a cache key should carry neither.
        digest = hashlib.sha256("\n".join(parts).encode()).hexdigest()
        return f"throttle:{self.name}:{digest}"


SIGN_IN = Throttle("sign-in", limit=5, seconds=15 * 60)
