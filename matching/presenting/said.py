"""The asker's own words behind the tokens that a sheet shares with them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from search.analysis import places

from ..core.language import WORDS as EVERYDAY
from ..core.profiles import NeedProfile

# Said by themselves, shorter words explain nothing.
SHORTEST_LATIN = 3
SHORTEST = 2
# Between two shared words, what keeps them one: nothing or a hyphen, and in Vietnamese the space between syllables.
JOINTS = frozenset(("", "-"))
JOINTS_OF = {"vi": JOINTS | {" "}}


@dataclass(frozen=True)
class Said:
    """What a question says: its text, and the tokens of each word with the place where it stands."""

    text: str
    language: str
    places: tuple[tuple[frozenset[str], int, int], ...]

    def passages(self, tokens: Sequence[str], most: int) -> list[str]:
        """Up to ``most`` passages of the text that stand behind ``tokens``, in the order of the tokens.

        Scripts without spaces are read in pairs of clusters; pairs that overlap are shown as the passage they cover.
        Everyday words, single letters and bare numbers are left out.
        """
        order = {token: place for place, token in enumerate(tokens)}
        found: dict[str, int] = {}
        for passage, place in self._runs(order):
            if self._tells(passage):
                found[passage] = min(place, found.get(passage, place))
        whole = [p for p in found if not any(p != other and p in other for other in found)]
        first: dict[str, str] = {}
        for passage in sorted(whole, key=found.__getitem__):
            first.setdefault(passage.casefold(), passage)
        return list(first.values())[:most]

    def _runs(self, order: dict[str, int]) -> Iterator[tuple[str, int]]:
        """Passages of neighbours that are all among the tokens, each with the best place of its tokens."""
        joints = JOINTS_OF.get(self.language, JOINTS)
        begin = last = 0
        best: int | None = None
        for terms, start, end in self.places:
            place = min((order[term] for term in terms if term in order), default=None)
            joined = best is not None and (start < last or self.text[last:start] in joints)
            if best is not None and (place is None or not joined):
                yield self.text[begin:last], best
                best = None
            if place is not None:
                begin = start if best is None else begin
                best = place if best is None else min(best, place)
                last = end
        if best is not None:
            yield self.text[begin:last], best

    def _tells(self, passage: str) -> bool:
        least = SHORTEST_LATIN if passage.isascii() else SHORTEST
        everyday = EVERYDAY.get(self.language, frozenset())
        return len(passage) >= least and passage.casefold() not in everyday and any(map(str.isalpha, passage))


def said_words(need: NeedProfile) -> Said:
    """The words of a need with their places; read once for all its matches."""
    found = tuple((frozenset(unit.terms), start, end) for unit, start, end in places(need.text))
    return Said(need.text, need.language, found)
