"""What the match page reads beside the matcher's answer, in a constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Count, F
from django.utils.translation import gettext

from cms.countries import MEMBERS, country_name
from cms.models import (
    Concept,
    DemonstrationProjectPage,
    DischargeStandard,
    ProductGroup,
    SupplierPage,
    TechnologyPage,
    TechnologyWords,
)
from cms.presenters.compliance import EXPRESSED_AS
from cms.selectors.labels import group_label
from cms.selectors.ordering import BY_TITLE, BY_YEAR
from cms.selectors.pages import technology_titles
from cms.selectors.standards import unseen_limits
from cms.vocabulary import label

from .catalogue import Snapshot
from .core.profiles import Match
from .core.understanding import Limit
from .profiles import suppliers_of

SUPPLIERS = 4  # of one match


@dataclass(frozen=True)
class Around:
    """What stands around the matches of one page, by the key of the technology's page.

    ``supplier`` holds the owner of a listing, ``field`` the enterprises of the same technology group by its code.
    """

    pages: Mapping[int, TechnologyPage]
    words: Mapping[int, TechnologyWords]
    supplier: Mapping[int, SupplierPage]
    field: Mapping[str, Sequence[SupplierPage]]
    demonstrations: Mapping[int, Sequence[DemonstrationProjectPage]]


@dataclass(frozen=True)
class Standard:
    """A national standard taken as targets. ``limits`` can be compared; ``other`` names parameters that cannot,
    ``unseen`` those whose value was not seen on a page.
    """

    record: DischargeStandard
    limits: tuple[Limit, ...]
    other: tuple[str, ...] = ()
    unseen: frozenset[str] = field(default_factory=frozenset)

    @property
    def replaced(self) -> bool:
        """Whether another regulation stands in its place now."""
        return self.record.status == DischargeStandard.Status.REPLACED


def page_keys(matches: Iterable[Match], now: Snapshot) -> list[int]:
    """The key of the page behind each match."""
    return [now.pages[now.catalogue.rows[match.technology]] for match in matches]


def around(keys: Sequence[int], groups: Collection[str], country: str) -> Around:
    """Pages, suppliers and plants of the matches shown."""
    pages = {page.pk: page for page in TechnologyPage.objects.live().filter(pk__in=keys)}
    return Around(
        pages=pages,
        words=technology_titles(pages.values()),
        supplier=suppliers_of(pages.values()),
        field=_suppliers_in(groups, country),
        demonstrations=_demonstrations(keys, country),
    )


def _suppliers_in(groups: Collection[str], country: str) -> dict[str, list[SupplierPage]]:
    """Enterprises by technology group; those at home or at work in the country first."""
    rows = (
        SupplierPage.objects.live()
        .public()
        .filter(technology_groups__code__in=groups)
        .annotate(group_code=F("technology_groups__code"))
        .order_by(*BY_TITLE)
        .prefetch_related("active_in", "references")
    )
    found: dict[str, list[SupplierPage]] = defaultdict(list)
    for supplier in rows:
        found[supplier.group_code].append(supplier)
    return {group: sorted(members, key=lambda s: not _serves(s, country)) for group, members in found.items()}


def _serves(supplier: SupplierPage, country: str) -> bool:
    return bool(country) and country in {supplier.country, *(row.country for row in supplier.active_in.all())}


def _demonstrations(keys: Sequence[int], country: str) -> dict[int, list[DemonstrationProjectPage]]:
    """Plants that run a technology, by its page; those in the country first."""
    rows = (
        DemonstrationProjectPage.objects.live()
        .public()
        .filter(technologies__in=keys)
        .annotate(technology_key=F("technologies"))
        .order_by(*BY_YEAR)
    )
    found: dict[int, list[DemonstrationProjectPage]] = defaultdict(list)
    for plant in rows:
        found[plant.technology_key].append(plant)
    return {key: sorted(plants, key=lambda p: p.country != country) for key, plants in found.items()}


def parameter_choices() -> list[tuple[str, str, str]]:
    """Code, label in the reader's language, and own unit of every parameter, by label. One query."""
    rows = Concept.objects.of("parameter").values_list("code", "unit")
    found = [(code, str(label("parameter", code)), unit) for code, unit in rows]
    return sorted(found, key=lambda choice: choice[1].casefold())


def sector_choices() -> list[tuple[str, str]]:
    """Code and label of every sector in the vocabulary's order. One query."""
    codes = Concept.objects.of("sector").values_list("code", flat=True)
    return [(code, str(label("sector", code))) for code in codes]


def standard_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every standard by country, with its class and whether it holds. One query."""
    groups: dict[str, list[tuple[str, str]]] = defaultdict(list)
    records = DischargeStandard.objects.annotate(known=Count("limits"))
    for record in sorted(records, key=_standard_order):
        parts = [str(record)]
        if record.status == DischargeStandard.Status.REPLACED:
            parts.append(gettext("replaced"))
        if not record.known:
            parts.append(gettext("values not seen"))
        groups[record.country].append((record.code, ", ".join(parts)))
    return [
        (country_name(country) if country else gettext("International"), choices)
        for country, choices in groups.items()
    ]


def _standard_order(record: DischargeStandard) -> tuple[int, bool, str]:
    place = MEMBERS.index(record.country) if record.country in MEMBERS else len(MEMBERS)
    return place, record.status == DischargeStandard.Status.REPLACED, record.code


def standard(code: str) -> Standard | None:
    """A standard with the limits that can be taken as targets: what is expressed as another substance is left out.

    Two queries and one for the parameters; ``None`` where there is no such standard.
    """
    record = DischargeStandard.objects.prefetch_related("limits__parameter").filter(code=code).first()
    if record is None:
        return None
    limits: list[Limit] = []
    other: list[str] = []
    for row in record.limits.all():
        parameter = row.parameter.code
        if row.expressed_as not in ("", EXPRESSED_AS.get(parameter, "")):
            other.append(parameter)
            continue
        if row.value_max is not None:
            limits.append(Limit(parameter, row.value_max, None, row.unit, "at-most"))
        if row.value_min is not None:
            limits.append(Limit(parameter, row.value_min, None, row.unit, "at-least"))
    return Standard(record, tuple(limits), tuple(other), frozenset(unseen_limits(record)))


def product_group_names(codes: Collection[str]) -> dict[str, tuple[str, str]]:
    """Label of product groups in the reader's language, with the language it is in. One query, or none."""
    if not codes:
        return {}
    return {group.code: group_label(group) for group in ProductGroup.objects.filter(code__in=codes)}
