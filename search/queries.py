"""A question as a value: what a text asks for, before any engine is spoken to."""

import math
from dataclasses import dataclass

from search.analysis import Unit, name_key, units
from search.params import MAX_TEXT

MAX_UNITS = 64  # of a question typed into the search page
MAX_TOKENS = 256  # of a long description that the matcher brings
# Of what a text asks for, this share must be in a document, up to so many units: three words of a short
# question, and not all of a long one.
REQUIRED_SHARE = 0.6
REQUIRED_MOST = 4


@dataclass(frozen=True, slots=True)
class TextQuery:
    """What a text asks for: units, of which a document needs `required`, tokens that only add to its
    score, and the key of the name that the whole text may be.
    """

    units: tuple[Unit, ...]
    extra: tuple[str, ...]
    required: int
    name: str = ""

    @property
    def terms(self) -> frozenset[str]:
        """Every spelling of every unit, for highlighting."""
        return frozenset(term for unit in self.units for term in unit.terms)


def text_query(text: str) -> TextQuery:
    """The units of `text`, repeats dropped. A lone Latin letter or a digit supports, but asks for nothing by
    itself.
    """
    distinct = list({unit.terms: unit for unit in units(text[:MAX_TEXT])}.values())[:MAX_UNITS]
    asking = [unit for unit in distinct if not _is_letter(unit)] or distinct
    supporting = [term for unit in distinct if unit not in asking for term in unit.terms]
    extra = dict.fromkeys([*(token for unit in asking for token in unit.extra), *supporting])
    return TextQuery(tuple(asking), tuple(extra), required(len(asking)), name_key(text))


def required(count: int) -> int:
    """How many of `count` units a document must hold."""
    return min(math.ceil(REQUIRED_SHARE * count), REQUIRED_MOST)


def tokens(text: str) -> tuple[str, ...]:
    """The distinct tokens of a long text in order of appearance, any of which makes a candidate."""
    found = (token for unit in units(text[:MAX_TEXT]) for token in (*unit.terms, *unit.extra))
    return tuple(dict.fromkeys(found))[:MAX_TOKENS]


def _is_letter(unit: Unit) -> bool:
    return all(len(term) == 1 and term.isascii() for term in unit.terms)
