"""Which labels serve a product group in a country, why, on which way, and what is doubtful about each."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum

from matching.core.alliance import Criteria, Holdings, Path, Scheme, Scope, Standing
from matching.core.recognition import RecognitionGraph

__all__ = ["Doubt", "Partner", "Why", "partners"]

# A third hop means winning two more labels first: nobody's road to a market.
MAX_HOPS = 2
REGION_ORDER = ("china", "asean", "partner", "network")
# Of what was not confirmed about a scheme, only what a reader of a partner sees.
SHOWN_FIELDS = frozenset(
    ("name_local", "issuing_body", "status", "steps", "tests", "contact_page", "duration")
)


class Why(StrEnum):
    """Why a scheme is shown."""

    THERE = "there"  # a label of the country itself, with criteria for the group
    RECOGNISED = "recognised"  # a label from which an agreement leads to the country
    ELSEWHERE = "elsewhere"  # criteria for the group, and no agreement that leads to the country


class Doubt(StrEnum):
    """What a reader must know before relying on a partner."""

    CRITERIA_UNCONFIRMED = "criteria-unconfirmed"
    CRITERIA_ENDING = "criteria-ending"
    SCHEME_UNCONFIRMED = "scheme-unconfirmed"
    PRODUCTS_UNKNOWN_NOW = "products-unknown-now"
    PRODUCTS_ENDED = "products-ended"
    SCOPE_NOT_STATED = "scope-not-stated"
    SCOPE_IN_WORDS = "scope-in-words"
    AGREEMENT_UNCONFIRMED = "agreement-unconfirmed"
    AGREEMENT_UNDATED = "agreement-undated"
    NOT_INHERITED = "not-inherited"
    NO_CRITERIA_THERE = "no-criteria-there"
    NO_LABEL_THERE = "no-label-there"
    OWN_LABEL_LACKS = "own-label-lacks"
    TESTS_NOT_STATED = "tests-not-stated"


@dataclass(frozen=True, slots=True)
class Partner:
    """A scheme that can serve a buyer or a seller of a product group in a country.

    ``apply_to`` is the scheme whose procedure remains to be gone through: the one at the end of the path, or the
    scheme itself. ``tests`` is empty where its tests are not stated; which of them an agreement excuses is only
    known where ``Agreement.detail`` says so.
    """

    scheme: Scheme
    group: str
    country: str
    why: Why
    criteria: tuple[Criteria, ...]
    apply_to: Scheme
    path: Path | None = None
    held: bool = False
    holdings: Holdings | None = None
    doubts: tuple[tuple[Doubt, str], ...] = ()

    @property
    def steps(self) -> tuple[str, ...]:
        """What an applicant still does, in the scheme's own order; empty where not stated."""
        return self.apply_to.steps

    @property
    def tests(self) -> tuple[str, ...]:
        """The tests its procedure states."""
        return self.apply_to.tests


def partners(
    graph: RecognitionGraph, group: str, country: str, held: Collection[str] = ()
) -> tuple[Partner, ...]:
    """Every label with usable criteria for a group, seen from a country.

    The country's own labels first, then those from which an agreement leads there, then the others; within each,
    labels already held (slugs) first, fewer hops, better stated scope, newer, confirmed criteria, more products
    seen. With ``held``, the country's own labels carry the best way from one of those.
    """
    own = frozenset(scheme.slug for scheme in graph.schemes_of(country)) if country else frozenset()
    found = [_partner(graph, scheme, group, country, own, held) for scheme in graph.schemes_with(group)]
    return tuple(sorted(found, key=_order))


def _partner(
    graph: RecognitionGraph,
    scheme: Scheme,
    group: str,
    country: str,
    own: Collection[str],
    held: Collection[str],
) -> Partner:
    if scheme.slug in own:
        why, path = Why.THERE, _way_from_held(graph, scheme, group, held)
    else:
        path = _best(graph, scheme.slug, country, group)
        why = Why.RECOGNISED if path else Why.ELSEWHERE
    end = path.stops[-1].scheme if path else ""
    apply_to = graph.schemes.get(end, scheme)
    return Partner(
        scheme=scheme,
        group=group,
        country=country,
        why=why,
        criteria=graph.criteria_for(scheme.slug, group),
        apply_to=apply_to,
        path=path,
        held=scheme.slug in held,
        holdings=graph.holdings.get((scheme.slug, group)),
        doubts=(
            *_label_doubts(graph, scheme, group),
            *(_path_doubts(path) if path else ()),
            *(_country_doubts(graph, own, group) if country else ()),
            *_test_doubts(apply_to, path),
        ),
    )


