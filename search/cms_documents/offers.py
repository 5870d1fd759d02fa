"""Technologies, who offers them and where they run, as documents."""

from collections.abc import Iterator

from cms import units
from cms.models import DemonstrationBasePage, DemonstrationProjectPage, SupplierPage, TechnologyPage
from search.cms_documents.pages import codes, items, join, published, route, some, unique
from search.cms_documents.performance import lines
from search.documents import SearchDocument, Words, record_name
from search.fields import CAPACITY_BANDS, CAPACITY_NUMBERS, capacity_bands

Numbers = dict[str, tuple[float, float]]


def technology(page: TechnologyPage) -> SearchDocument:
    """A sheet, or a supplier's listing, which is also found by the words of the sheets it belongs to."""
    owner = page.search_owner if hasattr(page, "search_owner") else owners([page]).get(_above(page))
    body = [page.principle, page.better_than, page.local_fit]
    body += [*items(page.limits_of_use), *items(page.site_needs), *items(page.residues)]
    words = {
        "en": Words(
            page.title, f"{page.summary} {page.problem}".strip(), tuple(items(page.other_names)), join(body)
        )
    }
    for row in page.words.all():
        summary = f"{row.summary} {row.problem}".strip()
        words[row.language] = Words(row.title, summary, tuple(row.terms), machine=row.origin == "machine")
    for language, inherited in _inherited(page):
        words.setdefault(language, inherited)
    capacity, numbers = _capacity(page)
    if page.trl:
        numbers["trl"] = (page.trl, page.trl)
    return SearchDocument(
        record=record_name(page),
        kind="technology",
        id=f"{owner.slug}/{page.slug}" if owner else page.slug,
        words=words,
        route=route(page),
        facets={
            "medium": codes(page.media.all()),
            "group": (page.group.code,),
            "sector": codes(page.sectors.all()),
            "parameter": codes(page.parameters.all()),
            "maturity": (page.maturity.code,) if page.maturity else (),
            "evidence": (page.evidence.code,) if page.evidence else (),
            "country": _countries(owner) if owner else (),
            "capacity": capacity,
        },
        numbers=numbers,
        date=published(page),
        note=owner.title if owner else "",
        marks=("sample",) if page.is_sample else (),
        lines=lines(page),
    )


def supplier(page: SupplierPage) -> SearchDocument:
    """An enterprise, found by its names, what it does and where it built."""
    references = [join([r.name, r.place, r.capacity]) for r in page.references.all()]
    marks = [*([] if page.claimed else ["unclaimed"]), *(["sample"] if page.is_sample else [])]
    return SearchDocument(
        record=record_name(page),
        kind="supplier",
        id=page.slug,
        words={"en": Words(page.title, page.summary, some(page.name_local), join([page.city, *references]))},
        route=route(page),
        facets={
            "group": codes(page.technology_groups.all()),
            "sector": codes(page.sectors.all()),
            "country": _countries(page),
        },
        date=published(page),
        note=page.city,
        marks=tuple(marks),
    )


def demonstration(page: DemonstrationBasePage | DemonstrationProjectPage) -> SearchDocument:
    """A base or a project; a project is also found under the codes of the technologies it shows."""
    project = isinstance(page, DemonstrationProjectPage)
    sheets = list(page.technologies.all()) if project else []
    body = [
        page.place,
        *(sheet.title for sheet in sheets),
        page.operator,
        *items(page.partners),
        page.status,
        *items(page.results),
        page.caution,
    ]
    summary = join([*items(page.technology), page.sector, page.capacity], "; ")
    return SearchDocument(
        record=record_name(page),
        kind="demonstration" if project else "demonstration-base",
        id=page.slug,
        words={"en": Words(page.title, summary, (), join(body))},
        route=route(page),
        facets={
            "country": some(page.country),
            "group": unique(sheet.group.code for sheet in sheets),
            "medium": unique(c.code for sheet in sheets for c in sheet.media.all()),
            "sector": unique(c.code for sheet in sheets for c in sheet.sectors.all()),
        },
        numbers={"year": (page.year, page.year)} if page.year else {},
        date=published(page),
        note=page.place,
        marks=("doubtful",) if page.caution else (),
    )


def attach_owners(pages: list[TechnologyPage]) -> None:
    """Give each page the supplier whose listing it is, None for a sheet of the library; two queries for all."""
    found = owners(pages)
    for page in pages:
        page.search_owner = found.get(_above(page))


def owners(pages: list[TechnologyPage]) -> dict[str, SupplierPage]:
    """The suppliers above some pages, by path."""
    above = SupplierPage.objects.filter(path__in={_above(page) for page in pages})
    return {supplier.path: supplier for supplier in above.prefetch_related("active_in")}


def _above(page: TechnologyPage) -> str:
    return page.path[: -page.steplen]


def _inherited(page: TechnologyPage) -> Iterator[tuple[str, Words]]:
    """The words of the linked reference sheets, by language, without a title: that is the listing's own."""
    found: dict[str, list[Words]] = {}
    for sheet in page.reference_sheets.all():
        for row in sheet.words.all():
            summary = f"{row.summary} {row.problem}".strip()
            machine = row.origin == "machine"
            found.setdefault(row.language, []).append(
                Words("", summary, (row.title, *row.terms), machine=machine)
            )
    for language, said in found.items():
        terms = unique(term for words in said for term in words.terms)
        yield language, Words("", join(w.summary for w in said), terms, machine=any(w.machine for w in said))


def _capacity(page: TechnologyPage) -> tuple[tuple[str, ...], Numbers]:
    """Bands and numbers of the capacity, in the unit of the bands that it converts to; modular has no upper
    end.
    """
    low, high = page.capacity_min, page.capacity_max
    low, high = (high if low is None else low), (low if high is None else high)
    if low is None or high is None:
        return (), {}
    if page.capacity_modular:
        high = 1e12
    try:
        factor, base_unit = units.base(1, page.capacity_unit)
    except units.UnknownUnit:
        return (), {}
    for unit in CAPACITY_BANDS:
        band_factor, band_base = units.base(1, unit)
        if band_base == base_unit:
            low, high = low * factor / band_factor, high * factor / band_factor
            return capacity_bands(low, high, unit), {CAPACITY_NUMBERS[unit]: (low, high)}
    return (), {}


def _countries(page: SupplierPage) -> tuple[str, ...]:
    return unique([page.country, *(row.country for row in page.active_in.all())])
