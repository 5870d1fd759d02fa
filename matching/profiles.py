"""Technology pages as the matcher's values, with every quantity in one base unit per kind."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from cms import units
from cms.models import SupplierPage, TechnologyPage

from .core.profiles import Capacity, PerformanceLine, Quantity, Reference, Span, TechnologyProfile, Words

PREFETCH = (
    "media",
    "sectors",
    "parameters",
    "cooperation",
    "related",
    "words",
    "performance__parameter",
    "reference_sheets__words",
    "demonstrations",
)


def live_technologies() -> QuerySet[TechnologyPage]:
    """Every published technology with what a profile reads, in a constant number of queries."""
    codes = ("group", "listing_type", "maturity", "operator_skill", "evidence")
    return TechnologyPage.objects.live().public().select_related(*codes).prefetch_related(*PREFETCH)


def suppliers_of(pages: Iterable[TechnologyPage]) -> dict[int, SupplierPage]:
    """The supplier above each page that has one, by page, in two queries."""
    parents = {page.path[: -page.steplen]: page.pk for page in pages}
    suppliers = SupplierPage.objects.filter(path__in=list(parents)).prefetch_related("active_in")
    by_path = {supplier.path: supplier for supplier in suppliers}
    return {
        page.pk: by_path[page.path[: -page.steplen]]
        for page in pages
        if page.path[: -page.steplen] in by_path
    }


def technology_profile(page: TechnologyPage, supplier: SupplierPage | None = None) -> TechnologyProfile:
    """The profile of one page, called as search calls it: two suppliers may choose one name.

    A listing inherits the words of its reference sheets where it has none itself.
    """
    return TechnologyProfile(
        id=f"{supplier.slug}/{page.slug}" if supplier else page.slug,
        words=_words(page),
        group=page.group.code,
        listing_type=page.listing_type.code,
        media=_codes(page.media),
        sectors=_codes(page.sectors),
        parameters=_codes(page.parameters),
        performance=tuple(_line(row) for row in page.performance.all()),
        capacity=_capacity(page),
        footprint=_quantity(page, "footprint"),
        energy_use=_quantity(page, "energy_use"),
        capex=_quantity(page, "capex"),
        opex=_quantity(page, "opex"),
        lifetime_years=page.lifetime_years,
        trl=page.trl,
        maturity=page.maturity.code if page.maturity else "",
        operator_skill=page.operator_skill.code if page.operator_skill else "",
        evidence=page.evidence.code if page.evidence else "",
        cooperation=_codes(page.cooperation),
        countries=frozenset(row.country for row in supplier.active_in.all()) if supplier else frozenset(),
        local_fit=page.local_fit,
        principle=page.principle,
        requests=_requests(page),
        site_needs=tuple(str(block.value) for block in page.site_needs),
        limits_of_use=tuple(str(block.value) for block in page.limits_of_use),
        related=tuple(sorted(other.slug for other in page.related.all())),
        references=tuple(
            Reference(d.title, d.country, d.year, d.slug) for d in page.demonstrations.all() if d.live
        ),
        seen_sources=sum(1 for block in page.sources if block.value.get("seen")),
    )


def _codes(relation) -> frozenset[str]:
    return frozenset(concept.code for concept in relation.all())


def _words(page: TechnologyPage) -> dict[str, Words]:
    terms = tuple(str(block.value) for block in page.other_names)
    found = {"en": Words(page.title, page.summary, page.problem, terms)}
    rows = [*page.words.all(), *(row for sheet in page.reference_sheets.all() for row in sheet.words.all())]
    for row in rows:
        found.setdefault(row.language, Words(row.title, row.summary, row.problem, tuple(row.terms)))
    return found


def _requests(page: TechnologyPage) -> tuple[str, ...]:
    """The page's own requests, and those of its reference sheets."""
    pages = [page, *page.reference_sheets.all()]
    return tuple(dict.fromkeys(str(block.value) for asked in pages for block in asked.requests))


def _span(record: object, name: str) -> Span | None:
    low, high = getattr(record, f"{name}_min"), getattr(record, f"{name}_max")
    return None if low is None and high is None else Span(low, high)


def _in_base(span: Span, unit: str) -> tuple[Span, str]:
    """A range in its base unit; as it was written where no units library can read it."""
    try:
        low = None if span.low is None else units.base(span.low, unit)
        high = None if span.high is None else units.base(span.high, unit)
    except units.UnitError:
        return span, unit
    return Span(low and low[0], high and high[0]), (low or high or ("", unit))[1]


def _quantity(page: TechnologyPage, name: str) -> Quantity | None:
    span = _span(page, name)
    if span is None:
        return None
    based, unit = _in_base(span, getattr(page, f"{name}_unit"))
    return Quantity(based, unit, getattr(page, f"{name}_basis", ""), getattr(page, f"{name}_year", None))


def _capacity(page: TechnologyPage) -> Capacity | None:
    span = _span(page, "capacity")
    if span is None:
        return None
    based, unit = _in_base(span, page.capacity_unit)
    return Capacity(based, unit, page.capacity_modular)


def _line(row: object) -> PerformanceLine:
    """A performance line in the vocabulary's unit of its parameter, or as written where it does not convert."""
    wanted, unit = row.parameter.unit, row.unit
    convertible = bool(wanted) and unit != wanted and units.comparable(unit, wanted)

    def converted(name: str) -> Span | None:
        span = _span(row, name)
        if span is None or not convertible:
            return span
        ends = (None if v is None else units.convert(v, unit, wanted) for v in (span.low, span.high))
        return Span(*ends)

    return PerformanceLine(
        parameter=row.parameter.code,
        unit=wanted if convertible else unit,
        inlet=converted("inlet"),
        outlet=converted("outlet"),
        removal=_span(row, "removal"),
        value=converted("value"),
        conditions=row.conditions,
        basis=row.basis,
    )