def _best(graph: RecognitionGraph, origin: str, country: str, group: str) -> Path | None:
    """The best way on which each label between can be won."""
    ways = graph.paths(origin, country, group, max_hops=MAX_HOPS) if country else ()
    return next((way for way in ways if way.holds), None)


def _way_from_held(graph: RecognitionGraph, scheme: Scheme, group: str, held: Collection[str]) -> Path | None:
    ways = [
        way
        for label in sorted(held)
        for way in graph.paths(label, scheme.country, group, max_hops=MAX_HOPS)
        if way.holds and way.stops[-1].scheme == scheme.slug
    ]
    return min(ways, key=_way_order, default=None)


def _label_doubts(graph: RecognitionGraph, scheme: Scheme, group: str) -> Iterator[tuple[Doubt, str]]:
    """What is doubtful about the label itself: its criteria, its procedure, the products seen with it."""
    criteria = graph.criteria_for(scheme.slug, group)
    if not any(line.confirmed for line in criteria):
        yield Doubt.CRITERIA_UNCONFIRMED, criteria[0].document
    if all(line.standing is Standing.ENDING for line in criteria):
        yield Doubt.CRITERIA_ENDING, criteria[0].status
    fields = [name for name in scheme.unconfirmed if name.split(":")[0].split(" ")[0] in SHOWN_FIELDS]
    if fields:
        yield Doubt.SCHEME_UNCONFIRMED, ", ".join(fields)
    holdings = graph.holdings.get((scheme.slug, group))
    if holdings and holdings.products:
        ended = holdings.ended == holdings.products
        yield (Doubt.PRODUCTS_ENDED if ended else Doubt.PRODUCTS_UNKNOWN_NOW), ""


def _country_doubts(graph: RecognitionGraph, own: Collection[str], group: str) -> Iterator[tuple[Doubt, str]]:
    if not own:
        yield Doubt.NO_LABEL_THERE, ""
    elif not any(graph.criteria_for(slug, group) for slug in own):
        yield Doubt.OWN_LABEL_LACKS, ", ".join(sorted(own))


def _test_doubts(apply_to: Scheme, path: Path | None) -> Iterator[tuple[Doubt, str]]:
    """Tests that remain are known only where the procedure states them and the agreement says what it excuses."""
    if not apply_to.tests or (path and not path.hops[-1].evidence[0].agreement.detail):
        yield Doubt.TESTS_NOT_STATED, ""


def _path_doubts(path: Path) -> Iterator[tuple[Doubt, str]]:
    if len(path.hops) > 1:
        yield Doubt.NOT_INHERITED, ""
    if not path.stops[-1].criteria:
        yield Doubt.NO_CRITERIA_THERE, ""
    for hop in path.hops:
        best = hop.evidence[0].agreement
        if hop.scope is Scope.NOT_STATED:
            yield Doubt.SCOPE_NOT_STATED, best.code
        if hop.scope is Scope.IN_WORDS:
            yield Doubt.SCOPE_IN_WORDS, best.code
        if best.unconfirmed:
            yield Doubt.AGREEMENT_UNCONFIRMED, best.code
        if not best.year:
            yield Doubt.AGREEMENT_UNDATED, best.code


def _way_order(path: Path | None) -> tuple[int, ...]:
    if path is None:
        return (0, 0, 0, 0)
    return (len(path.hops), not path.stops[-1].criteria, path.scope, -path.newest)


def _order(partner: Partner) -> tuple[object, ...]:
    scheme = partner.scheme
    region = REGION_ORDER.index(scheme.region) if scheme.region in REGION_ORDER else len(REGION_ORDER)
    doubtful = sum(
        doubt in (Doubt.CRITERIA_UNCONFIRMED, Doubt.CRITERIA_ENDING) for doubt, _ in partner.doubts
    )
    seen = partner.holdings.products if partner.holdings else 0
    return (
        list(Why).index(partner.why), not partner.held, *_way_order(partner.path), doubtful, region, -seen, scheme.slug,
    )  # fmt: skip
