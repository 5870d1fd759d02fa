"""Loads the needs that were read in public sources (``data/needs.json``)."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.utils import timezone

from cms.facts import Known, Loader, Record, Table, register, shapes
from marketplace.models import Need
from marketplace.need_sectors import codes_for

_WORD = shapes.optional(shapes.text(120))

NEEDS = Table(
    name="needs",
    pattern="needs.json",
    shape=shapes.record(
        id=shapes.slug(),
        country=shapes.text(120),
        country_iso2=shapes.optional(shapes.country()),
        title=shapes.text(300),
        sector=shapes.text(120),
        track=shapes.optional(shapes.one_of(Need.Track.values)),
        need_type=shapes.text(120),
        problem=shapes.optional(shapes.text(20_000)),
        technologies=shapes.sentences(),
        barriers=shapes.sentences(),
        figures=shapes.sentences(),
        agency=shapes.optional(shapes.text(300)),
        place=shapes.optional(shapes.text(200)),
        year=shapes.optional(shapes.number(1950, 2100, whole=True)),
        priority_rank=shapes.optional(shapes.number(1, 1000, whole=True)),
        status=_WORD,
        is_technology=shapes.flag(),
        source=shapes.text(500),
        source_pages=_WORD,
        via=shapes.optional(shapes.text(500)),
        verification=shapes.text(300),
        note=shapes.optional(shapes.text(2000)),
    ),
)


def apply(record: Record, need: Need | None, known: Known) -> Need:
    """Write one need: public, with its source and how it was checked, and with no number that the source lacks."""
    data = record.data
    need = need or Need(slug=record.key)
    for name, value in _plain(data).items():
        setattr(need, name, value)
    need.status = Need.Status.PUBLISHED
    need.visibility = Need.Visibility.PUBLIC
    need.published_at = need.published_at or timezone.now()
    need.save()
    codes = codes_for(record.key, data["sector"])
    need.media.set(known.codes("medium", codes.media))
    need.sectors.set(known.codes("sector", codes.sectors))
    return need


def _plain(data: Mapping[str, object]) -> dict[str, object]:
    iso2 = data["country_iso2"]
    return {
        "title": data["title"],
        "problem": data["problem"] or "",
        "language": "en",
        "country": iso2 or "",
        "area": "" if iso2 else data["country"],
        "place": data["place"] or "",
        "agency_name": data["agency"] or "",
        "source_sector": data["sector"],
        "track": data["track"] or "",
        "need_type": data["need_type"],
        "is_technology": data["is_technology"],
        "technologies": list(data["technologies"]),
        "barriers": list(data["barriers"]),
        "figures": list(data["figures"]),
        "year": data["year"],
        "priority_rank": data["priority_rank"],
        "note": data["note"] or "",
        "source_status": data["status"] or "",
        "source_url": data["source"],
        "source_pages": data["source_pages"] or "",
        "via": data["via"] or "",
        "verification": data["verification"],
    }


def _existing(keys: Collection[str]) -> dict[str, Need]:
    return {need.slug: need for need in Need.objects.filter(slug__in=keys)}


def register_facts() -> None:
    """Add the file to the command that loads all data."""
    register(
        Loader(
            table=NEEDS,
            apply=apply,
            existing=_existing,
            children=("requirements", "texts"),
            volatile=frozenset({"version"}),
        )
    )
