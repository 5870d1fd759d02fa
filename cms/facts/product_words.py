"""Finds the product groups that an agreement's own words name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from cms.models import ProductGroup

_ASIDE = re.compile(r"\([^)]*\)")
_WORD = re.compile(r"[a-z0-9]+")

Phrase = tuple[str, ...]


def _phrase(text: str) -> Phrase:
    """The words of a text in the singular; only the plurals that product names use."""
    words = _WORD.findall(_ASIDE.sub(" ", text.lower()))
    return tuple(w[:-1] if len(w) > 3 and w.endswith("s") and not w.endswith("ss") else w for w in words)


def _names(group: ProductGroup) -> set[Phrase]:
    """What a group is called: its code, its label, and its English aliases (others leave no Latin word)."""
    return {phrase for text in (group.code, group.label, *group.aliases) if (phrase := _phrase(text))}


def _take(words: list[str], phrase: Phrase) -> bool:
    """Whether the phrase stands in the words; if so its words are struck out, so that none counts twice."""
    size = len(phrase)
    for start in range(len(words) - size + 1):
        if tuple(words[start : start + size]) == phrase:
            words[start : start + size] = [""] * size
            return True
    return False


def groups_named(texts: Sequence[str], groups: Iterable[ProductGroup]) -> list[ProductGroup]:
    """The groups that the texts clearly name. The longest name wins: 'printing ink' is ink, not printing."""
    names = sorted(
        ((phrase, group) for group in groups for phrase in _names(group)),
        key=lambda pair: (-len(pair[0]), pair[0], pair[1].code),
    )
    found: dict[str, ProductGroup] = {}
    for text in texts:
        words = list(_phrase(text))
        for phrase, group in names:
            if _take(words, phrase):
                found[group.code] = group
    return [found[code] for code in sorted(found)]
