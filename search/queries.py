"""A question as a value: what a text asks for, before any engine is spoken to."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from search.analysis import Unit, name_key, units
from search.params import MAX_TEXT

MAX_UNITS = 64  # of a question typed into the search page
MAX_TOKENS = 256  # of a long description that the matcher brings
# Of what a text asks for, this share must be in a document, up to so many units: three words of a short
# question, and not all of a long one.
REQUIRED_SHARE = 0.6
REQUIRED_MOST = 4
# In a catalogue of at least this many documents, a word in more than half of them says nothing about any of
# them.
COMMON_FROM = 50


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


@dataclass(frozen=True, slots=True)
class WeighedQuery:
    """A text as one catalogue reads it: `asked` are the units that tell something there, of which `required` must
    stand in a document; the tokens of `adding` only add to its score.
    """

    asked: tuple[Unit, ...]
    required: int
    adding: tuple[str, ...]
    name: str


def weigh(query: TextQuery, share: Callable[[Unit], float], documents: int) -> WeighedQuery:
    """Leave out of what is required the words that stand in most documents.

    `share` says in which share of the documents a unit stands at most, 0 to 1.
    """
    telling = [unit for unit in query.units if share(unit) <= 0.5] if documents >= COMMON_FROM else []
    asked = tuple(telling or query.units)
    more = [term for unit in query.units if unit not in asked for term in unit.terms]
    return WeighedQuery(asked, required(len(asked)), (*more, *query.extra), query.name)


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
