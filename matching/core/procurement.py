"""Whether a need is about products: which product groups it wants to buy, sell or have labelled.

A dye house names textiles and buys none, and the sewage of a hotel asks for no hotel label. A product group counts
only where the text speaks of labels or of buying, or says right beside the product that it shall be green or frugal,
and never right beside a word for its making or its waste.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import cache

from matching.core.concepts import ConceptFinder
from matching.core.product_cues import product_cue_terms
from matching.core.profiles import Finding

__all__ = ["GENERIC", "GROUP", "groups_bought", "involves_products"]

GROUP = "product-group"
# Services: nobody buys a hotel, and 'printing' is most often somebody's trade.
SERVICES = frozenset(("hotels", "cleaning-services", "printed-matter", "services-other", "software"))
# Parts of group names and aliases that mean something else far more often.
GENERIC = frozenset(
    (
        "foam", "storage", "scale", "scales", "fitting", "fittings", "folder", "folders", "wall", "walls", "floor",
        "plaster", "video", "printing", "grease", "supermarkets", "supermarket", "boilers", "boiler",
        "other services", "jasa lain", "perkhidmatan lain", "dịch vụ khác", "其他服务",
        "investment funds", "take-back schemes", "泡沫", "nồi hơi", "bricks", "brick", "natural infill material",
    )
)  # fmt: skip
BESIDE = 12  # characters between a product and a word that says it is made there: 'dyeing of cotton '
TOUCHING = 2  # characters between a product and its quality
REACH = 150  # characters before a product in which a cue may begin that is near it
NEAR = 90  # characters between buying and what is bought, in one sentence
_SENTENCE = re.compile(r"[.!?;。！？；၊។\n]")


@cache
def _cues() -> ConceptFinder:
    return ConceptFinder(product_cue_terms())


def involves_products(text: str, language: str = "en") -> bool:
    """Whether a text speaks of labels or of buying at all, in one of ten languages."""
    return any(cue.kind in ("label", "purchase") for cue in _cues().find(text, language))


def groups_bought(text: str, findings: Iterable[Finding], language: str = "en") -> frozenset[str]:
    """The product groups, among those found in a text, that the need is about.

    ``findings`` are of the whole ``text``, with offsets into it; others than product groups are passed over.
    """
    named = [f for f in findings if f.kind == GROUP and f.passage.casefold() not in GENERIC]
    if not named:
        return frozenset()
    cues = _cues().find(text, language)
    labels = any(cue.kind == "label" for cue in cues)
    starts = [cue.start for cue in cues]
    found: set[str] = set()
    for f in named:
        if f.code not in found:
            near = cues[bisect_left(starts, f.start - REACH) : bisect_right(starts, f.end + NEAR)]
            if _is_bought(f, text, near, labels):
                found.add(f.code)
    return frozenset(found)


def _is_bought(found: Finding, text: str, cues: Sequence[Finding], labels: bool) -> bool:
    if any(c.kind == "making" and _gap(found, c, text, BESIDE, words=1) for c in cues):
        return False
    if labels or found.code in SERVICES:
        return labels
    return any(
        (c.kind == "purchase" and _gap(found, c, text, NEAR))
        or (c.kind == "quality" and _gap(found, c, text, TOUCHING))
        for c in cues
    )


def _gap(found: Finding, cue: Finding, text: str, most: int, words: int | None = None) -> bool:
    """Whether a cue stands at most so many characters (and words) from a product, in the same sentence."""
    start, end = min(found.end, cue.end), max(found.start, cue.start)
    if end - start > most:
        return False
    between = text[start:end]  # empty where they overlap
    return not _SENTENCE.search(between) and (words is None or len(between.split()) <= words)
