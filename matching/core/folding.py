"""A text made comparable, with the way back: every folded character knows where it stood in the original."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

__all__ = ["Folded", "fold", "is_latin", "without_marks"]

DROPPED = (
    "\u200b\u200c\u200d\u2060\ufeff\u00ad"  # invisible joints between words of Thai, Khmer, Lao, Burmese
)
SPACES = "\u00a0\u202f\u2007\u2009\u3000\t\r"
TONES = "\u0e48\u0e49\u0e4a\u0e4b\u0ec8\u0ec9\u0eca\u0ecb"
NIKHAHIT = "\u0e4d\u0ecd"  # Thai and Lao: written before or after the tone mark, meaning the same
COENG_DA, COENG_TA = "\u17d2\u178a", "\u17d2\u178f"  # Khmer: two subscripts that look alike
RAISED = {ord(c): str(n) for n, c in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")}


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; ``starts[i]`` and ``ends[i]`` bound the original of its i-th character."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return the offsets in the original text of the folded passage ``start:end`` (not empty)."""
        return self.starts[start], self.ends[end - 1]


def fold(text: str, *, case: bool = True) -> Folded:
    """Fold a text: NFKC, plain digits and spaces, look-alike spellings made one; ``case`` folds capitals too.

    A raised digit behind a digit becomes a power (10⁶ is 10^6), elsewhere a plain digit (m³ is m3). Linear.
    """
    out: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in _clusters(text):
        piece = _folded_cluster(text[start:end], out[-1] if out else "")
        if case:
            piece = piece.casefold()
        out.extend(piece)
        starts.extend([start] * len(piece))
        ends.extend([end] * len(piece))
    return Folded("".join(out), tuple(starts), tuple(ends))


def _clusters(text: str) -> list[tuple[int, int]]:
    """Each character with the marks that sit on it; Khmer subscripts go with their base."""
    found: list[tuple[int, int]] = []
    start = 0
    for at in range(1, len(text) + 1):
        ends = at == len(text)
        if not ends and at - start < 8:  # a base with more marks than any script uses is cut, not followed
            joined = unicodedata.category(text[at]) == "Mn" or text[at - 1] == "\u17d2"
            if joined and not text[start].isspace():
                continue
        found.append((start, at))
        start = at
    return found if text else []


def _folded_cluster(cluster: str, before: str) -> str:
    if cluster in DROPPED:
        return ""
    if cluster in SPACES:
        return " "
    if ord(cluster[0]) in RAISED:
        digit = RAISED[ord(cluster[0])]
        return f"^{digit}" if before.isdecimal() else digit
    if cluster.isascii():
        return cluster
    piece = unicodedata.normalize("NFKC", cluster).replace(COENG_DA, COENG_TA)
    for mark in NIKHAHIT:
        if mark in piece:
            for tone in TONES:
                piece = piece.replace(mark + tone, tone + mark)
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in piece)


def is_latin(char: str) -> bool:
    """Whether a character belongs to a word in Latin script, digits included."""
    return char.isalnum() and (char < "\u0250" or "\u1e00" <= char <= "\u1eff")


def without_marks(text: str) -> str:
    """Return Vietnamese (or any Latin) text as typed without accents: ``nước thải`` is ``nuoc thai``."""
    bare = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in bare if unicodedata.category(c) != "Mn")
