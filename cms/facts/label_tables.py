"""What the files of the eco-label catalogue hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from cms.languages import DATA_LANGUAGES
from cms.models import LabelSchemePage

from . import shapes
from .known import Known
from .registry import Finding, Record, Table

_amount = shapes.optional(shapes.either(shapes.text(200), shapes.number(0, whole=True)))
_maybe_amount = shapes.Maybe(_amount)


def _check_scheme(record: Record, known: Known) -> Iterator[Finding]:
    """A record without a name says that a country has no label, so it must name the country."""
    if record.data["name_en"] is None and not record.key.endswith("-none"):
        yield "name_en", "is empty, which only ids ending in -none may have"


SCHEMES = Table(
    name="label-schemes",
    pattern="label-schemes.json",
    check=_check_scheme,
    shape=shapes.record(
        id=shapes.slug(),
        name_en=shapes.optional(shapes.text(255)),
        name_local=shapes.optional(shapes.text(300)),
        local_language=shapes.optional(shapes.text(12)),
        country=shapes.text(100),
        country_iso2=shapes.optional(shapes.country()),
        region_group=shapes.one_of(LabelSchemePage.Region.values),
        issuing_body=shapes.optional(shapes.text(300)),
        owner_or_ministry=shapes.optional(shapes.text(300)),
        year_founded=shapes.optional(shapes.year()),
        iso_type=shapes.optional(shapes.text(200)),
        gen_member=shapes.optional(shapes.flag()),
        gen_member_basis=shapes.optional(shapes.text(300)),
        website=shapes.optional(shapes.text(500)),
        n_categories=_amount,
        n_products=_amount,
        counts_as_of=shapes.optional(shapes.text(300)),
        history_counts=shapes.items(
            shapes.record(
                as_of=shapes.text(120),
                source=shapes.optional(shapes.text(1000)),
                note=shapes.Maybe(shapes.text(300)),
                categories=_maybe_amount,
                companies=_maybe_amount,
                criteria=_maybe_amount,
                expected_next_year=_maybe_amount,
                in_development=_maybe_amount,
                planned_new_categories=_maybe_amount,
                product_models=_maybe_amount,
                products=_maybe_amount,
                products_from_indonesia=_maybe_amount,
                products_from_malaysia=_maybe_amount,
                standards=_maybe_amount,
            )
        ),
        product_categories=shapes.sentences(),
        status=shapes.text(200),
        notes=shapes.optional(shapes.text()),
        memory_fields=shapes.sentences(),
        sources=shapes.sources(),
    ),
)
PROCEDURES = Table(
    name="label-procedures",
    pattern="label-procedures.json",
    key=lambda stem, data: data["scheme"],
    shape=shapes.record(
        scheme=shapes.reference("label-schemes"),
        steps=shapes.sentences(),
        documents=shapes.sentences(),
        tests=shapes.sentences(),
        fees=shapes.items(
            shapes.record(
                text=shapes.text(500),
                currency=shapes.optional(shapes.text(3)),
                year=shapes.optional(shapes.year()),
            )
        ),
        duration=shapes.optional(shapes.text(300)),
        validity_years=shapes.optional(shapes.number(0)),
        contact_page=shapes.optional(shapes.text(500)),
        complaint_channel=shapes.optional(shapes.text(300)),
        recognition_route=shapes.optional(shapes.text()),
        note=shapes.optional(shapes.text()),
        sources=shapes.sources(),
        memory_fields=shapes.sentences(),
    ),
)
GROUPS = Table(
    name="product-groups",
    pattern="product-groups.json",
    key=lambda stem, data: data["code"],
    check=lambda record, known: () if "en" in record.data["label"] else [("label.en", "is missing")],
    shape=shapes.record(
        code=shapes.slug(60),
        label=shapes.table_of(shapes.text(200), DATA_LANGUAGES),
        aliases=shapes.items(shapes.text(200)),
        cpa=shapes.optional(shapes.text(20)),
        unspsc=shapes.optional(shapes.text(20)),
        memory_fields=shapes.sentences(),
    ),
)


def _coverage_key(stem: str, data: Mapping[str, Any]) -> str:
    """Scheme, group, name and document together, since a scheme may have several criteria for a group."""
    parts = [data[name] or "" for name in ("scheme", "group", "local_name", "criteria_document")]
    return "/".join(parts).rstrip("/")


COVERAGE = Table(
    name="label-coverage",
    pattern="label-coverage.json",
    key=_coverage_key,
    shape=shapes.record(
        scheme=shapes.reference("label-schemes"),
        group=shapes.reference("product-groups"),
        local_name=shapes.optional(shapes.text(300)),
        criteria_document=shapes.optional(shapes.text(300)),
        version_or_year=shapes.optional(shapes.text(200)),
        status=shapes.optional(shapes.text(200)),
        source=shapes.optional(shapes.text(1000)),
        basis=shapes.optional(shapes.text(60)),
        memory_fields=shapes.sentences(),
    ),
)
AGREEMENTS = Table(
    name="mutual-recognition",
    pattern="mutual-recognition.json",
    shape=shapes.record(
        id=shapes.slug(),
        parties=shapes.items(shapes.country(), at_least=2, unique=True),
        bodies=shapes.items(shapes.text(300)),
        year=shapes.optional(shapes.year()),
        date=shapes.optional(shapes.date()),
        kind=shapes.text(200),
        product_groups=shapes.sentences(),
        detail=shapes.optional(shapes.text()),
        memory_fields=shapes.sentences(),
        sources=shapes.sources(),
    ),
)


def _check_product(record: Record, known: Known) -> Iterator[Finding]:
    issued, expires = record.data["issued"], record.data["expires"]
    if issued and expires and expires < issued[: len(expires)]:
        yield "expires", f"{expires} is before issued {issued}"


PRODUCTS = Table(
    name="certified-products",
    pattern="certified-products.json",
    check=_check_product,
    shape=shapes.record(
        id=shapes.slug(160),
        product=shapes.text(300),
        model=shapes.optional(shapes.text(500)),
        company=shapes.optional(shapes.text(300)),
        company_country_iso2=shapes.optional(shapes.country()),
        scheme=shapes.reference("label-schemes"),
        group=shapes.reference("product-groups"),
        licence_number=shapes.optional(shapes.text(120)),
        criteria_document=shapes.optional(shapes.text(300)),
        issued=shapes.optional(shapes.date()),
        # The present state follows from this one, so it must name a day.
        expires=shapes.optional(shapes.date(whole=True)),
        status=shapes.text(200),
        source=shapes.text(1000),
        seen_date_of_page=shapes.optional(shapes.text(40)),
        note=shapes.optional(shapes.text()),
        memory_fields=shapes.sentences(),
    ),
)
