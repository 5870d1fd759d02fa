"""What each signal is worth without any learning: points that sum to 100 (``docs/decisions/0005-first-ranking.md``)."""

from __future__ import annotations

from collections.abc import Mapping

# Points of each signal. Lexical, latent and semantic compare words; sectors, media and parameters compare codes.
POINTS: Mapping[str, float] = {
    "lexical": 11,
    "latent": 17,
    "semantic": 13,
    "sectors": 15,
    "media": 9,
    "parameters": 11,
    "limits": 8,
    "capacity": 9,
    "neighbours": 5,
    "practice": 2,
}
