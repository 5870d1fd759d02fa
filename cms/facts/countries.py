"""What belongs to countries: focal points, discharge limits and funding."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from cms.models import DischargeStandard, FocalPoint, FundingSource, Scheme

from . import shapes
from .known import Known
from .registry import Finding, Loader, Record, Table
from .streams import sentences, sources
from .writing import set_fields, set_rows

FOCAL_POINTS = Table(
    name="focal-points",
    pattern="focal-points.json",
    key=lambda stem, data: data["country_iso2"],
    shape=shapes.record(
        country_iso2=shapes.country(),
        country=shapes.text(100),
        name=shapes.record(en=shapes.text(300), local=shapes.optional(shapes.text(300))),
        website=shapes.optional(shapes.text(500)),
        role=shapes.optional(shapes.text()),
        focal_point_evidence=shapes.optional(shapes.text(500)),
        least_developed=shapes.flag(),
        least_developed_note=shapes.optional(shapes.text(500)),
        sources=shapes.sources(),
        memory_fields=shapes.sentences(),
    ),
)
_limit = shapes.record(
    parameter=shapes.code(Scheme.PARAMETER),
    value=shapes.either(shapes.number(), shapes.span()),
    unit=shapes.text(40),
    expressed_as=shapes.optional(shapes.text(20)),
    averaging=shapes.optional(shapes.text(120)),
    note=shapes.optional(shapes.text(500)),
)


def _check_limits(record: Record, known: Known) -> Iterator[Finding]:
    for index, limit in enumerate(record.data["limits"]):
        if limit["value"] == {"min": None, "max": None}:
            yield f"limits[{index}].value", "states no number"


STANDARDS = Table(
    name="discharge-limits",
    pattern="discharge-limits.json",
    check=_check_limits,
    shape=shapes.record(
        id=shapes.slug(),
        # Empty for guidelines of the world's organisations.
        country_iso2=shapes.optional(shapes.country()),
        name=shapes.record(en=shapes.text(300), local=shapes.optional(shapes.text(300))),
        citation=shapes.text(300),
        year=shapes.optional(shapes.year()),
        status=shapes.one_of(DischargeStandard.Status.values),
        applies_to=shapes.optional(shapes.text()),
        **{"class": shapes.optional(shapes.text(80))},
        medium=shapes.code(Scheme.MEDIUM),
        sectors=shapes.items(shapes.code(Scheme.SECTOR), unique=True),
        limits=shapes.items(_limit),
        note=shapes.optional(shapes.text()),
        sources=shapes.sources(),
        memory_fields=shapes.sentences(),
    ),
)
FUNDING = Table(
    name="funding",
    pattern="funding.json",
    shape=shapes.record(
        id=shapes.slug(),
        name=shapes.text(300),
        operator=shapes.optional(shapes.text(300)),
        who_can_apply=shapes.optional(shapes.text()),
        what_it_pays=shapes.optional(shapes.text()),
        size_text=shapes.optional(shapes.text()),
        countries=shapes.items(shapes.country(), unique=True),
        sectors=shapes.items(shapes.code(Scheme.SECTOR), unique=True),
        status=shapes.optional(shapes.text(500)),
        sources=shapes.sources(),
        memory_fields=shapes.sentences(),
    ),
)


def _sourced(data: Mapping[str, Any]) -> dict[str, str]:
    return {"sources": sources(data["sources"]), "unconfirmed": sentences(data["memory_fields"])}


def _apply_focal_point(record: Record, point: FocalPoint | None, known: Known) -> FocalPoint:
    data, point = record.data, point or FocalPoint()
    set_fields(
        point,
        {
            "country": data["country_iso2"],
            "name": data["name"]["en"],
            "name_local": data["name"]["local"] or "",
            "website": data["website"] or "",
            "role": data["role"] or "",
            "evidence": data["focal_point_evidence"] or "",
            "least_developed": data["least_developed"],
            "least_developed_note": data["least_developed_note"] or "",
            **_sourced(data),
        },
    )
    point.save()
    return point


def _limit_row(limit: Mapping[str, Any], known: Known) -> dict[str, Any]:
    """A bare number is a limit from above."""
    value = limit["value"] if isinstance(limit["value"], dict) else {"min": None, "max": limit["value"]}
    return {
        "parameter": known.code(Scheme.PARAMETER, limit["parameter"]),
        "value_min": value["min"],
        "value_max": value["max"],
        "unit": limit["unit"],
        **{name: limit[name] or "" for name in ("expressed_as", "averaging", "note")},
    }


def _apply_standard(record: Record, standard: DischargeStandard | None, known: Known) -> DischargeStandard:
    data, standard = record.data, standard or DischargeStandard()
    set_fields(
        standard,
        {
            "code": data["id"],
            "country": data["country_iso2"] or "",
            "name": data["name"]["en"],
            "name_local": data["name"]["local"] or "",
            "discharge_class": data["class"] or "",
            "medium": known.code(Scheme.MEDIUM, data["medium"]),
            "sectors": known.codes(Scheme.SECTOR, data["sectors"]),
            **{name: data[name] for name in ("citation", "year", "status")},
            **{name: data[name] or "" for name in ("applies_to", "note")},
            **_sourced(data),
        },
    )
    set_rows(standard, "limits", [_limit_row(limit, known) for limit in data["limits"]])
    standard.save()
    return standard


def _apply_funding(record: Record, funding: FundingSource | None, known: Known) -> FundingSource:
    data, funding = record.data, funding or FundingSource()
    texts = ("operator", "who_can_apply", "what_it_pays", "size_text", "status")
    set_fields(
        funding,
        {
            "code": data["id"],
            "name": data["name"],
            "sectors": known.codes(Scheme.SECTOR, data["sectors"]),
            **{name: data[name] or "" for name in texts},
            **_sourced(data),
        },
    )
    set_rows(funding, "countries", [{"country": country} for country in data["countries"]], by="country")
    funding.save()
    return funding


LOADERS = (
    Loader(
        FOCAL_POINTS,
        _apply_focal_point,
        existing=lambda keys: {p.country: p for p in FocalPoint.objects.filter(country__in=keys)},
    ),
    Loader(
        STANDARDS,
        _apply_standard,
        existing=lambda keys: {s.code: s for s in DischargeStandard.objects.filter(code__in=keys)},
    ),
    Loader(
        FUNDING,
        _apply_funding,
        existing=lambda keys: {f.code: f for f in FundingSource.objects.filter(code__in=keys)},
    ),
)
