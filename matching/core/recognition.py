"""The recognition graph: by which agreements a label counts in another country, every hop with its evidence.

Parties are nodes, agreements that recognise something are edges between each two of their parties. Several
agreements between the same two are one hop with several pieces of evidence, so that none is hidden.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cache

from matching.core.alliance import (
    Agreement,
    Criteria,
    Evidence,
    Holdings,
    Hop,
    Path,
    Scheme,
    Scope,
    Stop,
    areas,
)

__all__ = ["RecognitionGraph"]

MAX_HOPS = 3


class RecognitionGraph:
    """Schemes, their criteria and the agreements between them; never changed once built."""

    def __init__(
        self,
        schemes: Iterable[Scheme],
        criteria: Iterable[Criteria],
        agreements: Iterable[Agreement],
        holdings: Iterable[Holdings] = (),
    ) -> None:
        self.schemes = {scheme.slug: scheme for scheme in schemes}
        self.agreements = tuple(agreements)
        self.holdings = {(held.scheme, held.group): held for held in holdings}
        self._criteria: dict[tuple[str, str], list[Criteria]] = defaultdict(list)
        for line in criteria:
            self._criteria[line.scheme, line.group].append(line)
        self._edges: dict[str, dict[str, list[Agreement]]] = defaultdict(lambda: defaultdict(list))
        self._country = {slug: scheme.country for slug, scheme in self.schemes.items()}
        for agreement in self.agreements:
            if agreement.recognises:
                self._join(agreement)

    def _join(self, agreement: Agreement) -> None:
        for party in agreement.parties:
            self._country.setdefault(party.key, party.country)
            for other in agreement.parties:
                if other.key != party.key:
                    self._edges[party.key][other.key].append(agreement)

    def criteria_for(self, scheme: str, group: str) -> tuple[Criteria, ...]:
        """The criteria of a scheme for a group that one can be certified by now."""
        return tuple(line for line in self._criteria.get((scheme, group), ()) if line.usable)

    def schemes_with(self, group: str) -> Iterator[Scheme]:
        """Every label that has usable criteria for a group."""
        return (s for s in self.schemes.values() if s.exists and self.criteria_for(s.slug, group))

    def schemes_of(self, country: str) -> tuple[Scheme, ...]:
        """The labels of a country, those of its regions included."""
        within = areas(country)
        return tuple(s for s in self.schemes.values() if s.exists and s.country in within)

    def paths(
        self, origin: str, country: str, group: str, as_of: date | None = None, max_hops: int = MAX_HOPS
    ) -> tuple[Path, ...]:
        """Every way from a label (slug) or a country (code) to a country for a product group.

        Fewer hops first, then ways on which every label between has criteria, then the better stated scope, then
        the newer agreements. A detour is left out where a shorter cut is as well stated. Agreements that name
        other groups, or that recognise nothing, carry no hop. ``as_of`` leaves out what was signed later and what
        has no date. Empty where nothing leads there, where an end is unknown, and where the origin is in the
        country already.
        """
        day = as_of.isoformat() if as_of else ""
        starts, goals = self._starts(origin), self._keys_in(country)
        if not starts or starts & goals:
            return ()

        @cache
        def hop(from_key: str, to_key: str) -> Hop | None:
            return self._hop(from_key, to_key, group, day)

        found = [
            self._path(chain, group)
            for start in sorted(starts)
            for chain in self._walk((start,), (), starts, goals, hop, max_hops)
            if not _detour(chain, hop)
        ]
        return tuple(sorted(found, key=_order))

    def _keys_in(self, country: str) -> frozenset[str]:
        within = areas(country)
        return frozenset(key for key, place in self._country.items() if place and place in within)

    def _starts(self, origin: str) -> frozenset[str]:
        """A scheme, with its country where an agreement does not say which of its schemes it is for."""
        if origin not in self.schemes:
            return self._keys_in(origin)
        country = self.schemes[origin].country
        return frozenset({origin, country} if country in self._edges else {origin})

    def _walk(
        self,
        keys: tuple[str, ...],
        hops: tuple[Hop, ...],
        starts: frozenset[str],
        goals: frozenset[str],
        hop: Callable[[str, str], Hop | None],
        left: int,
    ) -> Iterator[tuple[Hop, ...]]:
        """Every chain of hops that ends in a goal and meets no key twice."""
        if left <= 0:
            return
        for following in self._edges.get(keys[-1], ()):
            if following in keys or following in starts:
                continue
            step = hop(keys[-1], following)
            if step is None:
                continue
            if following in goals:
                yield (*hops, step)
            else:
                yield from self._walk((*keys, following), (*hops, step), starts, goals, hop, left - 1)

    def _hop(self, origin: str, destination: str, group: str, day: str) -> Hop | None:
        evidence, other = [], []
        for agreement in self._edges.get(origin, {}).get(destination, ()):
            if day and not agreement.in_force_by(day):
                continue
            scope = agreement.scope_for(group)
            if scope is Scope.OTHER_GROUPS:
                other.append(agreement)
            else:
                evidence.append(Evidence(agreement, scope))
        evidence.sort(key=lambda e: (e.scope, -(e.agreement.year or 0), e.agreement.code))
        return Hop(origin, destination, tuple(evidence), tuple(other)) if evidence else None

    def _path(self, hops: Sequence[Hop], group: str) -> Path:
        stops = []
        for index, key in enumerate((hops[0].origin, *(hop.destination for hop in hops))):
            beside = hops[max(index - 1, 0) : index + 1]
            criteria = bool(self.criteria_for(key, group)) or any(h.scope is Scope.NAMED for h in beside)
            stops.append(Stop(key, self._country[key], key if key in self.schemes else "", criteria))
        return Path(tuple(stops), tuple(hops))


def _detour(chain: Sequence[Hop], hop: Callable[[str, str], Hop | None]) -> bool:
    """Whether some stretch of a chain can be cut short by one hop that states no less for the group."""
    for first in range(len(chain)):
        for last in range(first + 1, len(chain)):
            cut = hop(chain[first].origin, chain[last].destination)
            if cut and cut.scope <= max(step.scope for step in chain[first : last + 1]):
                return True
    return False


def _order(path: Path) -> tuple[object, ...]:
    keys = tuple(stop.key for stop in path.stops)
    return (len(path.hops), not path.holds, path.scope, -path.newest, keys)
