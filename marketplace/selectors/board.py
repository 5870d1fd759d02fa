"""The public board of needs: what is filtered, and how many needs each further filter would leave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import Count, Q

from marketplace.models import Need
from marketplace.models.needs import NeedQuerySet
from marketplace.selectors.needs import NEWEST_FIRST

# Facets by name, with the field that each of them filters.
FACETS = {"country": "country", "sector": "sectors__code", "track": "track"}


@dataclass(frozen=True)
class BoardQuery:
    """What a reader asks of the board: values by facet. Values of one facet widen, facets narrow."""

    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def of(self, facet: str) -> tuple[str, ...]:
        """The chosen values of a facet."""
        return self.values.get(facet, ())

    @property
    def is_empty(self) -> bool:
        """Whether nothing was chosen."""
        return not any(self.values.values())


def board_needs(query: BoardQuery) -> NeedQuerySet:
    """The public needs that pass all filters, newest first, ready to be listed."""
    return (
        Need.objects.filter(pk__in=_filtered(query).values("pk"))
        .select_related("organisation")
        .prefetch_related("sectors", "texts")
        .order_by(*NEWEST_FIRST)
    )


def facet_counts(query: BoardQuery) -> dict[str, dict[str, int]]:
    """Needs by value for each facet, each under the *other* facets' filters: one query a facet."""
    return {name: _counts(query, name, lookup) for name, lookup in FACETS.items()}


def _filtered(query: BoardQuery, without: str = "") -> NeedQuerySet:
    condition = Q()
    for name, lookup in FACETS.items():
        if name != without and query.of(name):
            condition &= Q(**{f"{lookup}__in": query.of(name)})
    return Need.objects.public().filter(condition)


def _counts(query: BoardQuery, name: str, lookup: str) -> dict[str, int]:
    needs = Need.objects.filter(pk__in=_filtered(query, without=name).values("pk")).order_by()
    rows = needs.values_list(lookup).annotate(Count("pk", distinct=True))
    return {value: count for value, count in rows if value}
