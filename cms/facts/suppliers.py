"""Real enterprises from public facts: profiles that nobody has claimed yet."""

from __future__ import annotations

from typing import Any

from cms.models import Scheme, SupplierIndexPage, SupplierPage

from . import shapes
from .known import Known
from .registry import Loader, Record, Table
from .streams import sentences, sources
from .tree import section
from .writing import existing_pages, publish, put_page, set_fields, set_rows

_reference = shapes.record(
    name=shapes.text(300),
    place=shapes.optional(shapes.text(200)),
    country_iso2=shapes.optional(shapes.country()),
    year=shapes.optional(shapes.number(1900, 2100, whole=True)),
    capacity=shapes.optional(shapes.text(200)),
    source=shapes.optional(shapes.text(1000)),
)
_certificate = shapes.record(standard=shapes.text(300), source=shapes.optional(shapes.text(1000)))

SUPPLIERS = Table(
    name="suppliers",
    pattern="suppliers.json",
    shape=shapes.record(
        id=shapes.slug(),
        name=shapes.record(en=shapes.text(255), local=shapes.optional(shapes.text(300))),
        country_iso2=shapes.country(),
        city=shapes.optional(shapes.text(200)),
        website=shapes.optional(shapes.text(500)),
        founded=shapes.optional(shapes.year()),
        summary=shapes.text(),
        technology_groups=shapes.items(shapes.code(Scheme.GROUP), unique=True),
        sectors=shapes.items(shapes.code(Scheme.SECTOR), unique=True),
        countries_active=shapes.items(shapes.country(), unique=True),
        references=shapes.items(_reference),
        certificates=shapes.items(_certificate),
        sources=shapes.sources(),
        memory_fields=shapes.sentences(),
    ),
)


def _columns(data: Any, known: Known) -> dict[str, Any]:
    return {
        "title": data["name"]["en"],
        "draft_title": data["name"]["en"],
        "name_local": data["name"]["local"] or "",
        "country": data["country_iso2"],
        "city": data["city"] or "",
        "website": data["website"] or "",
        "founded": data["founded"],
        "summary": data["summary"],
        "technology_groups": known.codes(Scheme.GROUP, data["technology_groups"]),
        "sectors": known.codes(Scheme.SECTOR, data["sectors"]),
        "sources": sources(data["sources"]),
        "unconfirmed": sentences(data["memory_fields"]),
    }


def _apply(record: Record, page: SupplierPage | None, known: Known) -> SupplierPage:
    data, new = record.data, page is None
    page = page or SupplierPage()
    set_fields(page, _columns(data, known))
    countries = [{"country": country} for country in data["countries_active"]]
    set_rows(page, "active_in", countries, by="country")
    references = [
        {
            "name": reference["name"],
            "place": reference["place"] or "",
            "country": reference["country_iso2"] or "",
            "year": reference["year"],
            "capacity": reference["capacity"] or "",
            "source": reference["source"] or "",
        }
        for reference in data["references"]
    ]
    set_rows(page, "references", references)
    certificates = [{"standard": c["standard"], "source": c["source"] or ""} for c in data["certificates"]]
    set_rows(page, "certificates", certificates)
    return put_page(page, section(SupplierIndexPage), record.key) if new else page


LOADERS = (
    Loader(
        SUPPLIERS,
        _apply,
        finish=lambda record, page, known: publish(page),
        existing=lambda keys: existing_pages(SupplierPage, SupplierIndexPage, keys),
    ),
)
