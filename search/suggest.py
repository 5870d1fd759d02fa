"""Did you mean: the word of the index that is nearest to one it does not hold."""

import re
from collections.abc import Callable, Iterable

from search.normal import normalise

_WORD_RE = re.compile(r"[^\W\d_]+")
SHORTEST = 4  # letters; shorter words have too many neighbours


def surface_words(text: str) -> set[str]:
    """Words of `text` as they are written, in normal form: what may be suggested. Latin letters only."""
    return {word for word in _WORD_RE.findall(normalise(text)) if len(word) >= SHORTEST and _latin(word)}


def distance(left: str, right: str, most: int) -> int:
    """Edits (insert, delete, replace, swap of neighbours) from one word to the other; `most + 1` where there
    are more.
    """
    if abs(len(left) - len(right)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        earlier, before, row = before, row, [i]
        for j, b in enumerate(right, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if earlier and j > 1 and a == right[j - 2] and left[i - 2] == b:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def edits(word: str) -> int:
    """How many edits a misspelt word may be away from what was meant."""
    return 1 if len(word) <= 5 else 2


def nearest(word: str, vocabulary: Iterable[tuple[str, int]]) -> str | None:
    """The word of `vocabulary` (word, documents) with the fewest edits, the more frequent of equals; None if
    all are far.
    """
    most = edits(word)
    letters = set(word)  # one edit changes two of them at most: cheaper to compare first
    ranked = (
        (distance(word, other, most), -count, other)
        for other, count in vocabulary
        if abs(len(other) - len(word)) <= most and len(letters.symmetric_difference(other)) <= 2 * most
    )
    best = min((entry for entry in ranked if 0 < entry[0] <= most), default=None)
    return best[2] if best else None


def corrected(
    text: str, known: Callable[[str], bool], vocabulary: Callable[[str], Iterable[tuple[str, int]]]
) -> str | None:
    """`text` with every unknown word replaced by its nearest; None where nothing is to be replaced.

    `known(word)` says whether the index holds it; `vocabulary(word)` gives at least those of its words that begin with
    the same letter and are near.
    """
    changed = False

    def replace(match: re.Match[str]) -> str:
        nonlocal changed
        word = normalise(match.group())
        if len(word) < SHORTEST or not _latin(word) or known(word):
            return match.group()
        found = nearest(word, vocabulary(word))
        changed = changed or found is not None
        return found or match.group()

    result = _WORD_RE.sub(replace, text[:200])
    return result if changed else None


def _latin(word: str) -> bool:
    return all(letter < "\u0250" or "\u1e00" <= letter <= "\u1eff" for letter in word)
